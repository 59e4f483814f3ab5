export { addStaff, type NewStaff } from './actions/add-staff.ts'
export { disableStaff } from './actions/disable-staff.ts'
export { endOtherSessions, endSession } from './actions/end-sessions.ts'
export { issueSetupLink, type SetupLink } from './actions/issue-setup-link.ts'
export { setPassword } from './actions/set-password.ts'
export { keepAwake, requireAwake, requireFreshProof } from './factor/step-up.ts'
export { accountPaths } from './paths.ts'
export { officeStaff, staffList, staffMember } from './queries.ts'
export {
  cityRoles,
  isOfficeRole,
  mayWorkIn,
  type RoleAt,
  rolesIn,
  type Scope,
  type StaffRole,
  scopeOf,
  staffRoles,
} from './roles.ts'
export { requireStaff, staffSession } from './sign-in/session.ts'
export { asStaff, enteringStaff, type StaffMember, signedInStaff, staffOf, worksFor } from './staff-member.ts'

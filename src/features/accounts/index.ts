export { accountPaths } from './paths.ts'
export { requireStaff, staffSession } from './session.ts'
export { type StaffMember, staffOf } from './staff-member.ts'

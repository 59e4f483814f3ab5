export { appendActivity, insertActivity } from './append.ts'
export { type ActivityEntry, type ActivityRow, type ChainTips, chainRows, noTips } from './chain.ts'
export { activityOf, tipsOf } from './queries.ts'
export {
  logStaffAct,
  type StaffAct,
  type StaffLogDetail,
  type StaffLogKind,
  staffInSubject,
  staffLogKinds,
  staffSubject,
  verifyStaffLog,
} from './staff-log.ts'
export { type BrokenChain, verifyActivity } from './verify.ts'

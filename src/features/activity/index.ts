export { takeCheckpoints } from './actions/take-checkpoint.ts'
export { activityInsertion, appendActivity, insertActivity } from './append.ts'
export {
  type ActivityEntry,
  type ActivityRow,
  type ChainTips,
  chainName,
  chainRows,
  noTips,
} from './chain.ts'
export {
  checkpointOf,
  checkpointsAfter,
  coveringLeaf,
  lastCheckpoints,
  lastLeaf,
  leavesOf,
} from './checkpoints/queries.ts'
export {
  isSignedStatement,
  leafOf,
  type SignedStatement,
  statementHash,
  type Tips,
} from './checkpoints/statement.ts'
export { type BrokenCheckpoint, verifyCheckpoints } from './checkpoints/verify.ts'
export { type ExportSubject, exportSubjects, logExport } from './log-export.ts'
export { activityOf, chainRowsOf, tipsOf } from './queries.ts'
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

export { ChangedMeanwhile, changeComplaint } from './actions/change-complaint.ts'
export { type Filed, type Filing, fileComplaint } from './actions/file-complaint.ts'
export { contactDays } from './actions/forget-contacts.ts'
export { recomputeProjections } from './actions/recompute-projections.ts'
export {
  type BulkComplaint,
  type BulkPhoto,
  reserveComplaintIds,
  writeComplaints,
} from './bulk/write-complaints.ts'
export { checkProjections, type ProjectionFault } from './check-projections.ts'
export { type Actor, type ComplaintEvent, importer, resident, system } from './events.ts'
export { draftDays } from './filing/draft.ts'
export { formatNumber, newNumber, parseNumber } from './number.ts'
export { complaintPaths, deskPaths } from './paths.ts'
export { type ComplaintState, projectAll } from './projection.ts'
export {
  type Channel,
  channels,
  isOpen,
  type Outcome,
  openStatuses,
  outcomes,
  type RefusalGround,
  type Role,
  refusalGrounds,
  type Status,
  statuses,
  type Verdict,
} from './rules.ts'
export { sampleCity, sampleDirectory } from './sample-city.ts'
export { holdReasons } from './screening.ts'
export { checkSearch, rebuildSearch } from './search/keep.ts'
export { outcomeTag } from './status-tag.ts'
export { columnsOf, toEntry } from './stored.ts'

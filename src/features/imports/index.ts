export { type ImportOptions, type ImportSummary, importComplaints } from './import-complaints.ts'
export { createUnknown, type Mapping, open311Bulk, readMapping } from './mapping.ts'

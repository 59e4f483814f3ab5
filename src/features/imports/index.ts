export { type ImportOptions, type ImportSummary, importComplaints } from './import-complaints.ts'
export { open311Bulk, readMapping } from './mapping.ts'

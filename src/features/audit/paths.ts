import type { AuditQuery } from './filter.ts'

const withQuery = (path: string, query: AuditQuery): string => {
  const search = new URLSearchParams(Object.entries(query).filter(([, value]) => value !== '')).toString()
  return search === '' ? path : `${path}?${search}`
}

export const auditPaths = {
  list: (query: AuditQuery = {}) => withQuery('/staff/audit', query),
  csv: (query: AuditQuery = {}) => withQuery('/staff/audit.csv', query),
}

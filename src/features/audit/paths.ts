import type { AuditQuery } from './filter.ts'

const withQuery = (path: string, query: AuditQuery): string => {
  const search = new URLSearchParams(Object.entries(query).filter(([, value]) => value !== '')).toString()
  return search === '' ? path : `${path}?${search}`
}

export const auditPaths = {
  list: (query: AuditQuery = {}) => withQuery('/staff/audit', query),
  /** `days`: of which period; without, the shortest. */
  patterns: (days?: number) =>
    days === undefined ? '/staff/audit/patterns' : `/staff/audit/patterns?days=${days}`,
  csv: (query: AuditQuery = {}) => withQuery('/staff/audit.csv', query),
}

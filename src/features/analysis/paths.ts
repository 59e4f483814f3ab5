import type { Lang } from '../../platform/i18n/texts.ts'

type Params = Readonly<Record<string, string | null>>

const query = (params: Params): string => {
  const given = Object.entries(params).filter(
    (pair): pair is [string, string] => pair[1] !== null && pair[1] !== '',
  )
  return given.length === 0 ? '' : `?${new URLSearchParams(given)}`
}

/** Addresses of the analysis of appeals; `city` is a slug. */
export const analysisPaths = {
  start: () => '/staff/analysis',
  show: (city: string, params: Params = {}) => `/staff/analysis/${city}${query(params)}`,
  csv: (city: string, params: Params = {}) => `/staff/analysis/${city}/appeals.csv${query(params)}`,
  weekly: (city: string) => `/staff/analysis/${city}/weekly`,
  log: (city: string, params: Params = {}) => `/staff/analysis/${city}/log${query(params)}`,
  leave: (lang: string, city: string, signed: string) => `/${lang}/${city}/unsubscribe-week/${signed}`,
  page: (lang: Lang, city: string, params: Params = {}) => `/${lang}/${city}/appeals${query(params)}`,
  file: (lang: Lang, city: string, format: 'csv' | 'json', params: Params = {}) =>
    `/${lang}/${city}/appeals.${format}${query(params)}`,
}

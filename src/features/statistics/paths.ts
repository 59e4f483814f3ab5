import type { Lang } from '../../platform/i18n/texts.ts'

const base = (lang: Lang, city: string) => `/${lang}/${city}`
const query = (filter: Record<string, string>) =>
  Object.keys(filter).length === 0 ? '' : `?${new URLSearchParams(filter)}`

/** Addresses of figures; machine-readable ones as statistics.md 4 fixes them. */
export const statisticsPaths = {
  city: (lang: Lang, city: string, filter: Record<string, string> = {}) =>
    `${base(lang, city)}/statistics${query(filter)}`,
  category: (lang: Lang, city: string, code: string, filter: Record<string, string> = {}) =>
    `${base(lang, city)}/statistics/categories/${code}${query(filter)}`,
  nation: (lang: Lang, filter: Record<string, string> = {}) => `/${lang}/statistics${query(filter)}`,
  nationFigures: (lang: Lang, format: 'json' | 'csv', filter: Record<string, string> = {}) =>
    `/${lang}/statistics.${format}${query(filter)}`,
  figures: (lang: Lang, city: string, format: 'json' | 'csv', filter: Record<string, string> = {}) =>
    `${base(lang, city)}/statistics.${format}${query(filter)}`,
  officeFigures: (lang: Lang, city: string, format: 'json' | 'csv', filter: Record<string, string> = {}) =>
    `${base(lang, city)}/statistics/offices.${format}${query(filter)}`,
  flow: (lang: Lang, city: string, format: 'json' | 'csv', filter: Record<string, string> = {}) =>
    `${base(lang, city)}/statistics/flow.${format}${query(filter)}`,
  /** A chart by itself; `filter` as in the page that it stands on. */
  chart: (lang: Lang, city: string, id: string, filter: Record<string, string> = {}) =>
    `${base(lang, city)}/statistics/charts/${id}${query(filter)}`,
  /** A chart of a snapshot, whose numbers do not change: `version` is the month and its place in the chain. */
  frozenChart: (
    { lang, city, id, version }: { lang: Lang; city: string; id: string; version: string },
    office: string | null = null,
  ) =>
    `${base(lang, city)}/statistics/charts/${id}/versions/${version}${query(office === null ? {} : { office })}`,
  frozenFile: (
    { lang, city, id, version }: { lang: Lang; city: string; id: string; version: string },
    format: 'csv' | 'json',
    office: string | null = null,
  ) =>
    `${base(lang, city)}/statistics/charts/${id}/versions/${version}/figures.${format}${query(office === null ? {} : { office })}`,
  chartFile: (
    { lang, city, id }: { lang: Lang; city: string; id: string },
    format: 'csv' | 'json' | 'svg' | 'png',
    filter: Record<string, string> = {},
  ) => `${base(lang, city)}/statistics/charts/${id}.${format}${query(filter)}`,
  chartEmbed: (lang: Lang, city: string, id: string, filter: Record<string, string> = {}) =>
    `${base(lang, city)}/statistics/charts/${id}/embed${query(filter)}`,
  /** oEmbed (https://oembed.com) of the page of a chart: GET `?url=`. */
  oembed: (lang: Lang, city: string, url?: string) =>
    `${base(lang, city)}/statistics/oembed${query(url === undefined ? {} : { url })}`,
  method: (lang: Lang, city: string) => `${base(lang, city)}/statistics/method`,
  /** `filter`: days and part of the city, and `sort`. */
  offices: (lang: Lang, city: string, filter: Record<string, string> = {}) =>
    `${base(lang, city)}/offices${query(filter)}`,
  officeComment: (officeId: number | string) => `/staff/offices/${officeId}/comment`,
  officeCommentBack: (officeId: number | string) => `/staff/offices/${officeId}/comment/take-back`,
  office: (lang: Lang, city: string, code: string, filter: Record<string, string> = {}) =>
    `${base(lang, city)}/offices/${code}${query(filter)}`,
}

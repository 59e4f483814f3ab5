import type { Lang } from '../../platform/i18n/texts.ts'

const query = (params: Record<string, string | number | null>): string => {
  const given = Object.entries(params).filter(([, value]) => value !== null && value !== '')
  const text = new URLSearchParams(
    given.map(([name, value]): [string, string] => [name, String(value)]),
  ).toString()
  return text === '' ? '' : `?${text}`
}

/** What narrows the list: a month (`2026-11`), the code of a category, a page from 1. */
export type ListParams = { month?: string | null; category?: string | null; page?: number }

const base = (lang: Lang, city: string) => `/${lang}/${city}/news`

/** Addresses of news and pages; `city` is a slug. */
export const newsPaths = {
  list: (lang: Lang, city: string, { month = null, category = null, page = 1 }: ListParams = {}) =>
    `${base(lang, city)}${query({ month, category, page: page === 1 ? null : page })}`,
  feed: (lang: Lang, city: string) => `${base(lang, city)}.atom`,
  show: (lang: Lang, city: string, id: number | string) => `${base(lang, city)}/${id}`,
  /** A page that is none of the standard ones. */
  page: (lang: Lang, city: string, code: string) => `/${lang}/${city}/pages/${code}`,
  picture: (id: string, size: 'large' | 'small') => `/news-pictures/${id}/${size}.jpg`,
}

const staff = (city: string) => `/staff/news/${city}`

/** Addresses of the staff pages of news. */
export const newsStaffPaths = {
  start: () => '/staff/news',
  list: (city: string, params: { kind?: 'news' | 'page'; done?: string } = {}) =>
    `${staff(city)}${query({ kind: params.kind ?? null, done: params.done ?? null })}`,
  fresh: (city: string, params: { kind?: 'news' | 'page'; code?: string } = {}) =>
    `${staff(city)}/new${query({ kind: params.kind ?? null, code: params.code ?? null })}`,
  edit: (city: string, id: number | string, params: { done?: string; from?: number } = {}) =>
    `${staff(city)}/${id}${query({ done: params.done ?? null, from: params.from ?? null })}`,
  withdraw: (city: string, id: number | string) => `${staff(city)}/${id}/withdraw`,
  preview: (city: string, id: number | string) => `${staff(city)}/${id}/preview`,
  versions: (city: string, id: number | string, version: number | null = null) =>
    `${staff(city)}/${id}/versions${query({ version })}`,
  picture: (city: string, id: string) => `${staff(city)}/pictures/${id}.jpg`,
}

import type { Lang } from '../../platform/i18n/texts.ts'

type Params = Readonly<Record<string, string | undefined>>

function withParams(path: string, params: Params = {}): string {
  const given = Object.entries(params).filter((entry): entry is [string, string] => Boolean(entry[1]))
  return given.length === 0 ? path : `${path}?${new URLSearchParams(given)}`
}

const root = (lang: Lang, slug: string) => `/${lang}/${slug}/works`

/** Forms of a list for other programs. */
export const listFormats = ['ics', 'atom', 'csv', 'geojson'] as const
export type ListFormat = (typeof listFormats)[number]

export const workPaths = {
  list: (lang: Lang, slug: string, params?: Params) => withParams(root(lang, slug), params),
  file: (lang: Lang, slug: string, format: ListFormat, params?: Params) =>
    withParams(`${root(lang, slug)}.${format}`, params),
  at: (lang: Lang, slug: string, params?: Params) => withParams(`${root(lang, slug)}/at`, params),
  show: (lang: Lang, slug: string, id: number | string) => `${root(lang, slug)}/${id}`,
  calendar: (lang: Lang, slug: string, id: number | string) => `${root(lang, slug)}/${id}/calendar.ics`,
  photo: (photo: string, size: 'large' | 'small') => `/works/photos/${photo}/${size}.jpg`,
}

const desk = '/staff/works'

export const workDeskPaths = {
  start: () => desk,
  list: (slug: string, params?: Params) => withParams(`${desk}/${slug}`, params),
  fresh: (slug: string) => `${desk}/${slug}/new`,
  work: (slug: string, id: number | string, params?: Params) => withParams(`${desk}/${slug}/${id}`, params),
  act: (slug: string, id: number | string, act: string) => `${desk}/${slug}/${id}/${act}`,
  photos: (slug: string, id: number | string) => `${desk}/${slug}/${id}/photos`,
  photo: (slug: string, id: number | string, photo: string, size: 'large' | 'small') =>
    `${desk}/${slug}/${id}/photos/${photo}/${size}.jpg`,
  removePhoto: (slug: string, id: number | string, photo: string) =>
    `${desk}/${slug}/${id}/photos/${photo}/remove`,
  imports: (slug: string) => `${desk}/${slug}/import`,
  import: (slug: string, run: string) => `${desk}/${slug}/import/${run}`,
  importAct: (slug: string, run: string, act: 'columns' | 'apply') => `${desk}/${slug}/import/${run}/${act}`,
}

/** What can be subscribed to: the works of a street, or of the whole city. */
export const worksTopic = (streetId?: number): string =>
  streetId === undefined ? 'works' : `works:street:${streetId}`

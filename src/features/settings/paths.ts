import { isSingle, type ListKind, type SingleKind, type ThingKind } from './thing.ts'

const root = '/staff/settings'

export const listSegments = {
  area: 'areas',
  office: 'offices',
  category: 'categories',
  rule: 'routing',
  day: 'calendar',
  notice: 'notices',
} as const satisfies Record<ListKind, string>

/** The outline has no form of its own: it is a part of the page of borders. */
const singleSegments = {
  profile: 'profile',
  look: 'look',
  map: 'map',
  outline: 'boundaries',
  terms: 'terms',
  limits: 'limits',
  words: 'words',
  retention: 'retention',
  openData: 'open-data',
  desk: 'desk',
} as const satisfies Record<SingleKind, string>

export type Done = 'saved' | 'planned' | 'same' | 'removed' | 'undone' | 'cancelled'

export const settingsPaths = {
  start: () => root,
  home: (city: string) => `${root}/${city}`,
  list: (city: string, kind: ListKind) => `${root}/${city}/${listSegments[kind]}`,
  fresh: (city: string, kind: ListKind) => `${settingsPaths.list(city, kind)}/new`,
  thing: (city: string, kind: ThingKind, key: string) =>
    isSingle(kind)
      ? `${root}/${city}/${singleSegments[kind]}`
      : `${kind === 'text' ? settingsPaths.texts(city) : settingsPaths.list(city, kind)}/${encodeURIComponent(key)}`,
  remove: (city: string, kind: ListKind, key: string) => `${settingsPaths.thing(city, kind, key)}/remove`,
  /** Ready texts: the first city in which the person writes some, and one city's. */
  ownTexts: () => '/staff/texts',
  texts: (city: string) => `${root}/${city}/texts`,
  freshText: (city: string) => `${settingsPaths.texts(city)}/new`,
  removeText: (city: string, key: string) => `${settingsPaths.thing(city, 'text', key)}/remove`,
  undoText: (city: string, id: number | string) => `${settingsPaths.texts(city)}/undo/${id}`,
  history: (city: string, of?: { kind: ThingKind; key: string }) =>
    of === undefined
      ? `${root}/${city}/history`
      : `${root}/${city}/history?${new URLSearchParams({ kind: of.kind, key: of.key })}`,
  undo: (city: string, id: number | string) => `${root}/${city}/history/${id}/undo`,
  planned: (city: string) => `${root}/${city}/planned`,
  cancel: (city: string, id: number | string) => `${root}/${city}/planned/${id}/cancel`,
  tryRouting: (city: string) => `${root}/${city}/try-routing`,
  coverage: (city: string) => `${root}/${city}/coverage`,
  tryTerm: (city: string) => `${root}/${city}/try-term`,
  recount: (city: string) => `${root}/${city}/recount`,
  exported: (city: string) => `${root}/${city}/configuration.json`,
  imported: (city: string) => `${root}/${city}/import`,
  boundaries: (city: string) => `${root}/${city}/boundaries`,
  integrations: (city: string) => `${root}/${city}/integrations`,
  logo: (city: string) => `${root}/${city}/logo`,
  jobs: (city: string) => `${root}/${city}/jobs`,
  firstRun: (token: string) => `/staff/first-run/${token}`,
  retryJobs: (city: string) => `${root}/${city}/jobs/retry`,
}

export const withDone = (path: string, done: Done): string =>
  `${path}${path.includes('?') ? '&' : '?'}done=${done}`

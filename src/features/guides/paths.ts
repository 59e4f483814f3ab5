import type { Lang } from '../../platform/i18n/texts.ts'

const base = (lang: Lang, city: string) => `/${lang}/${city}/guides`
const query = (values: Record<string, string | undefined>) => {
  const pairs = Object.entries(values).filter((pair): pair is [string, string] => Boolean(pair[1]))
  return pairs.length === 0 ? '' : `?${new URLSearchParams(pairs)}`
}

/** Names in an address that are no guides. */
export const reservedSlugs: readonly string[] = ['topics', 'requests']

/** Public pages of guides. */
export const guidePaths = {
  list: (lang: Lang, city: string, asked: { q?: string } = {}) => `${base(lang, city)}${query(asked)}`,
  feed: (lang: Lang, city: string) => `${base(lang, city)}.atom`,
  topic: (lang: Lang, city: string, code: string) => `${base(lang, city)}/topics/${code}`,
  topics: (lang: Lang, city: string) => `${base(lang, city)}/topics`,
  show: (lang: Lang, city: string, slug: string) => `${base(lang, city)}/${slug}`,
  /** "Did this help?": GET asks for a reason, POST takes the answer. */
  helped: (lang: Lang, city: string, slug: string) => `${base(lang, city)}/${slug}/helped`,
  thanks: (lang: Lang, city: string, slug: string) => `${guidePaths.helped(lang, city, slug)}?done=1`,
  /** Situations that people asked for. */
  requests: (lang: Lang, city: string) => `${base(lang, city)}/requests`,
  ask: (lang: Lang, city: string, given: { text?: string } = {}) =>
    `${base(lang, city)}/requests/new${query(given)}`,
  asked: (lang: Lang, city: string) => `${guidePaths.ask(lang, city)}?done=1`,
  /** Ends the daily letter to the owner of guides. */
  leaveLetters: (lang: string, city: string, signed: string) =>
    `/${lang}/${city}/unsubscribe-guides/${signed}`,
}

const staff = '/staff/guides'

export type GuideActName = 'send' | 'return' | 'publish' | 'withdraw'
export type GuideDone =
  | 'saved'
  | 'sent'
  | 'returned'
  | 'published'
  | 'withdrawn'
  | 'reviewed'
  | 'seen'
  | 'moved'
  | 'letters'
  | 'noLetters'

/** Pages of staff. `id` is a number. */
export const guideStaffPaths = {
  list: (filter: Record<string, string | undefined> = {}) => `${staff}${query(filter)}`,
  fresh: (city?: string, request?: number) =>
    `${staff}/new${query({ city, request: request === undefined ? undefined : String(request) })}`,
  show: (id: number | string, done?: GuideDone) => `${staff}/${id}${query({ done })}`,
  about: (id: number | string) => `${staff}/${id}/about`,
  reviewed: (id: number | string) => `${staff}/${id}/reviewed`,
  verdictsSeen: (id: number | string) => `${staff}/${id}/verdicts`,
  edit: (id: number | string, lang: Lang, done?: GuideDone) => `${staff}/${id}/${lang}${query({ done })}`,
  act: (id: number | string, lang: Lang, act: GuideActName) => `${staff}/${id}/${lang}/${act}`,
  version: (id: number | string, lang: Lang, no: number) => `${staff}/${id}/${lang}/versions/${no}`,
  requests: (done?: GuideDone) => `${staff}/requests${query({ done })}`,
  request: (id: number | string) => `${staff}/requests/${id}`,
  letters: () => `${staff}/letters`,
  sought: () => `${staff}/sought`,
}

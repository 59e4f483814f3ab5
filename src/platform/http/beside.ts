import type { Temporal } from 'temporal-polyfill'
import type { Deps } from '../deps.ts'
import type { TextKey } from '../i18n/text-key.ts'
import type { Lang, Translate } from '../i18n/texts.ts'
import type { Banner } from './chrome.ts'

/** Where and for whom something is told. */
export type Asked = {
  cityId: number
  slug: string
  /** IANA name. */
  timeZone: string
  lang: Lang
  t: Translate
  now: Temporal.Instant
}

type Place = Pick<Asked, 'lang' | 't' | 'slug'>

/** A way into a feature: a card of the page of all services, a line of the footer. `text` is one sentence. */
export type Offer = {
  group: 'services' | 'participation'
  href: string
  label: string
  text: string
  icon: string
}

/** Roles as accounts hold them. */
export type StaffPlace = Pick<Asked, 'lang' | 't'> & {
  roles: readonly { cityId: number; officeId: number | null; role: string }[]
}

/** A few things of a feature on the first page of a city. `meta`: a day, a place, or ''. */
export type HomeBlock = {
  title: string
  icon: string
  items: { href: string; label: string; meta: string }[]
  more: { href: string; label: string }
}

/** A line on a page of another feature: works at this place, a guide that answers these words. */
export type Hint = {
  icon: string
  tone: 'info' | 'warning' | 'success'
  title: string
  text: string
  href: string
}

/**
 * Coordinates in degrees (WGS 84), null where nobody has marked a place; `address` as it was written, or ''.
 * `category`: code, or null when nobody knows yet.
 */
export type HintSource = {
  forWords?(asked: Asked, words: { text: string; category: string | null }): Promise<Hint[]>
  atPoint?(
    asked: Asked,
    place: { lat: number | null; lon: number | null; address: string; category: string | null },
  ): Promise<Hint[]>
  ofComplaint?(
    asked: Asked,
    complaint: { id: number; number: string; lat: number | null; lon: number | null },
  ): Promise<Hint[]>
}

/** What a topic is called, where it can be looked at, and its Atom feed if it has one. */
export type TopicLabel = { label: string; href: string; feed?: string }

/** What mails can be asked about. A topic is a text that begins with the prefix: `works:street:12`. */
export type TopicSource = {
  prefix: string
  /** Null when there is no such thing (any more). */
  label(topic: string, asked: Asked): Promise<TopicLabel | null>
}

/** How many turned to the city with one topic from one area; `day` is the first one of the unit (ISO, local). */
export type AppealCount = { day: string; category: string | null; area: string | null; count: number }

/** Local days, both included; `officeId` null: of the whole city. */
export type AppealsAsked = {
  cityId: number
  timeZone: string
  officeId: number | null
  from: string
  to: string
}

/** One way in which people turn to the city, as counts for the analysis of appeals. */
export type AppealSource = {
  /** Stands in addresses and files, such as `complaints`. */
  kind: string
  label: TextKey
  /** One row for each day, week (from Monday) or month, category (code) and area (code) with a count above 0. */
  counts(asked: AppealsAsked, unit: 'day' | 'week' | 'month'): Promise<AppealCount[]>
  /** What people wrote, the newest first, as everybody may read it; absent where nothing is. */
  texts?(asked: AppealsAsked, most: number): Promise<string[]>
}

/** What a feature tells on pages that are not its own. */
export type Beside = {
  offers?: (place: Place) => Offer[]
  staffLinks?: (place: StaffPlace) => { href: string; label: string }[]
  home?: (deps: Deps) => (asked: Asked) => Promise<HomeBlock | null>
  /** Asked on every page: the answer comes out of `deps.cache`. */
  banners?: (deps: Deps) => (asked: Asked) => Promise<Banner[]>
  hints?: (deps: Deps) => HintSource
  topics?: (deps: Deps) => TopicSource
  appeals?: (deps: Deps) => AppealSource
  /** Of these storage keys, those that it refers to; the bytes of others are removed. */
  keepsFiles?: (deps: Deps) => (keys: string[]) => Promise<string[]>
}

/** What all features tell on the pages of the others, in their order. A feature that fails is left out. */
export type Besides = {
  offers(place: Place): Offer[]
  staffLinks(place: StaffPlace): { href: string; label: string }[]
  homeBlocks(asked: Asked): Promise<HomeBlock[]>
  banners(asked: Asked): Promise<Banner[]>
  forWords(...asked: Parameters<Required<HintSource>['forWords']>): Promise<Hint[]>
  atPoint(...asked: Parameters<Required<HintSource>['atPoint']>): Promise<Hint[]>
  ofComplaint(...asked: Parameters<Required<HintSource>['ofComplaint']>): Promise<Hint[]>
  /** Null when there is nothing of that name. */
  topic(topic: string, asked: Asked): Promise<TopicLabel | null>
  appeals: readonly AppealSource[]
  /** Of these storage keys, those that some feature refers to. Throws when one cannot tell: then nothing is removed. */
  keptFiles(keys: string[]): Promise<string[]>
}

/** More lines than these distract from what the page is for. */
const mostHints = 3

export function besidesOf(features: readonly Beside[], deps: Deps): Besides {
  const sources = features.flatMap(({ hints }) => hints?.(deps) ?? [])
  const blocks = features.flatMap(({ home }) => home?.(deps) ?? [])
  const strips = features.flatMap(({ banners }) => banners?.(deps) ?? [])
  const keepers = features.flatMap(({ keepsFiles }) => keepsFiles?.(deps) ?? [])
  const topics = features.flatMap((feature) => feature.topics?.(deps) ?? [])

  /** Nobody's way to report a problem ends at what another feature cannot tell. */
  async function all<Told>(asking: readonly (() => Promise<Told[]>)[]): Promise<Told[]> {
    const told = await Promise.all(
      asking.map((ask) =>
        ask().catch((error: unknown) => {
          deps.log.error({ err: error }, 'a page goes without what another feature tells')
          return []
        }),
      ),
    )
    return told.flat()
  }
  const few = async (asking: readonly (() => Promise<Hint[]>)[]) => (await all(asking)).slice(0, mostHints)

  return {
    offers: (place) => features.flatMap(({ offers }) => offers?.(place) ?? []),
    staffLinks: (place) => features.flatMap(({ staffLinks }) => staffLinks?.(place) ?? []),
    homeBlocks: (asked) =>
      all(
        blocks.map((block) => async () => {
          const told = await block(asked)
          return told === null ? [] : [told]
        }),
      ),
    banners: (asked) => all(strips.map((strip) => () => strip(asked))),
    forWords: (asked, words) =>
      few(sources.map((source) => async () => (await source.forWords?.(asked, words)) ?? [])),
    atPoint: (asked, point) =>
      few(sources.map((source) => async () => (await source.atPoint?.(asked, point)) ?? [])),
    ofComplaint: (asked, complaint) =>
      few(sources.map((source) => async () => (await source.ofComplaint?.(asked, complaint)) ?? [])),
    topic: async (topic, asked) =>
      (await topics
        .find(({ prefix }) => topic === prefix || topic.startsWith(`${prefix}:`))
        ?.label(topic, asked)) ?? null,
    appeals: features.flatMap(({ appeals }) => appeals?.(deps) ?? []),
    keptFiles: async (keys) => (await Promise.all(keepers.map((kept) => kept(keys)))).flat(),
  }
}

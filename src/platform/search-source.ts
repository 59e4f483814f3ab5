import type { PoolClient } from 'pg'
import type { Tag, When } from './http/parts.ts'
import type { TextKey } from './i18n/text-key.ts'
import type { Lang, Translate } from './i18n/texts.ts'
import type { SearchTerm } from './text/search-terms.ts'

/** A piece of a text; what was looked for is marked. */
export type Part = { text: string; mark: boolean }

/** Something that was found, as `views/search/hit` prints it. */
export type SearchHit = {
  href: string
  title: Part[]
  icon: string
  /** The place in the text where it was found, in its own language. */
  excerpt: Part[] | null
  lang: string | null
  place: Part[] | null
  photo: { src: string; alt: string } | null
  tag: Tag | null
  date: When | null
  number: string | null
}

export type SearchAsked = {
  cityId: number
  citySlug: string
  /** IANA name. */
  timeZone: string
  lang: Lang
  t: Translate
  terms: readonly SearchTerm[]
  /** `any`: whatever holds one of the words, the more the better. */
  match: 'all' | 'any'
  /** From 1. */
  page: number
  perPage: number
  /** Its statements are cancelled when they take too long. */
  client: PoolClient
}

/** `n` stops at what the source is willing to count; `more` then says that there are others. */
export type SearchFound = { n: number; more: boolean; hits: SearchHit[] }

/** What a feature lets the one search box look through. */
export type SearchSource = {
  /** Stands in the address of its tab. */
  name: string
  label: TextKey
  /**
   * Reads what it keeps in memory and gives the search over that. The search holds a connection, and no work may ask for
   * a second one: what it has read by then is all it has besides `client`.
   */
  ready(cityId: number): Promise<(asked: SearchAsked) => Promise<SearchFound>>
}

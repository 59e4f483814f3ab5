import type { Lang } from '../i18n/texts.ts'

export type { Lang, Translate } from '../i18n/texts.ts'

/** Gives the public address of a built file: `asset('app.css')` -> `/build/app-5F3A.css`. Throws on an unknown name. */
export type Asset = (name: string) => string

export const colorSchemes = ['auto', 'light', 'dark', 'contrast'] as const
export type ColorScheme = (typeof colorSchemes)[number]

/** Percent of the browser's own size. */
export const textSizes = ['100', '125', '150'] as const
export type TextSize = (typeof textSizes)[number]

/** `count`: how much waits behind it; null or absent where nothing does. */
export type NavLink = {
  href: string
  label: string
  current: boolean
  count?: { text: string; label: string } | null
}

/** The strip above the header: demo data, an emergency, planned maintenance. */
export type Banner = {
  tone: 'info' | 'warning' | 'danger'
  text: string
  link: { href: string; label: string } | null
}

/**
 * Everything a layout prints around a page. Built once per request and kept in `res.locals.chrome`;
 * page models never repeat it.
 */
export type Chrome = {
  lang: Lang
  /** Scheme and host without a trailing slash, for canonical and hreflang links. */
  origin: string
  /** Path and query of this page: where the view settings form leads back to. */
  here: string
  /** Path of this page without its query: the canonical address of most pages. */
  path: string
  /** All languages by endonym; `href` is this very page in that language. */
  languages: { code: Lang; label: string; href: string; current: boolean }[]
  /** Null on pages above the cities (choice of a city, first-run wizard). */
  city: {
    slug: string
    name: string
    href: string
    themeHref: string
    mark: string | null
    /** Picture of the city for shares. */
    imageHref: string
    manifestHref: string
    /** Pages that devices keep for a place without a network, separated by blanks. */
    offlineHrefs: string
  } | null
  nav: NavLink[]
  reportHref: string | null
  searchHref: string | null
  emergency: { label: string; number: string; href: string }[]
  /** Over every page, the gravest first. */
  banners: Banner[]
  /** On the pages of filing. */
  filingNotices: Banner[]
  staff: {
    name: string
    office: string
    links: NavLink[]
    signOutHref: string
    /** Where the choice of a language is posted, to be kept with the account: fields `lang`, `back`. */
    languageHref: string
  } | null
  /** What the city offers besides complaints. */
  services: { href: string; label: string }[]
  footer: { href: string; label: string }[]
  scheme: ColorScheme
  textSize: TextSize
  /** Where the view settings form is posted: fields `scheme`, `textSize`, `back`. */
  settingsHref: string
  /** Address of the source code that this installation runs. */
  sourceHref: string
}

import { type Lang, langs } from '../../platform/i18n/texts.ts'
import type { CityTerms } from './city-terms.ts'
import type { CityProfile } from './profile.ts'
import type { Residents } from './residents.ts'

/** A name in the three languages of the portal. */
export type Names = { kk: string; ru: string; en: string }

export type Area = {
  id: number
  code: string
  kind: string
  names: Names
  /** GeoJSON Polygon or MultiPolygon; null when nobody has drawn it. */
  shape: AreaShape | null
  residents: Residents | null
}

export type AreaShape =
  | { type: 'Polygon'; coordinates: number[][][] }
  | { type: 'MultiPolygon'; coordinates: number[][][][] }

/** Words of a city for its residents. Days are ISO and local, both included. */
export type CityNotice = {
  code: string
  /** strip: over every page; filing: on the pages of filing. */
  place: 'strip' | 'filing'
  tone: 'info' | 'warning' | 'danger'
  text: Names
  link: string | null
  startsOn: string
  endsOn: string
}

export type City = {
  id: number
  slug: string
  names: Names
  timeZone: string
  /** Name of the working calendar, for example `kz`. */
  calendar: string
  brandColour: string
  publication: 'after' | 'before'
  countFrom: 'nextDay' | 'sameDay'
  workingDayEnds: string
  termDays: number
  reopenDays: number
  /** Days after an answer until the resident is asked whether it is true. */
  askDays: number
  terms: CityTerms
  demo: boolean
  /** Milliseconds UTC. */
  openedAt: number
  profile: CityProfile
  areas: Area[]
  /** The latest ones, also those whose days have gone or are still to come. */
  notices: CityNotice[]
}

/** What is said at a place on a day (ISO), the gravest first. */
export function noticesOn(
  { notices }: Pick<City, 'notices'>,
  place: CityNotice['place'],
  day: string,
): CityNotice[] {
  return notices
    .filter((one) => one.place === place && one.startsOn <= day && day <= one.endsOn)
    .sort((a, b) => gravity.indexOf(a.tone) - gravity.indexOf(b.tone))
}

const gravity: readonly CityNotice['tone'][] = ['danger', 'warning', 'info']

/** Languages of the public pages, Kazakh first. */
export const langsOf = ({ profile }: Pick<City, 'profile'>): Lang[] =>
  langs.filter((lang) => lang === 'kk' || profile.languages.includes(lang))

/** Where the moving map finds its tiles; null where the city has none. */
export const tilesOf = ({ profile: { map } }: Pick<City, 'profile'>): { url: string; by: string } | null =>
  map.mode === 'tiles' && map.tileUrl !== null ? { url: map.tileUrl, by: map.attribution ?? '' } : null

export const nameIn = (names: Names, lang: Lang): string => names[lang]

export const namesOf = (row: { nameKk: string; nameRu: string; nameEn: string }): Names => ({
  kk: row.nameKk,
  ru: row.nameRu,
  en: row.nameEn,
})

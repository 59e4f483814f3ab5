import type { Lang } from '../../platform/i18n/texts.ts'
import type { CityTerms } from './city-terms.ts'
import type { CityProfile } from './profile.ts'

/** A name in the three languages of the portal. */
export type Names = { kk: string; ru: string; en: string }

export type Area = {
  id: number
  code: string
  kind: string
  names: Names
  /** GeoJSON Polygon or MultiPolygon; null when nobody has drawn it. */
  shape: AreaShape | null
}

export type AreaShape =
  | { type: 'Polygon'; coordinates: number[][][] }
  | { type: 'MultiPolygon'; coordinates: number[][][][] }

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
}

export const nameIn = (names: Names, lang: Lang): string => names[lang]

export const namesOf = (row: { nameKk: string; nameRu: string; nameEn: string }): Names => ({
  kk: row.nameKk,
  ru: row.nameRu,
  en: row.nameEn,
})

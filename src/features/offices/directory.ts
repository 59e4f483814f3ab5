import type { Names } from '../city/index.ts'
import type { Question } from './questions.ts'

export type Office = {
  id: number
  code: string
  kind: string
  names: Names
  short: Names
  /** Other names that people use, former ones among them. */
  aliases: string[]
  external: boolean
  contacts: OfficeContacts
  parentId: number | null
  /** False before its first day and after its last; statistics still know it. */
  current: boolean
}

/** Phones in E.164 or a city's short number. Times are local, `HH:MM`. */
export type OfficeContacts = {
  address: Names | null
  phones: string[]
  email: string | null
  hours: OpeningHours[]
  /** Where it is, in degrees; null: nobody has said. */
  point: { lat: number; lon: number } | null
}

/** `days`: 1 is Monday. */
export type OpeningHours = {
  days: number[]
  opens: string
  closes: string
  break: { from: string; to: string } | null
}

export type Category = {
  id: number
  code: string
  groupCode: string
  icon: string
  names: Names
  keywords: { kk: string[]; ru: string[] }
  /** Codes of the emergency numbers to show first. */
  danger: string[]
  sensitive: boolean
  proofPhoto: boolean
  termDays: number | null
  /** Metres within which another complaint of this kind may be about the same thing. */
  duplicateRadius: number
  norm: { hours: number | null; text: Names; source: string } | null
  questions: Question[]
  current: boolean
}

export type RoutingRule = {
  id: number
  categoryId: number | null
  districtId: number | null
  officeId: number
  coOfficeIds: number[]
}

/** Who answers for what in a city. */
export type Directory = {
  offices: Office[]
  categories: Category[]
  /** Of an office that has ended, with its successor; without one the rule is left out. */
  rules: RoutingRule[]
  officeById: ReadonlyMap<number, Office>
  categoryById: ReadonlyMap<number, Category>
}

import type { Names } from '../city/index.ts'

export type Office = {
  id: number
  code: string
  kind: string
  names: Names
  short: Names
  external: boolean
  contacts: OfficeContacts
  parentId: number | null
  /** False after its last day; statistics still know it. */
  current: boolean
}

export type OfficeContacts = {
  address?: Names
  phones?: string[]
  email?: string
  hours?: Names
  headPosition?: Names
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
  norm: { hours: number; source: string } | null
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
  rules: RoutingRule[]
  officeById: ReadonlyMap<number, Office>
  categoryById: ReadonlyMap<number, Category>
}

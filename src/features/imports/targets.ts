import type { Deps } from '../../platform/deps.ts'
import { fold } from '../../platform/text/fold.ts'
import type { City } from '../city/index.ts'
import { type Directory, directoryOf } from '../offices/index.ts'
import { type Mapping, meaningOf } from './mapping.ts'

export type TargetKind = 'category' | 'office' | 'district'

export type UnknownValue = { kind: TargetKind; value: string; rows: number; created: boolean }

/** Ids of categories, offices and districts by what the file calls them. */
export type Targets = {
  directory: Directory
  /** Null when the file says nothing; `refused`: the city has no such thing and the mapping says to refuse. */
  find(kind: TargetKind, value: string): Promise<number | null | 'refused'>
  /** Values that were not known, the most frequent first. */
  unknown(): UnknownValue[]
}

type TargetOptions = {
  city: City
  mapping: Mapping
  /** Makes what is unknown; false only counts it. */
  mayCreate: boolean
}

const longestName = 200

/** Looks names up by code and by name in any language, folded; creates what is new when the mapping allows. */
export async function createTargets(
  deps: Deps,
  { city, mapping, mayCreate }: TargetOptions,
): Promise<Targets> {
  const directory = await directoryOf(deps, city.id)
  const known = {
    category: byName(directory.categories),
    office: byName(directory.offices),
    district: byName(city.areas),
  }
  const codes = {
    category: codesOf(directory.categories),
    office: codesOf(directory.offices),
    district: codesOf(city.areas),
  }
  const other = directory.categories.find((category) => category.code === 'other')?.id ?? null
  const unknown = new Map<string, UnknownValue>()

  const noteUnknown = (kind: TargetKind, value: string, created: boolean) => {
    const key = `${kind}\0${value}`
    const noted = unknown.get(key) ?? { kind, value, rows: 0, created }
    unknown.set(key, { ...noted, rows: noted.rows + 1 })
  }

  return {
    directory,
    async find(kind, value) {
      const name = (meaningOf(mapping.values[kind], value) ?? value).trim().slice(0, longestName)
      if (name === '') return null
      const id = known[kind].get(fold(name))
      if (id !== undefined) {
        if (unknown.has(`${kind}\0${name}`)) noteUnknown(kind, name, mayCreate)
        return id
      }
      const wish = mapping.unknown[kind]
      noteUnknown(kind, name, wish === 'create' && mayCreate)
      if (wish === 'create') {
        const code = takeCode(codes[kind], kind, name)
        const created = mayCreate ? await create(deps, city, kind, { code, name }) : 0
        known[kind].set(fold(name), created)
        return created
      }
      if (wish === 'other') return other ?? 'refused'
      return wish === 'refuse' ? 'refused' : null
    },
    unknown: () => [...unknown.values()].sort((a, b) => b.rows - a.rows),
  }
}

type Named = { id: number; code: string; names: { kk: string; ru: string; en: string } }

const codesOf = (rows: readonly Named[]): Set<string> => new Set(rows.map(({ code }) => code))

function byName(rows: readonly (Named & { short?: Named['names'] })[]): Map<string, number> {
  const found = new Map<string, number>()
  for (const { id, code, names, short } of rows) {
    for (const name of [code, ...Object.values(names), ...Object.values(short ?? {})]) {
      if (!found.has(fold(name))) found.set(fold(name), id)
    }
  }
  return found
}

async function create({ db }: Deps, city: City, kind: TargetKind, named: { code: string; name: string }) {
  const { code, name } = named
  const data = { cityId: city.id, code, nameKk: name, nameRu: name, nameEn: name, position: 1000 }
  const select = { id: true }
  if (kind === 'district') return (await db.district.create({ data: { ...data, kind: 'area' }, select })).id
  if (kind === 'office') {
    const contacts = { address: null, phones: [], email: null, hours: [] }
    const office = { ...data, kind: 'department', shortKk: name, shortRu: name, shortEn: name, contacts }
    return (await db.office.create({ data: office, select })).id
  }
  const group = city.profile.categoryGroups.at(-1)?.code ?? 'other'
  return (await db.category.create({ data: { ...data, groupCode: group, icon: 'circle-help' }, select })).id
}

/** A code from the name's Latin letters, else from the kind, with a number when it is taken. */
function takeCode(taken: Set<string>, kind: TargetKind, name: string): string {
  const letters = name
    .toLowerCase()
    .normalize('NFKD')
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^[-0-9]+|-+$/g, '')
    .slice(0, 24)
  const base = letters === '' ? kind : letters
  let code = base
  for (let number = 2; taken.has(code); number++) code = `${base}-${number}`
  taken.add(code)
  return code
}

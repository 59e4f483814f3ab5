import type { Deps } from '../../platform/deps.ts'
import { fold } from '../../platform/text/fold.ts'
import type { City } from '../city/index.ts'
import { directoryOf } from '../offices/index.ts'
import type { Mapping } from './mapping.ts'

export type TargetKind = 'category' | 'office' | 'district'

/** Ids of categories, offices and districts by what the file calls them. */
export type Targets = {
  /** `refused`: the city has no such thing and the mapping says to refuse. */
  find(kind: TargetKind, value: string): Promise<number | null | 'refused'>
  /** Values that were not known, with the number of rows that have them. */
  unknown(): { kind: TargetKind; value: string; rows: number; created: boolean }[]
}

/** Looks names up by code and by name in any language, folded; creates what is new when the mapping allows. */
export async function createTargets(deps: Deps, city: City, mapping: Mapping): Promise<Targets> {
  const directory = await directoryOf(deps, city.id)
  const known = {
    category: byName(directory.categories),
    office: byName(directory.offices),
    district: byName(city.areas),
  }
  const other = directory.categories.find((category) => category.code === 'other')?.id ?? null
  const unknown = new Map<string, { kind: TargetKind; value: string; rows: number; created: boolean }>()

  const noteUnknown = (kind: TargetKind, value: string, created: boolean) => {
    const key = `${kind}\0${value}`
    const noted = unknown.get(key) ?? { kind, value, rows: 0, created }
    unknown.set(key, { ...noted, rows: noted.rows + 1 })
  }

  return {
    async find(kind, value) {
      const meant = meaningOf(mapping, kind, value)
      if (meant === '') return null
      const id = known[kind].get(fold(meant))
      if (id !== undefined) {
        if (unknown.has(`${kind}\0${meant}`)) noteUnknown(kind, meant, true)
        return id
      }
      const wish = mapping.unknown[kind]
      noteUnknown(kind, meant, wish === 'create')
      if (wish === 'create') {
        const created = await create(deps, city, kind, meant)
        known[kind].set(fold(meant), created)
        return created
      }
      if (wish === 'other') return other ?? 'refused'
      return wish === 'ignore' ? null : 'refused'
    },
    unknown: () => [...unknown.values()].sort((a, b) => b.rows - a.rows),
  }
}

function meaningOf(mapping: Mapping, kind: TargetKind, value: string): string {
  const table = mapping.values[kind]
  return (table?.[value] ?? table?.['*'] ?? value).trim()
}

type Named = { id: number; code: string; names: { kk: string; ru: string; en: string } }

function byName(rows: readonly (Named & { short?: Named['names'] })[]): Map<string, number> {
  const found = new Map<string, number>()
  for (const { id, code, names, short } of rows) {
    for (const name of [code, ...Object.values(names), ...Object.values(short ?? {})]) {
      if (!found.has(fold(name))) found.set(fold(name), id)
    }
  }
  return found
}

async function create({ db }: Deps, city: City, kind: TargetKind, name: string): Promise<number> {
  const code = await freeCode({ db }, city.id, kind, name)
  const named = { cityId: city.id, code, nameKk: name, nameRu: name, nameEn: name, position: 1000 }
  const select = { id: true }
  if (kind === 'district') return (await db.district.create({ data: { ...named, kind: 'area' }, select })).id
  if (kind === 'office') {
    const contacts = { address: null, phones: [], email: null, hours: [] }
    const office = { ...named, kind: 'department', shortKk: name, shortRu: name, shortEn: name, contacts }
    return (await db.office.create({ data: office, select })).id
  }
  const group = city.profile.categoryGroups.at(-1)?.code ?? 'other'
  return (await db.category.create({ data: { ...named, groupCode: group, icon: 'circle-help' }, select })).id
}

/** A code from the name's letters, with a number when two names give the same. */
async function freeCode(
  { db }: Pick<Deps, 'db'>,
  cityId: number,
  kind: TargetKind,
  name: string,
): Promise<string> {
  const letters = name
    .toLowerCase()
    .normalize('NFKD')
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-+|-+$/g, '')
    .slice(0, 24)
  const base = /^[a-z]/.test(letters) ? letters : `x-${letters}`
  for (let attempt = 1; ; attempt++) {
    const code = attempt === 1 ? base : `${base}-${attempt}`
    const where = { cityId_code: { cityId, code } }
    const taken =
      kind === 'office'
        ? await db.office.findUnique({ where })
        : kind === 'category'
          ? await db.category.findUnique({ where })
          : await db.district.findUnique({ where })
    if (taken === null) return code
  }
}

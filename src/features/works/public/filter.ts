import { Temporal } from 'temporal-polyfill'
import { Prisma } from '../../../platform/db/generated/client.ts'
import { toDate } from '../../../platform/db/instant.ts'
import type { Deps } from '../../../platform/deps.ts'
import { clean } from '../../../platform/http/form.ts'
import { endOfDay, startOfDay } from '../../../platform/time/local-day.ts'
import { type Area, nameIn } from '../../city/index.ts'
import { cityStreets, findStreets } from '../../places/index.ts'
import type { Around } from '../around.ts'
import { isPublic, ofWholeDistrict, stateSql } from '../queries.ts'
import { isWorkKind, outageKinds, planKinds, type WorkKind } from '../rules.ts'

export const kindGroups = { plans: planKinds, outages: outageKinds } as const
export type KindChoice = WorkKind | keyof typeof kindGroups

/** `current`: what goes on and what is to come; it is shown unless something else is asked for. */
export const stateChoices = ['current', 'underway', 'planned', 'done', 'cancelled', 'all'] as const
export type StateChoice = (typeof stateChoices)[number]

/** What a list of works shows; its address holds all of it. Days are ISO and local, both included. */
export type WorkFilter = {
  kind: KindChoice | null
  state: StateChoice
  district: Area | null
  street: { id: number; name: string } | null
  from: string | null
  to: string | null
  /** From 1. */
  page: number
}

export const filterNames = ['kind', 'state', 'district', 'street', 'from', 'to'] as const
export type WorkFilterName = (typeof filterNames)[number]

export const noFilter: WorkFilter = {
  ...{ kind: null, state: 'current', district: null, street: null, from: null, to: null },
  page: 1,
}

export const perPage = 20
const mostPages = 50

/** `ignored`: parts of the address that mean nothing here. */
export type ReadFilter = { filter: WorkFilter; ignored: WorkFilterName[] }

/** Reads the query of an address. Nothing that can be written there is an error. */
export async function readFilter(
  deps: Pick<Deps, 'db' | 'cache'>,
  query: Record<string, unknown>,
  { city, lang, t }: Pick<Around, 'city' | 'lang' | 't'>,
): Promise<ReadFilter> {
  const text = (name: string) => {
    const value = query[name]
    return typeof value === 'string' ? clean(value).trim() : ''
  }
  const from = dayOf(text('from'))
  const to = dayOf(text('to'))
  const page = /^\d{1,3}$/.test(text('page')) ? Number(text('page')) : 1
  const filter: WorkFilter = {
    kind: kindOf(text('kind')),
    state: stateChoices.find((state) => state === text('state')) ?? 'current',
    district: city.areas.find(({ code }) => code === text('district')) ?? null,
    street: await streetOf(deps, text('street'), { city, lang, t }),
    from,
    to: to !== null && from !== null && to < from ? null : to,
    page: page >= 1 && page <= mostPages ? page : 1,
  }
  const ignored = filterNames.filter(
    (name) => text(name) !== '' && isOpen(filter, name) && text(name) !== noFilter[name],
  )
  return { filter, ignored }
}

const kindOf = (text: string): KindChoice | null =>
  isWorkKind(text) || text === 'plans' || text === 'outages' ? text : null

function dayOf(text: string): string | null {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return null
  try {
    const day = Temporal.PlainDate.from(text)
    return day.year >= 2000 && day.year <= 2100 ? day.toString() : null
  } catch {
    return null
  }
}

/** By its number, which links carry, or by its name as somebody typed it. */
async function streetOf(
  deps: Pick<Deps, 'db' | 'cache'>,
  text: string,
  { city, lang, t }: Pick<Around, 'city' | 'lang' | 't'>,
): Promise<WorkFilter['street']> {
  if (text === '' || text.length > 120) return null
  if (/^\d{1,9}$/.test(text)) {
    return (await cityStreets(deps, city.id, { lang, t })).find(({ id }) => id === Number(text)) ?? null
  }
  const { streets } = await findStreets(deps, city, { writing: { lang, t }, text })
  const best = streets[0]?.[0]
  return best === undefined ? null : { id: best.street.id, name: best.name }
}

const isOpen = (filter: WorkFilter, name: WorkFilterName): boolean => filter[name] === noFilter[name]

/** The parts that restrict this list. */
export const activeNames = (filter: WorkFilter): WorkFilterName[] =>
  filterNames.filter((name) => !isOpen(filter, name))

export const without = (filter: WorkFilter, name: WorkFilterName): WorkFilter => ({
  ...filter,
  [name]: noFilter[name],
  page: 1,
})

/** The query of the address of a filter. */
export function filterParams(filter: WorkFilter): Record<string, string | undefined> {
  const { kind, state, district, street, from, to, page } = filter
  return {
    kind: kind ?? undefined,
    state: state === 'current' ? undefined : state,
    district: district?.code,
    street: street === null ? undefined : String(street.id),
    from: from ?? undefined,
    to: to ?? undefined,
    page: page === 1 ? undefined : String(page),
  }
}

/** One part in words. */
export function partLabel(
  name: WorkFilterName,
  filter: WorkFilter,
  { t, lang }: Pick<Around, 't' | 'lang'>,
): string {
  const { kind, state, district, street } = filter
  switch (name) {
    case 'kind':
      return kind === null ? '' : t(`works:kind.${kind}`)
    case 'state':
      return t(`works:show.${state}`)
    case 'district':
      return district === null ? '' : nameIn(district.names, lang)
    case 'street':
      return street?.name ?? ''
    case 'from':
    case 'to':
      return t(`works:part.${name}`, { day: filter[name] ?? '' })
  }
}

type Scope = { cityId: number; timeZone: string; now: number }

/** What `work w` must be to be in the list. */
export function conditionOf(filter: WorkFilter, { cityId, timeZone, now }: Scope): Prisma.Sql {
  const { kind, state, district, street, from, to } = filter
  const edge = (day: string, of: typeof startOfDay) =>
    toDate(of(Temporal.PlainDate.from(day), timeZone).epochMilliseconds)
  const kinds = kind === 'plans' || kind === 'outages' ? kindGroups[kind] : [kind]
  const parts = [
    Prisma.sql`w.city_id = ${cityId} AND ${isPublic}`,
    ...(kind === null ? [] : [Prisma.sql`w.kind IN (${Prisma.join([...kinds])})`]),
    ...(state === 'all' ? [] : [stateSql(state, now)]),
    ...(district === null ? [] : [Prisma.sql`w.district_id = ${district.id}`]),
    ...(street === null
      ? []
      : [
          // Nobody knows in which districts a street lies: works of a whole one may concern it
          Prisma.sql`(EXISTS (SELECT 1 FROM work_street s WHERE s.street_id = ${street.id} AND s.work_id = w.id)
            OR ${ofWholeDistrict})`,
        ]),
    ...(from === null ? [] : [Prisma.sql`w.ends_at >= ${edge(from, startOfDay)}`]),
    ...(to === null ? [] : [Prisma.sql`w.starts_at <= ${edge(to, endOfDay)}`]),
  ]
  return Prisma.join(parts, ' AND ')
}

/** What is to come stands in the order of its days, what is over with the latest first. */
export const orderOf = ({ state }: WorkFilter): Prisma.Sql =>
  state === 'done' || state === 'cancelled' || state === 'all'
    ? Prisma.sql`w.ends_at DESC, w.id DESC`
    : Prisma.sql`w.starts_at, w.id`

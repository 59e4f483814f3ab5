import type pg from 'pg'
import { Temporal } from 'temporal-polyfill'
import { epochDayOf } from '../../../platform/time/epoch-day.ts'
import { localEpochDay, startOfEpochDay } from '../../../platform/time/local-day.ts'
import type { City } from '../../city/index.ts'
import { HOUR_MS } from '../rollups/marks.ts'
import { type Measured, measure, measureWaits, nothing, type Waits } from '../rollups/measure.ts'
import { type Group, type Reading, readSums } from '../rollups/read.ts'
import { CHANNEL } from '../rollups/shapes.ts'
import type { Span } from '../rollups/span.ts'
import { isOneStatement } from '../rollups/ways.ts'
import { type FigureQuery, partOf } from './figure-query.ts'
import { type SliceCounts, slicesOf } from './slices.ts'
import type { Window } from './window.ts'

/** A city: its complaints, each counted once. */
export type CityReading = { all: Measured; categories: SliceCounts[]; districts: SliceCounts[] }

/** What the page of a city needs beside its own sums: the window before, and each office by id. */
export type CityPageReading = { city: CityReading; before: Waits; offices: ReadonlyMap<number, Waits> }

/** All offices of a city side by side, by id. */
export type OfficesReading = {
  offices: ReadonlyMap<number, { measured: Measured; categories: SliceCounts[] }>
  together: Measured
  categories: SliceCounts[]
}

/** One office beside all offices. */
export type OfficeReading = {
  own: Measured
  ownCategories: SliceCounts[]
  ownDistricts: SliceCounts[]
  together: Measured
  categories: SliceCounts[]
}

/** An answer counts as settled when thirty whole days have passed after its day. */
const DAYS_TO_SETTLE = 30

/** `asOf` in milliseconds UTC: a full hour, see `asOfAt`. */
export function spanAt({ from, to }: Window, asOf: number, timeZone: string): Span {
  const asOfDay = localEpochDay(asOf, timeZone)
  const dayOf = (day: string) => epochDayOf(Temporal.PlainDate.from(day))
  return {
    from: dayOf(from),
    to: Math.min(dayOf(to), asOfDay),
    asOfHour: Math.floor(asOf / HOUR_MS),
    asOfDay,
    asOfDayHour: Math.floor(startOfEpochDay(asOfDay, timeZone) / HOUR_MS),
    settledDay: asOfDay - DAYS_TO_SETTLE - 1,
  }
}

/** The last full hour: by it ages and terms are measured, so that no sum has to know minutes. */
export const asOfAt = (now: number): number => Math.floor(now / HOUR_MS) * HOUR_MS

type Question = { city: City; query: FigureQuery; span: Span }
type Ask = Question & { client: pg.ClientBase }
type Asked = Pick<Reading, 'by' | 'detail'> & { officeId?: number }

const readingOf = (
  unit: Reading['unit'],
  { city, query, span }: Question,
  { officeId, ...asked }: Asked,
): Reading => ({
  ...{ cityId: city.id, unit, span },
  part: { ...partOf(query), ...(officeId !== undefined && { officeId }) },
  ...asked,
})

const ofComplaints = (ask: Question, asked: Asked): Reading => readingOf('complaint', ask, asked)
const ofStays = (ask: Question, asked: Asked): Reading => readingOf('stay', ask, asked)

const ofCity = (ask: Question) => ({
  all: ofComplaints(ask, { detail: 'flow' }),
  categories: ofComplaints(ask, { by: ['category'], detail: 'slices' }),
  districts: ofComplaints(ask, { by: ['district'], detail: 'months' }),
})

export const readCity = async (ask: Ask): Promise<CityReading> =>
  cityReading(await readSums(ask.client, ofCity(ask)), ask)

/** `before`: the span of the window before. */
const ofCityPage = (ask: Question, before: Span) => ({
  ...ofCity(ask),
  before: ofComplaints({ ...ask, span: before }, { detail: 'waits' }),
  offices: ofStays(ask, { by: ['office'], detail: 'waits' }),
})

/** Whether `readCityPage` sends one statement, and needs no snapshot around it. */
export const isCityPageAtOnce = (ask: Question): boolean => isOneStatement(ofCityPage(ask, ask.span))

export async function readCityPage(ask: Ask, before: Span): Promise<CityPageReading> {
  const groups = await readSums(ask.client, ofCityPage(ask, before))
  return {
    city: cityReading(groups, ask),
    before: measureWaits(groups.before[0]?.pieces ?? [], before),
    offices: new Map(
      groups.offices.map(({ officeId, pieces }) => [officeId, measureWaits(pieces, ask.span)]),
    ),
  }
}

const cityReading = (groups: Record<keyof CityReading, Group[]>, { span }: Ask): CityReading => ({
  all: only(groups.all, span),
  categories: slicesOf(groups.categories, 'categoryId', span),
  districts: slicesOf(groups.districts, 'districtId', span),
})

/** Every category in every district, side by side. */
export async function readPairs(ask: Ask): Promise<Group[]> {
  const pairs = ofComplaints(ask, { by: ['category', 'district'], detail: 'figures' })
  return (await readSums(ask.client, { pairs })).pairs
}

/** By which anything ever came in. */
export async function readChannels({ client, city }: Pick<Ask, 'client' | 'city'>): Promise<string[]> {
  const { rows } = await client.query<{ channel: string }>(
    'SELECT channel FROM stat_cell WHERE city_id = $1 AND shape = $2 ORDER BY channel',
    [city.id, CHANNEL],
  )
  return rows.map(({ channel }) => channel)
}

/** A city without its parts. */
export async function readWaits(ask: Ask): Promise<Waits> {
  const { all } = await readSums(ask.client, { all: ofComplaints(ask, { detail: 'waits' }) })
  return measureWaits(all[0]?.pieces ?? [], ask.span)
}

const ofAllOffices = (ask: Ask) => ({
  together: ofStays(ask, { detail: 'figures' }),
  categories: ofStays(ask, { by: ['category'], detail: 'slices' }),
})

export async function readOffices(ask: Ask): Promise<OfficesReading> {
  const { span } = ask
  const groups = await readSums(ask.client, {
    ...ofAllOffices(ask),
    each: ofStays(ask, { by: ['office'], detail: 'figures' }),
    slices: ofStays(ask, { by: ['office', 'category'], detail: 'slices' }),
  })
  const slices = Map.groupBy(groups.slices, ({ officeId }) => officeId)
  return {
    offices: new Map(
      groups.each.map(({ officeId, pieces }) => [
        officeId,
        {
          measured: measure(pieces, span),
          categories: slicesOf(slices.get(officeId) ?? [], 'categoryId', span),
        },
      ]),
    ),
    together: only(groups.together, span),
    categories: slicesOf(groups.categories, 'categoryId', span),
  }
}

export async function readOffice(ask: Ask, officeId: number): Promise<OfficeReading> {
  const { span } = ask
  const groups = await readSums(ask.client, {
    ...ofAllOffices(ask),
    own: ofStays(ask, { detail: 'flow', officeId }),
    slices: ofStays(ask, { by: ['category'], detail: 'slices', officeId }),
    districts: ofStays(ask, { by: ['district'], detail: 'months', officeId }),
  })
  return {
    own: only(groups.own, span),
    ownCategories: slicesOf(groups.slices, 'categoryId', span),
    ownDistricts: slicesOf(groups.districts, 'districtId', span),
    together: only(groups.together, span),
    categories: slicesOf(groups.categories, 'categoryId', span),
  }
}

const only = ([group]: readonly Group[], span: Span): Measured =>
  group === undefined ? nothing() : measure(group.pieces, span)

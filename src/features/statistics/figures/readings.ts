import type pg from 'pg'
import { Temporal } from 'temporal-polyfill'
import { epochDayOf } from '../../../platform/time/epoch-day.ts'
import { localEpochDay, startOfEpochDay } from '../../../platform/time/local-day.ts'
import type { City } from '../../city/index.ts'
import { HOUR_MS } from '../rollups/marks.ts'
import { type Measured, measure, nothing } from '../rollups/measure.ts'
import { type Group, type Reading, readSums } from '../rollups/read.ts'
import { CHANNEL } from '../rollups/shapes.ts'
import type { Span } from '../rollups/span.ts'
import { type FigureQuery, partOf } from './figure-query.ts'
import { type SliceCounts, slicesOf } from './slices.ts'
import type { Window } from './window.ts'

/** A city: its complaints, each counted once. */
export type CityReading = { all: Measured; categories: SliceCounts[]; districts: SliceCounts[] }

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

type Ask = { client: pg.ClientBase; city: City; query: FigureQuery; span: Span }

export async function readCity(ask: Ask): Promise<CityReading> {
  const part = partOf(ask.query)
  const read = (reading: Pick<Reading, 'by' | 'detail'>) =>
    readSums(ask.client, { cityId: ask.city.id, unit: 'complaint', part, ...reading }, ask.span)
  const all = await read({ detail: 'flow' })
  const categories = await read({ by: ['category'], detail: 'slices' })
  const districts = await read({ by: ['district'], detail: 'slices' })
  return {
    all: only(all, ask.span),
    categories: slicesOf(categories, 'categoryId', ask.span),
    districts: slicesOf(districts, 'districtId', ask.span),
  }
}

/** Every category in every district, side by side. */
export const readPairs = ({ client, city, span }: Omit<Ask, 'query'>): Promise<Group[]> =>
  readSums(
    client,
    { cityId: city.id, unit: 'complaint', part: {}, by: ['category', 'district'], detail: 'figures' },
    span,
  )

/** By which anything ever came in. */
export async function readChannels({ client, city }: Pick<Ask, 'client' | 'city'>): Promise<string[]> {
  const { rows } = await client.query<{ channel: string }>(
    'SELECT channel FROM stat_cell WHERE city_id = $1 AND shape = $2 ORDER BY channel',
    [city.id, CHANNEL],
  )
  return rows.map(({ channel }) => channel)
}

/** A city without its parts. */
export async function readWhole({ client, city, query, span }: Ask): Promise<Measured> {
  const part = partOf(query)
  return only(
    await readSums(client, { cityId: city.id, unit: 'complaint', part, detail: 'figures' }, span),
    span,
  )
}

export async function readOffices(ask: Ask): Promise<OfficesReading> {
  const { span } = ask
  const each = await readStays(ask, { by: ['office'], detail: 'figures' })
  const slices = Map.groupBy(
    await readStays(ask, { by: ['office', 'category'], detail: 'slices' }),
    ({ officeId }) => officeId,
  )
  return {
    offices: new Map(
      each.map(({ officeId, pieces }) => [
        officeId,
        {
          measured: measure(pieces, span),
          categories: slicesOf(slices.get(officeId) ?? [], 'categoryId', span),
        },
      ]),
    ),
    ...(await readTogether(ask)),
  }
}

export async function readOffice(ask: Ask, officeId: number): Promise<OfficeReading> {
  const own = await readStays(ask, { detail: 'flow' }, officeId)
  const slices = await readStays(ask, { by: ['category'], detail: 'slices' }, officeId)
  const districts = await readStays(ask, { by: ['district'], detail: 'slices' }, officeId)
  return {
    own: only(own, ask.span),
    ownCategories: slicesOf(slices, 'categoryId', ask.span),
    ownDistricts: slicesOf(districts, 'districtId', ask.span),
    ...(await readTogether(ask)),
  }
}

async function readTogether(ask: Ask): Promise<Pick<OfficesReading, 'together' | 'categories'>> {
  const all = await readStays(ask, { detail: 'figures' })
  const categories = await readStays(ask, { by: ['category'], detail: 'slices' })
  return { together: only(all, ask.span), categories: slicesOf(categories, 'categoryId', ask.span) }
}

function readStays(
  { client, city, query, span }: Ask,
  reading: Pick<Reading, 'by' | 'detail'>,
  officeId?: number,
): Promise<Group[]> {
  const part = { ...partOf(query), ...(officeId !== undefined && { officeId }) }
  return readSums(client, { cityId: city.id, unit: 'stay', part, ...reading }, span)
}

const only = ([group]: readonly Group[], span: Span): Measured =>
  group === undefined ? nothing() : measure(group.pieces, span)

import type pg from 'pg'
import { z } from 'zod'
import { Prisma } from '../../platform/db/generated/client.ts'
import { toDate } from '../../platform/db/instant.ts'
import type { Deps } from '../../platform/deps.ts'
import type { Bounds } from '../../platform/geo/mercator.ts'
import { outageKinds } from './rules.ts'
import { Reason } from './words.ts'
import { eventKinds, type Work, WorkRow } from './work.ts'

/** A running transaction reads as well. */
type Reading = { db: Pick<Deps['db'], '$queryRaw'> }

/** Columns of a `Work`, of `work w`. */
const workColumns = Prisma.sql`w.id, w.city_id AS "cityId", w.office_id AS "officeId", w.kind,
  w.title_kk AS "nameKk", w.title_ru AS "nameRu", w.title_en AS "nameEn", w.words,
  w.starts_at AS "startsAt", w.ends_at AS "endsAt", w.all_day AS "allDay", w.contractor, w.sum::float8 AS sum,
  w.contract_url AS "contractUrl", w.office_phone AS "officePhone", w.district_id AS "districtId", w.shape,
  w.published_at AS "publishedAt", w.started_at AS "startedAt", w.finished_at AS "finishedAt",
  w.cancelled_at AS "cancelledAt", w.move_count AS "moveCount", w.created_at AS "createdAt",
  w.updated_at AS "updatedAt", w.version,
  coalesce((SELECT json_agg(json_build_object('streetId', s.street_id, 'kind', st.kind, 'nameKk', st.name_kk,
      'nameRu', st.name_ru, 'from', s.house_from, 'to', s.house_to, 'side', s.side) ORDER BY s.id)
    FROM work_street s JOIN street st ON st.id = s.street_id WHERE s.work_id = w.id), '[]') AS streets,
  coalesce((SELECT json_agg(json_build_object('id', p.id, 'role', p.role, 'smallWidth', p.small_width,
      'smallHeight', p.small_height) ORDER BY p.position)
    FROM work_photo p WHERE p.work_id = w.id), '[]') AS photos`

/** Everybody reads these: published, and not called off as a draft. */
export const isPublic = Prisma.sql`w.published_at IS NOT NULL`

/** The states of rules.ts as conditions, at a moment. */
export function stateSql(
  state: 'planned' | 'underway' | 'current' | 'done' | 'cancelled',
  now: number,
): Prisma.Sql {
  const at = toDate(now)
  const ended = Prisma.sql`(w.finished_at IS NOT NULL OR (w.kind IN (${Prisma.join([...outageKinds])}) AND w.ends_at < ${at}))`
  const running = Prisma.sql`w.cancelled_at IS NULL AND NOT ${ended}`
  const begun = Prisma.sql`(w.started_at IS NOT NULL OR w.starts_at <= ${at})`
  switch (state) {
    case 'planned':
      return Prisma.sql`(${running} AND NOT ${begun})`
    case 'underway':
      return Prisma.sql`(${running} AND ${begun})`
    case 'current':
      return Prisma.sql`(${running})`
    case 'done':
      return Prisma.sql`(w.cancelled_at IS NULL AND ${ended})`
    case 'cancelled':
      return Prisma.sql`(w.cancelled_at IS NOT NULL)`
  }
}

export type WorksAsked = { where: Prisma.Sql; order: Prisma.Sql; limit: number; offset?: number }

/** Works that fit a condition over `work w`. */
export async function worksWhere(
  { db }: Reading,
  { where, order, limit, offset = 0 }: WorksAsked,
): Promise<Work[]> {
  const rows = await db.$queryRaw<unknown[]>`
    SELECT ${workColumns} FROM work w WHERE ${where} ORDER BY ${order} LIMIT ${limit} OFFSET ${offset}`
  return rows.map((row) => WorkRow.parse(row))
}

/** The same on a connection that is held already, in no order. */
export async function worksById(client: pg.ClientBase, ids: readonly number[]): Promise<Work[]> {
  const query = Prisma.sql`SELECT ${workColumns} FROM work w WHERE w.id = ANY(${[...ids]})`
  const { rows } = await client.query<Record<string, unknown>>(query.text, query.values)
  return rows.map((row) => WorkRow.parse(row))
}

export async function countWorks({ db }: Reading, where: Prisma.Sql): Promise<number> {
  const [row] = await db.$queryRaw<{ n: number }[]>`SELECT count(*)::int AS n FROM work w WHERE ${where}`
  return row?.n ?? 0
}

const firstFirst = Prisma.sql`w.starts_at, w.id`

export async function workById(
  deps: Reading,
  { cityId, id, where = Prisma.sql`true` }: { cityId: number; id: number; where?: Prisma.Sql },
): Promise<Work | null> {
  const asked = Prisma.sql`w.id = ${id} AND w.city_id = ${cityId} AND ${where}`
  const [work] = await worksWhere(deps, { where: asked, order: firstFirst, limit: 1 })
  return work ?? null
}

const EventRow = z.object({
  seq: z.int(),
  at: z.date().transform((date) => date.getTime()),
  kind: z.enum(eventKinds),
  fromStartsAt: z.date().nullable(),
  fromEndsAt: z.date().nullable(),
  toStartsAt: z.date().nullable(),
  toEndsAt: z.date().nullable(),
  reason: Reason.nullable(),
  staffName: z.string().nullable(),
})
export type EventRow = z.infer<typeof EventRow>

/** What happened to a work, newest first. */
export async function eventsOf({ db }: Reading, workId: number): Promise<EventRow[]> {
  const rows = await db.$queryRaw<unknown[]>`
    SELECT e.seq, e.at, e.kind, e.from_starts_at AS "fromStartsAt", e.from_ends_at AS "fromEndsAt",
      e.to_starts_at AS "toStartsAt", e.to_ends_at AS "toEndsAt", e.reason, s.name AS "staffName"
    FROM work_event e LEFT JOIN staff s ON s.id = e.staff_id WHERE e.work_id = ${workId} ORDER BY e.seq DESC`
  return rows.map((row) => EventRow.parse(row))
}

const uuid = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/

export const isPhotoId = (text: string): boolean => uuid.test(text)

export type PhotoAsked = {
  id: string
  size: string
  /** Of this work; without it of any that everybody may see. */
  workId?: number
}

/** The storage key of a picture of a work; null when it is not there or not for everybody. */
export async function photoKey(
  { db }: Pick<Deps, 'db'>,
  { id, size, workId }: PhotoAsked,
): Promise<string | null> {
  if (!isPhotoId(id) || !(size === 'large' || size === 'small')) return null
  const row = await db.workPhoto.findFirst({
    where: { id, ...(workId === undefined ? { work: { publishedAt: { not: null } } } : { workId }) },
    select: { largeKey: true, smallKey: true },
  })
  if (row === null) return null
  return size === 'large' ? row.largeKey : row.smallKey
}

/** Of these storage keys, those of pictures of works. */
export async function photoKeys({ db }: Pick<Deps, 'db'>, keys: string[]): Promise<string[]> {
  const rows = await db.$queryRaw<{ key: string }[]>`
    SELECT large_key AS key FROM work_photo WHERE large_key = ANY (${keys})
    UNION SELECT small_key FROM work_photo WHERE small_key = ANY (${keys})`
  return rows.map(({ key }) => key)
}

/** Works whose box touches `box`, by the index of boxes. Read by the exact distance afterwards. */
export const touches = ({ west, south, east, north }: Bounds): Prisma.Sql =>
  Prisma.sql`box(point(w.west, w.south), point(w.east, w.north)) && box(point(${west}, ${south}), point(${east}, ${north}))`

/** So many are looked at exactly; only shapes whose boxes touch are more than those that concern a place. */
const mostRough = 2000

/** It concerns a district as a whole: no street and no shape narrows it. */
export const ofWholeDistrict = Prisma.sql`(w.district_id IS NOT NULL AND w.shape IS NULL
  AND NOT EXISTS (SELECT 1 FROM work_street s WHERE s.work_id = w.id))`

export type PlaceAsked = {
  cityId: number
  /** Streets of the address with the number of its house, and a box around its point. */
  streetIds: readonly number[]
  house: number | null
  box: Bounds | null
  now: number
}

/** Public works that go on or are to come and may concern a place; distances and districts are for the caller. */
export async function worksNear(deps: Reading, asked: PlaceAsked): Promise<Work[]> {
  const { cityId, streetIds, house, box, now } = asked
  if (streetIds.length === 0 && box === null) return []
  const ways = [
    ofWholeDistrict,
    ...(streetIds.length === 0
      ? []
      : [
          Prisma.sql`w.id IN (SELECT s.work_id FROM work_street s
            WHERE s.street_id IN (${Prisma.join([...streetIds])}) AND ${coversSql(house)})`,
        ]),
    ...(box === null ? [] : [touches(box)]),
  ]
  const where = Prisma.sql`w.city_id = ${cityId} AND ${isPublic} AND ${stateSql('current', now)}
    AND (${Prisma.join(ways, ' OR ')})`
  return worksWhere(deps, { where, order: firstFirst, limit: mostRough })
}

/** `coversHouse` of houses.ts as a condition over `work_street s`. */
function coversSql(house: number | null): Prisma.Sql {
  if (house === null) return Prisma.sql`true`
  return Prisma.sql`(s.side = 'all' OR s.side = ${house % 2 === 0 ? 'even' : 'odd'})
    AND (s.house_from IS NULL OR s.house_from <= ${house}) AND (s.house_to IS NULL OR s.house_to >= ${house})`
}

export type Horizon = { until: number; asOf: number }

/** How far the plan of a city reaches, and when it was changed last; null where nothing was ever published. */
export async function horizonOf({ db }: Reading, cityId: number): Promise<Horizon | null> {
  const [row] = await db.$queryRaw<{ until: Date | null; asOf: Date | null }[]>`
    SELECT max(w.ends_at) AS until, max(w.updated_at) AS "asOf"
    FROM work w WHERE w.city_id = ${cityId} AND ${isPublic} AND w.cancelled_at IS NULL`
  return row?.until && row.asOf ? { until: row.until.getTime(), asOf: row.asOf.getTime() } : null
}

/** So many works a map of the site leads to: the ones that changed last. */
const mostInMap = 1000

/** Public works with their last change, milliseconds UTC, for the map of the site. */
export async function worksOfMap(
  { db }: Reading,
  cityId: number,
): Promise<{ id: number; changedAt: number }[]> {
  const rows = await db.$queryRaw<{ id: number; changedAt: Date }[]>`
    SELECT w.id, w.updated_at AS "changedAt" FROM work w WHERE w.city_id = ${cityId} AND ${isPublic}
    ORDER BY w.updated_at DESC, w.id DESC LIMIT ${mostInMap}`
  return rows.map(({ id, changedAt }) => ({ id, changedAt: changedAt.getTime() }))
}

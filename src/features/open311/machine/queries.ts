import { Prisma } from '../../../platform/db/generated/client.ts'
import { toDate } from '../../../platform/db/instant.ts'
import type { Deps } from '../../../platform/deps.ts'
import type { City } from '../../city/index.ts'
import {
  conditionOf,
  endingKinds,
  noFilter,
  type Outcome,
  photoIsPublic,
  publicAddressSql,
  publicLandmarkSql,
  publicTextSql,
  type Status,
} from '../../complaints/index.ts'
import type { RequestFilter } from './request-filter.ts'

/** A complaint that everybody may see. Texts are to be printed through `publicText`; instants in milliseconds UTC. */
export type RequestRow = {
  id: number
  number: string
  status: Status
  open: boolean
  outcome: Outcome | null
  categoryId: number | null
  officeId: number | null
  text: string
  address: string
  landmark: string
  lat: number | null
  lon: number | null
  receivedAt: number
  changedAt: number
  /** When it ended; null while it is open. */
  closedAt: number | null
  dueAt: number | null
  photoId: string | null
  /** The last answer that everybody may read. */
  answer: string | null
}

const ms = (column: Prisma.Sql): Prisma.Sql => Prisma.sql`(extract(epoch FROM ${column}) * 1000)::float8`

/**
 * One page of them, newest first. The inner query walks the index for ids alone, so that a deep page costs little and
 * everything else is looked up for at most a page.
 */
export function requestRows(
  { db }: Pick<Deps, 'db'>,
  { city, filter, now }: { city: City; filter: RequestFilter; now: number },
): Promise<RequestRow[]> {
  const { page, pageSize } = filter
  return db.$queryRaw<RequestRow[]>`
    SELECT c.id, c.number, c.status, c.open, c.outcome, c.category_id AS "categoryId", c.office_id AS "officeId",
      ${publicTextSql} AS text, ${publicAddressSql} AS address, ${publicLandmarkSql} AS landmark, c.lat, c.lon,
      ${ms(Prisma.sql`c.received_at`)} AS "receivedAt", ${ms(Prisma.sql`c.updated_at`)} AS "changedAt",
      ${ms(Prisma.sql`c.due_at`)} AS "dueAt",
      CASE WHEN NOT c.open THEN ${ms(endedAt)} END AS "closedAt",
      CASE WHEN c.photo_count > 0 THEN (
        SELECT p.id::text FROM photo p
        WHERE p.complaint_id = c.id AND p.role = 'before' AND ${photoIsPublic}
        ORDER BY p.position LIMIT 1) END AS "photoId",
      CASE WHEN c.last_answer_at IS NOT NULL THEN (
        SELECT n.text FROM answer n
        WHERE n.complaint_id = c.id AND NOT ('answer:' || n.no) = ANY(string_to_array(c.concealed, ' '))
        ORDER BY n.no DESC LIMIT 1) END AS answer
    FROM (
      SELECT c.id FROM complaint c WHERE ${conditionsOf(filter, { city, now })}
      ORDER BY c.received_at DESC, c.id DESC LIMIT ${pageSize} OFFSET ${(page - 1) * pageSize}) found
    JOIN complaint c ON c.id = found.id
    ORDER BY c.received_at DESC, c.id DESC`
}

/** What happens to it later (a verdict, an addition) is no new end. */
const endedAt = Prisma.sql`(
  SELECT max(a.at) FROM activity a WHERE a.complaint_id = c.id AND a.kind = ANY(${[...endingKinds]}))`

function conditionsOf(filter: RequestFilter, { city, now }: { city: City; now: number }): Prisma.Sql {
  const { numbers, categories, open, from, to, changedFrom, changedTo, words } = filter
  const scope = { cityId: city.id, timeZone: city.timeZone, now }
  const parts = [
    conditionOf({ ...noFilter, ...words }, scope),
    numbers && Prisma.sql`c.number = ANY(${[...numbers]})`,
    categories && Prisma.sql`c.category_id = ANY(${[...categories]})`,
    open === null ? null : open ? Prisma.sql`c.open` : Prisma.sql`NOT c.open`,
    from === null ? null : Prisma.sql`c.received_at >= ${toDate(from)}`,
    to === null ? null : Prisma.sql`c.received_at <= ${toDate(to)}`,
    changedFrom === null ? null : Prisma.sql`c.updated_at >= ${toDate(changedFrom)}`,
    changedTo === null ? null : Prisma.sql`c.updated_at <= ${toDate(changedTo)}`,
  ]
  return Prisma.join(
    parts.filter((part) => part !== null),
    ' AND ',
  )
}

/** An event that everybody may know of, and to which complaint it belongs. */
export type UpdateKey = { complaintId: number; seq: number }

type UpdatesAsked = {
  city: City
  from: number
  to: number
  /** Of these complaints alone. */
  numbers: readonly string[] | null
  page: number
  pageSize: number
}

/** What has happened in a span, oldest first, so that whoever follows it can go on where they were. */
export function updateKeys(
  { db }: Pick<Deps, 'db'>,
  { city, from, to, numbers, page, pageSize }: UpdatesAsked,
): Promise<UpdateKey[]> {
  const named = numbers === null ? Prisma.empty : Prisma.sql`AND c.number = ANY(${[...numbers]})`
  return db.$queryRaw<UpdateKey[]>`
    SELECT a.complaint_id AS "complaintId", a.seq
    FROM activity a JOIN complaint c ON c.id = a.complaint_id
    WHERE a.at BETWEEN ${toDate(from)} AND ${toDate(to)} AND a.public
      AND c.city_id = ${city.id} AND c.shown ${named}
    ORDER BY a.at, a.complaint_id, a.seq LIMIT ${pageSize} OFFSET ${(page - 1) * pageSize}`
}

/** When the services were changed last, or the newest city opened. Milliseconds UTC. */
export async function servicesChangedAt(
  { db }: Pick<Deps, 'db'>,
  { openedAt, now }: { openedAt: number; now: number },
): Promise<number> {
  const [row] = await db.$queryRaw<{ at: number | null }[]>`
    SELECT greatest(
      (SELECT ${ms(Prisma.sql`max(at)`)} FROM setting_change WHERE kind = 'category'),
      (SELECT ${ms(Prisma.sql`max(valid_to)`)} FROM category WHERE valid_to < ${toDate(now)})) AS at`
  return Math.max(row?.at ?? 0, openedAt)
}

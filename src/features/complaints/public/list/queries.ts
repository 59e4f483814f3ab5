import { Prisma } from '../../../../platform/db/generated/client.ts'
import type { Deps } from '../../../../platform/deps.ts'
import { publicAddressSql, publicTextSql } from '../../public-text.ts'
import type { Status } from '../../rules.ts'
import { conditionOf, type Scope } from './conditions.ts'
import { activeNames, type Filter, type FilterName, filterKey, noFilter, perPage, without } from './filter.ts'

/** A complaint in a list. Instants in milliseconds UTC, days as ISO dates. */
export type CardRow = {
  id: number
  number: string
  status: Status
  categoryId: number | null
  districtId: number | null
  text: string
  textLang: string
  address: string
  lat: number | null
  lon: number | null
  receivedAt: number
  updatedAt: number
  dueOn: string | null
  dueAt: number | null
  plannedOn: string | null
  photoId: string | null
  /** Confirmed voices "I have this too". */
  supportCount: number
}

/** Columns of a `CardRow` but the text, of `complaint c`. */
export const cardColumns = Prisma.sql`c.id, c.number, c.status, c.category_id AS "categoryId", c.district_id AS "districtId",
  c.text_lang AS "textLang", ${publicAddressSql} AS address, c.lat, c.lon,
  (extract(epoch FROM c.received_at) * 1000)::float8 AS "receivedAt",
  (extract(epoch FROM c.updated_at) * 1000)::float8 AS "updatedAt",
  c.due_on::text AS "dueOn", (extract(epoch FROM c.due_at) * 1000)::float8 AS "dueAt",
  c.planned_on::text AS "plannedOn", c.support_count AS "supportCount",
  CASE WHEN c.photo_count > 0 THEN (
    SELECT p.id::text FROM photo p WHERE p.complaint_id = c.id AND p.shown AND p.role = 'before'
    ORDER BY p.position LIMIT 1) END AS "photoId"`

/** One page of a list. The inner query finds the rows, so that pictures are looked up for these twenty only. */
export function listPage({ db }: Pick<Deps, 'db'>, filter: Filter, scope: Scope): Promise<CardRow[]> {
  const all = pageOf(filter, Prisma.sql`complaint c WHERE ${conditionOf(filter, scope)}`)
  const isFrequentFirst = filter.q !== '' && filter.sort === 'new'
  return db.$queryRaw<CardRow[]>`
    ${isFrequentFirst ? Prisma.sql`WITH recent AS MATERIALIZED (${recentPage(filter, scope)})` : Prisma.empty}
    SELECT ${cardColumns}, left(${publicTextSql}, 400) AS text
    FROM (${isFrequentFirst ? recentOr(all) : all}) c
    ORDER BY ${orderOf(filter)}`
}

const pageOf = (filter: Filter, from: Prisma.Sql): Prisma.Sql => Prisma.sql`
  SELECT c.* FROM ${from} ORDER BY ${orderOf(filter)} LIMIT ${perPage} OFFSET ${(filter.page - 1) * perPage}`

const mostRecent = 3000

/**
 * A word that many texts hold: the index would bring all of them to find the newest twenty, so the newest complaints
 * are looked through first. A rare word is not among them and costs this look.
 */
function recentPage(filter: Filter, scope: Scope): Prisma.Sql {
  const rest = conditionOf(without(filter, 'q'), scope)
  const words = conditionOf({ ...noFilter, q: filter.q }, scope)
  return pageOf(
    filter,
    Prisma.sql`(
      SELECT c.* FROM complaint c WHERE ${rest} ORDER BY c.received_at DESC, c.id DESC LIMIT ${mostRecent}) c
      WHERE ${words}`,
  )
}

/** The other half is not run at all when the page is full. */
const recentOr = (all: Prisma.Sql): Prisma.Sql => Prisma.sql`
  SELECT * FROM recent WHERE (SELECT count(*) FROM recent) = ${perPage}
  UNION ALL
  SELECT * FROM (${all}) every WHERE (SELECT count(*) FROM recent) < ${perPage}`

/**
 * Oldest of the open ones: the index by date would be walked through years of ended ones first, so the order is
 * written in a way that it cannot serve and the small index of open complaints is used.
 */
function orderOf({ sort, status, overdue }: Filter): Prisma.Sql {
  if (sort === 'new') return Prisma.sql`c.received_at DESC, c.id DESC`
  if (sort === 'supported') return Prisma.sql`c.support_count DESC, c.received_at DESC, c.id DESC`
  const isBacklog = status === 'open' || overdue
  return isBacklog ? Prisma.sql`c.received_at + interval '0', c.id` : Prisma.sql`c.received_at ASC, c.id ASC`
}

/** How many there are: exact up to `mostCounted`, so that the cost does not grow with the city's history. */
export type Count = { n: number; more: boolean }

export const mostCounted = 1000
const countKeptMs = 60_000

/** The count of a filter, at most a minute old. Without any filter it is exact whatever its size. */
export function countOf(
  { db, cache }: Pick<Deps, 'db' | 'cache'>,
  filter: Filter,
  scope: Scope,
): Promise<Count> {
  const key = `complaints:count:${scope.cityId}:${filterKey(filter)}`
  return cache.get(key, countKeptMs, async () => {
    const limit = activeNames(filter).length === 0 ? Prisma.empty : Prisma.sql`LIMIT ${mostCounted + 1}`
    const [row] = await db.$queryRaw<{ n: number }[]>`
      SELECT count(*)::int AS n
      FROM (SELECT 1 FROM complaint c WHERE ${conditionOf(filter, scope)} ${limit}) found`
    const n = row?.n ?? 0
    const isCapped = activeNames(filter).length > 0 && n > mostCounted
    return { n: isCapped ? mostCounted : n, more: isCapped }
  })
}

/** Which single part of a filter must go for the list not to be empty. */
export async function removableParts(
  { db }: Pick<Deps, 'db'>,
  filter: Filter,
  scope: Scope,
): Promise<FilterName[]> {
  const names = activeNames(filter)
  if (names.length < 2) return names
  const tries = names.map(
    (name) =>
      Prisma.sql`SELECT ${name} AS name
        WHERE EXISTS (SELECT 1 FROM complaint c WHERE ${conditionOf(without(filter, name), scope)})`,
  )
  const rows = await db.$queryRaw<{ name: FilterName }[]>`${Prisma.join(tries, ' UNION ALL ')}`
  return rows.map(({ name }) => name)
}

/** Where the next batch of a long reading begins. */
export type Mark = { receivedAt: Date; id: number }

export type TableRow = CardRow & {
  officeId: number | null
  firstAnswerAt: Date | null
  lastAnswerAt: Date | null
  outcome: string | null
  verdict: string | null
  reopenedCount: number
  transferCount: number
  photoCount: number
  answers: Record<string, string> | null
  mark: Date
}

/** The rows of a table behind `after`, newest first, by the index however deep. */
export function tableRows(
  { db }: Pick<Deps, 'db'>,
  { filter, scope, after, limit }: { filter: Filter; scope: Scope; after: Mark | null; limit: number },
): Promise<TableRow[]> {
  const behind =
    after === null ? Prisma.empty : Prisma.sql`AND (c.received_at, c.id) < (${after.receivedAt}, ${after.id})`
  return db.$queryRaw<TableRow[]>`
    SELECT ${cardColumns}, ${publicTextSql} AS text, c.office_id AS "officeId", c.first_answer_at AS "firstAnswerAt",
      c.last_answer_at AS "lastAnswerAt", c.outcome, c.verdict, c.reopened_count AS "reopenedCount",
      c.transfer_count AS "transferCount", c.photo_count AS "photoCount", c.received_at AS mark,
      coalesce(c.public_answered, c.answered) AS answers
    FROM (SELECT c.* FROM complaint c WHERE ${conditionOf(filter, scope)} ${behind}
          ORDER BY c.received_at DESC, c.id DESC LIMIT ${limit}) c
    ORDER BY c.received_at DESC, c.id DESC`
}

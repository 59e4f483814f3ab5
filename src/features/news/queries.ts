import { z } from 'zod'
import { Prisma } from '../../platform/db/generated/client.ts'
import type { Deps } from '../../platform/deps.ts'
import type { SearchAsked } from '../../platform/search-source.ts'
import type { Kind } from './access.ts'
import { Doc } from './doc.ts'

type Db = Pick<Deps, 'db'>

export const perPage = 12

/** A picture with its sides in pixels. */
export type Picture = { id: string; width: number; height: number; smallWidth: number; smallHeight: number }

const ShownRow = z.object({
  id: z.int(),
  doc: Doc,
  office_id: z.int().nullable(),
  shown_at: z.date(),
  published_at: z.date(),
  picture: z
    .object({ id: z.string(), width: z.int(), height: z.int(), smallWidth: z.int(), smallHeight: z.int() })
    .nullable(),
})
/** News as everybody reads it. */
export type ShownRow = z.infer<typeof ShownRow>

const shownColumns = Prisma.sql`n.id, n.shown AS doc, n.office_id, n.shown_at, n.published_at,
  (SELECT jsonb_build_object('id', p.id, 'width', p.width, 'height', p.height, 'smallWidth', p.small_width,
     'smallHeight', p.small_height)
   FROM publication_picture p WHERE p.id::text = n.shown->'picture'->>'id') AS picture`
const isShown = (cityId: number) =>
  Prisma.sql`n.city_id = ${cityId} AND n.kind = 'news' AND n.state = 'published'`

export type NewsAsked = { cityId: number; month: string | null; category: string | null; page: number }

/** One page of the list, the latest day first, and how many there are. */
export async function newsList(
  { db }: Db,
  { cityId, month, category, page }: NewsAsked,
): Promise<{ rows: ShownRow[]; total: number }> {
  const first = month === null ? null : `${month}-01`
  const rows = await db.$queryRaw<unknown[]>`
    SELECT ${shownColumns}, count(*) OVER ()::int AS total FROM publication n
    WHERE ${isShown(cityId)} AND (${category}::text IS NULL OR n.category = ${category})
      AND (${first}::date IS NULL OR n.day >= ${first}::date AND n.day < ${first}::date + interval '1 month')
    ORDER BY n.day DESC, n.id DESC LIMIT ${perPage} OFFSET ${(page - 1) * perPage}`
  const total = z.object({ total: z.int() }).optional().parse(rows[0])?.total ?? 0
  return { rows: rows.map((row) => ShownRow.parse(row)), total }
}

const MonthRow = z.object({ month: z.string(), count: z.int() })
const CategoryRow = z.object({ category: z.string(), count: z.int() })

/** How many news there are of each month, the latest first, and of each category. */
export async function newsArchive({ db }: Db, cityId: number) {
  const [months, categories] = await Promise.all([
    db.$queryRaw<unknown[]>`
      SELECT to_char(n.day, 'YYYY-MM') AS month, count(*)::int AS count FROM publication n
      WHERE ${isShown(cityId)} GROUP BY 1 ORDER BY 1 DESC`,
    db.$queryRaw<unknown[]>`
      SELECT n.category, count(*)::int AS count FROM publication n
      WHERE ${isShown(cityId)} AND n.category IS NOT NULL GROUP BY 1 ORDER BY 2 DESC, 1`,
  ])
  return {
    months: months.map((row) => MonthRow.parse(row)),
    categories: categories.map((row) => CategoryRow.parse(row)),
  }
}
export type Archive = Awaited<ReturnType<typeof newsArchive>>

/** So many news a map of the site leads to: the ones that changed last. */
const mostInMap = 1000

/** News with their last publication, milliseconds UTC, for the map of the site. */
export async function newsOfMap({ db }: Db, cityId: number): Promise<{ id: number; changedAt: number }[]> {
  const rows = await db.$queryRaw<{ id: number; changedAt: Date }[]>`
    SELECT n.id, n.shown_at AS "changedAt" FROM publication n WHERE ${isShown(cityId)}
    ORDER BY n.shown_at DESC, n.id DESC LIMIT ${mostInMap}`
  return rows.map(({ id, changedAt }) => ({ id, changedAt: changedAt.getTime() }))
}

/** Null when there is none, or not for everybody. */
export async function shownNews(
  { db }: Db,
  { cityId, id }: { cityId: number; id: number },
): Promise<ShownRow | null> {
  const [row] = await db.$queryRaw<unknown[]>`
    SELECT ${shownColumns} FROM publication n WHERE ${isShown(cityId)} AND n.id = ${id}`
  return row === undefined ? null : ShownRow.parse(row)
}

/** Three others: of the same category or office first, then those of the nearest days. */
export async function relatedNews(
  { db }: Db,
  cityId: number,
  { id, doc, office_id }: ShownRow,
): Promise<ShownRow[]> {
  const rows = await db.$queryRaw<unknown[]>`
    SELECT ${shownColumns} FROM publication n WHERE ${isShown(cityId)} AND n.id <> ${id}
    ORDER BY coalesce(n.category = ${doc.category}, false) DESC, coalesce(n.office_id = ${office_id}, false) DESC,
      abs(n.day - ${doc.day}::date), n.id DESC LIMIT 3`
  return rows.map((row) => ShownRow.parse(row))
}

/** Begins the keys of everything kept about the publications of a city. */
export const keptNews = (cityId: number): string => `news:${cityId}:`
const keptMs = 20_000

/** The latest news for the first page. */
export const latestNews = (deps: Pick<Deps, 'db' | 'cache'>, cityId: number): Promise<ShownRow[]> =>
  deps.cache.get(`${keptNews(cityId)}latest`, keptMs, async () => {
    const { rows } = await newsList(deps, { cityId, month: null, category: null, page: 1 })
    return rows.slice(0, 4)
  })

const PageRow = z.object({ code: z.string(), version: z.int(), doc: Doc, shown_at: z.date() })
/** A page as everybody reads it. */
export type PageRow = z.infer<typeof PageRow>

/** All pages of a city that somebody has published. */
export const publishedPages = (deps: Pick<Deps, 'db' | 'cache'>, cityId: number): Promise<PageRow[]> =>
  deps.cache.get(`${keptNews(cityId)}pages`, keptMs, async () => {
    const rows = await deps.db.$queryRaw<unknown[]>`
      SELECT n.code, n.version, n.shown AS doc, n.shown_at FROM publication n
      WHERE n.city_id = ${cityId} AND n.kind = 'page' AND n.state = 'published' ORDER BY n.code`
    return rows.map((row) => PageRow.parse(row))
  })

/** Of these cities, those that have ever shown a page in their own words, also if it was taken back since. */
export async function citiesWithOwnPage(
  { db }: Db,
  { cityIds, code }: { cityIds: readonly number[]; code: string },
): Promise<Set<number>> {
  const rows = await db.publication.findMany({
    where: { cityId: { in: [...cityIds] }, kind: 'page', code, publishedAt: { not: null } },
    select: { cityId: true },
  })
  return new Set(rows.map(({ cityId }) => cityId))
}

/** The storage key of a picture that something published shows. */
export async function shownPictureKey(
  { db }: Db,
  id: string,
  size: 'large' | 'small',
): Promise<string | null> {
  const column = size === 'large' ? Prisma.sql`p.large_key` : Prisma.sql`p.small_key`
  const [row] = await db.$queryRaw<{ key: string }[]>`
    SELECT ${column} AS key FROM publication_picture p WHERE p.id = ${id}::uuid AND EXISTS (
      SELECT 1 FROM publication n WHERE n.city_id = p.city_id AND n.shown->'picture'->>'id' = ${id})`
  return row?.key ?? null
}

/** Of these storage keys, those of pictures. */
export async function pictureKeys({ db }: Db, keys: string[]): Promise<string[]> {
  const rows = await db.$queryRaw<{ key: string }[]>`
    SELECT large_key AS key FROM publication_picture WHERE large_key = ANY(${keys})
    UNION SELECT small_key FROM publication_picture WHERE small_key = ANY(${keys})`
  return rows.map(({ key }) => key)
}

/** Only the newest thousand are looked through. */
const mostSought = 1000

/** Published news and pages that hold the words, those with more of them first. */
export async function soughtPublications({ client, cityId, terms, match, page, perPage: most }: SearchAsked) {
  const holds = terms.map(
    ({ stem }) => Prisma.sql`(words LIKE ${`% ${stem.replaceAll(/[%_\\]/g, '')}%`})::int`,
  )
  const count = Prisma.join(holds, ' + ')
  const query = Prisma.sql`
    WITH recent AS MATERIALIZED (
      SELECT id, kind, code, shown, day, words FROM publication
      WHERE city_id = ${cityId} AND state = 'published' ORDER BY shown_at DESC LIMIT ${mostSought}),
    found AS (SELECT *, ${count} AS score FROM recent)
    SELECT id, kind, code, shown AS doc, count(*) OVER ()::int AS total FROM found
    WHERE score >= ${match === 'all' ? terms.length : 1}
    ORDER BY score DESC, day DESC, id DESC LIMIT ${most} OFFSET ${(page - 1) * most}`
  const { rows } = await client.query(query.text, query.values)
  return rows.map((row) => SoughtRow.parse(row))
}

const SoughtRow = z.object({
  id: z.int(),
  kind: z.enum(['news', 'page']),
  code: z.string().nullable(),
  doc: Doc,
  total: z.int(),
})
export type SoughtRow = z.infer<typeof SoughtRow>

/** A publication as staff see it. */
export type StaffRow = {
  id: number
  kind: Kind
  code: string | null
  officeId: number | null
  state: 'draft' | 'published' | 'withdrawn'
  version: number
  doc: Doc
  /** Null when nobody reads it. */
  shown: Doc | null
  shownAt: number | null
}

type StoredRow = Prisma.PublicationGetPayload<object>

const staffRow = (row: StoredRow): StaffRow => ({
  id: row.id,
  kind: row.kind === 'page' ? 'page' : 'news',
  code: row.code,
  officeId: row.officeId,
  state: row.state === 'published' ? 'published' : row.state === 'withdrawn' ? 'withdrawn' : 'draft',
  version: row.version,
  doc: Doc.parse(row.doc),
  shown: row.shown === null ? null : Doc.parse(row.shown),
  shownAt: row.shownAt?.getTime() ?? null,
})

/** Where a member of staff sees publications: `offices` null = those of all offices and of the city. */
export type StaffScope = { cityId: number; offices: number[] | null }

const within = ({ cityId, offices }: StaffScope) => ({
  cityId,
  ...(offices === null ? {} : { officeId: { in: offices } }),
})

const mostListed = 200

/** What there is of a kind, the latest change first. */
export async function staffList({ db }: Db, scope: StaffScope, kind: Kind): Promise<StaffRow[]> {
  const rows = await db.publication.findMany({
    where: { ...within(scope), kind },
    orderBy: [{ day: { sort: 'desc', nulls: 'first' } }, { id: 'desc' }],
    take: mostListed,
  })
  return rows.map(staffRow)
}

export async function staffPublication({ db }: Db, scope: StaffScope, id: number): Promise<StaffRow | null> {
  const row = await db.publication.findFirst({ where: { ...within(scope), id } })
  return row === null ? null : staffRow(row)
}

export type VersionRow = {
  version: number
  act: 'created' | 'changed' | 'published' | 'withdrawn'
  doc: Doc
  at: number
  by: string | null
  reason: string
}

/** All versions, the latest first. */
export async function versionsOf({ db }: Db, id: number): Promise<VersionRow[]> {
  const rows = await db.publicationVersion.findMany({
    where: { publicationId: id },
    orderBy: { version: 'desc' },
    include: { staff: { select: { name: true } } },
    take: mostListed,
  })
  return rows.map(({ version, act, doc, at, staff, reason }) => ({
    version,
    act: act === 'published' || act === 'withdrawn' || act === 'created' ? act : 'changed',
    doc: Doc.parse(doc),
    at: at.getTime(),
    by: staff?.name ?? null,
    reason,
  }))
}

/** A picture of the city, for its staff. */
export async function pictureOf({ db }: Db, { cityId, id }: { cityId: number; id: string }) {
  return db.publicationPicture.findFirst({ where: { id, cityId } })
}

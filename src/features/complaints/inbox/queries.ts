import { Prisma } from '../../../platform/db/generated/client.ts'
import { toDate } from '../../../platform/db/instant.ts'
import type { Deps } from '../../../platform/deps.ts'
import type { StaffMember } from '../../accounts/index.ts'
import { visibleTo } from '../desk/scope.ts'
import { searchPatterns } from '../public/list/search-pattern.ts'
import { ages, deepestPage, type InboxFilter, inboxPageSize, type Waits } from './filter.ts'
import { type InboxMoment, inView, type View } from './views.ts'

export type InboxRow = {
  id: number
  number: string
  city_id: number
  status: string
  publication: string
  category_id: number | null
  office_id: number | null
  district_id: number | null
  assignee_name: string | null
  /** Who else has the editor of an answer open. */
  answering_name: string | null
  text: string
  text_lang: string
  address: string
  channel: string
  received_at: Date
  due_on: Date | null
  due_at: Date | null
  planned_on: Date | null
  /** A question holds the office's clock until then. */
  paused_until: Date | null
  /** What waits for a decision: "transfer", "extension_head", "extension_controller", with blanks between. */
  pending: string
  photo_count: number
  support_count: number
  reopened_count: number
  version: number
}

/** Who asks for what, and when. */
export type Asked = { staff: StaffMember; filter: InboxFilter; moment: InboxMoment }

/** Columns of an `InboxRow`, of `complaint c`; people and signs come by `rowJoins`. */
const rowColumns = Prisma.sql`c.id, c.number, c.city_id, c.status, c.publication, c.category_id, c.office_id,
  c.district_id, left(c.text, 160) AS text, c.text_lang, c.address, c.channel, c.received_at, c.due_on, c.due_at,
  c.planned_on, c.paused_until, c.pending, c.photo_count, c.support_count, c.reopened_count, c.version`

/** One page of the inbox, and whether there is a next one. `most` is how many matches of words are put in order. */
export async function inboxRows(
  { db }: Pick<Deps, 'db'>,
  asked: Asked,
  most = mostGathered,
): Promise<{ rows: InboxRow[]; more: boolean }> {
  const { staff, filter, moment } = asked
  const order = orderOf(filter)
  const rows = await db.$queryRaw<InboxRow[]>`
    ${gathered(asked, most)}
    SELECT ${rowColumns}, s.name AS assignee_name, w.name AS answering_name
    FROM (${filter.text === '' ? pageOf(asked) : gatheredOrNot(asked, most)}) c
      LEFT JOIN staff s ON s.id = c.assignee_id
      LEFT JOIN answering g ON g.complaint_id = c.id AND g.until > ${toDate(moment.now)} AND g.staff_id <> ${staff.id}
      LEFT JOIN staff w ON w.id = g.staff_id
    ORDER BY ${order}`
  const more = rows.length > inboxPageSize && filter.page < deepestPage
  return { rows: rows.slice(0, inboxPageSize), more }
}

/** Which complaints a filter holds, in its order; `most` of them at most. */
export function picksOfFilter(
  { db }: Pick<Deps, 'db'>,
  asked: Asked,
  most: number,
): Promise<{ number: string; version: number }[]> {
  return db.$queryRaw<{ number: string; version: number }[]>`
    SELECT c.number, c.version FROM complaint c WHERE ${conditionOf(asked)} ORDER BY ${orderOf(asked.filter)} LIMIT ${most}`
}

const pageOf = (asked: Asked): Prisma.Sql => Prisma.sql`
  SELECT c.* FROM complaint c WHERE ${conditionOf(asked)} ORDER BY ${orderOf(asked.filter)} ${windowOf(asked.filter)}`

const windowOf = ({ page }: InboxFilter): Prisma.Sql =>
  Prisma.sql`LIMIT ${inboxPageSize + 1} OFFSET ${(page - 1) * inboxPageSize}`

/** A word that so many hold is frequent: of tens of thousands of open texts some two thousand are read either way. */
const mostGathered = 2000

/**
 * All that hold the words are gathered by the index of words and put in order, unless there are too many: then the view
 * is gone through in its order until the page is full, which a frequent word fills soon (docs/decisions/0010).
 */
function gathered(asked: Asked, most: number): Prisma.Sql {
  if (asked.filter.text === '') return Prisma.empty
  return Prisma.sql`WITH gathered AS MATERIALIZED (
    SELECT ${orderedBy} FROM complaint c WHERE ${conditionOf(asked)} LIMIT ${most + 1})`
}

/** What `orderOf` needs: those that are gathered are put in order before the rest of their rows is read. */
const orderedBy = Prisma.sql`c.id, c.due_at, c.received_at, c.category_id, c.status`

/** Of the two halves only one is run. */
function gatheredOrNot(asked: Asked, most: number): Prisma.Sql {
  const { filter } = asked
  const view = conditionOf({ ...asked, filter: { ...filter, text: '' } })
  const [order, window] = [orderOf(filter), windowOf(filter)]
  return Prisma.sql`
    SELECT few.* FROM (SELECT c.id FROM gathered c ORDER BY ${order} ${window}) g JOIN complaint few ON few.id = g.id
    WHERE (SELECT count(*) FROM gathered) <= ${most}
    UNION ALL
    SELECT * FROM (
      SELECT c.* FROM (SELECT c.* FROM complaint c WHERE ${view} ORDER BY ${order} OFFSET 0) c
      WHERE ${wordsIn(filter.text)} ${window}) many
    WHERE (SELECT count(*) FROM gathered) > ${most}`
}

/** What `complaint c` must be: within reach, in the view, and as the filter says. */
export const conditionOf = (asked: Asked): Prisma.Sql =>
  Prisma.sql`${visibleTo(asked.staff)} AND ${wantedOf(asked)}`

/** The same of complaints that are within reach anyway. */
export function wantedOf({ staff, filter, moment }: Asked): Prisma.Sql {
  const parts = [inView(filter.view, staff, moment), ...narrowed(filter, staff, moment)]
  return Prisma.join(parts, ' AND ')
}

function narrowed(filter: InboxFilter, staff: StaffMember, moment: InboxMoment): Prisma.Sql[] {
  const { cityId, categoryId, officeId, districtId, status, channel, assignee, age, waits, text } = filter
  const parts: Prisma.Sql[] = []
  if (cityId !== null) parts.push(Prisma.sql`c.city_id = ${cityId}`)
  if (categoryId !== null) parts.push(Prisma.sql`c.category_id = ${categoryId}`)
  if (officeId !== null) parts.push(Prisma.sql`c.office_id = ${officeId}`)
  if (districtId !== null) parts.push(Prisma.sql`c.district_id = ${districtId}`)
  if (status !== null) parts.push(Prisma.sql`c.status = ${status}`)
  if (channel !== null) parts.push(Prisma.sql`c.channel = ${channel}`)
  if (assignee === 'none') parts.push(Prisma.sql`c.assignee_id IS NULL`)
  else if (assignee !== null) {
    parts.push(Prisma.sql`c.assignee_id = ${assignee === 'me' ? staff.id : assignee}`)
  }
  if (age !== null) {
    const { from, to } = ages[age]
    if (from > 0) parts.push(Prisma.sql`c.received_at < ${toDate(moment.daysAgo(from - 1))}`)
    if (to !== null) parts.push(Prisma.sql`c.received_at >= ${toDate(moment.daysAgo(to))}`)
  }
  if (waits !== null) parts.push(waitsFor(waits, moment))
  if (text !== '') parts.push(wordsIn(text))
  return parts
}

function waitsFor(waits: Waits, { now }: InboxMoment): Prisma.Sql {
  switch (waits) {
    case 'question':
      return Prisma.sql`c.status = 'clarify'`
    case 'paused':
      return Prisma.sql`c.paused_until >= ${toDate(now)}`
    case 'extension':
      return Prisma.sql`c.pending LIKE '%extension%' AND c.pending <> ''`
    case 'transfer':
      return Prisma.sql`c.pending LIKE '%transfer%' AND c.pending <> ''`
  }
}

/** Every word stands in the text or the address, in Kazakh letters or in the Russian ones typed for them. */
function wordsIn(text: string): Prisma.Sql {
  const patterns = searchPatterns(text)
  if (patterns.length === 0) {
    // Too short for words: what was typed as it stands, such as a house number.
    const pattern = `%${text.replace(/[\\%_]/g, '\\$&')}%`
    return Prisma.sql`(c.text || ' ' || c.address) ILIKE ${pattern}`
  }
  return Prisma.join(
    patterns.map((pattern) => Prisma.sql`(c.text || ' ' || c.address) ~* ${pattern}`),
    ' AND ',
  )
}

function orderOf({ view, sort }: InboxFilter): Prisma.Sql {
  // What has ended is not awaited: there the newest come first, by the index.
  const by = view === 'ended' && sort !== 'oldest' ? 'newest' : sort
  switch (by) {
    case 'oldest':
      return Prisma.sql`c.received_at, c.id`
    case 'newest':
      return Prisma.sql`c.received_at DESC, c.id DESC`
    case '-due':
      return Prisma.sql`c.due_at DESC NULLS LAST, c.id DESC`
    case 'category':
      return Prisma.sql`c.category_id NULLS FIRST, c.due_at NULLS FIRST, c.id`
    case 'status':
      return Prisma.sql`c.status, c.due_at NULLS FIRST, c.id`
    case 'due':
      return Prisma.sql`c.due_at NULLS FIRST, c.id`
  }
}

/** Counted exactly so far; more is said to be more (docs/decisions/0010). */
export const mostCounted = 1000

export type ViewCounts = Partial<Record<View, number>>

/** How many are in each view, `mostCounted` + 1 at most. What has ended is not counted. */
export async function viewCounts(
  { db }: Pick<Deps, 'db'>,
  staff: StaffMember,
  { wanted, moment }: { wanted: readonly View[]; moment: InboxMoment },
): Promise<ViewCounts> {
  const counted = wanted
    .filter((view) => view !== 'ended')
    .map(
      (view) => Prisma.sql`SELECT ${view}::text AS view, count(*)::int AS n FROM (
        SELECT 1 FROM complaint c WHERE ${visibleTo(staff)} AND ${inView(view, staff, moment)}
        LIMIT ${mostCounted + 1}) found`,
    )
  const rows = await db.$queryRaw<{ view: View; n: number }[]>`${Prisma.join(counted, ' UNION ALL ')}`
  return Object.fromEntries(rows.map(({ view, n }) => [view, n]))
}

/** How many a filter holds, `mostCounted` + 1 at most. */
export async function countOf({ db }: Pick<Deps, 'db'>, asked: Asked): Promise<number> {
  const [row] = await db.$queryRaw<[{ n: number }]>`
    SELECT count(*)::int AS n
    FROM (SELECT 1 FROM complaint c WHERE ${conditionOf(asked)} LIMIT ${mostCounted + 1}) found`
  return row.n
}

/** How many came into a filter after a moment: filed, passed on or reopened. A hundred at most. */
export async function newSince({ db }: Pick<Deps, 'db'>, asked: Asked, since: number): Promise<number> {
  const [row] = await db.$queryRaw<[{ n: number }]>`
    SELECT count(*)::int AS n FROM (
      SELECT 1 FROM complaint c
      WHERE ${conditionOf(asked)} AND c.updated_at > ${toDate(since)} AND (c.received_at > ${toDate(since)}
        OR EXISTS (SELECT 1 FROM custody y WHERE y.complaint_id = c.id AND y.start_at > ${toDate(since)}))
      LIMIT 100) found`
  return row.n
}

/** The day on which the next open one is due, ISO; null when there is none. */
export async function nextDue({ db }: Pick<Deps, 'db'>, staff: StaffMember): Promise<string | null> {
  const [row] = await db.$queryRaw<{ due_on: string }[]>`
    SELECT c.due_on::text FROM complaint c WHERE ${visibleTo(staff)} AND c.open AND c.due_at IS NOT NULL
    ORDER BY c.due_at NULLS FIRST, c.id LIMIT 1`
  return row?.due_on ?? null
}

/** True when this person has just done something to the complaint: an address alone claims nothing. */
export async function isLastActor(
  { db }: Pick<Deps, 'db'>,
  { id }: StaffMember,
  number: string,
): Promise<boolean> {
  const rows = await db.$queryRaw<unknown[]>`
    SELECT 1 FROM activity a JOIN complaint c ON c.id = a.complaint_id
    WHERE c.number = ${number} AND a.staff_id = ${id} AND a.seq >= c.version - 1 LIMIT 1`
  return rows.length > 0
}

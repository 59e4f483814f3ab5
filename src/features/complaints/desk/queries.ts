import { Prisma } from '../../../platform/db/generated/client.ts'
import { toDate } from '../../../platform/db/instant.ts'
import type { Deps } from '../../../platform/deps.ts'
import type { StaffMember } from '../../accounts/index.ts'
import { visibleTo } from './scope.ts'

/** Saved views of the inbox; `open` is everything that is not ended. */
export const views = [
  'open',
  'mine',
  'unassigned',
  'today',
  'late',
  'replied',
  'reopened',
  'moderation',
  'unrouted',
  'ended',
] as const
export type View = (typeof views)[number]

export const sorts = ['due', 'newest', 'oldest'] as const
export type Sort = (typeof sorts)[number]

/** Filters of the inbox as the URL has them, checked. */
export type InboxFilter = {
  view: View
  sort: Sort
  categoryId: number | null
  officeId: number | null
  status: string | null
  /** Words to find in text and address, or a number. */
  text: string
  /** 1 is the first. */
  page: number
}

export type InboxRow = {
  number: string
  city_id: number
  status: string
  publication: string
  category_id: number | null
  office_id: number | null
  assignee_name: string | null
  text: string
  text_lang: string
  address: string
  channel: string
  received_at: Date
  due_on: Date | null
  due_at: Date | null
  planned_on: Date | null
  photo_count: number
  reopened_count: number
  version: number
}

/** `endOfToday`: where the due day of "today" ends, milliseconds UTC. */
export type InboxMoment = { now: number; endOfToday: number }

export const inboxPageSize = 50
/** Deep pages cost the database what nobody reads. */
export const deepestPage = 200

/** One page of the inbox, and whether there is a next one. */
export async function inboxRows(
  { db }: Pick<Deps, 'db'>,
  { staff, filter, moment }: { staff: StaffMember; filter: InboxFilter; moment: InboxMoment },
): Promise<{ rows: InboxRow[]; more: boolean }> {
  const rows = await db.$queryRaw<InboxRow[]>`
    SELECT c.number, c.city_id, c.status, c.publication, c.category_id, c.office_id, s.name AS assignee_name,
           left(c.text, 160) AS text, c.text_lang, c.address, c.channel, c.received_at, c.due_on, c.due_at,
           c.planned_on, c.photo_count, c.reopened_count, c.version
    FROM complaint c LEFT JOIN staff s ON s.id = c.assignee_id
    WHERE ${visibleTo(staff)} AND ${inView(filter.view, staff, moment)} AND ${matching(filter)}
    ORDER BY ${orderOf(filter)}
    LIMIT ${inboxPageSize + 1} OFFSET ${(filter.page - 1) * inboxPageSize}`
  const more = rows.length > inboxPageSize && filter.page < deepestPage
  return { rows: rows.slice(0, inboxPageSize), more }
}

export type ViewCounts = Record<Exclude<View, 'ended'>, number>

/** How many are in each view, from the indexes of the inbox alone. */
export async function viewCounts(
  { db }: Pick<Deps, 'db'>,
  staff: StaffMember,
  moment: InboxMoment,
): Promise<ViewCounts> {
  const among = (view: OpenView) => Prisma.sql`count(*) FILTER (WHERE ${amongOpen(view, staff, moment)})::int`
  const alone = (view: View) => Prisma.sql`(
    SELECT count(*)::int FROM complaint c WHERE ${visibleTo(staff)} AND ${inView(view, staff, moment)})`
  const [counts] = await db.$queryRaw<[ViewCounts]>`
    SELECT count(*)::int AS open, ${among('mine')} AS mine, ${among('unassigned')} AS unassigned,
           ${among('today')} AS today, ${among('late')} AS late, ${among('reopened')} AS reopened,
           ${among('unrouted')} AS unrouted, ${alone('replied')} AS replied,
           ${alone('moderation')} AS moderation
    FROM complaint c WHERE ${visibleTo(staff)} AND c.open`
  return counts
}

/** The complaint with this number, if this person may see it; null else. */
export async function deskComplaint(
  { db }: Pick<Deps, 'db'>,
  staff: StaffMember,
  number: string,
): Promise<DeskRow | null> {
  const [row] = await db.$queryRaw<DeskRow[]>`
    SELECT c.id, c.number, c.city_id, c.status, c.publication, c.visibility, c.category_id, c.district_id,
           c.office_id, c.routing_rule_id, c.assignee_id, s.name AS assignee_name, c.text, c.text_lang,
           c.reply_lang, c.address, c.landmark, c.answered, c.lat, c.lon, c.channel, c.received_at, c.registered_on,
           c.due_on, c.due_at, c.planned_on, c.words_held, c.version,
           (SELECT y.first_answer_at FROM custody y WHERE y.complaint_id = c.id ORDER BY y.no DESC LIMIT 1)
             AS stay_answer_at,
           (SELECT k.refusal FROM complaint_contact k WHERE k.complaint_id = c.id AND k.kind = 'email') AS mail_refusal,
           (SELECT coalesce(array_agg(k.kind), '{}') FROM complaint_contact k WHERE k.complaint_id = c.id) AS contacts,
           (SELECT coalesce(json_agg(p ORDER BY p.position), '[]') FROM (
              SELECT id, role, answer_no, position, small_width, small_height, shown
              FROM photo WHERE complaint_id = c.id) p) AS photos,
           (SELECT coalesce(array_agg(DISTINCT h.dhash::text), '{}') FROM photo h
            WHERE h.complaint_id = c.id AND h.dhash IS NOT NULL) AS photo_hashes,
           (SELECT coalesce(json_agg(a ORDER BY a.seq), '[]') FROM (
              SELECT a.seq, a.kind, a.at, a.actor_kind, a.office_id, a.public,
                     CASE WHEN w.text IS NULL THEN a.payload ELSE jsonb_set(a.payload, '{text}', to_jsonb(w.text)) END
                       AS payload, p.name AS staff_name,
                     q.name AS assigned_name
              FROM activity a LEFT JOIN staff p ON p.id = a.staff_id
                LEFT JOIN original_words w ON w.complaint_id = a.complaint_id AND w.seq = a.seq
                LEFT JOIN staff q ON a.kind = 'assigned' AND q.id = (a.payload->>'staffId')::int
              WHERE a.complaint_id = c.id) a) AS activity
    FROM complaint c LEFT JOIN staff s ON s.id = c.assignee_id
    WHERE c.number = ${number} AND ${visibleTo(staff)}`
  return row ?? null
}

export type DeskRow = {
  id: number
  number: string
  city_id: number
  status: string
  publication: string
  visibility: string
  category_id: number | null
  district_id: number | null
  office_id: number | null
  routing_rule_id: number | null
  assignee_id: number | null
  assignee_name: string | null
  text: string
  text_lang: string
  reply_lang: string
  address: string
  landmark: string
  answered: Record<string, string> | null
  lat: number | null
  lon: number | null
  channel: string
  received_at: Date
  registered_on: Date | null
  due_on: Date | null
  due_at: Date | null
  planned_on: Date | null
  /** Later words of the resident wait for a moderator. */
  words_held: boolean
  version: number
  /** First answer of the office that holds it, or held it last. */
  stay_answer_at: Date | null
  /** Kinds of what the resident left: email, phone, link. */
  contacts: string[]
  /** What a mail server said when it refused the resident's address for good; never the address. */
  mail_refusal: string | null
  photos: {
    id: string
    role: string
    answer_no: number | null
    position: number
    small_width: number
    small_height: number
    shown: boolean
  }[]
  /** What its pictures look like, 64 bits as decimal numbers. */
  photo_hashes: string[]
  activity: {
    seq: number
    kind: string
    /** ISO 8601 with zone. */
    at: string
    actor_kind: string
    office_id: number | null
    public: boolean
    payload: unknown
    staff_name: string | null
    /** Of `assigned`: to whom. */
    assigned_name: string | null
  }[]
}

/** True when this person passed the complaint on to the office where it is out of their reach. */
export async function isPassedOnBy(
  { db }: Pick<Deps, 'db'>,
  { id }: StaffMember,
  number: string,
): Promise<boolean> {
  const rows = await db.$queryRaw<unknown[]>`
    SELECT 1 FROM activity a JOIN complaint c ON c.id = a.complaint_id
    WHERE c.number = ${number} AND a.kind = 'transferred' AND a.staff_id = ${id} LIMIT 1`
  return rows.length > 0
}

/** Storage keys of a photo as it was taken, if this person may see its complaint. */
export async function visiblePhoto(
  { db }: Pick<Deps, 'db'>,
  staff: StaffMember,
  id: string,
): Promise<{ large_key: string; small_key: string } | null> {
  if (!/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(id)) return null
  const [photo] = await db.$queryRaw<{ large_key: string; small_key: string }[]>`
    SELECT coalesce(p.original_large_key, p.large_key) AS large_key,
           coalesce(p.original_small_key, p.small_key) AS small_key
    FROM photo p JOIN complaint c ON c.id = p.complaint_id
    WHERE p.id = ${id}::uuid AND ${visibleTo(staff)}`
  return photo ?? null
}

function inView(view: View, staff: StaffMember, moment: InboxMoment): Prisma.Sql {
  switch (view) {
    case 'open':
      return Prisma.sql`c.open`
    case 'ended':
      return Prisma.sql`NOT c.open`
    case 'replied':
      return Prisma.sql`c.resident_spoke`
    case 'moderation':
      return Prisma.sql`(c.publication = 'held' OR (c.words_held AND c.publication = 'published'))
        AND c.visibility = 'public'`
    default:
      return Prisma.sql`c.open AND ${amongOpen(view, staff, moment)}`
  }
}

type OpenView = Exclude<View, 'open' | 'ended' | 'replied' | 'moderation'>

/** What sets a view apart among the open ones: columns that the indexes of the inbox hold, and no others. */
function amongOpen(view: OpenView, staff: StaffMember, { now, endOfToday }: InboxMoment): Prisma.Sql {
  switch (view) {
    case 'mine':
      return Prisma.sql`c.assignee_id = ${staff.id}`
    case 'unassigned':
      return Prisma.sql`c.assignee_id IS NULL`
    case 'today':
      return Prisma.sql`c.due_at >= ${toDate(now)} AND c.due_at <= ${toDate(endOfToday)}`
    case 'late':
      return Prisma.sql`c.due_at < ${toDate(now)}`
    case 'reopened':
      return Prisma.sql`c.status = 'reopened'`
    case 'unrouted':
      return Prisma.sql`c.office_id IS NULL`
  }
}

function matching({ categoryId, officeId, status, text }: InboxFilter): Prisma.Sql {
  const conditions = [Prisma.sql`true`]
  if (categoryId !== null) conditions.push(Prisma.sql`c.category_id = ${categoryId}`)
  if (officeId !== null) conditions.push(Prisma.sql`c.office_id = ${officeId}`)
  if (status !== null) conditions.push(Prisma.sql`c.status = ${status}`)
  if (text !== '') {
    const pattern = `%${text.replace(/[\\%_]/g, '\\$&')}%`
    conditions.push(Prisma.sql`(c.text || ' ' || c.address) ILIKE ${pattern}`)
  }
  return Prisma.join(conditions, ' AND ')
}

function orderOf({ view, sort }: InboxFilter): Prisma.Sql {
  if (sort === 'oldest') return Prisma.sql`c.received_at, c.id`
  if (sort === 'newest' || view === 'ended') return Prisma.sql`c.received_at DESC, c.id DESC`
  return Prisma.sql`c.due_at NULLS FIRST, c.id`
}

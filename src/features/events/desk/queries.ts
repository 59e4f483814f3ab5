import { Prisma } from '../../../platform/db/generated/client.ts'
import { toDate } from '../../../platform/db/instant.ts'
import type { Deps } from '../../../platform/deps.ts'
import type { Lang } from '../../../platform/i18n/texts.ts'
import { type StaffMember, scopeOf } from '../../accounts/index.ts'
import {
  besideColumns,
  cardColumns,
  type EventCard,
  type EventPicture,
  type EventWhole,
  type SignUpRow,
  wholeColumns,
} from '../queries.ts'
import type { Texts } from '../translated.ts'

/** What a person may look at: all of a city, or what an office holds. */
function within(staff: StaffMember): Prisma.Sql {
  const places = scopeOf(staff).map(({ cityId, officeId }) =>
    officeId === null
      ? Prisma.sql`e.city_id = ${cityId}`
      : Prisma.sql`(e.city_id = ${cityId} AND e.office_id = ${officeId})`,
  )
  return places.length === 0 ? Prisma.sql`false` : Prisma.sql`(${Prisma.join(places, ' OR ')})`
}

export const deskViews = ['coming', 'drafts', 'results', 'past'] as const
export type DeskView = (typeof deskViews)[number]

export type DeskRow = EventCard & { waiting: number; questions: number }

const mostRows = 100

/** `results`: what has been held and has no results yet. `at`: milliseconds UTC. */
export async function deskEvents(
  { db }: Pick<Deps, 'db'>,
  staff: StaffMember,
  { view, at }: { view: DeskView; at: number },
): Promise<DeskRow[]> {
  const now = toDate(at)
  const conditions: Record<DeskView, Prisma.Sql> = {
    coming: Prisma.sql`e.state = 'published' AND e.ends_at > ${now}`,
    drafts: Prisma.sql`e.state = 'draft'`,
    results: Prisma.sql`e.state = 'published' AND e.ends_at <= ${now}`,
    past: Prisma.sql`e.state IN ('held', 'cancelled')`,
  }
  const order = view === 'past' || view === 'results' ? Prisma.sql`DESC` : Prisma.sql`ASC`
  return db.$queryRaw<DeskRow[]>`
    SELECT ${cardColumns},
      (SELECT coalesce(sum(s.persons), 0)::int FROM event_sign_up s WHERE s.event_id = e.id AND s.state = 'waiting') AS waiting,
      (SELECT count(*)::int FROM event_question q WHERE q.event_id = e.id AND q.state = 'waiting') AS questions
    FROM event e WHERE ${within(staff)} AND ${conditions[view]} ORDER BY e.starts_at ${order}, e.id LIMIT ${mostRows}`
}

export type DeskStep = { no: number; state: string; at: number; who: string | null; reason: Texts }
export type DeskQuestion = {
  id: number
  text: string
  lang: string
  state: string
  answer: string
  answerLang: string | null
  at: number
}

export type OrganiserDraft = {
  participants: number
  hours: number
  bags: number
  text: string
  lang: Lang
  version: number
  /** To whom the link was given. */
  name: string
  at: number
}

/** An event as its staff see it. */
export type DeskEvent = EventWhole & {
  steps: DeskStep[]
  complaints: { id: number; number: string }[]
  questions: DeskQuestion[]
  /** Persons who have a place, who wait, and who came: also those who had not signed up. */
  people: { given: number; waiting: number; came: number }
  /** Links of organisers, those that were taken back last. */
  links: { id: number; name: string; issuedAt: number; revokedAt: number | null }[]
  /** What an organiser says came of it, until staff have taken it over. */
  draft: OrganiserDraft | null
  /** Pictures of organisers that wait for staff. */
  proposed: EventPicture[]
}

/** Null for strangers, and for events of others. */
export async function deskEvent(
  { db }: Pick<Deps, 'db'>,
  staff: StaffMember,
  eventId: number,
): Promise<DeskEvent | null> {
  const [row] = await db.$queryRaw<DeskEvent[]>`
    SELECT ${wholeColumns}, ${besideColumns},
      (SELECT json_agg(json_build_object('no', s.no, 'state', s.state, 'at', (extract(epoch FROM s.at) * 1000)::float8,
         'who', p.name, 'reason', json_build_object('kk', s.reason_kk, 'ru', s.reason_ru, 'en', s.reason_en)) ORDER BY s.no)
       FROM event_step s LEFT JOIN staff p ON p.id = s.staff_id WHERE s.event_id = e.id) AS steps,
      (SELECT coalesce(json_agg(json_build_object('id', c.id, 'number', c.number) ORDER BY c.id), '[]')
       FROM event_complaint l JOIN complaint c ON c.id = l.complaint_id WHERE l.event_id = e.id) AS complaints,
      (SELECT coalesce(json_agg(json_build_object('id', q.id, 'text', q.text, 'lang', q.lang, 'state', q.state,
         'answer', q.answer, 'answerLang', q.answer_lang, 'at', (extract(epoch FROM q.asked_at) * 1000)::float8) ORDER BY q.id), '[]')
       FROM event_question q WHERE q.event_id = e.id) AS questions,
      (SELECT json_build_object('given', coalesce(sum(s.persons) FILTER (WHERE s.state = 'given'), 0),
         'waiting', coalesce(sum(s.persons) FILTER (WHERE s.state = 'waiting'), 0), 'came', coalesce(sum(s.came), 0) +
           (SELECT coalesce(sum(w.persons), 0) FROM event_walk_in w WHERE w.event_id = e.id))
       FROM event_sign_up s WHERE s.event_id = e.id) AS people,
      (SELECT coalesce(json_agg(json_build_object('id', l.id, 'name', l.name,
         'issuedAt', (extract(epoch FROM l.issued_at) * 1000)::float8,
         'revokedAt', (extract(epoch FROM l.revoked_at) * 1000)::float8) ORDER BY l.revoked_at IS NOT NULL, l.id), '[]')
       FROM event_organiser_link l WHERE l.event_id = e.id) AS links,
      (SELECT json_build_object('participants', d.participants, 'hours', d.hours, 'bags', d.bags, 'text', d.text,
         'lang', d.lang, 'version', d.version, 'name', l.name, 'at', (extract(epoch FROM d.updated_at) * 1000)::float8)
       FROM event_result_draft d JOIN event_organiser_link l ON l.id = d.link_id
       WHERE d.event_id = e.id AND d.taken_at IS NULL) AS draft,
      (SELECT coalesce(json_agg(json_build_object('id', p.id, 'role', p.role, 'width', p.width, 'height', p.height,
         'smallWidth', p.small_width, 'smallHeight', p.small_height) ORDER BY p.position), '[]')
       FROM event_photo p WHERE p.event_id = e.id AND p.proposed) AS proposed
    FROM event e WHERE e.id = ${eventId} AND ${within(staff)}`
  return row ?? null
}

/** Who comes and who waits, in the order of the list. */
export const signUpRows = ({ db }: Pick<Deps, 'db'>, eventId: number) =>
  db.$queryRaw<SignUpRow[]>`
    SELECT id, event_id AS "eventId", city_id AS "cityId", no, persons, state, lang, sealed, form_key AS "formKey", refusal, came
    FROM event_sign_up WHERE event_id = ${eventId} AND state <> 'left' ORDER BY state, no`

/** Complaints of a city by their numbers, twelve digits each. */
export const complaintsByNumber = (
  { db }: Pick<Deps, 'db'>,
  { cityId, numbers }: { cityId: number; numbers: readonly string[] },
) =>
  db.complaint.findMany({
    where: { cityId, number: { in: [...numbers] } },
    select: { id: true, number: true },
  })

/** A request for an organiser's help. Instants are milliseconds UTC. */
export type WishRow = {
  id: number
  cityId: number
  kind: string
  text: string
  place: string
  wished: string
  persons: number | null
  lang: string
  state: string
  reason: string
  createdAt: number
  decidedAt: number | null
  eventId: number | null
  sealed: Uint8Array | null
  formKey: Uint8Array
}

const wishColumns = Prisma.sql`
  id, city_id AS "cityId", kind, text, place, wished, persons, lang, state, reason, sealed, form_key AS "formKey",
  (extract(epoch FROM created_at) * 1000)::float8 AS "createdAt",
  (extract(epoch FROM decided_at) * 1000)::float8 AS "decidedAt", event_id AS "eventId"`

/** What waits, oldest first; then what was decided lately. */
export const wishRows = ({ db }: Pick<Deps, 'db'>, cityIds: readonly number[]) =>
  db.$queryRaw<WishRow[]>`
    SELECT ${wishColumns} FROM event_request WHERE city_id = ANY(${[...cityIds]})
    ORDER BY state <> 'new', CASE WHEN state = 'new' THEN created_at END, decided_at DESC, id LIMIT 100`

export async function wishRow(
  { db }: Pick<Deps, 'db'>,
  cityIds: readonly number[],
  id: number,
): Promise<WishRow | null> {
  const [row] = await db.$queryRaw<WishRow[]>`
    SELECT ${wishColumns} FROM event_request WHERE id = ${id} AND city_id = ANY(${[...cityIds]})`
  return row ?? null
}

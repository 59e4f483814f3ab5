import { hashToken } from '../../../platform/crypto/token.ts'
import { Prisma } from '../../../platform/db/generated/client.ts'
import { toDate } from '../../../platform/db/instant.ts'
import type { Deps } from '../../../platform/deps.ts'
import { districtOf } from '../../../platform/geo/geojson.ts'
import type { Area } from '../../city/index.ts'
import {
  besideColumns,
  cardColumns,
  type EventCard,
  type EventWhole,
  type SignUpRow,
  wholeColumns,
} from '../queries.ts'
import type { EventKind } from '../rules.ts'
import { type AgendaFilter, type AgendaPart, activeParts, perPage, withoutPart } from './filter.ts'

/** `at`: milliseconds UTC. */
export type Scope = { cityId: number; at: number }

/** Everybody may read it: it was announced, and stays also when it is cancelled. */
const announced = (cityId: number): Prisma.Sql =>
  Prisma.sql`e.city_id = ${cityId} AND e.published_at IS NOT NULL`

/** Where an agenda is looked up. */
export type AgendaScope = Scope & { areas: readonly Area[] }

/** Ids of events whose place lies in a district, as it is drawn today: no row has to be changed when that changes. */
async function idsWithin(
  { db }: Pick<Deps, 'db'>,
  district: string,
  { cityId, areas }: AgendaScope,
): Promise<number[]> {
  const rows = await db.$queryRaw<{ id: number; lat: number; lon: number }[]>`
    SELECT e.id, e.lat, e.lon FROM event e WHERE ${announced(cityId)} AND e.lat IS NOT NULL AND e.lon IS NOT NULL`
  return rows.filter((row) => districtOf(row, areas)?.code === district).map(({ id }) => id)
}

/** `within`: ids of the events in the district that was asked for; null: of all. */
function conditionOf(filter: AgendaFilter, { cityId, at }: Scope, within: number[] | null): Prisma.Sql {
  const now = toDate(at)
  const conditions = [
    announced(cityId),
    filter.when === 'past' ? Prisma.sql`e.ends_at <= ${now}` : Prisma.sql`e.ends_at > ${now}`,
    ...(filter.kind === null ? [] : [Prisma.sql`e.kind = ${filter.kind}`]),
    ...(filter.language === null ? [] : [Prisma.sql`${filter.language} = ANY (e.langs)`]),
    ...(within === null ? [] : [Prisma.sql`e.id = ANY (${within})`]),
    ...(filter.free
      ? [
          Prisma.sql`e.state = 'published' AND (NOT e.sign_up OR e.sign_up_until > ${now})
            AND (e.places IS NULL OR e.taken < e.places)`,
        ]
      : []),
  ]
  return Prisma.join(conditions, ' AND ')
}

/** One page of the agenda: what comes, the next first; what was, the latest first. */
export async function agendaRows(
  { db }: Pick<Deps, 'db'>,
  filter: AgendaFilter,
  scope: AgendaScope,
): Promise<{ rows: EventCard[]; total: number }> {
  const within = filter.district === null ? null : await idsWithin({ db }, filter.district, scope)
  const order = filter.when === 'past' ? Prisma.sql`DESC` : Prisma.sql`ASC`
  const rows = await db.$queryRaw<(EventCard & { total: number })[]>`
    SELECT ${cardColumns}, count(*) OVER ()::int AS total FROM event e WHERE ${conditionOf(filter, scope, within)}
    ORDER BY e.starts_at ${order}, e.id LIMIT ${perPage} OFFSET ${(filter.page - 1) * perPage}`
  return { rows, total: rows[0]?.total ?? 0 }
}

/** Of an empty agenda: the parts without which it would show something. */
export async function removableParts(
  deps: Pick<Deps, 'db'>,
  filter: AgendaFilter,
  scope: AgendaScope,
): Promise<AgendaPart[]> {
  const parts = await Promise.all(
    activeParts(filter).map(async (part) => {
      const { total } = await agendaRows(deps, withoutPart(filter, part), scope)
      return total > 0 ? [part] : []
    }),
  )
  return parts.flat()
}

/** So many events a feed and a calendar hold. */
const mostInFeed = 100

/** What was announced last, for a feed. */
export const latestEvents = ({ db }: Pick<Deps, 'db'>, kind: EventKind | null, cityId: number) =>
  db.$queryRaw<EventCard[]>`
    SELECT ${cardColumns} FROM event e WHERE ${announced(cityId)} AND (${kind}::text IS NULL OR e.kind = ${kind})
    ORDER BY e.updated_at DESC, e.id LIMIT 30`

/** What calendars keep: from a month back, cancelled ones as such. */
export const calendarEvents = ({ db }: Pick<Deps, 'db'>, kind: EventKind | null, { cityId, at }: Scope) =>
  // What comes first is kept first; what was is cut first, the oldest before the rest
  db.$queryRaw<EventWhole[]>`
    SELECT ${wholeColumns} FROM event e
    WHERE ${announced(cityId)} AND (${kind}::text IS NULL OR e.kind = ${kind})
      AND e.ends_at > ${toDate(at - 30 * 86_400_000)}
    ORDER BY e.ends_at <= ${toDate(at)}, CASE WHEN e.ends_at > ${toDate(at)} THEN e.starts_at END, e.starts_at DESC, e.id
    LIMIT ${mostInFeed}`

/** A complaint that an event is to solve, as everybody sees it. */
export type LinkedComplaint = {
  number: string
  status: string
  categoryId: number | null
  address: string
}

export type PublicEvent = EventWhole & {
  complaints: LinkedComplaint[]
  questions: { id: number; text: string; lang: string; answer: string; answerLang: string | null }[]
  /** Other days of its series that are still to come. */
  others: { id: number; startsAt: number }[]
}

/** An event as everybody reads it; null where there is none. Results only once it was held. */
export async function publicEvent(
  { db }: Pick<Deps, 'db'>,
  { eventId, cityId, at }: Scope & { eventId: number },
): Promise<PublicEvent | null> {
  const [row] = await db.$queryRaw<PublicEvent[]>`
    SELECT ${wholeColumns}, ${besideColumns},
      (SELECT coalesce(json_agg(json_build_object('number', c.number, 'status', c.status, 'categoryId', c.category_id,
         'address', coalesce(c.public_address, c.address)) ORDER BY c.id), '[]')
       FROM event_complaint l JOIN complaint c ON c.id = l.complaint_id AND c.shown WHERE l.event_id = e.id) AS complaints,
      (SELECT coalesce(json_agg(json_build_object('id', q.id, 'text', q.text, 'lang', q.lang, 'answer', q.answer,
         'answerLang', q.answer_lang) ORDER BY q.id), '[]')
       FROM event_question q WHERE q.event_id = e.id AND q.state = 'shown') AS questions,
      (SELECT coalesce(json_agg(json_build_object('id', o.id, 'startsAt', (extract(epoch FROM o.starts_at) * 1000)::float8)
         ORDER BY o.starts_at), '[]')
       FROM event o WHERE o.series_id = e.series_id AND o.id <> e.id AND o.state = 'published'
         AND o.starts_at > ${toDate(at)}) AS others
    FROM event e WHERE e.id = ${eventId} AND ${announced(cityId)}`
  if (row === undefined) return null
  return row.state === 'held' ? row : { ...row, results: null, pictures: [] }
}

/** What the pages around a form need of an event. */
export async function announcedEvent(
  { db }: Pick<Deps, 'db'>,
  { eventId, cityId }: { eventId: number; cityId: number },
): Promise<EventWhole | null> {
  const [row] = await db.$queryRaw<EventWhole[]>`
    SELECT ${wholeColumns} FROM event e WHERE e.id = ${eventId} AND ${announced(cityId)}`
  return row ?? null
}

/** The sign-up behind a link, with how many stand before it on the list. */
export type OwnSignUp = SignUpRow & { ahead: number }

export async function signUpByTicket(
  { db }: Pick<Deps, 'db'>,
  ticket: string,
  cityId: number,
): Promise<OwnSignUp | null> {
  const [row] = await db.$queryRaw<OwnSignUp[]>`
    SELECT s.id, s.event_id AS "eventId", s.city_id AS "cityId", s.no, s.persons, s.state, s.lang, s.sealed,
      s.form_key AS "formKey", s.refusal, s.came,
      (SELECT count(*)::int FROM event_sign_up b WHERE b.event_id = s.event_id AND b.state = 'waiting' AND b.no < s.no) AS ahead
    FROM event_sign_up s WHERE s.token_hash = ${hashToken(ticket)} AND s.city_id = ${cityId}`
  return row ?? null
}

/** The stored bytes of a picture that everybody may see. */
export async function publicPicture(
  { db }: Pick<Deps, 'db'>,
  id: string,
  size: 'large' | 'small',
): Promise<string | null> {
  const row = await db.eventPhoto.findFirst({
    where: { id, proposed: false, event: { state: 'held', publishedAt: { not: null } } },
    select: { largeKey: true, smallKey: true },
  })
  if (row === null) return null
  return size === 'large' ? row.largeKey : row.smallKey
}

/** A paper that everybody may read. */
export const publicPaper = (
  { db }: Pick<Deps, 'db'>,
  { cityId, eventId, id }: { cityId: number; eventId: number; id: string },
) =>
  db.eventMaterial.findFirst({
    where: { id, eventId, event: { cityId, publishedAt: { not: null } } },
    select: { fileKey: true, title: true },
  })

/** So many events a map of the site leads to: the ones that changed last. */
const mostInMap = 1000

/** Announced events with their last change, milliseconds UTC, for the map of the site. */
export async function eventsOfMap(
  { db }: Pick<Deps, 'db'>,
  cityId: number,
): Promise<{ id: number; changedAt: number }[]> {
  const rows = await db.event.findMany({
    where: { cityId, publishedAt: { not: null } },
    orderBy: [{ updatedAt: 'desc' }, { id: 'desc' }],
    take: mostInMap,
    select: { id: true, updatedAt: true },
  })
  return rows.map(({ id, updatedAt }) => ({ id, changedAt: updatedAt.getTime() }))
}

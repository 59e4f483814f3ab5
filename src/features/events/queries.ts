import { Prisma } from '../../platform/db/generated/client.ts'
import { toDate } from '../../platform/db/instant.ts'
import type { Deps } from '../../platform/deps.ts'
import type { Lang } from '../../platform/i18n/texts.ts'
import type { EventKind, EventState } from './rules.ts'
import type { Texts } from './translated.ts'

/** What a list says of an event. Instants are milliseconds UTC. */
export type EventCard = {
  id: number
  cityId: number
  officeId: number | null
  seriesId: number | null
  kind: EventKind
  title: Texts
  place: Texts
  lat: number | null
  lon: number | null
  startsAt: number
  endsAt: number
  langs: Lang[]
  signUp: boolean
  signUpUntil: number
  /** Null: no limit. */
  places: number | null
  taken: number
  state: EventState
  publishedAt: number | null
  updatedAt: number
  version: number
  /** Why it was cancelled. */
  reason: Texts | null
  /** Only of one that was held. */
  participants: number | null
}

/** The columns of an EventCard of `event e`. */
export const cardColumns = Prisma.sql`
  e.id, e.city_id AS "cityId", e.office_id AS "officeId", e.series_id AS "seriesId", e.kind,
  json_build_object('kk', e.title_kk, 'ru', e.title_ru, 'en', e.title_en) AS title,
  json_build_object('kk', e.place_kk, 'ru', e.place_ru, 'en', e.place_en) AS place, e.lat, e.lon,
  (extract(epoch FROM e.starts_at) * 1000)::float8 AS "startsAt",
  (extract(epoch FROM e.ends_at) * 1000)::float8 AS "endsAt",
  e.langs, e.sign_up AS "signUp", (extract(epoch FROM e.sign_up_until) * 1000)::float8 AS "signUpUntil", e.places, e.taken, e.state,
  (extract(epoch FROM e.published_at) * 1000)::float8 AS "publishedAt",
  (extract(epoch FROM e.updated_at) * 1000)::float8 AS "updatedAt", e.version,
  (SELECT json_build_object('kk', s.reason_kk, 'ru', s.reason_ru, 'en', s.reason_en) FROM event_step s
   WHERE s.event_id = e.id AND s.state = 'cancelled') AS reason,
  CASE WHEN e.state = 'held' THEN
    (SELECT r.participants FROM event_result r WHERE r.event_id = e.id) END AS participants`

/** The further texts of one event. */
export const wholeColumns = Prisma.sql`
  ${cardColumns},
  json_build_object('kk', e.about_kk, 'ru', e.about_ru, 'en', e.about_en) AS about,
  json_build_object('kk', e.programme_kk, 'ru', e.programme_ru, 'en', e.programme_en) AS programme,
  json_build_object('kk', e.entrance_kk, 'ru', e.entrance_ru, 'en', e.entrance_en) AS entrance,
  json_build_object('kk', e.bring_kk, 'ru', e.bring_ru, 'en', e.bring_en) AS bring,
  e.stream_url AS "streamUrl", e.group_most AS "groupMost"`

export type EventResults = { participants: number; hours: number; bags: number; text: Texts }
export type EventPicture = {
  id: string
  role: string
  width: number
  height: number
  smallWidth: number
  smallHeight: number
}
export type EventPaper = { id: string; title: string; lang: string; bytes: number }

/** Everything that is written of an event. */
export type EventWhole = EventCard & {
  about: Texts
  programme: Texts
  entrance: Texts
  bring: Texts
  streamUrl: string | null
  groupMost: number
  organisers: { kind: string; name: string; contact: string }[]
  results: EventResults | null
  pictures: EventPicture[]
  papers: EventPaper[]
}

/** What belongs to an event beside its columns; whether it may be read is for the caller. */
export const besideColumns = Prisma.sql`
  (SELECT coalesce(json_agg(json_build_object('kind', o.kind, 'name', o.name, 'contact', o.contact) ORDER BY o.position), '[]')
   FROM event_organiser o WHERE o.event_id = e.id) AS organisers,
  (SELECT json_build_object('participants', r.participants, 'hours', r.hours, 'bags', r.bags,
     'text', json_build_object('kk', r.text_kk, 'ru', r.text_ru, 'en', r.text_en))
   FROM event_result r WHERE r.event_id = e.id) AS results,
  (SELECT coalesce(json_agg(json_build_object('id', p.id, 'role', p.role, 'width', p.width, 'height', p.height,
     'smallWidth', p.small_width, 'smallHeight', p.small_height) ORDER BY p.position), '[]')
   FROM event_photo p WHERE p.event_id = e.id AND NOT p.proposed) AS pictures,
  (SELECT coalesce(json_agg(json_build_object('id', m.id, 'title', m.title, 'lang', m.lang, 'bytes', m.bytes) ORDER BY m.position), '[]')
   FROM event_material m WHERE m.event_id = e.id) AS papers`

/** A sign-up as its holder and its event know it. Instants are milliseconds UTC. */
export type SignUpRow = {
  id: number
  eventId: number
  cityId: number
  no: number
  persons: number
  state: 'given' | 'waiting' | 'left'
  lang: string
  sealed: Uint8Array | null
  formKey: Uint8Array
  refusal: string | null
  came: number | null
}

/** One event with everything that belongs to it, whoever may read it. */
export async function wholeEvent({ db }: Pick<Deps, 'db'>, eventId: number): Promise<EventWhole | null> {
  const [row] = await db.$queryRaw<EventWhole[]>`
    SELECT ${wholeColumns}, ${besideColumns} FROM event e WHERE e.id = ${eventId}`
  return row ?? null
}

/** What the events of a year have come to. */
export type YearSums = { events: number; participants: number; hours: number; bags: number }

/** `from`, `to`: milliseconds UTC, the second not included. */
export async function yearSums(
  { db }: Pick<Deps, 'db'>,
  { cityId, from, to }: { cityId: number; from: number; to: number },
): Promise<YearSums> {
  const [row] = await db.$queryRaw<YearSums[]>`
    SELECT count(*)::int AS events, coalesce(sum(r.participants), 0)::int AS participants,
      coalesce(sum(r.hours), 0)::int AS hours, coalesce(sum(r.bags), 0)::int AS bags
    FROM event e JOIN event_result r ON r.event_id = e.id
    WHERE e.city_id = ${cityId} AND e.state = 'held' AND e.starts_at >= ${toDate(from)} AND e.starts_at < ${toDate(to)}`
  return row ?? { events: 0, participants: 0, hours: 0, bags: 0 }
}

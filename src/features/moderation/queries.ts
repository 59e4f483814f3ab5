import { Prisma } from '../../platform/db/generated/client.ts'
import type { Deps } from '../../platform/deps.ts'
import { type StaffMember, scopeOf } from '../accounts/index.ts'
import { mayCause } from '../complaints/index.ts'

/** Cities in which this person decides what everybody reads. */
export function moderatedCities(staff: StaffMember): number[] {
  return scopeOf(staff)
    .filter(({ officeId }) => officeId === null)
    .map(({ cityId }) => cityId)
    .filter((cityId) =>
      mayCause(
        'published',
        staff.roles
          .filter((role) => role.cityId === cityId && role.officeId === null)
          .map(({ role }) => role),
      ),
    )
}

/** Something that waits for a moderator. Instants in milliseconds UTC. */
export type QueueRow = {
  number: string
  text: string
  text_lang: string
  publication: string
  words_held: boolean
  category_id: number | null
  city_id: number
  reports: number
  grounds: string[]
  /** Codes of screening.ts. */
  held_for: string[]
  since: number
}

export const queuePage = 50

/** How many wait, as a number in SQL that stops counting at `most`. */
export const queueCountSql = (cityIds: readonly number[], most: number): Prisma.Sql =>
  Prisma.sql`(SELECT count(*)::int FROM (
    SELECT c.id FROM complaint c WHERE c.city_id = ANY(${[...cityIds]}) AND c.visibility = 'public'
      AND (c.publication = 'held' OR c.words_held)
    UNION SELECT r.complaint_id FROM abuse_report r WHERE r.outcome IS NULL AND r.city_id = ANY(${[...cityIds]})
    LIMIT ${most}) found)`

/** What waits, oldest first: held complaints, held later words, reported parts. */
export function queueRows({ db }: Pick<Deps, 'db'>, cityIds: readonly number[]): Promise<QueueRow[]> {
  if (cityIds.length === 0) return Promise.resolve([])
  return db.$queryRaw<QueueRow[]>`
    WITH reported AS (
      SELECT complaint_id, count(*)::int AS reports, array_agg(DISTINCT ground) AS grounds, min(reported_at) AS since
      FROM abuse_report WHERE outcome IS NULL AND city_id = ANY(${cityIds}) GROUP BY complaint_id
    ), waiting AS (
      SELECT id FROM complaint c WHERE c.city_id = ANY(${cityIds}) AND c.visibility = 'public'
        AND (c.publication = 'held' OR c.words_held)
      UNION SELECT complaint_id FROM reported
    )
    SELECT c.number, left(c.text, 200) AS text, c.text_lang, c.publication, c.words_held, c.category_id, c.city_id,
      coalesce(r.reports, 0) AS reports, coalesce(r.grounds, '{}') AS grounds, coalesce(h.held_for, '{}') AS held_for,
      (extract(epoch FROM least(r.since, h.since, c.updated_at)) * 1000)::float8 AS since
    FROM waiting w JOIN complaint c ON c.id = w.id
      LEFT JOIN reported r ON r.complaint_id = c.id
      LEFT JOIN LATERAL (
        SELECT min(a.at) AS since, array_agg(DISTINCT x.code) AS held_for
        FROM activity a CROSS JOIN LATERAL jsonb_array_elements_text(
          CASE WHEN a.kind = 'held' THEN a.payload->'reasons' ELSE a.payload->'held' END) x(code)
        WHERE a.complaint_id = c.id AND (a.kind = 'held' OR jsonb_exists(a.payload, 'held'))
          AND a.seq > coalesce((SELECT max(p.seq) FROM activity p
                                WHERE p.complaint_id = c.id AND p.kind IN ('published', 'hidden')), 0)) h ON true
    ORDER BY since, c.id LIMIT ${queuePage}`
}

/** A complaint as a moderator sees it. Instants in milliseconds UTC. */
export type ItemRow = {
  id: number
  number: string
  city_id: number
  category_id: number | null
  visibility: string
  publication: string
  version: number
  text: string
  text_lang: string
  public_text: string | null
  address: string
  landmark: string
  words_held: boolean
  concealed: string[]
  photos: {
    id: string
    role: string
    shown: boolean
    small_width: number
    small_height: number
    covered: boolean
  }[]
  entries: { seq: number; kind: string; at: number; text: string; held: string[] }[]
  answers: { no: number; text: string; lang: string; at: number }[]
  reports: { part: string; ground: string; text: string; lang: string; at: number }[]
}

/** Null for strangers and for cities of others. */
export async function moderationItem(
  { db }: Pick<Deps, 'db'>,
  cityIds: readonly number[],
  number: string,
): Promise<ItemRow | null> {
  if (cityIds.length === 0) return null
  const [row] = await db.$queryRaw<ItemRow[]>`
    SELECT c.id, c.number, c.city_id, c.category_id, c.visibility, c.publication, c.version, c.text, c.text_lang,
      c.public_text, c.address, c.landmark, c.words_held, string_to_array(c.concealed, ' ') AS concealed,
      (SELECT coalesce(json_agg(json_build_object('id', p.id, 'role', p.role, 'shown', p.shown,
         'small_width', p.small_width, 'small_height', p.small_height,
         'covered', p.original_large_key IS NOT NULL) ORDER BY p.position), '[]')
       FROM photo p WHERE p.complaint_id = c.id) AS photos,
      (SELECT coalesce(json_agg(json_build_object('seq', a.seq, 'kind', a.kind, 'at', (extract(epoch FROM a.at) * 1000)::float8,
         'text', coalesce(w.text, a.payload->>'text', ''), 'held', coalesce(a.payload->'held', '[]')) ORDER BY a.seq), '[]')
       FROM activity a LEFT JOIN original_words w ON w.complaint_id = a.complaint_id AND w.seq = a.seq
       WHERE a.complaint_id = c.id AND a.actor_kind IN ('resident', 'passerby') AND jsonb_exists(a.payload, 'text')) AS entries,
      (SELECT coalesce(json_agg(json_build_object('no', n.no, 'text', n.text, 'lang', n.lang, 'at', (extract(epoch FROM n.at) * 1000)::float8)
         ORDER BY n.no), '[]') FROM answer n WHERE n.complaint_id = c.id) AS answers,
      (SELECT coalesce(json_agg(json_build_object('part', r.part, 'ground', r.ground, 'text', r.text, 'lang', r.lang,
         'at', (extract(epoch FROM r.reported_at) * 1000)::float8) ORDER BY r.reported_at), '[]')
       FROM abuse_report r WHERE r.complaint_id = c.id AND r.outcome IS NULL) AS reports
    FROM complaint c WHERE c.number = ${number} AND c.city_id = ANY(${cityIds})`
  return row ?? null
}

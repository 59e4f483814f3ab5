import { Prisma } from '../../../platform/db/generated/client.ts'
import type { Deps } from '../../../platform/deps.ts'
import { isLang, type Lang } from '../../../platform/i18n/texts.ts'
import { GuideContent } from '../content.ts'
import {
  fewestMisses,
  type GuideAct,
  type RequestState,
  type TextState,
  type VerdictReason,
} from '../rules.ts'

type Db = Pick<Deps, 'db'>

/** Instants in milliseconds UTC. */
export type StaffListText = { lang: Lang; state: TextState; title: string; publishedAt: number | null }
export type StaffListRow = {
  id: number
  cityId: number
  slug: string
  ownerOfficeId: number | null
  reviewedOn: string | null
  /** What is published and what is open, in each language. */
  texts: StaffListText[]
  yes: number
  no: number
  unseen: number
}

const mostGuides = 500

/** Every guide of these cities with the state of its languages and what readers said in the last 90 days. */
export function staffGuides({ db }: Db, cityIds: readonly number[], since: Date): Promise<StaffListRow[]> {
  return db.$queryRaw<StaffListRow[]>`
    SELECT g.id, g.city_id AS "cityId", g.slug, g.owner_office_id AS "ownerOfficeId",
      to_char(g.reviewed_on, 'YYYY-MM-DD') AS "reviewedOn",
      (SELECT coalesce(json_agg(json_build_object('lang', t.lang, 'state', t.state, 'title', t.content->>'title',
         'publishedAt', (extract(epoch FROM t.published_at) * 1000)::float8)), '[]')
       FROM guide_text t WHERE t.guide_id = g.id AND t.state IN ('draft', 'review', 'published')) AS texts,
      v.yes, v.no, v.unseen
    FROM guide g CROSS JOIN LATERAL (
      SELECT count(*) FILTER (WHERE v.helped)::int AS yes, count(*) FILTER (WHERE NOT v.helped)::int AS no,
        count(*) FILTER (WHERE NOT v.helped AND v.seen_at IS NULL)::int AS unseen
      FROM guide_verdict v WHERE v.guide_id = g.id AND v.at > ${since}) v
    WHERE g.city_id = ANY(${[...cityIds]}) ORDER BY g.id DESC LIMIT ${mostGuides}`
}

/** One version with its words. */
export type StaffText = {
  id: number
  lang: Lang
  no: number
  state: TextState
  revision: number
  writtenAt: number
  writer: string | null
  publishedAt: number | null
  content: GuideContent
}

export type ActLine = {
  kind: GuideAct
  at: number
  lang: Lang | null
  no: number | null
  by: string | null
  note: string
}

export type VerdictLine = {
  id: number
  reason: VerdictReason
  words: string
  lang: Lang
  at: number
  seen: boolean
}

export type StaffGuide = {
  id: number
  cityId: number
  slug: string
  topics: string[]
  categories: string[]
  offices: string[]
  emergency: string[]
  ownerOfficeId: number | null
  reviewedOn: string | null
  version: number
  /** Newest first. */
  texts: StaffText[]
  acts: ActLine[]
  verdicts: VerdictLine[]
  yes: number
  no: number
}

const mostVersions = 60

/** Null for cities of others. */
export async function staffGuide(
  { db }: Db,
  cityIds: readonly number[],
  id: number,
): Promise<StaffGuide | null> {
  if (!Number.isSafeInteger(id) || id < 1 || id > 2_147_483_647) return null
  const [row] = await db.$queryRaw<
    (Omit<StaffGuide, 'texts'> & { texts: (StaffText & { content: unknown })[] })[]
  >`
    SELECT g.id, g.city_id AS "cityId", g.slug, g.topics, g.categories, g.offices, g.emergency,
      g.owner_office_id AS "ownerOfficeId", to_char(g.reviewed_on, 'YYYY-MM-DD') AS "reviewedOn", g.version,
      (SELECT coalesce(json_agg(one ORDER BY one.no DESC), '[]') FROM (
         SELECT t.id, t.lang, t.no, t.state, t.revision, (extract(epoch FROM t.written_at) * 1000)::float8 AS "writtenAt", s.name AS writer,
           (extract(epoch FROM t.published_at) * 1000)::float8 AS "publishedAt", t.content
         FROM guide_text t LEFT JOIN staff s ON s.id = t.written_by
         WHERE t.guide_id = g.id ORDER BY t.no DESC LIMIT ${mostVersions}) one) AS texts,
      (SELECT coalesce(json_agg(one ORDER BY one.at DESC, one.id DESC), '[]') FROM (
         SELECT a.id, a.kind, (extract(epoch FROM a.at) * 1000)::float8 AS at, t.lang, t.no, s.name AS by, a.note
         FROM guide_act a LEFT JOIN guide_text t ON t.id = a.text_id LEFT JOIN staff s ON s.id = a.staff_id
         WHERE a.guide_id = g.id ORDER BY a.id DESC LIMIT 40) one) AS acts,
      (SELECT coalesce(json_agg(one ORDER BY one.id DESC), '[]') FROM (
         SELECT v.id, v.reason, v.words, t.lang, (extract(epoch FROM v.at) * 1000)::float8 AS at, v.seen_at IS NOT NULL AS seen
         FROM guide_verdict v JOIN guide_text t ON t.id = v.text_id
         WHERE v.guide_id = g.id AND NOT v.helped ORDER BY v.id DESC LIMIT 50) one) AS verdicts,
      (SELECT count(*)::int FROM guide_verdict v WHERE v.guide_id = g.id AND v.helped) AS yes,
      (SELECT count(*)::int FROM guide_verdict v WHERE v.guide_id = g.id AND NOT v.helped) AS no
    FROM guide g WHERE g.id = ${id} AND g.city_id = ANY(${[...cityIds]})`
  if (row === undefined) return null
  return {
    ...row,
    texts: row.texts
      .filter(({ lang }) => isLang(lang))
      .map((text) => ({ ...text, content: GuideContent.parse(text.content) })),
  }
}

/** What people asked for, as staff see it. */
export type StaffRequest = {
  id: number
  cityId: number
  words: string
  title: string | null
  lang: Lang
  state: RequestState
  reason: string
  guideId: number | null
  guideSlug: string | null
  waits: boolean
  at: number
  version: number
}

const requestColumns = Prisma.sql`r.id, r.city_id AS "cityId", r.words, r.title, r.lang, r.state, r.reason,
  r.guide_id AS "guideId", g.slug AS "guideSlug", r.sealed_email IS NOT NULL AS waits, (extract(epoch FROM r.at) * 1000)::float8 AS at, r.version`

/** What waits first, oldest first; then what was settled last. */
export const staffRequests = ({ db }: Db, cityIds: readonly number[]): Promise<StaffRequest[]> =>
  db.$queryRaw<StaffRequest[]>`
    SELECT ${requestColumns} FROM guide_request r LEFT JOIN guide g ON g.id = r.guide_id
    WHERE r.city_id = ANY(${[...cityIds]})
    ORDER BY r.state IN ('published', 'declined'),
      CASE WHEN r.state IN ('published', 'declined') THEN -r.id ELSE r.id END LIMIT 200`

/** Null for cities of others. */
export async function staffRequest(
  { db }: Db,
  cityIds: readonly number[],
  id: number,
): Promise<StaffRequest | null> {
  if (!Number.isSafeInteger(id) || id < 1 || id > 2_147_483_647) return null
  const [row] = await db.$queryRaw<StaffRequest[]>`
    SELECT ${requestColumns} FROM guide_request r LEFT JOIN guide g ON g.id = r.guide_id
    WHERE r.id = ${id} AND r.city_id = ANY(${[...cityIds]})`
  return row ?? null
}

export type MissRow = { cityId: number; words: string; times: number; lastOn: string }

/** Words that were sought in vain several times, the most sought first. */
export const missesIn = ({ db }: Db, cityIds: readonly number[]): Promise<MissRow[]> =>
  db.$queryRaw<MissRow[]>`
    SELECT city_id AS "cityId", words, times, to_char(last_on, 'YYYY-MM-DD') AS "lastOn" FROM guide_miss
    WHERE city_id = ANY(${[...cityIds]}) AND times >= ${fewestMisses}
    ORDER BY times DESC, last_on DESC, words LIMIT 200`

import type { Deps } from '../../../platform/deps.ts'
import { isLang, type Lang } from '../../../platform/i18n/texts.ts'
import { GuideContent } from '../content.ts'
import type { RequestState } from '../rules.ts'

export type PublishedText = { id: number; content: GuideContent }

/** A guide as everybody may read it. */
export type PublishedGuide = {
  id: number
  slug: string
  topics: string[]
  categories: string[]
  offices: string[]
  emergency: string[]
  ownerOfficeId: number | null
  /** ISO day. */
  reviewedOn: string | null
  texts: Partial<Record<Lang, PublishedText>>
}

type Row = Omit<PublishedGuide, 'texts'> & { texts: { lang: string; id: number; content: unknown }[] }

/** Null when nothing of it is published. */
export async function publishedGuide(
  { db }: Pick<Deps, 'db'>,
  cityId: number,
  slug: string,
): Promise<PublishedGuide | null> {
  if (!/^[\w-]{1,100}$/.test(slug)) return null
  const [row] = await db.$queryRaw<Row[]>`
    SELECT g.id, g.slug, g.topics, g.categories, g.offices, g.emergency, g.owner_office_id AS "ownerOfficeId",
      to_char(g.reviewed_on, 'YYYY-MM-DD') AS "reviewedOn",
      json_agg(json_build_object('lang', t.lang, 'id', t.id, 'content', t.content)) AS texts
    FROM guide g JOIN guide_text t ON t.guide_id = g.id AND t.state = 'published'
    WHERE g.city_id = ${cityId} AND g.slug = ${slug} GROUP BY g.id`
  if (row === undefined) return null
  const texts: PublishedGuide['texts'] = {}
  for (const { lang, id, content } of row.texts) {
    if (isLang(lang)) texts[lang] = { id, content: GuideContent.parse(content) }
  }
  return { ...row, texts }
}

/** A situation that people asked for. Instants in milliseconds UTC. */
export type QueueRow = {
  id: number
  /** Null while nobody has looked at what the screening holds. */
  title: string | null
  lang: string
  state: RequestState
  reason: string
  at: number
  changedAt: number
  /** Of the guide, once it is published. */
  slug: string | null
}

export const queueLength = 100

/** What people asked for, what is being written first, then the newest. */
export function publicQueue({ db }: Pick<Deps, 'db'>, cityId: number): Promise<QueueRow[]> {
  return db.$queryRaw<QueueRow[]>`
    SELECT r.id, r.title, r.lang, r.state, r.reason, (extract(epoch FROM r.at) * 1000)::float8 AS at,
      (extract(epoch FROM r.changed_at) * 1000)::float8 AS "changedAt",
      (SELECT g.slug FROM guide g WHERE g.id = r.guide_id AND r.state = 'published') AS slug
    FROM guide_request r WHERE r.city_id = ${cityId}
    ORDER BY array_position(ARRAY['writing', 'received', 'published', 'declined'], r.state), r.changed_at DESC
    LIMIT ${queueLength}`
}

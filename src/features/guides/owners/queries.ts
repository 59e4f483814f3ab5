import { z } from 'zod'
import type { Deps } from '../../../platform/deps.ts'
import { isLang, type Lang } from '../../../platform/i18n/texts.ts'
import { type VerdictReason, verdictReasons } from '../rules.ts'
import type { OwnedGuide, Owner } from './rules.ts'

type Db = Pick<Deps, 'db'>

/** So many days back answers are looked for: those before are old for whoever was never told. */
const lookBackDays = 30

/** Who publishes guides in a city and has an account that works: for an office, or for the whole city. */
export async function ownersIn({ db }: Db, cityId: number): Promise<Owner[]> {
  return db.$queryRaw<Owner[]>`
    SELECT DISTINCT s.id AS "staffId", r.office_id AS "officeId" FROM staff s
      JOIN staff_role r ON r.staff_id = s.id AND r.city_id = ${cityId}
    WHERE s.disabled_at IS NULL AND s.password_hash IS NOT NULL
      AND (r.role = 'head' AND r.office_id IS NOT NULL
        OR r.role IN ('controller', 'city_admin') AND r.office_id IS NULL)
    ORDER BY 1, 2`
}

const GuideRow = z.object({
  id: z.int(),
  slug: z.string(),
  ownerOfficeId: z.int().nullable(),
  reviewedOn: z.string().nullable(),
  titles: z.array(z.object({ lang: z.string(), title: z.string() })),
  verdicts: z.array(z.object({ at: z.number(), reason: z.enum(verdictReasons).nullable() })),
})

/** The published guides of a city with the answers "it did not help" up to `now` that nobody has seen yet. */
export async function ownedGuides({ db }: Db, cityId: number, now: Date): Promise<OwnedGuide[]> {
  const rows = await db.$queryRaw<unknown[]>`
    SELECT g.id, g.slug, g.owner_office_id AS "ownerOfficeId", to_char(g.reviewed_on, 'YYYY-MM-DD') AS "reviewedOn",
      (SELECT json_agg(json_build_object('lang', t.lang, 'title', t.content->>'title'))
       FROM guide_text t WHERE t.guide_id = g.id AND t.state = 'published') AS titles,
      (SELECT coalesce(json_agg(json_build_object('at', (extract(epoch FROM v.at) * 1000)::float8,
         'reason', v.reason)), '[]')
       FROM guide_verdict v WHERE v.guide_id = g.id AND NOT v.helped AND v.seen_at IS NULL
         AND v.at > ${now}::timestamptz - make_interval(days => ${lookBackDays})
         AND v.at <= ${now}::timestamptz) AS verdicts
    FROM guide g WHERE g.city_id = ${cityId}
      AND EXISTS (SELECT 1 FROM guide_text t WHERE t.guide_id = g.id AND t.state = 'published')
    ORDER BY g.id`
  return rows.map((row) => {
    const { titles, verdicts, ...guide } = GuideRow.parse(row)
    const known = titles.flatMap(({ lang, title }): [Lang, string][] => (isLang(lang) ? [[lang, title]] : []))
    return {
      ...guide,
      titles: Object.fromEntries(known) as Partial<Record<Lang, string>>,
      verdicts: verdicts.map(({ at, reason }): { at: number; reason: VerdictReason | null } => ({
        at,
        reason,
      })),
    }
  })
}

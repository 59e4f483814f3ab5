import { Prisma } from '../../../../platform/db/generated/client.ts'
import { toDate } from '../../../../platform/db/instant.ts'
import type { Deps } from '../../../../platform/deps.ts'
import { type StaffMember, scopeOf } from '../../../accounts/index.ts'
import { type Preferences, preferencesOf, usualPreferences } from '../columns.ts'

export type SavedRow = {
  id: number
  name: string
  query: string
  own: boolean
  /** Who else has it: nobody, an office, a city. */
  shared: 'none' | 'office' | 'city'
}

/** What belongs to the person and not to the complaints. */
export type Personal = {
  preferences: Preferences
  saved: SavedRow[]
  /** Acts on many that have not begun yet and can be undone. */
  waiting: { id: string; kind: string; count: number }[]
}

type Stored = { columns: string; density: string; keys: boolean; after_act: string }

/** Everything of it in one statement, because every page of the inbox needs it. */
export async function personalOf(
  { db }: Pick<Deps, 'db'>,
  staff: StaffMember,
  now: number,
): Promise<Personal> {
  const [row] = await db.$queryRaw<[{ stored: Stored | null } & Omit<Personal, 'preferences'>]>`
    SELECT (SELECT row_to_json(p) FROM staff_preference p WHERE p.staff_id = ${staff.id}) AS stored,
      (SELECT coalesce(json_agg(f ORDER BY f.own DESC, f.name), '[]') FROM (
         SELECT f.id, f.name, f.query, f.owner_id = ${staff.id} AS own,
           CASE WHEN f.office_id IS NOT NULL THEN 'office' WHEN f.city_id IS NOT NULL THEN 'city' ELSE 'none' END AS shared
         FROM saved_filter f WHERE f.owner_id = ${staff.id} OR ${sharedWith(staff)}) f) AS saved,
      (SELECT coalesce(json_agg(w), '[]') FROM (
         SELECT r.id, r.kind, (SELECT count(*)::int FROM bulk_item i WHERE i.run_id = r.id AND i.outcome = 'waiting') AS count
         FROM bulk_run r WHERE r.staff_id = ${staff.id} AND r.state = 'waiting' AND r.start_at > ${toDate(now)}
         ORDER BY r.created_at DESC LIMIT 3) w) AS waiting`
  const { stored, saved, waiting } = row
  return { preferences: stored === null ? usualPreferences : preferencesOf(stored), saved, waiting }
}

/** Filters that somebody shared to where this person works. */
function sharedWith(staff: StaffMember): Prisma.Sql {
  const cities = [...new Set(staff.roles.map(({ cityId }) => cityId))]
  const offices = staff.roles.flatMap(({ officeId }) => (officeId === null ? [] : [officeId]))
  const wholeCities = scopeOf(staff).flatMap(({ cityId, officeId }) => (officeId === null ? [cityId] : []))
  return Prisma.sql`(f.city_id = ANY(${cities}) AND f.office_id IS NULL)
    OR f.office_id = ANY(${offices}) OR (f.office_id IS NOT NULL AND f.city_id = ANY(${wholeCities}))`
}

/** The choices alone. */
export async function preferencesFor({ db }: Pick<Deps, 'db'>, staffId: number): Promise<Preferences> {
  const row = await db.staffPreference.findUnique({ where: { staffId } })
  return row === null ? usualPreferences : preferencesOf({ ...row, after_act: row.afterAct })
}

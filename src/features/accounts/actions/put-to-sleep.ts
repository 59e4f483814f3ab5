import { toDate } from '../../../platform/db/instant.ts'
import { inTransaction } from '../../../platform/db/transaction.ts'
import type { Deps } from '../../../platform/deps.ts'
import { logStaffAct, staffSubject } from '../../activity/index.ts'
import { endAccess } from './manage-account.ts'

/** An account that nobody has used for so long is locked (reliability.md F: accounts that nobody misses). */
export const unusedDays = 60

/**
 * Locks accounts that nobody has used: no sign-in, nothing given back by an administrator, made longer ago. They wake
 * when an administrator opens them again, or by a reset that a second person begins. The last administrator of a city
 * stays awake, or nobody could wake anybody; accounts of demo cities do not sleep. `at` in milliseconds UTC. Returns how
 * many. Safe to repeat.
 */
export async function putUnusedToSleep({ db }: Pick<Deps, 'db'>, at: number): Promise<number> {
  const before = toDate(at - unusedDays * 86_400_000)
  const unused = await db.$queryRaw<{ id: number }[]>`
    SELECT s.id FROM staff s
    WHERE s.disabled_at IS NULL AND s.created_at < ${before}
      AND EXISTS (SELECT 1 FROM staff_role r JOIN city c ON c.id = r.city_id WHERE r.staff_id = s.id AND NOT c.demo)
      AND NOT EXISTS (SELECT 1 FROM staff_log g WHERE g.at >= ${before}
        AND (g.staff_id = s.id AND g.kind = 'signed-in'
          OR g.subject = 'staff ' || s.id AND g.kind IN ('enabled', 'reset-started', 'invitation-repeated')))
    ORDER BY s.id`
  let asleep = 0
  for (const { id } of unused) if (await putToSleep({ db }, id, at)) asleep++
  return asleep
}

/** False when it was closed meanwhile, or is the last administrator of a city. */
const putToSleep = ({ db }: Pick<Deps, 'db'>, id: number, at: number): Promise<boolean> =>
  inTransaction(db, async (tx) => {
    // Two administrators of one city come one after the other: the second stays.
    await tx.$executeRaw`SELECT pg_advisory_xact_lock(${sleepLock}::int)`
    const count = await tx.$executeRaw`
      UPDATE staff s SET disabled_at = ${toDate(at)}, disabled_for = 'unused'
      WHERE s.id = ${id} AND s.disabled_at IS NULL AND NOT EXISTS (
        SELECT 1 FROM staff_role r WHERE r.staff_id = s.id AND r.role = 'city_admin' AND NOT EXISTS (
          SELECT 1 FROM staff_role o JOIN staff p ON p.id = o.staff_id
          WHERE o.city_id = r.city_id AND o.role = 'city_admin' AND p.id <> s.id AND p.disabled_at IS NULL))`
    if (count === 0) return false
    await endAccess(tx, id)
    const role = await tx.staffRole.findFirst({ where: { staffId: id }, orderBy: { id: 'asc' } })
    const about = { subject: staffSubject(id), detail: { unusedDays } }
    await logStaffAct(tx, { at, staffId: null, cityId: role?.cityId ?? null, kind: 'put-to-sleep', ...about })
    return true
  })

const sleepLock = 716_010

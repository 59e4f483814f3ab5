import { toDate } from '../../../platform/db/instant.ts'
import type { Deps } from '../../../platform/deps.ts'

/** Used and expired links are kept so long, for the question who opened one. */
const linkKeptMs = 30 * 86_400_000

/** Deletes what has expired: sessions, links, counts of tries. `at` in milliseconds UTC. Safe to repeat. */
export async function forgetExpired({ db }: Pick<Deps, 'db'>, at: number): Promise<void> {
  await db.staffSession.deleteMany({ where: { expiresAt: { lte: toDate(at) } } })
  await db.staffSetupLink.deleteMany({ where: { expiresAt: { lte: toDate(at - linkKeptMs) } } })
  await db.rateLimit.deleteMany({ where: { expire: { lte: BigInt(at) } } })
}

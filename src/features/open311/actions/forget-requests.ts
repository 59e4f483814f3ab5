import { toDate } from '../../../platform/db/instant.ts'
import type { Deps } from '../../../platform/deps.ts'

/** So long a program may add to what it has filed; repetitions are known much shorter. */
const keptDays = 400

/** @returns how many were forgotten */
export async function forgetRequests({ db }: Pick<Deps, 'db'>, now: number): Promise<number> {
  const { count } = await db.open311Request.deleteMany({
    where: { at: { lt: toDate(now - keptDays * 86_400_000) } },
  })
  return count
}

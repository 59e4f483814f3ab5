import { toDate } from '../../../platform/db/instant.ts'
import type { Deps } from '../../../platform/deps.ts'

/**
 * Says how many of a sign-up came; null takes it back. Also of those who waited and came all the same. False when there is
 * no such sign-up.
 * @param at milliseconds UTC
 */
export async function checkIn(
  { db }: Pick<Deps, 'db'>,
  { eventId, signUpId, came, staffId, at }: CheckIn,
): Promise<boolean> {
  const { count } = await db.eventSignUp.updateMany({
    where: { id: signUpId, eventId, state: { not: 'left' }, event: { state: { in: ['published', 'held'] } } },
    data:
      came === null
        ? { came: null, checkedAt: null, checkedById: null }
        : { came, checkedAt: toDate(at), checkedById: staffId },
  })
  return count > 0
}

type CheckIn = { eventId: number; signUpId: number; came: number | null; staffId: number; at: number }

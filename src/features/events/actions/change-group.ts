import { inTransaction } from '../../../platform/db/transaction.ts'
import type { Deps } from '../../../platform/deps.ts'
import { serveList } from './serve-list.ts'

/** changed · full: not so many places are left, so everything stays as it was · gone: the sign-up has left */
export type GroupChange = 'changed' | 'full' | 'gone'

/**
 * Comes with more or fewer persons. More are let in only while there are places; places of fewer go to the list.
 * @param at milliseconds UTC
 */
export function changeGroup(
  deps: Deps,
  { eventId, signUpId, persons, at }: { eventId: number; signUpId: number; persons: number; at: number },
): Promise<GroupChange> {
  return inTransaction(deps.db, async (tx): Promise<GroupChange> => {
    await tx.$queryRaw`SELECT id FROM event WHERE id = ${eventId} FOR UPDATE`
    const before = await tx.eventSignUp.findFirst({
      where: { id: signUpId, eventId, state: { not: 'left' } },
      select: { persons: true, state: true },
    })
    if (before === null) return 'gone'
    if (before.state === 'given') {
      const more = persons - before.persons
      const kept = await tx.$executeRaw`
        UPDATE event SET taken = taken + ${more}
        WHERE id = ${eventId} AND (places IS NULL OR taken + ${more} <= places)`
      if (kept === 0) return 'full'
    }
    await tx.eventSignUp.update({ where: { id: signUpId }, data: { persons } })
    await serveList(tx, deps, { eventId, at })
    return 'changed'
  })
}

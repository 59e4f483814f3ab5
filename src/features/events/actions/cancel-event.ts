import type { Deps } from '../../../platform/deps.ts'
import { logStaffAct } from '../../activity/index.ts'
import { announce } from '../announce.ts'
import type { Texts } from '../translated.ts'
import { changeEvent } from './change-event.ts'
import { changeState } from './change-state.ts'
import type { StaffStep } from './publish-event.ts'

/**
 * Calls an event off. It stays in the agenda with the reason, and everybody who has signed up is told; a draft is put
 * away and told to nobody. False when it has changed meanwhile.
 */
export function cancelEvent(
  deps: Deps,
  { reason, ...step }: StaffStep & { reason: Texts },
): Promise<boolean> {
  const { eventId, cityId, staffId, at, version } = step
  return changeEvent(deps, async (tx) => {
    if (!(await changeState(tx, { ...step, to: 'cancelled', reason }))) return false
    const { publishedAt } = await tx.event.findUniqueOrThrow({
      where: { id: eventId },
      select: { publishedAt: true },
    })
    if (publishedAt !== null) {
      await deps.jobs.add(tx, 'events.tell', { eventId, what: 'cancelled', afterNo: 0, n: version + 1 })
      await announce(tx, deps, { eventId, what: 'cancelled' })
    }
    const detail = { reason: reason.ru || reason.kk || reason.en }
    await logStaffAct(tx, {
      at,
      staffId,
      cityId,
      kind: 'event-cancelled',
      subject: `event ${eventId}`,
      detail,
    })
    return true
  })
}

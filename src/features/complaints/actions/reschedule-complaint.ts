import type { Deps } from '../../../platform/deps.ts'
import type { Due } from '../events.ts'
import { currentCustody } from '../projection.ts'
import { NotAllowed, type StaffAct, staffAct } from './staff-act.ts'

/**
 * Moves the term of the office because the working calendar has changed; everybody reads why. Throws NotAllowed where
 * the term is not the one that was looked at (`fromDueOn`), or was extended by a decision of its own.
 */
export const rescheduleComplaint = (
  deps: Deps,
  act: StaffAct,
  to: { due: Due; fromDueOn: string; reason: string },
) =>
  staffAct(deps, { ...act, kind: 'rescheduled' }, ({ state, at, actor }) => {
    const custody = currentCustody(state)
    const isSeen = custody?.dueOn === to.fromDueOn && custody.dueOn !== to.due.dueOn
    if (!isSeen || custody.extensions > 0 || custody.endKind !== 'open') throw new NotAllowed('rescheduled')
    return [
      {
        ...{ kind: 'rescheduled', at, actor },
        payload: { ...to.due, fromDueOn: to.fromDueOn, reason: to.reason },
      },
    ]
  })

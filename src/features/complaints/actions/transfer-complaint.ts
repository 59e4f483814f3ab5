import { Temporal } from 'temporal-polyfill'
import type { Deps } from '../../../platform/deps.ts'
import { localDate } from '../../../platform/time/local-day.ts'
import { workingDaysBetween } from '../../../platform/time/working-days.ts'
import { currentCustody } from '../projection.ts'
import { officeTerm, type Terms } from './office-term.ts'
import { NotAllowed, type StaffAct, staffAct } from './staff-act.ts'

/**
 * Passes the complaint to another office of the city. The resident's clock runs on; the new office gets a term of its
 * own. `late` marks a transfer after the free working days of APPC article 65.
 */
export const transferComplaint = (deps: Deps, act: StaffAct, to: { officeId: number; reason: string }) =>
  staffAct(deps, { ...act, kind: 'transferred' }, ({ state, terms, at, actor }) => {
    const custody = currentCustody(state)
    const isOpen = terms.directory.officeById.get(to.officeId)?.current
    if (custody === undefined || !isOpen || to.officeId === state.officeId) {
      throw new NotAllowed('transferred')
    }
    const payload = {
      fromOfficeId: custody.officeId,
      toOfficeId: to.officeId,
      reason: to.reason,
      late: workingDaysSince(custody.startAt, at, terms) > terms.city.profile.forwardDays,
      ...officeTerm(terms, state.categoryId, at).due,
    }
    return [{ kind: 'transferred', at, actor, payload }]
  })

function workingDaysSince(from: number, to: number, { city, calendar }: Terms): number {
  const dayOf = (at: number) => localDate(Temporal.Instant.fromEpochMilliseconds(at), city.timeZone)
  return workingDaysBetween(dayOf(from), dayOf(to), calendar)
}

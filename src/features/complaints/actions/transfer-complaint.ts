import { Temporal } from 'temporal-polyfill'
import type { Deps } from '../../../platform/deps.ts'
import { localDate } from '../../../platform/time/local-day.ts'
import { workingDaysBetween } from '../../../platform/time/working-days.ts'
import { calendarOf, termOf } from '../../city/index.ts'
import { directoryOf } from '../../offices/index.ts'
import { currentCustody } from '../projection.ts'
import { NotAllowed, type StaffAct, staffAct } from './staff-act.ts'

/**
 * Passes the complaint to another office of the city. The resident's clock runs on; the new office gets a term of its
 * own. `late` marks a transfer after the free working days of APPC article 65.
 */
export const transferComplaint = (deps: Deps, act: StaffAct, to: { officeId: number; reason: string }) =>
  staffAct(deps, act, 'transferred', async ({ state, city, at, actor }) => {
    const [directory, calendar] = await Promise.all([
      directoryOf(deps, city.id),
      calendarOf(deps, city.calendar),
    ])
    const custody = currentCustody(state)
    if (custody === undefined || !directory.officeById.has(to.officeId) || to.officeId === state.officeId) {
      throw new NotAllowed('transferred')
    }
    const category = state.categoryId === null ? undefined : directory.categoryById.get(state.categoryId)
    const { registeredOn: _, ...due } = termOf(city, calendar, at, category?.termDays ?? city.termDays)
    const dayOf = (ms: number) => localDate(Temporal.Instant.fromEpochMilliseconds(ms), city.timeZone)
    const late = workingDaysBetween(dayOf(custody.startAt), dayOf(at), calendar) > city.profile.forwardDays
    const payload = {
      fromOfficeId: custody.officeId,
      toOfficeId: to.officeId,
      reason: to.reason,
      late,
      ...due,
    }
    return [{ kind: 'transferred', at, actor, payload }]
  })

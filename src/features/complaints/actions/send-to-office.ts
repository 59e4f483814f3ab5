import type { Deps } from '../../../platform/deps.ts'
import { calendarOf, termOf } from '../../city/index.ts'
import { directoryOf } from '../../offices/index.ts'
import type { ComplaintEvent } from '../events.ts'
import { NotAllowed, type StaffAct, staffAct } from './staff-act.ts'

/** A registrar sends on by hand what no rule could route. The term of the office starts now. */
export const sendToOffice = (deps: Deps, act: StaffAct, { officeId }: { officeId: number }) =>
  staffAct(deps, act, 'sent', async ({ state, city, at, actor }) => {
    const [directory, calendar] = await Promise.all([
      directoryOf(deps, city.id),
      calendarOf(deps, city.calendar),
    ])
    if (!directory.officeById.has(officeId)) throw new NotAllowed('sent')
    const category = state.categoryId === null ? undefined : directory.categoryById.get(state.categoryId)
    const { registeredOn, ...due } = termOf(city, calendar, at, category?.termDays ?? city.termDays)
    const sent: ComplaintEvent = { kind: 'sent', at, actor, payload: { officeId, ruleId: null, ...due } }
    return state.status === 'new'
      ? [{ kind: 'registered', at, actor, payload: { registeredOn } }, sent]
      : [sent]
  })

import type { Deps } from '../../../platform/deps.ts'
import type { ComplaintEvent } from '../events.ts'
import { officeTerm } from './office-term.ts'
import { NotAllowed, type StaffAct, staffAct } from './staff-act.ts'

/** A registrar sends on by hand what no rule could route. The term of the office starts now. */
export const sendToOffice = (deps: Deps, act: StaffAct, { officeId }: { officeId: number }) =>
  staffAct(deps, { ...act, kind: 'sent' }, ({ state, terms, at, actor }) => {
    if (!terms.directory.officeById.get(officeId)?.current) throw new NotAllowed('sent')
    const { registeredOn, due } = officeTerm(terms, state.categoryId, at)
    const sent: ComplaintEvent = { kind: 'sent', at, actor, payload: { officeId, ruleId: null, ...due } }
    return state.status === 'new'
      ? [{ kind: 'registered', at, actor, payload: { registeredOn } }, sent]
      : [sent]
  })

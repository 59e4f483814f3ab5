import type { Deps } from '../../../platform/deps.ts'
import { officeStaff } from '../../accounts/index.ts'
import { NotAllowed, type StaffAct, staffAct } from './staff-act.ts'

/** Gives the complaint to one person of the office that holds it now. Seen by staff only. */
export const assignComplaint = (deps: Deps, act: StaffAct, { staffId }: { staffId: number }) =>
  staffAct(deps, { ...act, kind: 'assigned' }, async ({ tx, state, terms, at, actor }) => {
    const people = await officeStaff({ db: tx }, { cityId: terms.city.id, officeId: state.officeId })
    if (!people.some(({ id }) => id === staffId)) throw new NotAllowed('assigned')
    return [{ kind: 'assigned', at, actor, payload: { staffId } }]
  })

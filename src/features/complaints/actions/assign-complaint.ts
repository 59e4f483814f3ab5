import type { Deps } from '../../../platform/deps.ts'
import { type StaffAct, staffAct } from './staff-act.ts'

/** Gives the complaint to one person of the office. Seen by staff only. */
export const assignComplaint = (deps: Deps, act: StaffAct, { staffId }: { staffId: number }) =>
  staffAct(deps, act, 'assigned', ({ at, actor }) => [{ kind: 'assigned', at, actor, payload: { staffId } }])

import type { Deps } from '../../../platform/deps.ts'
import { type StaffAct, staffAct } from './staff-act.ts'

/** The office takes the complaint on. */
export const acceptComplaint = (deps: Deps, act: StaffAct) =>
  staffAct(deps, { ...act, kind: 'accepted' }, ({ at, actor }) => [
    { kind: 'accepted', at, actor, payload: {} },
  ])

import type { Deps } from '../../../platform/deps.ts'
import { type StaffAct, staffAct } from './staff-act.ts'

/** Work on the spot has begun. */
export const startWork = (deps: Deps, act: StaffAct) =>
  staffAct(deps, { ...act, kind: 'started' }, ({ at, actor }) => [
    { kind: 'started', at, actor, payload: {} },
  ])

import type { Deps } from '../../../platform/deps.ts'
import { resident } from '../events.ts'
import { type ResidentAct, residentAct } from './resident-act.ts'

/** The resident takes the complaint back; nobody works on it any more, and it stays on record as withdrawn. */
export const withdrawComplaint = (deps: Deps, act: ResidentAct) =>
  residentAct(deps, { ...act, kind: 'withdrawn' }, ({ at, words }) => [
    { kind: 'withdrawn', at, actor: resident, payload: words },
  ])

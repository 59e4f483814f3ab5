import type { Deps } from '../../../platform/deps.ts'
import { resident } from '../events.ts'
import { type ResidentAct, residentAct } from './resident-act.ts'

/** The resident adds words or photos to what they reported. */
export const addToComplaint = (deps: Deps, act: ResidentAct) =>
  residentAct(deps, { ...act, kind: 'added' }, ({ at, words, photos }) => [
    { kind: 'added', at, actor: resident, payload: { ...words, photos } },
  ])

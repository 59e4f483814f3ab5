import type { Deps } from '../../../platform/deps.ts'
import { passerby } from '../events.ts'
import { type ResidentAct, residentAct } from './resident-act.ts'

/**
 * Somebody who passes by says that the problem is still there. A sign for everybody and for the office, never the
 * reporter's verdict: neither the state nor any figure of verdicts moves. The words and photos of strangers always
 * wait for a moderator. Throws what `residentAct` throws.
 */
export const witnessComplaint = (deps: Deps, act: ResidentAct) =>
  residentAct(deps, { ...act, kind: 'witnessed' }, ({ at, words, photos }) => [
    { kind: 'witnessed', at, actor: passerby, payload: { ...words, photos } },
  ])

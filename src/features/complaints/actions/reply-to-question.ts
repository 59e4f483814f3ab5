import type { Deps } from '../../../platform/deps.ts'
import { resident } from '../events.ts'
import { type ResidentAct, residentAct } from './resident-act.ts'

/** The resident answers what the office asked; the complaint returns to where it was. */
export const replyToQuestion = (deps: Deps, act: ResidentAct) =>
  residentAct(deps, { ...act, kind: 'replied' }, ({ at, words, photos }) => [
    { kind: 'replied', at, actor: resident, payload: { ...words, photos } },
  ])

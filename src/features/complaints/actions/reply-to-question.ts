import type { Deps } from '../../../platform/deps.ts'
import { resident } from '../events.ts'
import { currentCustody } from '../projection.ts'
import { resumedAt } from '../term-rules.ts'
import { countingOf } from './office-term.ts'
import { type ResidentAct, residentAct } from './resident-act.ts'

/** The resident answers what the office asked; the complaint returns to where it was, and the office's clock runs on. */
export const replyToQuestion = (deps: Deps, act: ResidentAct) =>
  residentAct(deps, { ...act, kind: 'replied' }, ({ state, terms, at, words, photos }) => {
    const custody = currentCustody(state)
    const { pause } = state
    const { pauseDays } = terms.city.terms
    const resumed =
      custody === undefined || pause === null
        ? {}
        : { resumed: resumedAt({ custody, pause, at, pauseDays }, countingOf(terms)) }
    return [{ kind: 'replied', at, actor: resident, payload: { ...words, photos, ...resumed } }]
  })

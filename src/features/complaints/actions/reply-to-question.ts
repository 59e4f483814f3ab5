import type { Deps } from '../../../platform/deps.ts'
import { type ComplaintEvent, resident, system } from '../events.ts'
import { currentCustody } from '../projection.ts'
import { resumedAt } from '../term-rules.ts'
import { countingOf } from './office-term.ts'
import { type ResidentAct, residentAct } from './resident-act.ts'

/** The resident answers what the office asked; the complaint returns to where it was, and the office's clock runs on. */
export const replyToQuestion = (deps: Deps, act: ResidentAct) =>
  residentAct(deps, { ...act, kind: 'replied' }, ({ state, terms, at, words, photos }) => {
    const replied: ComplaintEvent = { kind: 'replied', at, actor: resident, payload: { ...words, photos } }
    const custody = currentCustody(state)
    const { pause } = state
    if (custody === undefined || pause === null || pause.until < at) return [replied]
    const { pauseDays } = terms.city.terms
    // A row of its own: the words may be erased one day, the term may not.
    const payload = resumedAt({ custody, pause, at, pauseDays }, countingOf(terms))
    return [{ kind: 'resumed', at, actor: system, payload }, replied]
  })

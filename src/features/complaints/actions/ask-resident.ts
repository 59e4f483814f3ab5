import type { Deps } from '../../../platform/deps.ts'
import { currentCustody } from '../projection.ts'
import { pauseOf } from '../term-rules.ts'
import { countingOf } from './office-term.ts'
import { type StaffAct, staffAct } from './staff-act.ts'

/**
 * Asks the resident for what is missing. The first question of a stay holds the office's clock for a few days, as the
 * city says; the resident's runs on.
 */
export const askResident = (deps: Deps, act: StaffAct, question: { text: string; lang: string }) =>
  staffAct(deps, { ...act, kind: 'asked' }, ({ state, terms, at, actor }) => {
    const custody = currentCustody(state)
    const { pauseDays } = terms.city.terms
    const pause = custody === undefined ? null : pauseOf({ custody, at, pauseDays }, countingOf(terms))
    const payload = pause === null ? question : { ...question, pause }
    return [{ kind: 'asked', at, actor, payload }]
  })

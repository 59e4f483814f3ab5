import type { Deps } from '../../../platform/deps.ts'
import { type ComplaintEvent, resident } from '../events.ts'
import type { ComplaintState } from '../projection.ts'
import { type EventKind, mayReopen, type Verdict } from '../rules.ts'
import { officeTerm } from './office-term.ts'
import { type ResidentAct, type ResidentContext, type ResidentDone, residentAct } from './resident-act.ts'

/** The city's window for sending a complaint back has passed. */
export class TooLateToReopen extends Error {}

const kinds: Record<Verdict, EventKind> = { yes: 'confirmed', partly: 'partly', no: 'reopened' }

/**
 * The resident says whether it is fixed. `no` opens the complaint again with a new term for its office, within the
 * city's window after the last answer (design.md 9.3). Throws TooLateToReopen beside what `residentAct` throws.
 */
export const giveVerdict = (
  deps: Deps,
  { verdict, ...act }: ResidentAct & { verdict: Verdict },
): Promise<ResidentDone> =>
  residentAct(deps, { ...act, kind: kinds[verdict] }, (context) => {
    if (verdict === 'yes') return confirmed(context)
    return verdict === 'partly' ? partly(context) : reopened(context)
  })

function confirmed({ at, words, photos }: ResidentContext): ComplaintEvent[] {
  const events: ComplaintEvent[] = [{ kind: 'confirmed', at, actor: resident, payload: {} }]
  const wroteMore = words.text !== '' || photos.length > 0
  if (wroteMore) events.push({ kind: 'added', at, actor: resident, payload: { ...words, photos } })
  return events
}

function partly({ at, words, photos }: ResidentContext): ComplaintEvent[] {
  return [{ kind: 'partly', at, actor: resident, payload: { ...words, photos } }]
}

function reopened({ state, terms, at, words, photos }: ResidentContext): ComplaintEvent[] {
  const answered = { status: state.status, lastAnswerAt: lastAnswerAt(state) }
  if (!mayReopen(answered, at, terms.city.reopenDays)) throw new TooLateToReopen()
  const { due } = officeTerm(terms, state.categoryId, at)
  return [{ kind: 'reopened', at, actor: resident, payload: { ...words, photos, ...due } }]
}

const lastAnswerAt = (state: ComplaintState): number | null => state.answers.at(-1)?.at ?? null

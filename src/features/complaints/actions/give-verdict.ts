import type { Deps } from '../../../platform/deps.ts'
import { type City, calendarOf, termOf } from '../../city/index.ts'
import { directoryOf } from '../../offices/index.ts'
import { type ComplaintEvent, resident } from '../events.ts'
import type { ComplaintState } from '../projection.ts'
import { type EventKind, mayReopen, type Verdict } from '../rules.ts'
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
  residentAct(deps, act, kinds[verdict], async (context) => {
    if (verdict === 'yes') return confirmed(context)
    if (verdict === 'partly') return partly(context)
    return [await reopened(deps, act.city, context)]
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

async function reopened(
  deps: Deps,
  city: City,
  { state, at, words, photos }: ResidentContext,
): Promise<ComplaintEvent> {
  if (!mayReopen({ status: state.status, lastAnswerAt: lastAnswerAt(state) }, at, city.reopenDays)) {
    throw new TooLateToReopen()
  }
  const [directory, calendar] = await Promise.all([
    directoryOf(deps, city.id),
    calendarOf(deps, city.calendar),
  ])
  const category = state.categoryId === null ? undefined : directory.categoryById.get(state.categoryId)
  const { registeredOn: _, ...due } = termOf(city, calendar, at, category?.termDays ?? city.termDays)
  return { kind: 'reopened', at, actor: resident, payload: { ...words, photos, ...due } }
}

const lastAnswerAt = (state: ComplaintState): number | null => state.answers.at(-1)?.at ?? null

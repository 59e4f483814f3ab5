import type { ComplaintState, CustodyState } from './complaint-state.ts'
import type { ComplaintEvent } from './events.ts'
import { withVerdict } from './fold-answers.ts'
import { withLast } from './fold-terms.ts'

/** The part of the fold that is about stays with offices: where they begin, end, and go on. */

type Opening = ComplaintEvent<'sent' | 'transferred' | 'reopened'>

const startKinds = { sent: 'first', transferred: 'transferred', reopened: 'reopened' } as const

/** A new stay with an office. */
export function opened(
  state: ComplaintState,
  { kind, at, payload }: Opening,
  officeId: number,
): ComplaintState {
  const { dueOn, dueAt, calendar } = payload
  const custody: CustodyState = {
    no: state.custodies.length + 1,
    officeId,
    startKind: startKinds[kind],
    startAt: at,
    dueOn,
    dueAt,
    calendar,
    extensions: 0,
    pauses: 0,
    grossDueAt: null,
    baseDueOn: dueOn,
    firstAnswerAt: null,
    endKind: 'open',
    endAt: null,
  }
  return { ...state, officeId, plannedOn: null, custodies: [...state.custodies, custody] }
}

export function reopened(state: ComplaintState, event: ComplaintEvent<'reopened'>): ComplaintState {
  const officeId = state.officeId
  if (officeId === null) throw new Error('reopened without an office')
  const disputed = withVerdict(state, 'no', event.at)
  const answers = withLast(disputed.answers, (answer) => ({ ...answer, reopenedAt: event.at }))
  const again = { ...disputed, answers, outcome: null, reopenedCount: state.reopenedCount + 1 }
  return opened(again, event, officeId)
}

/** As if it had not been merged: the same stay goes on with the same term, and the answers given before stand. */
export function parted(state: ComplaintState): ComplaintState {
  const custodies = withLast(state.custodies, (custody) =>
    custody.endKind === 'merged' ? { ...custody, endKind: 'open' as const, endAt: null } : custody,
  )
  const last = state.answers.at(-1)
  const outcome = last === undefined || last.reopenedAt !== null ? null : last.outcome
  return { ...state, custodies, outcome, mergedIntoId: null, mergedFrom: null }
}

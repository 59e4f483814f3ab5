import type { AnswerState, ComplaintState, CustodyEnd } from './complaint-state.ts'
import type { ComplaintEvent } from './events.ts'
import { withLast } from './fold-terms.ts'
import { isOpen, type Outcome, type Verdict } from './rules.ts'

/** The part of the fold that is about answers, what residents say of them, and the end of a stay. */

type Answering = ComplaintEvent<'planned' | 'answered' | 'refused'>

/** A public answer; it ends the stay unless it is only a plan with a date. */
export function withAnswer(state: ComplaintState, event: Answering): ComplaintState {
  const custody = state.custodies.at(-1)
  const custodies = withLast(state.custodies, (last) => ({
    ...last,
    firstAnswerAt: last.firstAnswerAt ?? event.at,
  }))
  const plannedOn = event.kind === 'planned' ? event.payload.plannedOn : null
  const answer: AnswerState = {
    no: state.answers.length + 1,
    custodyNo: custody?.no ?? 0,
    officeId: event.actor.officeId ?? state.officeId ?? 0,
    staffId: event.actor.staffId,
    outcome: outcomeOf(event),
    text: event.payload.text,
    lang: event.payload.lang,
    ground: event.kind === 'refused' ? event.payload.ground : null,
    plannedOn,
    at: event.at,
    verdict: null,
    verdictAt: null,
    reopenedAt: null,
  }
  const next = {
    ...state,
    custodies,
    plannedOn: plannedOn ?? state.plannedOn,
    answers: [...state.answers, answer],
    outcome: answer.outcome,
  }
  return isOpen(next.status) ? next : ended(next, 'answered', event.at)
}

function outcomeOf(event: Answering): Outcome {
  if (event.kind === 'answered') return event.payload.outcome
  return event.kind === 'planned' ? 'planned' : 'refused'
}

export function withVerdict(state: ComplaintState, verdict: Verdict, at: number): ComplaintState {
  return { ...state, answers: withLast(state.answers, (answer) => ({ ...answer, verdict, verdictAt: at })) }
}

/** The stay that goes on, if any, ends. */
export function ended(state: ComplaintState, endKind: CustodyEnd, at: number): ComplaintState {
  const custodies = withLast(state.custodies, (custody) =>
    custody.endKind === 'open' ? { ...custody, endKind, endAt: at } : custody,
  )
  return { ...state, custodies }
}

import {
  type ComplaintEvent,
  type ComplaintState,
  type HideGround,
  isOpen,
  projectAll,
} from '../../complaints/index.ts'
import { type Facts, Marks, markFacts } from './mark-facts.ts'
import { counted, groundOrder, HOUR_MS, hideReasons, type Mark, outcomeOrder, verdictOrder } from './marks.ts'

/** A unit of counting (statistics.md 1). Ids are 0 where it has none. */
export type Case = {
  /** 0 = the complaint, 1 and more = its stays with offices. */
  no: number
  officeId: number
  categoryId: number
  districtId: number
  channel: string
  marks: Mark[]
}

/** An event with its place in the activity. */
export type Numbered = { seq: number; event: ComplaintEvent }

export type FoldOptions = {
  timeZone: string
  /** `seq` of answers that are in a run of many by one person: that is known only from other complaints. */
  bursts: ReadonlySet<number>
}

const REOPENED_WITHIN_MS = 720 * HOUR_MS

/**
 * All that a complaint adds to figures, from its activity and nothing else. Throws IllegalTransition for a history
 * that cannot be. Kinds of activity that change no figure may be left out of `history` (see `readHistories`).
 */
export function casesOf(history: readonly Numbered[], { timeZone, bursts }: FoldOptions): Case[] {
  const events = history.map(({ event }) => event)
  const filed = events[0]
  if (filed?.kind !== 'filed') throw new Error('a history that does not begin with the filing')
  const state = projectAll(events)
  const life: Life = { state, history, bursts, acts: actsOf(events), timeZone }
  const place = {
    categoryId: state.categoryId ?? 0,
    districtId: filed.payload.districtId ?? 0,
    channel: filed.payload.channel,
  }
  const removedAs = hiddenAs(events, state)
  if (removedAs === 'spam') {
    const marks = new Marks(timeZone)
    marks.count(state.receivedAt, counted.leftOut, hideReasons.indexOf(removedAs))
    return [{ no: 0, officeId: 0, ...place, marks: marks.list }]
  }
  return [
    { no: 0, officeId: 0, ...place, marks: complaintMarks(life, removedAs) },
    ...state.custodies.map((stay) => ({
      no: stay.no,
      officeId: stay.officeId,
      ...place,
      marks: stayMarks(life, stay, removedAs),
    })),
  ]
}

type Life = {
  state: ComplaintState
  history: readonly Numbered[]
  bursts: ReadonlySet<number>
  acts: Act[]
  timeZone: string
}
type Stay = ComplaintState['custodies'][number]
type Answer = ComplaintState['answers'][number]

/** A rare act, and in which stay it happened; 0 = before the first. */
type Act = { kind: 'transferred' | 'recategorised'; at: number; stayNo: number; isLate: boolean }

function actsOf(events: readonly ComplaintEvent[]): Act[] {
  const acts: Act[] = []
  let stayNo = 0
  for (const { kind, at, payload } of events) {
    if (kind === 'transferred') acts.push({ kind, at, stayNo, isLate: payload.late })
    if (kind === 'recategorised') acts.push({ kind, at, stayNo, isLate: false })
    if (kind === 'sent' || kind === 'transferred' || kind === 'reopened') stayNo++
  }
  return acts
}

/** Why a moderator keeps it from view; null while it is not hidden. */
function hiddenAs(events: readonly ComplaintEvent[], { publication }: ComplaintState): HideGround | null {
  if (publication !== 'hidden') return null
  const hidden = events.findLast((event) => event.kind === 'hidden')
  return hidden?.payload.ground ?? 'other'
}

/** The resident's view: one clock from the first registration to now. */
function complaintMarks(life: Life, hidden: HideGround | null): Mark[] {
  const { state, acts, timeZone } = life
  const marks = new Marks(timeZone)
  const first = state.custodies[0]
  const due = first === undefined ? null : (first.grossDueAt ?? first.dueAt)
  for (const { kind, at, isLate } of acts) {
    if (kind === 'transferred') marks.count(at, counted.transferred, Number(isLate))
    else if (due !== null && at > due) marks.count(at, counted.recategorised)
  }
  markBursts(marks, life, state.answers)
  if (state.outcome === 'merged') {
    // Counted with its main complaint; this one only as merged.
    marks.count(lastAt(life, 'merged'), counted.merged)
    return marks.list
  }
  const left = leavingOf(life)
  markFacts(marks, {
    ...{ start: state.receivedAt, isReceived: true, due, isExtended: (first?.extensions ?? 0) > 0 },
    ...{ answered: state.answers[0]?.at ?? null, left, done: doneOf(state), gone: left?.at ?? null },
    ...{ isOpen: isOpen(state.status), openDue: state.custodies.at(-1)?.dueAt ?? null },
    ...{ offices: state.transferCount + 1, hidden },
  })
  markAnswers(marks, life, state.answers)
  for (const { reopenedAt } of state.answers) {
    if (reopenedAt !== null) marks.count(reopenedAt, counted.reopened)
  }
  return marks.list
}

/** The office's view: its own clock, from when the complaint came to it. */
function stayMarks(life: Life, stay: Stay, hidden: HideGround | null): Mark[] {
  const { state, acts, timeZone } = life
  const marks = new Marks(timeZone)
  const answers = state.answers.filter(({ custodyNo }) => custodyNo === stay.no)
  for (const { kind, at, isLate } of acts.filter(({ stayNo }) => stayNo === stay.no)) {
    if (kind === 'transferred') marks.count(at, counted.transferred, Number(isLate))
    else if (at > stay.dueAt) marks.count(at, counted.recategorised)
  }
  markBursts(marks, life, answers)
  const passedOn = state.custodies.find(({ no, startKind }) => no > stay.no && startKind === 'transferred')
  markFacts(marks, {
    ...{ start: stay.startAt, isReceived: stay.startKind !== 'reopened', due: stay.dueAt },
    ...{ isExtended: stay.extensions > 0, answered: stay.firstAnswerAt },
    left: stayLeaving(stay, state),
    done: passedOn === undefined ? doneOf(state) : null,
    gone: passedOn?.startAt ?? endedAt(state),
    ...{ isOpen: isOpen(state.status) && stay.endKind === 'open', openDue: stay.dueAt },
    ...{ offices: state.transferCount + 1, hidden },
  })
  markAnswers(marks, life, answers)
  return marks.list
}

function leavingOf(life: Life): Facts['left'] {
  const { outcome } = life.state
  return outcome === 'withdrawn' || outcome === 'forwarded'
    ? { kind: outcome, at: lastAt(life, outcome) }
    : null
}

/** A complaint forwarded outside ends its last stay as answered, though nobody answered. */
function stayLeaving({ no, endKind, endAt }: Stay, { outcome, custodies }: ComplaintState): Facts['left'] {
  if (endAt === null) return null
  if (endKind === 'answered') {
    return outcome === 'forwarded' && no === custodies.length ? { kind: 'forwarded', at: endAt } : null
  }
  return endKind === 'transferred' || endKind === 'withdrawn' || endKind === 'merged'
    ? { kind: endKind, at: endAt }
    : null
}

function doneOf({ status, outcome, answers }: ComplaintState): Facts['done'] {
  const last = answers.at(-1)
  const isDone = outcome === 'solved' || outcome === 'explained' || outcome === 'refused'
  return isOpen(status) || !isDone || last === undefined
    ? null
    : { isSolved: outcome === 'solved', at: last.at }
}

/** When all stays ended because the complaint went away. */
function endedAt({ outcome, custodies }: ComplaintState): number | null {
  const isGone = outcome === 'withdrawn' || outcome === 'merged' || outcome === 'forwarded'
  return isGone ? Math.max(...custodies.map(({ endAt }) => endAt ?? 0)) : null
}

const lastAt = ({ history, state }: Life, kind: ComplaintEvent['kind']): number =>
  history.findLast(({ event }) => event.kind === kind)?.event.at ?? state.updatedAt

/** Those that stand are the last of a complaint, or the last before it was opened again. */
function markAnswers(marks: Marks, { state, history }: Life, answers: readonly Answer[]): void {
  for (const answer of answers) {
    const { at, outcome, verdict, reopenedAt } = answer
    if (outcome !== 'planned') marks.count(at, counted.ended)
    if (reopenedAt === null && answer.no !== state.answers.length) continue
    const which = outcomeOrder.indexOf(outcome) * verdictOrder.length + verdictOrder.indexOf(verdict)
    marks.count(at, counted.stands, which)
    if (outcome === 'refused') marks.count(at, counted.ground, groundIndex(answer.ground))
    if (outcome === 'solved' && answer.staffId !== null && hasNoPhoto(history, answer.no)) {
      marks.count(at, counted.noPhoto)
    }
    const isSoon = reopenedAt !== null && reopenedAt <= at + REOPENED_WITHIN_MS
    if (outcome !== 'planned' && isSoon) marks.count(at, counted.reopenedSoon)
  }
}

function groundIndex(ground: string | null): number {
  const index = groundOrder.indexOf(ground ?? 'unknown')
  return index < 0 ? groundOrder.indexOf('unknown') : index
}

const answering = ['planned', 'answered', 'refused'] as const
const isAnswering = ({ event }: Numbered) => (answering as readonly string[]).includes(event.kind)

function hasNoPhoto(history: readonly Numbered[], answerNo: number): boolean {
  const event = history.filter(isAnswering)[answerNo - 1]?.event
  return event?.kind === 'answered' && event.payload.photos.length === 0
}

function markBursts(marks: Marks, { history, bursts }: Life, answers: readonly Answer[]): void {
  if (bursts.size === 0) return
  const seqs = history.filter(isAnswering).map(({ seq }) => seq)
  for (const { no, at } of answers) {
    if (bursts.has(seqs[no - 1] ?? 0)) marks.count(at, counted.burst)
  }
}

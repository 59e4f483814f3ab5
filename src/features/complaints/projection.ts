import type { ComplaintEvent, Due } from './events.ts'
import {
  askedBy,
  extendedBy,
  goneOn,
  paused,
  rescheduledBy,
  settled,
  withLast,
  without,
} from './fold-terms.ts'
import type { EventKind, Outcome, Publication, Status, Verdict } from './rules.ts'
import { canHappen, isOpen, type Transition, transitions } from './rules.ts'
import { silentSince } from './silence.ts'
import { unread } from './unread.ts'

export type CustodyEnd = 'open' | 'answered' | 'transferred' | 'withdrawn' | 'merged' | 'not_a_complaint'

/** One stay with one office (statistics.md 1). Instants are milliseconds UTC. */
export type CustodyState = Due & {
  no: number
  officeId: number
  startKind: 'first' | 'transferred' | 'reopened'
  startAt: number
  extensions: number
  /** Questions that held its clock. */
  pauses: number
  /** End of the term without those pauses, where it differs. */
  grossDueAt: number | null
  /** Where the term first ended; an extension is measured from here. Not stored. */
  baseDueOn: string
  firstAnswerAt: number | null
  endKind: CustodyEnd
  endAt: number | null
}

export type AnswerState = {
  no: number
  custodyNo: number
  officeId: number
  staffId: number | null
  outcome: Outcome
  text: string
  lang: string
  ground: string | null
  plannedOn: string | null
  at: number
  verdict: Verdict | null
  verdictAt: number | null
  reopenedAt: number | null
}

export type TransferRequest = { toOfficeId: number; reason: string; staffId: number | null; at: number }

export type ExtensionRequest = {
  dueOn: string
  reason: string
  as: 'executor' | 'head'
  staffId: number | null
  at: number
}

/** Everything about a complaint that changes: a fold of its activity and nothing else. */
export type ComplaintState = {
  version: number
  status: Status
  /** Where a question to the resident was asked; the reply returns there. */
  askedFrom: Status | null
  /** What it was when it was merged; parting returns there. */
  mergedFrom: Status | null
  visibility: 'public' | 'staff'
  publication: Publication
  categoryId: number | null
  officeId: number | null
  ruleId: number | null
  assigneeId: number | null
  /** A question holds the office's clock. Milliseconds UTC. */
  pause: { since: number; until: number } | null
  /** What waits for a decision. */
  transferAsked: TransferRequest | null
  extensionAsked: ExtensionRequest | null
  /** Offices that help the one that answers. */
  helpers: readonly number[]
  /** The complaint of which this one is a part. */
  splitFromId: number | null
  receivedAt: number
  registeredOn: string | null
  plannedOn: string | null
  outcome: Outcome | 'forwarded' | 'withdrawn' | 'merged' | null
  mergedIntoId: number | null
  /** Filings of others that became part of it. */
  joinedCount: number
  transferCount: number
  reopenedCount: number
  /** The resident has written since staff last did anything but moderate. */
  residentSpoke: boolean
  /** Something that the resident wrote after the filing waits for a moderator. */
  wordsHeld: boolean
  /** The office that holds it has done nothing since then (silence.ts). Milliseconds UTC. */
  silentSince: number | null
  /** Parts that a moderator took from view, see parts.ts. */
  concealed: readonly string[]
  updatedAt: number
  custodies: CustodyState[]
  answers: AnswerState[]
}

export class IllegalTransition extends Error {
  readonly kind: EventKind
  readonly status: Status | 'none'
  constructor(kind: EventKind, status: Status | 'none') {
    super(`${kind} cannot happen to a complaint that is ${status}`)
    this.kind = kind
    this.status = status
  }
}

/** The state after `event`. Does not change `state`. Throws IllegalTransition. */
export function project(state: ComplaintState | null, event: ComplaintEvent): ComplaintState {
  const status = state?.status ?? 'none'
  if (!canHappen(event.kind, status)) throw new IllegalTransition(event.kind, status)
  if (state === null) return filedState(event)
  const { to }: Transition = transitions[event.kind]
  const next: ComplaintState = {
    ...state,
    version: state.version + 1,
    status: to === 'same' ? state.status : to === 'back' ? wayBack(state, event) : to,
    updatedAt: event.at,
  }
  const after = settled(changed(next, state, event), state)
  return { ...after, ...unread(state, event), silentSince: silentSince(state, after, event) }
}

const wayBack = ({ askedFrom, mergedFrom }: ComplaintState, { kind }: ComplaintEvent): Status =>
  (kind === 'unmerged' ? mergedFrom : askedFrom) ?? 'sent'

export function projectAll(events: Iterable<ComplaintEvent>): ComplaintState {
  let state: ComplaintState | null = null
  for (const event of events) state = project(state, event)
  if (state === null) throw new Error('a complaint without activity')
  return state
}

/** Public pages may show it. */
export const isShown = (state: ComplaintState): boolean =>
  state.visibility === 'public' && state.publication === 'published'

export const currentCustody = (state: ComplaintState): CustodyState | undefined => state.custodies.at(-1)

/** The term of the office that holds it, or held it last. */
export function dueOf(state: ComplaintState): Due | null {
  const custody = currentCustody(state)
  return custody ? { dueOn: custody.dueOn, dueAt: custody.dueAt, calendar: custody.calendar } : null
}

function filedState(event: ComplaintEvent): ComplaintState {
  if (event.kind !== 'filed') throw new IllegalTransition(event.kind, 'none')
  return {
    version: 1,
    status: 'new',
    askedFrom: null,
    mergedFrom: null,
    visibility: event.payload.visibility,
    publication: 'published',
    categoryId: event.payload.categoryId,
    officeId: null,
    ruleId: null,
    assigneeId: null,
    pause: null,
    transferAsked: null,
    extensionAsked: null,
    helpers: [],
    splitFromId: event.payload.splitFrom?.complaintId ?? null,
    receivedAt: event.at,
    registeredOn: null,
    plannedOn: null,
    outcome: null,
    mergedIntoId: null,
    joinedCount: 0,
    transferCount: 0,
    reopenedCount: 0,
    residentSpoke: false,
    wordsHeld: false,
    silentSince: null,
    concealed: [],
    updatedAt: event.at,
    custodies: [],
    answers: [],
  }
}

function changed(next: ComplaintState, before: ComplaintState, event: ComplaintEvent): ComplaintState {
  switch (event.kind) {
    case 'held':
    case 'published':
    case 'hidden':
      return { ...next, publication: event.kind }
    case 'concealed':
    case 'revealed': {
      const { part } = event.payload
      const others = before.concealed.filter((one) => one !== part)
      return { ...next, concealed: event.kind === 'concealed' ? [...others, part] : others }
    }
    case 'corrected':
      return { ...next, visibility: event.payload.visibility ?? next.visibility }
    case 'registered':
      return { ...next, registeredOn: event.payload.registeredOn }
    case 'sent':
      return opened({ ...next, ruleId: event.payload.ruleId }, event, event.payload.officeId)
    case 'transferred': {
      const passedOn = {
        ...ended(next, 'transferred', event.at),
        assigneeId: null,
        ruleId: null,
        helpers: [],
      }
      const transferCount = before.transferCount + 1
      return opened({ ...passedOn, transferCount }, event, event.payload.toOfficeId)
    }
    case 'reopened':
      return reopened(next, event)
    case 'extended':
      return {
        ...next,
        custodies: withLast(next.custodies, extendedBy(event.payload)),
        extensionAsked: null,
      }
    case 'transfer_asked':
      return { ...next, transferAsked: { ...event.payload, ...askedBy(event) } }
    case 'transfer_refused':
      return { ...next, transferAsked: null }
    case 'extension_asked':
      return { ...next, extensionAsked: { ...event.payload, ...askedBy(event) } }
    case 'extension_refused':
      return { ...next, extensionAsked: null }
    case 'helper_asked':
      return { ...next, helpers: [...without(next.helpers, event.payload.officeId), event.payload.officeId] }
    case 'helper_released':
      return { ...next, helpers: without(next.helpers, event.payload.officeId) }
    case 'rescheduled':
      return { ...next, custodies: withLast(next.custodies, rescheduledBy(event.payload)) }
    case 'assigned':
      return { ...next, assigneeId: event.payload.staffId }
    case 'asked':
      return paused({ ...next, askedFrom: before.status }, event)
    case 'replied':
      return { ...next, askedFrom: null }
    case 'resumed':
      return goneOn(next, event)
    case 'recategorised':
      return { ...next, categoryId: event.payload.categoryId }
    case 'planned':
    case 'answered':
    case 'refused':
      return withAnswer(next, event)
    case 'forwarded':
      return { ...ended(next, 'answered', event.at), outcome: 'forwarded' }
    case 'withdrawn':
      return { ...ended(next, 'withdrawn', event.at), outcome: 'withdrawn' }
    case 'merged':
      return {
        ...ended(next, 'merged', event.at),
        outcome: 'merged',
        mergedIntoId: event.payload.intoId,
        mergedFrom: before.status,
      }
    case 'unmerged':
      return parted(next)
    case 'joined':
      return { ...next, joinedCount: before.joinedCount + 1 }
    case 'confirmed':
      return withVerdict(next, 'yes', event.at)
    case 'partly':
      return withVerdict(next, 'partly', event.at)
    case 'filed':
    case 'accepted':
    case 'started':
    case 'closed':
    case 'added':
    case 'witnessed':
    case 'redacted':
    case 'erased':
    case 'noted':
    case 'helped':
    case 'split_off':
    case 'lettered':
      return next
  }
}

type Opening = ComplaintEvent<'sent' | 'transferred' | 'reopened'>

const startKinds = { sent: 'first', transferred: 'transferred', reopened: 'reopened' } as const

/** A new stay with an office. */
function opened(state: ComplaintState, { kind, at, payload }: Opening, officeId: number): ComplaintState {
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

function reopened(state: ComplaintState, event: ComplaintEvent<'reopened'>): ComplaintState {
  const officeId = state.officeId
  if (officeId === null) throw new Error('reopened without an office')
  const disputed = withVerdict(state, 'no', event.at)
  const answers = withLast(disputed.answers, (answer) => ({ ...answer, reopenedAt: event.at }))
  const again = { ...disputed, answers, outcome: null, reopenedCount: state.reopenedCount + 1 }
  return opened(again, event, officeId)
}

function ended(state: ComplaintState, endKind: CustodyEnd, at: number): ComplaintState {
  const custodies = withLast(state.custodies, (custody) =>
    custody.endKind === 'open' ? { ...custody, endKind, endAt: at } : custody,
  )
  return { ...state, custodies }
}

/** As if it had not been merged: the same stay goes on with the same term, and the answers given before stand. */
function parted(state: ComplaintState): ComplaintState {
  const custodies = withLast(state.custodies, (custody) =>
    custody.endKind === 'merged' ? { ...custody, endKind: 'open' as const, endAt: null } : custody,
  )
  const last = state.answers.at(-1)
  const outcome = last === undefined || last.reopenedAt !== null ? null : last.outcome
  return { ...state, custodies, outcome, mergedIntoId: null, mergedFrom: null }
}

type Answering = ComplaintEvent<'planned' | 'answered' | 'refused'>

/** A public answer; it ends the stay unless it is only a plan with a date. */
function withAnswer(state: ComplaintState, event: Answering): ComplaintState {
  const custody = currentCustody(state)
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

function withVerdict(state: ComplaintState, verdict: Verdict, at: number): ComplaintState {
  return { ...state, answers: withLast(state.answers, (answer) => ({ ...answer, verdict, verdictAt: at })) }
}

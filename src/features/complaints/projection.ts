import type { ComplaintState, CustodyState } from './complaint-state.ts'
import type { ComplaintEvent, Due } from './events.ts'
import { ended, withAnswer, withVerdict } from './fold-answers.ts'
import { opened, parted, reopened } from './fold-stays.ts'
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
import { canHappen, type EventKind, type Status, type Transition, transitions } from './rules.ts'
import { silentSince } from './silence.ts'
import { unread } from './unread.ts'

export type {
  AnswerState,
  ComplaintState,
  CustodyEnd,
  CustodyState,
  ExtensionRequest,
  TransferRequest,
} from './complaint-state.ts'

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

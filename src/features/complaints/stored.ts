import type { ActivityEntry } from '../activity/index.ts'
import type { ComplaintEvent } from './events.ts'
import { type ComplaintState, dueOf, isShown } from './projection.ts'
import { type EventKind, isOpen, transitions } from './rules.ts'
import { awaitedSince } from './silence.ts'

/** An event as a row of the activity. */
export function toEntry(event: ComplaintEvent, seq: number): ActivityEntry {
  return {
    seq,
    kind: event.kind,
    at: event.at,
    actorKind: event.actor.kind,
    staffId: event.actor.staffId,
    officeId: event.actor.officeId,
    public: transitions[event.kind].public,
    payload: event.payload,
  }
}

/** The event that a row tells of. Rows are written by `toEntry` only, so their payloads have the shape of their kind. */
export function toEvent(entry: ActivityEntry): ComplaintEvent {
  return {
    kind: entry.kind as EventKind,
    at: entry.at,
    actor: {
      kind: entry.actorKind as ComplaintEvent['actor']['kind'],
      staffId: entry.staffId,
      officeId: entry.officeId,
    },
    payload: entry.payload,
  } as ComplaintEvent
}

/** Columns of `complaint` that repeat the state. Instants in milliseconds UTC, days as ISO dates. */
export type ProjectedColumns = {
  version: number
  status: string
  open: boolean
  visibility: string
  publication: string
  shown: boolean
  categoryId: number | null
  officeId: number | null
  routingRuleId: number | null
  assigneeId: number | null
  receivedAt: number
  registeredOn: string | null
  dueOn: string | null
  dueAt: number | null
  plannedOn: string | null
  firstAnswerAt: number | null
  lastAnswerAt: number | null
  pausedUntil: number | null
  pending: string
  splitFromId: number | null
  outcome: string | null
  verdict: string | null
  reopenedCount: number
  transferCount: number
  residentSpoke: boolean
  wordsHeld: boolean
  silentSince: number | null
  concealed: string
  mergedIntoId: number | null
  joinedCount: number
  updatedAt: number
}

export function columnsOf(state: ComplaintState): ProjectedColumns {
  const due = dueOf(state)
  const last = state.answers.at(-1)
  return {
    version: state.version,
    status: state.status,
    open: isOpen(state.status),
    visibility: state.visibility,
    publication: state.publication,
    shown: isShown(state),
    categoryId: state.categoryId,
    officeId: state.officeId,
    routingRuleId: state.ruleId,
    assigneeId: state.assigneeId,
    receivedAt: state.receivedAt,
    registeredOn: state.registeredOn,
    dueOn: due?.dueOn ?? null,
    dueAt: due?.dueAt ?? null,
    plannedOn: state.plannedOn,
    firstAnswerAt: state.answers[0]?.at ?? null,
    lastAnswerAt: last?.at ?? null,
    pausedUntil: state.pause?.until ?? null,
    pending: pendingOf(state),
    splitFromId: state.splitFromId,
    outcome: state.outcome,
    verdict: last?.verdict ?? null,
    reopenedCount: state.reopenedCount,
    transferCount: state.transferCount,
    residentSpoke: state.residentSpoke,
    wordsHeld: state.wordsHeld,
    silentSince: awaitedSince(state),
    concealed: state.concealed.join(' '),
    mergedIntoId: state.mergedIntoId,
    joinedCount: state.joinedCount,
    updatedAt: state.updatedAt,
  }
}

/** What waits for whose decision, as the column has it. */
function pendingOf({ transferAsked, extensionAsked }: ComplaintState): string {
  const extension = extensionAsked?.as === 'head' ? 'extension_controller' : 'extension_head'
  return [transferAsked && 'transfer', extensionAsked && extension].filter(Boolean).join(' ')
}

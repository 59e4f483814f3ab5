import type { Due } from './events.ts'
import type { Outcome, Publication, Status, Verdict } from './rules.ts'

/** What the fold of the activity gives; see projection.ts. */

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

export type TransferRequest = {
  toOfficeId: number
  reason: string
  /** To an organisation outside: what it is sent. */
  letter?: { text: string; lang: string }
  staffId: number | null
  at: number
}

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

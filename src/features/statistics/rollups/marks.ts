import { type HideGround, hideGrounds, type Outcome, type Verdict } from '../../complaints/index.ts'

/**
 * What one case adds to the sums: a key on a local day. A key is a family and a number that says which of it:
 * `number * 64 + family`. Keys are stored, so a family or a position in the lists below never changes its meaning
 * without a new `FOLD`, after which everything is folded again.
 */
export const FOLD = 4

export type Mark = { day: number; key: number }

/** Counted on the day of the event; the number is 0 unless said. */
export const counted = {
  received: 1,
  /** A stay that begins, or a complaint that goes on, because the resident opened it again. */
  reopened: 2,
  answered: 3,
  /** Answered within ten minutes of receipt. */
  instant: 4,
  /** By ground: position in `hideReasons`. On the day of receipt. */
  hidden: 5,
  /** Went without an answer: position in `leavings`. */
  left: 6,
  /** A complaint became part of another. */
  merged: 7,
  /** Passed on: 0 within the free days, 1 later. */
  transferred: 8,
  /** Another category after the term had ended. */
  recategorised: 9,
  /** An answer in a run of 20 or more by one person within ten minutes. */
  burst: 10,
  /** Called solved by a person who attached no photo, whether the category asks for one or not. */
  noPhoto: 11,
  /** Any answer that ended a round. */
  ended: 12,
  /** A final answer that stands and was followed by a reopening within 720 hours. */
  reopenedSoon: 13,
  /** An answer that stands: position of the outcome * 4 + position of the verdict. */
  stands: 14,
  /** A refusal that stands: position of the ground. */
  ground: 15,
  /** Fell due: whole hours from the start of the day to the first full hour after the term (24 as a rule). */
  onTime: 16,
  late: 17,
  extended: 18,
  /** Offices that had the complaint. On the day of receipt. */
  offices: 19,
  /** Removed as no complaint at all: position in `hideReasons`. On the day of receipt. */
  leftOut: 20,
} as const

/** Whole hours since the start, on the day of receipt. */
export const lasted = {
  /** To the first answer; or to where it went without one. */
  answered: 32,
  left: 33,
  /** To the last answer: solved, other; or to where it stopped being observed. */
  solved: 34,
  ended: 35,
  gone: 36,
} as const

/** The first full hour (since 1970, UTC) at or after the start of what is open; on the day of receipt. */
export const OPEN = 48
export const openAs = {
  /** Received and not answered: waits until `asOf`. */
  waiting: 1,
  /** Received and not ended for good. */
  unended: 2,
  /** Of the backlog; with the last, without any answer. */
  backlog: 4,
  unanswered: 8,
} as const
/** The first full hour after the term of what is of the backlog; on the day of receipt. */
export const BACKLOG_DUE = 40

/** Keys are below 2^27 (hours since 1970 times 64): what is left of 2^53 says of which office, category or district. */
export const KEYS = 2 ** 27

export const familyOf = (key: number): number => key % 64
export const numberOf = (key: number): number => Math.floor(key / 64)
export const keyOf = (family: number, number = 0): number => number * 64 + family

/** Into which column of the sums a key goes. */
export type Column = 'counts' | 'hours' | 'open'
export const columns = ['counts', 'hours', 'open'] as const

export function columnOf(key: number): Column {
  const family = familyOf(key)
  if (family < 32) return 'counts'
  return family < BACKLOG_DUE ? 'hours' : 'open'
}

export const leavings = ['withdrawn', 'forwarded', 'transferred', 'merged'] as const
export type Leaving = (typeof leavings)[number]

export const outcomeOrder = ['solved', 'planned', 'explained', 'refused'] as const satisfies Outcome[]
export const verdictOrder = [null, 'yes', 'partly', 'no'] as const satisfies (Verdict | null)[]

/** Imported refusals may come without a ground. */
export const groundOrder: readonly string[] = [
  ...['no_substance', 'repeated', 'not_competent', 'private_matter', 'unlawful'],
  'unknown',
]

export const hideReasons: readonly HideGround[] = hideGrounds

export const HOUR_MS = 3_600_000

/** The first full hour at or after an instant. */
export const hourCeil = (at: number): number => Math.ceil(at / HOUR_MS)

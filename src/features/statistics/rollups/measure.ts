import type { HourCounts } from '../estimators/risk-table.ts'
import {
  BACKLOG_DUE,
  counted,
  familyOf,
  keyOf,
  type Leaving,
  lasted,
  leavings,
  numberOf,
  OPEN,
  openAs,
  outcomeOrder,
  verdictOrder,
} from './marks.ts'
import type { Piece } from './read.ts'
import { isInside, type Span } from './span.ts'
import { monthOf } from './sums.ts'
import { addTo, eachOf, type Vector } from './vector.ts'

/** Everything that figures are made of, for one window and one part of a city. */
export type Measured = {
  /** Keys of the window; terms that are over at `asOf`. */
  counts: Vector
  /** Of those, what answers that have been watched for thirty days tell. */
  settled: Vector
  /** Whole hours from receipt, of what came in within the window. */
  hours: {
    answered: Vector
    unanswered: Vector
    solved: Vector
    ended: Vector
    unended: Vector
  }
  /** The backlog at `asOf`, whatever the window: how many by age in whole hours, and of those without any answer. */
  backlog: Vector
  unanswered: number
  overdue: number
  /** Keys by month up to the end of the window; only complete when the reading asked for `flow`. */
  months: Map<number, Vector>
}

/** Who came in within a window and how long they waited. */
export type Waits = Pick<Measured, 'counts' | 'hours'>

/** Adds up pieces. The cost is that of the bytes: it does not grow with the cases behind them. */
export function measure(pieces: readonly Piece[], span: Span): Measured {
  const measured = nothing()
  Object.assign(measured, measureCounts(pieces, span))
  for (const piece of pieces) {
    if (isInside(piece, span) && piece.hours !== null) addHours(measured, piece, piece.hours)
    if (piece.open !== null) addOpen(measured, piece, piece.open, span)
  }
  return measured
}

/** All that readings of `waits` have. */
export const measureWaits = (pieces: readonly Piece[], span: Span): Waits => measure(pieces, span)

/** What tables by category and district print, of which a page has hundreds. */
export function measureCounts(
  pieces: readonly Piece[],
  span: Span,
): Pick<Measured, 'counts' | 'settled' | 'months'> {
  const pots: Pots = new Map()
  for (const piece of pieces) {
    if (piece.last <= span.to && piece.counts !== null) addCounts(pots, piece, piece.counts, span)
  }
  const sums = { counts: new Map(), settled: new Map(), months: new Map() }
  for (const pot of pots.values()) pourOut(sums, pot)
  return sums
}

/** Of a part in which nothing has happened. */
export const nothing = (): Measured => ({
  ...{ counts: new Map(), settled: new Map() },
  hours: {
    answered: new Map(),
    unanswered: new Map(),
    solved: new Map(),
    ended: new Map(),
    unended: new Map(),
  },
  ...{ backlog: new Map(), unanswered: 0, overdue: 0, months: new Map() },
})

const dues: ReadonlySet<number> = new Set([counted.onTime, counted.late, counted.extended])

/** Counts of a month that go to the same sums: days of one month lie on both sides of a border of the window. */
type Pot = { month: number; isInWindow: boolean; isSettled: boolean; vector: Vector }
type Pots = Map<number, Pot>

function potOf(pots: Pots, piece: Piece, span: Span): Vector {
  const [month, isInWindow] = [monthOf(piece.first), isInside(piece, span)]
  const isSettled = piece.last <= span.settledDay
  const place = month * 4 + (isInWindow ? 2 : 0) + (isSettled ? 1 : 0)
  const known = pots.get(place)
  if (known !== undefined) return known.vector
  const vector: Vector = new Map()
  pots.set(place, { month, isInWindow, isSettled, vector })
  return vector
}

function pourOut(
  measured: Pick<Measured, 'counts' | 'settled' | 'months'>,
  { month, isInWindow, isSettled, vector }: Pot,
): void {
  if (isInWindow) addAll(measured.counts, vector)
  if (isInWindow && isSettled) addAll(measured.settled, vector)
  const whole = measured.months.get(month)
  if (whole === undefined) measured.months.set(month, vector)
  else addAll(whole, vector)
}

function addCounts(pots: Pots, piece: Piece, bytes: Uint8Array, span: Span): void {
  const vector = potOf(pots, piece, span)
  eachOf(bytes, (key, n) => {
    // Terms of the day of `asOf` count once their hour is over.
    if (dues.has(familyOf(key)) && piece.last >= span.asOfDay) {
      if (piece.last > span.asOfDay || span.asOfDayHour + numberOf(key) > span.asOfHour) return
    }
    addTo(vector, key, n * piece.n)
  })
}

const histograms = new Map<number, keyof Measured['hours']>([
  [lasted.answered, 'answered'],
  [lasted.left, 'unanswered'],
  [lasted.solved, 'solved'],
  [lasted.ended, 'ended'],
  [lasted.gone, 'unended'],
])

function addHours({ hours }: Measured, piece: Piece, bytes: Uint8Array): void {
  eachOf(bytes, (key, n) => {
    const histogram = histograms.get(familyOf(key))
    if (histogram !== undefined) addTo(hours[histogram], numberOf(key), n * piece.n)
  })
}

function addOpen(measured: Measured, piece: Piece, bytes: Uint8Array, span: Span): void {
  const isInWindow = isInside(piece, span)
  eachOf(bytes, (key, times) => {
    const family = familyOf(key)
    const n = times * piece.n
    // What came in after the full hour is as old as nothing.
    const age = Math.max(0, span.asOfHour - numberOf(key))
    if (family === BACKLOG_DUE) {
      if (numberOf(key) <= span.asOfHour) measured.overdue += n
      return
    }
    const flags = family - OPEN
    if (isInWindow && flags & openAs.waiting) addTo(measured.hours.unanswered, age, n)
    if (isInWindow && flags & openAs.unended) addTo(measured.hours.unended, age, n)
    if (flags & openAs.backlog) addTo(measured.backlog, age, n)
    if (flags & openAs.unanswered) measured.unanswered += n
  })
}

/** The sum of several, such as cities; all by the same `asOf`. */
export function together(all: readonly Measured[]): Measured {
  const sum = nothing()
  for (const one of all) {
    addAll(sum.counts, one.counts)
    addAll(sum.settled, one.settled)
    addAll(sum.backlog, one.backlog)
    for (const name of histograms.values()) addAll(sum.hours[name], one.hours[name])
    for (const [month, vector] of one.months) {
      const whole = sum.months.get(month) ?? new Map()
      addAll(whole, vector)
      sum.months.set(month, whole)
    }
    sum.unanswered += one.unanswered
    sum.overdue += one.overdue
  }
  return sum
}

function addAll(sum: Vector, vector: Vector): void {
  for (const [key, n] of vector) addTo(sum, key, n)
}

/** How often a family was counted with this number. */
export const countOf = (vector: Vector, family: number, number = 0): number =>
  vector.get(keyOf(family, number)) ?? 0

/** How often a family was counted at all. */
export function totalOf(vector: Vector, family: number): number {
  let total = 0
  for (const [key, n] of vector) if (familyOf(key) === family) total += n
  return total
}

/** The numbers of a family and how often each was counted. */
export const tallyOf = (vector: Vector, family: number): HourCounts =>
  [...vector].flatMap(([key, n]): [number, number][] =>
    familyOf(key) === family ? [[numberOf(key), n]] : [],
  )

export const leftAs = (vector: Vector, kind: Leaving): number =>
  countOf(vector, counted.left, leavings.indexOf(kind))

export type Standing = {
  outcome: (typeof outcomeOrder)[number]
  verdict: (typeof verdictOrder)[number]
  n: number
}

/** Answers that stand, by what they were and what the resident said. */
export const standingOf = (vector: Vector): Standing[] =>
  outcomeOrder.flatMap((outcome, position) =>
    verdictOrder.map((verdict, index) => ({
      outcome,
      verdict,
      n: countOf(vector, counted.stands, position * verdictOrder.length + index),
    })),
  )

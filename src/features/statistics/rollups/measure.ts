import { type HourCounts, HourHistogram, HourTally } from '../estimators/hour-histogram.ts'
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
import { isKept, type Kept } from './shapes.ts'
import { isInside, type Span } from './span.ts'
import { monthOf } from './sums.ts'
import { addTo, BrokenSum, eachOf, type Vector } from './vector.ts'

const histogramNames = ['answered', 'unanswered', 'solved', 'ended', 'unended'] as const
const tallyNames = [...histogramNames, 'backlog'] as const

/** Of the measure that is being taken. */
const tallies: Readonly<Record<(typeof tallyNames)[number], HourTally>> = {
  answered: new HourTally(),
  unanswered: new HourTally(),
  solved: new HourTally(),
  ended: new HourTally(),
  unended: new HourTally(),
  backlog: new HourTally(),
}

const noDays: Span = { from: 0, to: -1, asOfHour: 0, asOfDay: 0, asOfDayHour: 0, settledDay: 0 }

/** Everything that figures are made of, for one window and one part of a city. */
export type Measured = {
  /** Keys of the window; terms that are over at `asOf`. */
  counts: Vector
  /** Of those, what answers that have been watched for thirty days tell. */
  settled: Vector
  /** Whole hours from receipt, of what came in within the window. */
  hours: Record<(typeof histogramNames)[number], HourHistogram>
  /** The backlog at `asOf`, whatever the window: how many by age in whole hours, and of those without any answer. */
  backlog: HourHistogram
  unanswered: number
  overdue: number
  /** Keys by month up to the end of the window; only complete when the reading asked for `flow`. */
  months: Map<number, Vector>
}

/** Who came in within a window and how long they waited. */
export type Waits = Pick<Measured, 'counts' | 'hours'>

/**
 * Adds up pieces. The cost is that of the bytes: it does not grow with the cases behind them.
 * @throws BrokenSum when days were taken from their month and less than nothing is left
 */
export function measure(pieces: readonly Piece[], span: Span, kept: Kept = 'all'): Measured {
  const now = { unanswered: 0, overdue: 0 }
  for (const name of tallyNames) tallies[name].clear()
  for (const piece of pieces) {
    if (isInside(piece, span) && piece.hours !== null) addHours(piece, piece.hours)
    if (piece.open !== null) addOpen(now, piece, piece.open, span)
  }
  const { backlog, ...hours } = Object.fromEntries(
    tallyNames.map((name) => [name, tallies[name].taken()]),
  ) as Record<(typeof tallyNames)[number], HourHistogram>
  for (const { counts } of [...Object.values(hours), backlog]) refuseBelowZero(counts)
  refuseBelowZero(Object.values(now))
  return { ...measureCounts(pieces, span, kept), hours, backlog, ...now }
}

/** All that readings of `waits` have. */
export const measureWaits = (pieces: readonly Piece[], span: Span): Waits => measure(pieces, span, 'slices')

/** What tables by category and district print, of which a page has hundreds. Throws BrokenSum as `measure` does. */
export function measureCounts(
  pieces: readonly Piece[],
  span: Span,
  kept: Kept,
): Pick<Measured, 'counts' | 'settled' | 'months'> {
  const pots: Pots = new Map()
  for (const piece of pieces) {
    if (piece.last <= span.to && piece.counts !== null)
      addCounts({ vector: potOf(pots, piece, span), piece, span, kept }, piece.counts)
  }
  const sums = { counts: new Map(), settled: new Map(), months: new Map() }
  for (const pot of pots.values()) {
    refuseBelowZero(pot.vector.values())
    pourOut(sums, pot)
  }
  return sums
}

function refuseBelowZero(counts: Iterable<number>): void {
  for (const n of counts) if (n < 0) throw new BrokenSum(`a sum comes to ${n} once its days are taken away`)
}

/** Of a part in which nothing has happened. */
export const nothing = (): Measured => measure([], noDays)

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

function addCounts(
  { vector, piece, span, kept }: { vector: Vector; piece: Piece; span: Span; kept: Kept },
  bytes: Uint8Array,
): void {
  eachOf(bytes, (key, n) => {
    if (!isKept(kept, key)) return
    // Terms of the day of `asOf` count once their hour is over.
    if (piece.last >= span.asOfDay && dues.has(familyOf(key))) {
      if (piece.last > span.asOfDay || span.asOfDayHour + numberOf(key) > span.asOfHour) return
    }
    addTo(vector, key, n * piece.n)
  })
}

const histograms = new Map<number, (typeof histogramNames)[number]>([
  [lasted.answered, 'answered'],
  [lasted.left, 'unanswered'],
  [lasted.solved, 'solved'],
  [lasted.ended, 'ended'],
  [lasted.gone, 'unended'],
])

function addHours(piece: Piece, bytes: Uint8Array): void {
  eachOf(bytes, (key, n) => {
    const histogram = histograms.get(familyOf(key))
    if (histogram !== undefined) tallies[histogram].add(numberOf(key), n * piece.n)
  })
}

function addOpen(
  now: Pick<Measured, 'unanswered' | 'overdue'>,
  piece: Piece,
  bytes: Uint8Array,
  span: Span,
): void {
  const isInWindow = isInside(piece, span)
  eachOf(bytes, (key, times) => {
    const family = familyOf(key)
    const n = times * piece.n
    // What came in after the full hour is as old as nothing.
    const age = Math.max(0, span.asOfHour - numberOf(key))
    if (family === BACKLOG_DUE) {
      if (numberOf(key) <= span.asOfHour) now.overdue += n
      return
    }
    const flags = family - OPEN
    if (isInWindow && flags & openAs.waiting) tallies.unanswered.add(age, n)
    if (isInWindow && flags & openAs.unended) tallies.unended.add(age, n)
    if (flags & openAs.backlog) tallies.backlog.add(age, n)
    if (flags & openAs.unanswered) now.unanswered += n
  })
}

/** The sum of several, such as cities; all by the same `asOf`. */
export function together(all: readonly Measured[]): Measured {
  const sum = nothing()
  for (const one of all) {
    addAll(sum.counts, one.counts)
    addAll(sum.settled, one.settled)
    for (const [month, vector] of one.months) {
      const whole = sum.months.get(month) ?? new Map()
      addAll(whole, vector)
      sum.months.set(month, whole)
    }
    sum.unanswered += one.unanswered
    sum.overdue += one.overdue
  }
  const summed = (of: (one: Measured) => HourHistogram) =>
    HourHistogram.of(all.flatMap((one) => [...of(one)]))
  return {
    ...sum,
    hours: {
      answered: summed(({ hours }) => hours.answered),
      unanswered: summed(({ hours }) => hours.unanswered),
      solved: summed(({ hours }) => hours.solved),
      ended: summed(({ hours }) => hours.ended),
      unended: summed(({ hours }) => hours.unended),
    },
    backlog: summed(({ backlog }) => backlog),
  }
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

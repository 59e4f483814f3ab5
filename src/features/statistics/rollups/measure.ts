import { type HourCounts, HourHistogram, HourTally, MOST_HOURS } from '../estimators/hour-histogram.ts'
import { addEvent, addEvents, addToMonth, type Events, noEvents } from './events.ts'
import { KeyTally } from './key-tally.ts'
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
import { addTo, BrokenSum, eachOf, refuseBelowZero, type Vector } from './vector.ts'

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
  /** Of the window. */
  events: Events
  /** Whole hours from receipt, of what came in within the window. */
  hours: Record<(typeof histogramNames)[number], HourHistogram>
  /** The backlog at `asOf`, whatever the window: how many by age in whole hours, and of those without any answer. */
  backlog: HourHistogram
  unanswered: number
  overdue: number
  /** By month up to the end of the window; only complete when the reading asked for `flow`. */
  months: Map<number, Events>
}

/** Who came in within a window and how long they waited. */
export type Waits = Pick<Measured, 'events'> & { hours: Pick<Measured['hours'], 'answered' | 'unanswered'> }

/**
 * Adds up pieces. The cost is that of the bytes: it does not grow with the cases behind them.
 * @throws BrokenSum when days were taken from their month and less than nothing is left, or a key is none that was written
 */
export function measure(pieces: readonly Piece[], span: Span): Measured {
  const now = addDurations(pieces, span)
  const { backlog, ...hours } = Object.fromEntries(tallyNames.map((name) => [name, taken(name)])) as Record<
    (typeof tallyNames)[number],
    HourHistogram
  >
  refuseBelowZero(now.unanswered)
  refuseBelowZero(now.overdue)
  const sums = { counts: new Map(), settled: new Map(), events: noEvents(), months: new Map() }
  for (const { month, isInWindow, isSettled, tally } of potsOf(pieces, span, 'all')) {
    const events = noEvents()
    tally.empty((key, n) => {
      refuseBelowZero(n)
      addEvent(events, key, n)
      if (isInWindow) addTo(sums.counts, key, n)
      if (isInWindow && isSettled) addTo(sums.settled, key, n)
    })
    if (isInWindow) addEvents(sums.events, events)
    addToMonth(sums.months, month, events)
  }
  return { ...sums, hours, backlog, ...now }
}

/** All that readings of `waits` have. Throws BrokenSum as `measure` does. */
export function measureWaits(pieces: readonly Piece[], span: Span): Waits {
  addDurations(pieces, span)
  const hours = { answered: taken('answered'), unanswered: taken('unanswered') }
  return { events: measureWindow(pieces, span), hours }
}

/** What tables print of a window, of which a page has hundreds. Throws BrokenSum as `measure` does. */
export function measureWindow(pieces: readonly Piece[], span: Span): Events {
  const events = noEvents()
  for (const { isInWindow, tally } of potsOf(pieces, span, 'slices')) {
    tally.empty((key, n) => {
      refuseBelowZero(n)
      if (isInWindow) addEvent(events, key, n)
    })
  }
  return events
}

/** The same with each month. */
export function measureMonths(pieces: readonly Piece[], span: Span): Pick<Measured, 'events' | 'months'> {
  const sums = { events: noEvents(), months: new Map() }
  for (const { month, isInWindow, tally } of potsOf(pieces, span, 'slices')) {
    const events = noEvents()
    tally.empty((key, n) => {
      refuseBelowZero(n)
      addEvent(events, key, n)
    })
    if (isInWindow) addEvents(sums.events, events)
    addToMonth(sums.months, month, events)
  }
  return sums
}

/** Of a part in which nothing has happened. */
export const nothing = (): Measured => measure([], noDays)

const dues: ReadonlySet<number> = new Set([counted.onTime, counted.late, counted.extended])

/** Counts of a month that go to the same sums: days of one month lie on both sides of a border of the window. */
type Pot = { month: number; isInWindow: boolean; isSettled: boolean; tally: KeyTally }

/** Of the measure that is being taken. */
const keyTallies: KeyTally[] = []

/** To be emptied before the next measure is taken. */
function potsOf(pieces: readonly Piece[], span: Span, kept: Kept): Iterable<Pot> {
  const pots = new Map<number, Pot>()
  for (const piece of pieces) {
    if (piece.last > span.to || piece.counts === null) continue
    const [month, isInWindow] = [monthOf(piece.first), isInside(piece, span)]
    const isSettled = piece.last <= span.settledDay
    const place = month * 4 + (isInWindow ? 2 : 0) + (isSettled ? 1 : 0)
    let pot = pots.get(place)
    if (pot === undefined) {
      pot = { month, isInWindow, isSettled, tally: clearTally(pots.size) }
      pots.set(place, pot)
    }
    addCounts({ tally: pot.tally, piece, span, kept }, piece.counts)
  }
  return pots.values()
}

function clearTally(index: number): KeyTally {
  const tally = keyTallies[index] ?? new KeyTally()
  keyTallies[index] = tally
  tally.clear()
  return tally
}

function addCounts(
  { tally, piece, span, kept }: { tally: KeyTally; piece: Piece; span: Span; kept: Kept },
  bytes: Uint8Array,
): void {
  const hasRunningTerms = piece.last >= span.asOfDay
  eachOf(bytes, (key, n) => {
    if (!isKept(kept, key)) return
    // Terms of the day of `asOf` count once their hour is over.
    if (hasRunningTerms && dues.has(familyOf(key))) {
      if (piece.last > span.asOfDay || span.asOfDayHour + numberOf(key) > span.asOfHour) return
    }
    tally.add(key, n * piece.n)
  })
}

/** Fills the tallies of hours; answers how many wait and are late now. */
function addDurations(pieces: readonly Piece[], span: Span): Pick<Measured, 'unanswered' | 'overdue'> {
  const now = { unanswered: 0, overdue: 0 }
  for (const name of tallyNames) tallies[name].clear()
  for (const piece of pieces) {
    if (isInside(piece, span) && piece.hours !== null) addHours(piece, piece.hours)
    if (piece.open !== null) addOpen(now, piece, piece.open, span)
  }
  return now
}

function taken(name: (typeof tallyNames)[number]): HourHistogram {
  const histogram = tallies[name].taken()
  for (let row = 0; row < histogram.counts.length; row++) refuseBelowZero(histogram.counts[row] ?? 0)
  return histogram
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
    if (histogram === undefined) return
    const hour = numberOf(key)
    if (hour >= MOST_HOURS) throw new BrokenSum(`a case lasted ${hour} hours`)
    tallies[histogram].add(hour, n * piece.n)
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
    addEvents(sum.events, one.events)
    for (const [month, events] of one.months) addToMonth(sum.months, month, { ...events })
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
  vector.forEach((n, key) => {
    if (familyOf(key) === family) total += n
  })
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

import type { HideGround } from '../../complaints/index.ts'
import { aalenJohansen } from '../estimators/aalen-johansen.ts'
import { type HourCounts, HourHistogram } from '../estimators/hour-histogram.ts'
import { kaplanMeier } from '../estimators/kaplan-meier.ts'
import { type CategoryDue, expectedOnTime } from '../estimators/standardisation.ts'
import { wilson95 } from '../estimators/wilson.ts'
import { counted, groundOrder, hideReasons } from '../rollups/marks.ts'
import {
  countOf,
  leftAs,
  type Measured,
  standingOf,
  tallyOf,
  totalOf,
  type Waits,
} from '../rollups/measure.ts'
import { type Rate, rateOf } from './residents.ts'
import type { Window } from './window.ts'

/** Version of the formulas; a change of meaning is a new one. */
export const METHOD = '1'

/** `n` of `of` with its Wilson 95 % interval, rounded to 4 digits; null without cases. */
export type Share = {
  n: number
  of: number
  share: number | null
  low: number | null
  high: number | null
}

export type Hours = { value: number | null; low: number | null; high: number | null }

export const ageBands = ['0-3', '4-15', '16-30', '31-90', '90+'] as const
export type AgeBand = (typeof ageBands)[number]

/** The figures of statistics.md 3 in the shape of statistics.md 4. Hours are whole, shares 0 to 1. */
export type Figures = {
  asOf: string
  window: Window
  filter: Partial<Record<'office' | 'category' | 'district' | 'channel', string>>
  calendar: string
  method: string
  received: number
  answered: number
  onTime: Share
  medianHours: Hours & { events: number; censored: number }
  p90Hours: { value: number | null }
  resolution: {
    within30d: number | null
    low: number | null
    high: number | null
    medianHours: Hours
  }
  /** Of every final answer; `partly` are those of the disputed that were called partly fixed. */
  verdicts: { confirmed: number; disputed: number; none: number; partly: number }
  reopened: Share
  openNow: {
    n: number
    overdue: number
    unanswered: number
    oldestHours: number | null
    ageBands: Record<AgeBand, number>
  }
  outcomes: {
    solved: number
    planned: number
    explained: number
    refused: number
    forwarded: number
    withdrawn: number
    merged: number
  }
  refusedBy: Record<string, number>
  /** Of `signals.hidden`, by why a moderator hid them. */
  hiddenBy: Record<HideGround, number>
  /** Came in within the window and in no other figure: removed by a moderator as no complaint at all. */
  leftOut: { spam: number }
  transfers: { within3: number; later: number; medianOffices: number | null }
  extended: Share
  expectedOnTime: { share: number | null; differs: boolean }
  signals: { instant: number; bursts: number; noPhoto: number; recategorised: number; hidden: number }
  rate: Rate
}

export type FigureContext = Pick<Figures, 'asOf' | 'window' | 'filter' | 'calendar'>

const HOURS_OF_30_DAYS = 720

/** What figures need beside the sums of their own part. */
export type Beside = {
  /** What an office had due by category beside all offices; null for a city. */
  expected: readonly CategoryDue[] | null
  /** Solved without a photo where the category asks for one. */
  noPhoto: number
  /** Who lives there; null where nobody has said, or where nobody lives: in an office. */
  residents: number | null
}

/** Turns counts into figures. */
export function figuresOf(measured: Measured, context: FigureContext, beside: Beside): Figures {
  const { counts } = measured
  const waiting = waitingFigures(measured)
  const { n: onTime, of: due } = waiting.onTime
  return {
    ...context,
    method: METHOD,
    received: waiting.received,
    answered: countOf(counts, counted.answered),
    onTime: waiting.onTime,
    medianHours: waiting.medianHours,
    p90Hours: waiting.p90Hours,
    resolution: resolutionOf(measured),
    verdicts: verdictsOf(measured),
    reopened: reopenedOf(measured),
    openNow: openNowOf(measured),
    outcomes: outcomesOf(measured),
    refusedBy: Object.fromEntries(
      groundKeys.map((ground, index) => [ground, countOf(counts, counted.ground, index)]),
    ),
    hiddenBy: Object.fromEntries(
      hideReasons.map((reason, index) => [reason, countOf(counts, counted.hidden, index)]),
    ) as Record<HideGround, number>,
    leftOut: { spam: totalOf(counts, counted.leftOut) },
    transfers: {
      within3: countOf(counts, counted.transferred, 0),
      later: countOf(counts, counted.transferred, 1),
      medianOffices: medianOf(tallyOf(counts, counted.offices)),
    },
    extended: shareOf(totalOf(counts, counted.extended), due),
    expectedOnTime:
      beside.expected === null ? { share: null, differs: false } : expectedOf(beside.expected, onTime),
    signals: {
      instant: countOf(counts, counted.instant),
      bursts: countOf(counts, counted.burst),
      noPhoto: beside.noPhoto,
      recategorised: countOf(counts, counted.recategorised),
      hidden: totalOf(counts, counted.hidden),
    },
    rate: rateOf(waiting.received, beside.residents),
  }
}

/** Those figures that need no more than who came in and how long they waited. */
export function waitingFigures({
  events: { received, onTime, late },
  hours,
}: Waits): Pick<Figures, 'received' | 'onTime' | 'medianHours' | 'p90Hours'> {
  const { median, p90, events, censored } = kaplanMeier(hours.answered, hours.unanswered)
  return {
    received,
    onTime: shareOf(onTime, onTime + late),
    medianHours: { ...median, events, censored },
    p90Hours: { value: p90 },
  }
}

export function shareOf(n: number, of: number): Share {
  const { share, low, high } = wilson95(n, of)
  return { n, of, share: rounded(share), low: rounded(low), high: rounded(high) }
}

function expectedOf(categories: readonly CategoryDue[], onTime: number): Figures['expectedOnTime'] {
  const { share, differs } = expectedOnTime(categories, onTime)
  return { share: rounded(share), differs }
}

function resolutionOf({ hours }: Measured): Figures['resolution'] {
  const { atHorizon, median } = aalenJohansen(
    { ended: hours.solved, competing: hours.ended, censored: hours.unended },
    HOURS_OF_30_DAYS,
  )
  return {
    within30d: rounded(atHorizon.share),
    low: rounded(atHorizon.low),
    high: rounded(atHorizon.high),
    medianHours: median,
  }
}

/** A plan with a date is an answer, but asks the resident for no verdict yet. */
const finalOf = (counts: Measured['counts']) =>
  standingOf(counts).filter(({ outcome }) => outcome !== 'planned')

function verdictsOf({ counts }: Measured): Figures['verdicts'] {
  const final = finalOf(counts)
  const said = (verdict: 'yes' | 'partly' | 'no' | null) =>
    sumOf(final.filter((row) => row.verdict === verdict))
  const partly = said('partly')
  return { confirmed: said('yes'), disputed: said('no') + partly, none: said(null), partly }
}

const reopenedOf = ({ settled }: Measured): Share =>
  shareOf(countOf(settled, counted.reopenedSoon), sumOf(finalOf(settled)))

function outcomesOf({ counts }: Measured): Figures['outcomes'] {
  const standing = standingOf(counts)
  const outcome = (name: string) => sumOf(standing.filter((row) => row.outcome === name))
  return {
    solved: outcome('solved'),
    planned: outcome('planned'),
    explained: outcome('explained'),
    refused: outcome('refused'),
    forwarded: leftAs(counts, 'forwarded'),
    withdrawn: leftAs(counts, 'withdrawn'),
    // A stay ends by merging; a complaint that is merged is counted with its main one.
    merged: leftAs(counts, 'merged') + countOf(counts, counted.merged),
  }
}

/** Imported refusals may come without a ground. */
export const groundKeys = groundOrder

/** First hours of the bands after the first. */
const bandBorders = [4, 16, 31, 91].map((days) => days * 24)

function openNowOf({ backlog, unanswered, overdue }: Measured): Figures['openNow'] {
  const bands = ageBands.map(() => 0)
  let oldestHours: number | null = null
  for (let row = 0; row < backlog.hours.length; row++) {
    const [age, n] = [backlog.hours[row] ?? 0, backlog.counts[row] ?? 0]
    const band = bandBorders.findLastIndex((border) => age >= border) + 1
    bands[band] = (bands[band] ?? 0) + n
    oldestHours = age
  }
  const names = ageBands.map((name, index) => [name, bands[index] ?? 0])
  return {
    ...{ n: backlog.total, overdue, unanswered, oldestHours },
    ageBands: Object.fromEntries(names) as Record<AgeBand, number>,
  }
}

/** The smallest key with half of all counts at or below it. */
function medianOf(counted: HourCounts): number | null {
  const histogram = HourHistogram.of(counted)
  let left = histogram.total / 2
  for (const [key, n] of histogram) {
    left -= n
    if (left <= 0) return key
  }
  return null
}

/** First answers by whole days since the start; the last entry holds all from the 60th day on. */
export function answerDaysOf({ hours }: Measured): number[] {
  const days = new Array<number>(61).fill(0)
  const { hours: answered, counts } = hours.answered
  for (let row = 0; row < answered.length; row++) {
    const day = Math.min(60, Math.floor((answered[row] ?? 0) / 24))
    days[day] = (days[day] ?? 0) + (counts[row] ?? 0)
  }
  return days
}

const sumOf = (rows: readonly { n: number }[]): number => rows.reduce((sum, { n }) => sum + n, 0)

const rounded = (share: number | null) => (share === null ? null : Math.round(share * 10_000) / 10_000)

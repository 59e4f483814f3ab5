import { refusalGrounds } from '../../complaints/index.ts'
import { aalenJohansen } from '../estimators/aalen-johansen.ts'
import { kaplanMeier } from '../estimators/kaplan-meier.ts'
import { type HourCounts, totalCount } from '../estimators/risk-table.ts'
import { type CategoryDue, expectedOnTime } from '../estimators/standardisation.ts'
import { wilson95 } from '../estimators/wilson.ts'
import type { Measured } from './measure.ts'
import type { Tally } from './queries.ts'
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
  transfers: { within3: number; later: number; medianOffices: number | null }
  extended: Share
  expectedOnTime: { share: number | null; differs: boolean }
  signals: { instant: number; bursts: number; noPhoto: number; recategorised: number; hidden: number }
}

export type FigureContext = Pick<Figures, 'asOf' | 'window' | 'filter' | 'calendar'>

const HOURS_OF_30_DAYS = 720

/** Turns counts into figures; several offices are added up. `expected` is for offices, `null` for a city. */
export function figuresOf(
  measured: Measured,
  context: FigureContext,
  expected: readonly CategoryDue[] | null,
): Figures {
  const { counts, answers, open, acts, bursts } = measured
  const due = sumOf(counts, 'due')
  const onTime = sumOf(counts, 'onTime')
  const waiting = kaplanMeier(tallyOf(measured, 'answered'), tallyOf(measured, 'unanswered'))
  const byOutcome = answers.filter((row) => row.outcome !== null)
  const outcome = (name: string) =>
    sumOf(
      answers.filter((row) => row.outcome === name),
      'n',
    )
  const act = (name: string) =>
    sumOf(
      acts.filter((row) => row.act === name),
      'n',
    )
  return {
    ...context,
    method: METHOD,
    received: sumOf(counts, 'received'),
    answered: sumOf(counts, 'answered'),
    onTime: shareOf(onTime, due),
    medianHours: { ...waiting.median, events: waiting.events, censored: waiting.censored },
    p90Hours: { value: waiting.p90 },
    resolution: resolutionOf(measured),
    verdicts: verdictsOf(measured),
    reopened: reopenedOf(measured),
    openNow: {
      n: sumOf(open, 'n'),
      overdue: sumOf(open, 'overdue'),
      unanswered: sumOf(open, 'unanswered'),
      oldestHours: open.length === 0 ? null : Math.max(...open.map(({ oldestHours }) => oldestHours)),
      ageBands: ageBandsOf(measured),
    },
    outcomes: {
      solved: outcome('solved'),
      planned: outcome('planned'),
      explained: outcome('explained'),
      refused: outcome('refused'),
      forwarded: sumOf(counts, 'forwarded'),
      withdrawn: sumOf(counts, 'withdrawn'),
      merged: act('merged'),
    },
    refusedBy: refusedByOf(measured),
    transfers: {
      within3: act('within3'),
      later: act('later'),
      medianOffices: medianOf(tallyOf(measured, 'offices')),
    },
    extended: shareOf(sumOf(counts, 'extended'), due),
    expectedOnTime: expected === null ? { share: null, differs: false } : expectedOf(expected, onTime),
    signals: {
      instant: sumOf(counts, 'instant'),
      bursts: sumOf(bursts, 'n'),
      noPhoto: sumOf(byOutcome, 'noPhoto'),
      recategorised: act('recategorised'),
      hidden: sumOf(counts, 'hidden'),
    },
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

function resolutionOf(measured: Measured): Figures['resolution'] {
  const { atHorizon, median } = aalenJohansen(
    {
      ended: tallyOf(measured, 'solved'),
      competing: tallyOf(measured, 'ended'),
      censored: tallyOf(measured, 'unended'),
    },
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
const final = ({ answers }: Measured) =>
  answers.filter(({ outcome }) => outcome !== null && outcome !== 'planned')

function verdictsOf(measured: Measured): Figures['verdicts'] {
  const said = (verdict: string | null) =>
    sumOf(
      final(measured).filter((row) => row.verdict === verdict),
      'n',
    )
  const partly = said('partly')
  return { confirmed: said('yes'), disputed: said('no') + partly, none: said(null), partly }
}

function reopenedOf(measured: Measured): Share {
  return shareOf(sumOf(final(measured), 'reopened'), sumOf(final(measured), 'settled'))
}

/** Imported refusals may come without a ground. */
export const groundKeys = [...refusalGrounds, 'unknown'] as const

function refusedByOf({ answers }: Measured): Record<string, number> {
  const grounds: Record<string, number> = Object.fromEntries(groundKeys.map((ground) => [ground, 0]))
  for (const { outcome, ground, n } of answers) {
    if (outcome === 'refused') grounds[ground ?? 'unknown'] = (grounds[ground ?? 'unknown'] ?? 0) + n
  }
  return grounds
}

function ageBandsOf({ open }: Measured): Record<AgeBand, number> {
  const band = (index: number) => open.reduce((sum, { bands }) => sum + (bands[index] ?? 0), 0)
  return { '0-3': band(0), '4-15': band(1), '16-30': band(2), '31-90': band(3), '90+': band(4) }
}

/** One of the histograms: keys and how often. */
export function tallyOf({ tallies }: Measured, tally: Tally): HourCounts {
  return tallies
    .filter((row) => row.tally === tally)
    .flatMap((row) => row.keys.map((key, index) => [key, row.counts[index] ?? 0] as const))
}

/** The smallest key with half of all counts at or below it. */
function medianOf(counted: HourCounts): number | null {
  const pairs = [...counted].sort(([a], [b]) => a - b)
  let left = totalCount(pairs) / 2
  for (const [key, n] of pairs) {
    left -= n
    if (left <= 0) return key
  }
  return null
}

/** First answers by whole days since the start; the last entry holds all from the 60th day on. */
export function answerDaysOf(measured: Measured): number[] {
  const days = new Array<number>(61).fill(0)
  for (const [hour, n] of tallyOf(measured, 'answered')) {
    const day = Math.min(60, Math.floor(hour / 24))
    days[day] = (days[day] ?? 0) + n
  }
  return days
}

/** Counts of one category or district; `id` is null where the complaints have none. */
export type SliceCounts = { id: number | null; received: number; onTime: Share }

/** Sums by category or by district, the largest first. */
export function slicesOf({ counts }: Measured, by: 'categoryId' | 'districtId'): SliceCounts[] {
  const ids = new Set(counts.map((row) => row[by]))
  return [...ids]
    .map((id) => {
      const rows = counts.filter((row) => row[by] === id)
      return {
        id,
        received: sumOf(rows, 'received'),
        onTime: shareOf(sumOf(rows, 'onTime'), sumOf(rows, 'due')),
      }
    })
    .filter(({ received, onTime }) => received > 0 || onTime.of > 0)
    .sort((a, b) => b.received - a.received || (a.id ?? 0) - (b.id ?? 0))
}

/** What an office had due in each category beside what all offices had, for the expected share. */
export function categoryDues({ counts }: Measured, officeId: number): CategoryDue[] {
  return counts
    .filter(({ grp, due }) => grp === officeId && due > 0)
    .map(({ categoryId, due }) => {
      const city = counts.filter((row) => row.categoryId === categoryId)
      return { due, cityDue: sumOf(city, 'due'), cityOnTime: sumOf(city, 'onTime') }
    })
}

function sumOf<Key extends string>(rows: readonly Record<Key, number>[], key: Key): number {
  return rows.reduce((sum, row) => sum + row[key], 0)
}

const rounded = (share: number | null) => (share === null ? null : Math.round(share * 10_000) / 10_000)

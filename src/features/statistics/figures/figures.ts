import { refusalGrounds } from '../../complaints/index.ts'
import { aalenJohansen } from '../estimators/aalen-johansen.ts'
import { kaplanMeier } from '../estimators/kaplan-meier.ts'
import type { HourCounts } from '../estimators/risk-table.ts'
import { type CategoryDue, expectedOnTime } from '../estimators/standardisation.ts'
import { wilson95 } from '../estimators/wilson.ts'
import type { Measured } from './measure.ts'
import type { HoursRow, SliceRow } from './queries.ts'
import { isPartial, type Month, type Window } from './window.ts'

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
  const { headline, answers, open, acts, bursts } = measured
  const due = sumOf(headline, 'due')
  const onTime = sumOf(headline, 'onTime')
  const waiting = kaplanMeier(hoursOf(measured, 'answer', 'answered'), hoursOf(measured, 'answer', 'left'))
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
    received: sumOf(headline, 'received'),
    answered: sumOf(headline, 'answered'),
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
      forwarded: sumOf(headline, 'forwarded'),
      withdrawn: sumOf(headline, 'withdrawn'),
      merged: act('merged'),
    },
    refusedBy: refusedByOf(measured),
    transfers: {
      within3: act('within3'),
      later: act('later'),
      medianOffices: headline.length === 1 ? (headline[0]?.offices ?? null) : null,
    },
    extended: shareOf(sumOf(headline, 'extended'), due),
    expectedOnTime: expected === null ? { share: null, differs: false } : expectedOf(expected, onTime),
    signals: {
      instant: sumOf(headline, 'instant'),
      bursts: sumOf(bursts, 'n'),
      noPhoto: sumOf(answers, 'noPhoto'),
      recategorised: act('recategorised'),
      hidden: sumOf(headline, 'hidden'),
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
      ended: hoursOf(measured, 'done', 'solved'),
      competing: hoursOf(measured, 'done', 'other'),
      censored: hoursOf(measured, 'done', 'left'),
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
const final = ({ answers }: Measured) => answers.filter(({ outcome }) => outcome !== 'planned')

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

function hoursOf({ hours }: Measured, measure: HoursRow['measure'], kind: HoursRow['kind']): HourCounts {
  return hours
    .filter((row) => row.measure === measure && row.kind === kind)
    .flatMap((row) => row.hours.map((hour, index) => [hour, row.counts[index] ?? 0] as const))
}

/** First answers by whole days since the start; the last entry holds all from the 60th day on. */
export function answerDaysOf(measured: Measured): number[] {
  const days = new Array<number>(61).fill(0)
  for (const [hour, n] of hoursOf(measured, 'answer', 'answered')) {
    const day = Math.min(60, Math.floor(hour / 24))
    days[day] = (days[day] ?? 0) + n
  }
  return days
}

/** Events of a month and the stock at its end: open = open before + received + reopened - answered - left. */
export type FlowMonth = {
  /** YYYY-MM. */
  month: string
  received: number
  reopened: number
  answered: number
  left: number
  open: number
  onTime: Share
  /** The month was not over. */
  partial: boolean
}

export function flowOf(
  { flow }: Measured,
  months: readonly Month[],
  asOf: number,
  timeZone: string,
): FlowMonth[] {
  const counted = (event: string, position: number) =>
    sumOf(
      flow.filter((row) => row.event === event && row.month === position),
      'n',
    )
  const change = (position: number) =>
    counted('received', position) +
    counted('reopened', position) -
    counted('answered', position) -
    counted('left', position)
  let open = change(0)
  return months.map((month, index) => {
    const position = index + 1
    open += change(position)
    return {
      month: month.month,
      received: counted('received', position),
      reopened: counted('reopened', position),
      answered: counted('answered', position),
      left: counted('left', position),
      open,
      onTime: shareOf(counted('onTime', position), counted('due', position)),
      partial: isPartial(month, asOf, timeZone),
    }
  })
}

/** Counts of one category or district; `id` is null where the complaints have none. */
export type SliceCounts = { id: number | null; received: number; onTime: Share }

export function slicesOf({ slices }: Measured, by: SliceRow['by']): SliceCounts[] {
  const idOf = (row: SliceRow) => (by === 'category' ? row.categoryId : row.districtId)
  return slices
    .filter((row) => row.by === by && (row.received > 0 || row.due > 0))
    .map((row) => ({ id: idOf(row), received: row.received, onTime: shareOf(row.onTime, row.due) }))
    .sort((a, b) => b.received - a.received || (a.id ?? 0) - (b.id ?? 0))
}

/** What an office had due in each category beside what all offices had, for the expected share. */
export function categoryDues(all: Measured, officeId: number): CategoryDue[] {
  const byCategory = all.slices.filter(({ by }) => by === 'category')
  return byCategory
    .filter(({ grp, due }) => grp === officeId && due > 0)
    .map(({ categoryId, due }) => {
      const city = byCategory.filter((row) => row.categoryId === categoryId)
      return { due, cityDue: sumOf(city, 'due'), cityOnTime: sumOf(city, 'onTime') }
    })
}

function sumOf<Key extends string>(rows: readonly Record<Key, number>[], key: Key): number {
  return rows.reduce((sum, row) => sum + row[key], 0)
}

const rounded = (share: number | null) => (share === null ? null : Math.round(share * 10_000) / 10_000)

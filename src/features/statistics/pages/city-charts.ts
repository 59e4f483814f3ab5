import { barChart } from '../../../platform/charts/bar-chart.ts'
import type { ChartFigure } from '../../../platform/charts/chart.ts'
import { columnChart } from '../../../platform/charts/column-chart.ts'
import { dotRangeChart } from '../../../platform/charts/dot-range-chart.ts'
import { stackedBarChart } from '../../../platform/charts/stacked-bar-chart.ts'
import { formatNumber, formatShare } from '../../../platform/time/format.ts'
import { nameIn } from '../../city/index.ts'
import type { OfficeFigures, Slice } from '../figures/bodies.ts'
import { ageBands, type Figures } from '../figures/figures.ts'
import { FEWEST_TO_COMPARE } from '../figures/small-numbers.ts'
import type { ChartFoot } from './flow-chart.ts'
import { daysOf, type Reading, shareWords } from './reading.ts'

/** More rows are read by nobody; the table has them all. */
const MOST_BARS = 10
const MOST_OFFICES = 12

export type SliceWords = {
  id: 'categories' | 'districts'
  /** Name of the row; null for complaints that have none. */
  nameOf: (code: string | null) => string
  hrefOf: (code: string) => string
  note?: string
}

/** Received by category or by district; null when there is nothing to compare. */
export function sliceChart(
  slices: readonly Slice[],
  { id, nameOf, hrefOf, note }: SliceWords,
  reading: Reading,
  foot: ChartFoot,
): ChartFigure | null {
  const { lang, t } = reading
  const [first] = slices.filter(({ code }) => code !== null)
  if (first === undefined || first.received === 0 || slices.length < 2) return null
  const n = (value: number) => formatNumber(value, lang)
  const shown = slices.slice(0, MOST_BARS).filter(({ received }) => received > 0)
  const names = slices.slice(0, 3).map(({ code, received }) => `${nameOf(code)} (${n(received)})`)
  return {
    id,
    level: 2,
    title: t(`statistics:slice.${id}.title`, { name: nameOf(first.code), n: n(first.received) }),
    subtitle: t(`statistics:slice.${id}.subtitle`),
    description: t(`statistics:slice.${id}.description`, { n: n(slices.length), names: names.join(', ') }),
    key: [],
    chart: barChart({
      rows: shown.map(({ code, received }) => ({
        label: nameOf(code),
        value: received,
        href: code === null ? null : hrefOf(code),
      })),
      format: n,
    }),
    note: [restNote(slices.slice(MOST_BARS), reading), note].filter(Boolean).join(' ') || null,
    table: {
      caption: t(`statistics:slice.${id}.subtitle`),
      columns: [
        { label: t(id === 'categories' ? 'statistics:col.category' : 'statistics:col.district') },
        { label: t('statistics:col.received'), numeric: true },
        { label: t('statistics:col.onTime'), numeric: true },
      ],
      rows: slices.map(({ code, received, onTime }) => [
        code === null ? nameOf(code) : { text: nameOf(code), href: hrefOf(code) },
        n(received),
        shareWords(onTime, reading),
      ]),
    },
    ...foot,
  }
}

function restNote(rest: readonly Slice[], { lang, t }: Reading): string | null {
  if (rest.length === 0) return null
  const received = rest.reduce((sum, slice) => sum + slice.received, 0)
  return t('statistics:rest', { rows: formatNumber(rest.length, lang), n: formatNumber(received, lang) })
}

/** Calendar days that a term of working days is about: five of seven. */
const calendarDays = (workingDays: number) => Math.round((workingDays * 7) / 5)

/** How long offices make people wait. In the order of the offices: it is no ranking. */
export function waitsChart(
  offices: readonly OfficeFigures[],
  hrefOf: (code: string) => string,
  reading: Reading,
  foot: ChartFoot,
): ChartFigure | null {
  const { city, lang, t, directory } = reading
  const short = new Map(directory.offices.map((office) => [office.code, nameIn(office.short, lang)]))
  const rows = offices.flatMap(({ office, received, medianHours, p90Hours }) =>
    received < FEWEST_TO_COMPARE || medianHours.value === null
      ? []
      : [
          {
            code: office,
            received,
            label: short.get(office) ?? office,
            middle: medianHours.value,
            high: p90Hours.value,
          },
        ],
  )
  const byMedian = rows.toSorted((a, b) => a.middle - b.middle)
  const [fastest, slowest] = [byMedian[0], byMedian.at(-1)]
  if (fastest === undefined || slowest === undefined || rows.length < 2) return null
  const high = (hours: number | null) =>
    hours === null ? t('statistics:notReached') : daysOf(hours, reading)
  return {
    id: 'waits',
    level: 2,
    title: t('statistics:waits.title', {
      low: daysOf(fastest.middle, reading),
      high: daysOf(slowest.middle, reading),
    }),
    subtitle: t('statistics:waits.subtitle'),
    description: t('statistics:waits.description', {
      n: formatNumber(rows.length, lang),
      fast: fastest.label,
      slow: slowest.label,
    }),
    key: [],
    chart: dotRangeChart({
      rows: largest(rows).map((row) => ({
        label: row.label,
        middle: row.middle / 24,
        high: row.high === null ? null : row.high / 24,
        text: t('statistics:days', { n: daysOf(row.middle, reading) }),
        href: hrefOf(row.code),
      })),
      format: (value) => formatNumber(value, lang),
      target: { value: calendarDays(city.termDays), label: '' },
    }),
    note: t('statistics:waits.note', {
      term: city.termDays,
      days: formatNumber(calendarDays(city.termDays), lang),
    }),
    table: {
      caption: t('statistics:waits.subtitle'),
      columns: [
        { label: t('statistics:col.office') },
        { label: t('statistics:col.median'), numeric: true },
        { label: t('statistics:col.p90'), numeric: true },
      ],
      rows: rows.map((row) => [
        { text: row.label, href: hrefOf(row.code) },
        daysOf(row.middle, reading),
        high(row.high),
      ]),
    },
    ...foot,
  }
}

/** Those with most complaints, still in the order of the offices. */
function largest<Row extends { received: number }>(rows: readonly Row[]): Row[] {
  const most = new Set(rows.toSorted((a, b) => b.received - a.received).slice(0, MOST_OFFICES))
  return rows.filter((row) => most.has(row))
}

const outcomeKinds = [
  ...(['solved', 'planned', 'explained', 'refused'] as const),
  ...(['forwarded', 'withdrawn', 'merged'] as const),
]

/** Kinds of end, never folded together. */
export function outcomesChart({ outcomes }: Figures, reading: Reading, foot: ChartFoot): ChartFigure | null {
  const { lang, t } = reading
  const total = outcomeKinds.reduce((sum, kind) => sum + outcomes[kind], 0)
  if (total === 0) return null
  const n = (value: number) => formatNumber(value, lang)
  const share = (value: number) => formatShare(value / total, lang)
  const rows = outcomeKinds.map((kind) => ({
    label: t(`statistics:outcomes.${kind}`),
    value: outcomes[kind],
  }))
  return {
    id: 'outcomes',
    level: 2,
    title: t('statistics:outcomes.title', { share: share(outcomes.solved) }),
    subtitle: t('statistics:outcomes.subtitle'),
    description: t('statistics:outcomes.description', {
      n: n(total),
      solved: n(outcomes.solved),
      refused: n(outcomes.refused),
    }),
    key: [],
    chart: barChart({ rows, format: (value) => `${n(value)} · ${share(value)}` }),
    table: {
      caption: t('statistics:outcomes.subtitle'),
      columns: [
        { label: t('statistics:col.kind') },
        { label: t('statistics:col.count'), numeric: true },
        { label: t('statistics:col.share'), numeric: true },
      ],
      rows: rows.map(({ label, value }) => [label, n(value), share(value)]),
    },
    ...foot,
  }
}

/** What residents said after an answer; silence is a part of its own. */
export function verdictsChart({ verdicts }: Figures, reading: Reading, foot: ChartFoot): ChartFigure | null {
  const { lang, t } = reading
  const n = (value: number) => formatNumber(value, lang)
  const parts = [
    { label: t('statistics:verdicts.yes'), value: verdicts.confirmed },
    { label: t('statistics:verdicts.no'), value: verdicts.disputed },
    { label: t('statistics:verdicts.none'), value: verdicts.none },
  ]
  const total = parts.reduce((sum, { value }) => sum + value, 0)
  if (total === 0) return null
  const counts = {
    yes: n(verdicts.confirmed),
    partly: n(verdicts.partly),
    no: n(verdicts.disputed),
    none: n(verdicts.none),
  }
  return {
    id: 'verdicts',
    level: 2,
    title: t('statistics:verdicts.title', { n: n(verdicts.confirmed), of: n(total) }),
    subtitle: t('statistics:verdicts.subtitle'),
    description: t('statistics:verdicts.description', counts),
    key: parts.map(({ label, value }, index) => ({
      label: `${label}: ${n(value)}`,
      series: (index + 1) as 1 | 2 | 3,
    })),
    chart: stackedBarChart({
      rows: [{ label: `${t('statistics:col.count')}: ${n(total)}`, values: parts.map(({ value }) => value) }],
      parts: parts.map(({ label }) => label),
      format: (_value, share) => formatShare(share, lang),
    }),
    note: t('statistics:verdicts.note', { partly: n(verdicts.partly) }),
    table: {
      caption: t('statistics:verdicts.subtitle'),
      columns: [
        { label: t('statistics:col.verdict') },
        { label: t('statistics:col.count'), numeric: true },
        { label: t('statistics:col.share'), numeric: true },
      ],
      rows: parts.map(({ label, value }) => [label, n(value), formatShare(value / total, lang)]),
    },
    ...foot,
  }
}

/** How long what is open has been waiting. */
export function agesChart({ openNow }: Figures, reading: Reading, foot: ChartFoot): ChartFigure | null {
  const { lang, t } = reading
  if (openNow.n === 0) return null
  const n = (value: number) => formatNumber(value, lang)
  const columns = ageBands.map((band, index) => ({
    label: t(`statistics:ages.band${index as 0 | 1 | 2 | 3 | 4}`),
    value: openNow.ageBands[band],
  }))
  const long = openNow.ageBands['31-90'] + openNow.ageBands['90+']
  return {
    id: 'ages',
    level: 2,
    title: t('statistics:ages.title', { n: n(long), of: n(openNow.n) }),
    subtitle: t('statistics:ages.subtitle'),
    description: t('statistics:ages.description', {
      days: daysOf(openNow.oldestHours ?? 0, reading),
      late: n(openNow.overdue),
    }),
    key: [],
    chart: columnChart({ columns, format: n }),
    table: {
      caption: t('statistics:ages.subtitle'),
      columns: [{ label: t('statistics:col.age') }, { label: t('statistics:col.count'), numeric: true }],
      rows: columns.map(({ label, value }) => [label, n(value)]),
    },
    ...foot,
  }
}

import type { ChartFigure } from '../../../platform/charts/chart.ts'
import { type HeatMap, heatMap } from '../../../platform/charts/heat-map.ts'
import { lineChart } from '../../../platform/charts/line-chart.ts'
import type { Cell, StatTile, Table } from '../../../platform/http/parts.ts'
import { formatDay, formatMonthShort, formatNumber } from '../../../platform/time/format.ts'
import type { Analysis, Hidden } from '../analysis.ts'
import { chosenRows } from '../analysis.ts'
import { type AnalysisAsked, timesOf } from '../asked.ts'
import { type KindCount, sumsBy, totalOf } from '../counts.ts'
import { untold } from '../release.ts'
import { type Surroundings, wordsOf } from './words.ts'

const mostTopics = 15
const mostLines = 4

export type Shown = {
  around: Surroundings
  asked: AnalysisAsked
  analysis: Analysis
  /** Absent where all is told. */
  hidden?: readonly Hidden[]
}

/** Names of a sum, the greatest first. */
const ranked = (sums: ReadonlyMap<string, number>): [string, number][] =>
  [...sums].toSorted(([a, n], [b, m]) => m - n || a.localeCompare(b, 'en'))

/** How many came in each way, against the period before. */
export function kindTiles({ around, asked, analysis }: Shown): StatTile[] {
  const { lang, t } = around
  const words = wordsOf(around)
  const [now, before] = [chosenRows(analysis.now, asked), chosenRows(analysis.before, asked)]
  const [sums, were] = [sumsBy(now, ({ kind }) => kind), sumsBy(before, ({ kind }) => kind)]
  const tile = (label: string, value: number, was: number): StatTile => ({
    label,
    value: formatNumber(value, lang),
    note: t('analysis:before', { count: formatNumber(was, lang) }),
  })
  const all = analysis.kinds.length < 2 ? [] : [tile(t('analysis:all'), totalOf(now), totalOf(before))]
  return [
    ...all,
    ...analysis.kinds.map((kind) => tile(words.kind(kind), sums.get(kind) ?? 0, were.get(kind) ?? 0)),
  ]
}

/** The most frequent topics over time; of one topic, the ways in which people came. Null when there is nothing. */
export function timeFigure({ around, asked, analysis, hidden = [] }: Shown): ChartFigure | null {
  const rows = chosenRows(analysis.now, asked)
  if (rows.length === 0) return null
  const { lang, t } = around
  const words = wordsOf(around)
  const isOne = asked.category !== null
  const nameOf = (row: KindCount) => (isOne ? row.kind : row.category)
  // What has no topic is in the tables: as a line it would press the topics flat
  const top = ranked(sumsBy(rows, nameOf))
    .filter(([code]) => code !== '')
    .slice(0, mostLines)
    .map(([code]) => code)
  if (top.length === 0) return null
  const times = timesOf(asked)
  const labels = top.map((code) => (isOne ? words.kind(code) : words.category(code)))
  const values = top.map((code) => {
    const sums = sumsBy(
      rows.filter((row) => (nameOf(row) ?? '') === code),
      ({ day }) => day,
    )
    return times.map((day) => sums.get(day) ?? 0)
  })
  const timeName = (day: string) =>
    asked.unit === 'month'
      ? formatDay(day, lang, 'month')
      : t('analysis:week', { day: formatDay(day, lang, 'short') })
  const every = Math.max(1, Math.ceil(times.length / 6))
  const subtitle = t(isOne ? 'analysis:time.byKind' : 'analysis:time.byTopic', periodWords(asked, lang))
  return {
    id: 'time',
    level: 2,
    title: t('analysis:time.title', {
      name: labels[0] ?? '',
      n: formatNumber(sum(values[0] ?? []), lang),
    }),
    subtitle,
    description: labels
      .map((label, index) => `${label}: ${formatNumber(sum(values[index] ?? []), lang)}`)
      .join('; '),
    key: labels.map((label, index) => ({ label, series: (index + 1) as 1 | 2 | 3 | 4 })),
    chart: lineChart({
      times: times.map((day, index) => {
        const fromLast = times.length - 1 - index
        const label =
          asked.unit === 'month' ? formatMonthShort(day, lang) : formatDay(day, lang, 'numeric').slice(0, 5)
        const isSecond = fromLast % (every * 2) !== 0
        return {
          label: fromLast % every === 0 ? label : '',
          minor: isSecond,
          least: isSecond && asked.unit === 'month',
        }
      }),
      series: values.map((own, index) => ({ name: labels[index] ?? '', values: own })),
      format: (value) => formatNumber(value, lang),
      lastIsPartial: true,
    }),
    note: t('analysis:time.partial'),
    table: {
      caption: subtitle,
      columns: [
        { label: t(`analysis:time.${asked.unit}`) },
        ...labels.map((label) => ({ label, numeric: true })),
      ],
      rows: times
        .map((day, at): Cell[] => [
          timeName(day),
          ...values.map((own, index) => {
            const isFew = hidden.some((one) => one.day === day && one.category === top[index])
            return isFew && !own[at] ? t('analysis:few') : formatNumber(own[at] ?? 0, lang)
          }),
        ])
        .toReversed(),
    },
  }
}

const sum = (values: readonly number[]): number => values.reduce((all, one) => all + one, 0)

export const periodWords = (
  { from, to }: Pick<AnalysisAsked, 'from' | 'to'>,
  lang: Surroundings['lang'],
) => ({
  from: formatDay(from, lang),
  to: formatDay(to, lang),
})

/** The most frequent topics by area. Null when no topic has an area. */
export function topicHeat(
  { around, asked, analysis, hidden }: Shown,
  { hrefOf }: { hrefOf?: (category: string) => string } = {},
): HeatMap | null {
  const { lang, t } = around
  const words = wordsOf(around)
  const rows = chosenRows(analysis.now, asked)
  const areas = ranked(sumsBy(rows, ({ area }) => area)).map(([code]) => code)
  if (rows.length === 0 || areas.every((code) => code === '' || code === untold)) return null
  const isLast = (code: string) => code === '' || code === untold
  const ordered = [...areas.filter((code) => !isLast(code)), ...areas.filter(isLast)]
  const topics = ranked(sumsBy(rows, ({ category }) => category)).slice(0, mostTopics)
  // What no row says may be none or few
  const isPart = (code: string) => hidden?.some(({ category }) => category === code) ?? false
  return heatMap({
    columns: ordered.map(words.area),
    rows: topics.map(([code, total]) => {
      const sums = sumsBy(
        rows.filter(({ category }) => (category ?? '') === code),
        ({ area }) => area,
      )
      return {
        label: words.category(code),
        ...(hrefOf === undefined || code === '' ? {} : { href: hrefOf(code) }),
        values: ordered.map((area) => sums.get(area) ?? (isPart(code) ? null : 0)),
        total,
      }
    }),
    format: (value) => (value === null ? t('analysis:few') : formatNumber(value, lang)),
  })
}

/** Topics by the way in which people came, with the period before. */
export function topicTable({ around, asked, analysis, hidden = [] }: Shown): Table {
  const { lang, t } = around
  const words = wordsOf(around)
  const [now, before] = [chosenRows(analysis.now, asked), chosenRows(analysis.before, asked)]
  const were = sumsBy(before, ({ category }) => category)
  const byKind = analysis.kinds.map((kind) => ({
    kind,
    sums: sumsBy(
      now.filter((row) => row.kind === kind),
      ({ category }) => category,
    ),
  }))
  const isFew = (kind: string, code: string) =>
    hidden.some((one) => one.kind === kind && one.category === code)
  return {
    caption: t('analysis:topics.title'),
    columns: [
      { label: t('analysis:column.topic') },
      ...analysis.kinds.map((kind) => ({ label: words.kind(kind), numeric: true })),
      ...(analysis.kinds.length < 2 ? [] : [{ label: t('analysis:all'), numeric: true }]),
      { label: t('analysis:column.before'), numeric: true },
    ],
    rows: ranked(sumsBy(now, ({ category }) => category)).map(([code, total]): Cell[] => [
      words.category(code),
      ...byKind.map(({ kind, sums }) => {
        const told = sums.get(code)
        return told === undefined && isFew(kind, code) ? t('analysis:few') : formatNumber(told ?? 0, lang)
      }),
      ...(analysis.kinds.length < 2 ? [] : [formatNumber(total, lang)]),
      formatNumber(were.get(code) ?? 0, lang),
    ]),
  }
}

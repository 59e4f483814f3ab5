import type { ChartFigure } from '../../../platform/charts/chart.ts'
import { lineChart } from '../../../platform/charts/line-chart.ts'
import type { Link } from '../../../platform/http/parts.ts'
import { formatDay, formatNumber, formatShare } from '../../../platform/time/format.ts'
import type { FlowMonth } from '../figures/flow.ts'
import { FEWEST_FOR_PERCENT } from '../figures/small-numbers.ts'
import { intervalWords, type Reading, shareWords } from './reading.ts'

/** What all charts of a page say in their last line. */
export type ChartFoot = Pick<ChartFigure, 'source' | 'updated' | 'methodHref'> & { downloads: Link[] }

export type FlowWords = {
  /** Without and with a year before. */
  title: 'statistics:flow.title' | 'statistics:office.flowTitle'
  subtitle: 'statistics:flow.subtitle' | 'statistics:office.flowSubtitle'
}

/** Months between two names, counted back from the last one; on phones one name a year. */
const EVERY = { wide: 3, half: 6, phone: 12 } as const

/** Received, ended and open by month. */
export function flowChart(
  flow: readonly FlowMonth[],
  words: FlowWords,
  lastDay: string,
  reading: Reading,
  foot: ChartFoot,
): ChartFigure {
  const { lang, t } = reading
  const n = (value: number) => formatNumber(value, lang)
  const series = ['open', 'received', 'answered'] as const
  const full = flow.filter(({ partial }) => !partial)
  const most = full.toSorted((a, b) => b.received - a.received)[0]
  const least = full.toSorted((a, b) => a.received - b.received)[0]
  return {
    id: 'flow',
    level: 2,
    title: flowTitle(flow, words, reading),
    subtitle: t(words.subtitle),
    description:
      most && least
        ? t('statistics:flow.description', {
            least: n(least.received),
            most: n(most.received),
            month: formatDay(`${most.month}-01`, lang, 'month'),
          })
        : t(words.subtitle),
    key: series.map((name, index) => ({
      label: t(`statistics:flow.${name}`),
      series: (index + 1) as 1 | 2 | 3,
    })),
    chart: lineChart({
      times: timesOf(flow, EVERY.wide, reading),
      series: series.map((name) => ({ values: flow.map((month) => month[name]) })),
      format: n,
      lastIsPartial: flow.at(-1)?.partial ?? false,
    }),
    note: partialNote(flow, lastDay, reading),
    table: {
      caption: t(words.subtitle),
      columns: [
        { label: t('statistics:col.month') },
        ...(['received', 'reopened', 'answered', 'left', 'open'] as const).map((name) => ({
          label: t(`statistics:col.${name}`),
          numeric: true,
        })),
      ],
      rows: flow
        .toReversed()
        .map((month) => [
          formatDay(`${month.month}-01`, lang, 'month'),
          n(month.received),
          n(month.reopened),
          n(month.answered),
          n(month.left),
          n(month.open),
        ]),
    },
    ...foot,
  }
}

function flowTitle(flow: readonly FlowMonth[], { title }: FlowWords, { lang, t }: Reading): string {
  const open = flow.at(-1)?.open ?? 0
  const yearBefore = flow.at(-13)
  if (title !== 'statistics:flow.title' || !yearBefore || yearBefore.open === 0) {
    return t(title, { n: formatNumber(open, lang) })
  }
  return t('statistics:flow.titleYear', {
    n: formatNumber(open, lang),
    before: formatNumber(yearBefore.open, lang),
  })
}

/** Share answered in time by month, with its interval. Months with few cases are gaps. */
export function punctualChart(
  flow: readonly FlowMonth[],
  lastDay: string,
  reading: Reading,
  foot: ChartFoot,
): ChartFigure {
  const { lang, t } = reading
  const shown = flow.map(({ onTime }) => (onTime.of < FEWEST_FOR_PERCENT ? null : onTime))
  const percent = (value: number | null | undefined) => (value == null ? null : value * 100)
  const values = shown.map((one) => percent(one?.share))
  const known = values.filter((value) => value !== null)
  const total = flow
    .slice(-12)
    .reduce((sum, { onTime }) => ({ n: sum.n + onTime.n, of: sum.of + onTime.of }), { n: 0, of: 0 })
  return {
    id: 'in-time',
    level: 2,
    title: t('statistics:punctual.title', {
      share: total.of === 0 ? t('statistics:none') : formatShare(total.n / total.of, lang),
    }),
    subtitle: t('statistics:punctual.subtitle'),
    description:
      known.length === 0
        ? t('statistics:punctual.subtitle')
        : t('statistics:punctual.description', {
            least: formatShare(Math.min(...known) / 100, lang),
            most: formatShare(Math.max(...known) / 100, lang),
          }),
    key: [],
    chart: lineChart({
      times: timesOf(flow, EVERY.half, reading),
      series: [
        {
          values,
          low: shown.map((one) => percent(one?.low)),
          high: shown.map((one) => percent(one?.high)),
        },
      ],
      format: (value) => formatShare(value / 100, lang),
      max: 100,
      target: { value: 100, label: t('statistics:punctual.target') },
      lastIsPartial: flow.at(-1)?.partial ?? false,
    }),
    note: partialNote(flow, lastDay, reading),
    table: {
      caption: t('statistics:punctual.subtitle'),
      columns: [
        { label: t('statistics:col.month') },
        { label: t('statistics:col.onTime'), numeric: true },
        { label: t('statistics:col.interval'), numeric: true },
      ],
      rows: flow
        .toReversed()
        .map(({ month, onTime }) => [
          formatDay(`${month}-01`, lang, 'month'),
          shareWords(onTime, reading),
          onTime.of < FEWEST_FOR_PERCENT ? '' : intervalWords(onTime, reading),
        ]),
    },
    ...foot,
  }
}

function timesOf(flow: readonly FlowMonth[], every: number, { lang }: Reading) {
  return flow.map(({ month }, index) => {
    const fromLast = flow.length - 1 - index
    return {
      label: fromLast % every === 0 ? formatDay(`${month}-01`, lang, 'monthShort') : '',
      minor: fromLast % EVERY.phone !== 0,
    }
  })
}

function partialNote(flow: readonly FlowMonth[], lastDay: string, { lang, t }: Reading): string | null {
  return flow.at(-1)?.partial ? t('statistics:partial', { day: formatDay(lastDay, lang) }) : null
}

import type { DataFigure } from '../../../platform/charts/data-figure.ts'
import { lineChart } from '../../../platform/charts/line-chart.ts'
import { formatShare } from '../../../platform/time/format.ts'
import { wilson95 } from '../estimators/wilson.ts'
import type { FlowMonth } from '../figures/flow.ts'
import { FEWEST_FOR_PERCENT } from '../figures/small-numbers.ts'
import { intervalChange } from '../pages/changed.ts'
import type { Reading } from '../pages/reading.ts'
import { intervalCell, monthCell, shareCell } from './cells.ts'
import { every, partialNote, timesOf } from './months.ts'
import { footOf, type SubjectNumbers } from './place.ts'

const MONTHS_OF_TITLE = 12

/** Share answered in time by month, with its interval. Months with few cases are gaps; null when all are. */
export function inTimeChart(numbers: SubjectNumbers): DataFigure | null {
  const { reading, query, subject } = numbers
  const { lang, t } = reading
  const { flow } = subject
  const shown = flow.map(({ onTime }) => (onTime.of < FEWEST_FOR_PERCENT ? null : onTime))
  const percent = (value: number | null | undefined) => (value == null ? null : value * 100)
  const values = shown.map((one) => percent(one?.share))
  const known = values.filter((value) => value !== null)
  if (known.length === 0) return null
  return {
    id: 'in-time',
    level: 2,
    title: titleOf(flow, reading),
    subtitle: t('statistics:punctual.subtitle'),
    description: t('statistics:punctual.description', {
      least: formatShare(Math.min(...known) / 100, lang),
      most: formatShare(Math.max(...known) / 100, lang),
    }),
    key: [],
    chart: lineChart({
      times: timesOf(flow, every.half, reading),
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
    note: partialNote(flow, query.window.to, reading),
    table: {
      caption: t('statistics:punctual.subtitle'),
      columns: [
        { key: 'month', label: t('statistics:col.month') },
        { key: 'onTime', label: t('statistics:col.onTime'), numeric: true },
        { key: 'interval', label: t('statistics:col.interval'), numeric: true },
      ],
      rows: flow
        .toReversed()
        .map(({ month, onTime }) => [
          monthCell(month, reading),
          shareCell(onTime, reading),
          intervalCell(onTime, reading),
        ]),
    },
    ...footOf('in-time', numbers),
  }
}

/** The last twelve months, beside the twelve before them where those are whole and chance is a poor explanation. */
function titleOf(flow: readonly FlowMonth[], { lang, t }: Reading): string {
  const now = togetherIn(flow.slice(-MONTHS_OF_TITLE))
  if (now === null) return t('statistics:punctual.title', { share: t('statistics:none') })
  const share = formatShare(now.share, lang)
  const before = yearBefore(flow)
  if (before === null || intervalChange(now, before) === 'none')
    return t('statistics:punctual.title', { share })
  return t('statistics:punctual.titleYear', { share, before: formatShare(before.share, lang) })
}

/** Null when its first month had nothing due: then the portal had only begun. */
function yearBefore(flow: readonly FlowMonth[]) {
  const months = flow.slice(-2 * MONTHS_OF_TITLE, -MONTHS_OF_TITLE)
  const isWhole = months.length === MONTHS_OF_TITLE && (months[0]?.onTime.of ?? 0) > 0
  return isWhole ? togetherIn(months) : null
}

/** Null of so few cases that a share says nothing. */
function togetherIn(months: readonly FlowMonth[]) {
  const due = months.reduce((sum, { onTime }) => sum + onTime.of, 0)
  const inTime = months.reduce((sum, { onTime }) => sum + onTime.n, 0)
  const { share, low, high } = wilson95(inTime, due)
  return share === null || due < FEWEST_FOR_PERCENT ? null : { share, low, high }
}

import type { ChartFigure } from '../../../platform/charts/chart.ts'
import { columnChart } from '../../../platform/charts/column-chart.ts'
import { formatNumber, formatShare } from '../../../platform/time/format.ts'
import type { ChartFoot } from './flow-chart.ts'
import type { Reading } from './reading.ts'

const BIN = 3
const LAST_BIN = 30

/** Days to the first answer in bins of three, with the term marked; null without answers. */
export function daysChart(
  answerDays: readonly number[],
  reading: Reading,
  foot: ChartFoot,
): ChartFigure | null {
  const { city, lang, t } = reading
  const n = (value: number) => formatNumber(value, lang)
  const sum = (from: number, to = answerDays.length) =>
    answerDays.slice(from, to).reduce((total, count) => total + count, 0)
  const total = sum(0)
  if (total === 0) return null
  const columns = Array.from({ length: LAST_BIN / BIN }, (_, index) => ({
    label: `${index * BIN}–${index * BIN + BIN - 1}`,
    value: sum(index * BIN, index * BIN + BIN),
    minor: index % 2 === 1,
  }))
  columns.push({ label: `${LAST_BIN}+`, value: sum(LAST_BIN), minor: false })
  return {
    id: 'days',
    level: 2,
    title: t('statistics:office.daysTitle', { share: formatShare(sum(0, 15) / total, lang) }),
    subtitle: t('statistics:office.daysSubtitle'),
    description: t('statistics:office.daysDescription', { n: n(total), late: n(sum(LAST_BIN)) }),
    key: [],
    chart: columnChart({
      columns,
      format: n,
      marker: {
        after: (city.termDays * 7) / 5 / BIN,
        label: t('statistics:office.term', { term: city.termDays }),
      },
    }),
    note: t('statistics:office.daysNote'),
    table: {
      caption: t('statistics:office.daysSubtitle'),
      columns: [{ label: t('statistics:col.day') }, { label: t('statistics:col.count'), numeric: true }],
      rows: columns.map(({ label, value }) => [label, n(value)]),
    },
    ...foot,
  }
}

import { columnChart } from '../../../platform/charts/column-chart.ts'
import type { DataFigure } from '../../../platform/charts/data-figure.ts'
import { formatNumber, formatShare } from '../../../platform/time/format.ts'
import { mayTellShares } from '../figures/small-numbers.ts'
import { countCell, wordCell } from './cells.ts'
import { footOf, type SubjectNumbers } from './place.ts'
import { calendarDays } from './waits.ts'

const BIN = 3
const LAST_BIN = 30

/** Days to the first answer in bins of three, with the term marked; null without answers. */
export function daysChart(numbers: SubjectNumbers): DataFigure | null {
  const { reading, subject, query } = numbers
  const { city, lang, t } = reading
  const { answerDays } = subject
  const n = (value: number) => formatNumber(value, lang)
  const sum = (from: number, to = answerDays.length) =>
    answerDays.slice(from, to).reduce((total, count) => total + count, 0)
  const total = sum(0)
  const term = calendarDays(city.termDays)
  if (total === 0) return null
  const days = { days: n(term), count: term }
  const subtitle = t(
    query.office === null ? 'statistics:histogram.subtitle' : 'statistics:office.daysSubtitle',
  )
  const columns = Array.from({ length: LAST_BIN / BIN }, (_, index) => ({
    label: `${index * BIN}–${index * BIN + BIN - 1}`,
    value: sum(index * BIN, index * BIN + BIN),
    minor: index % 2 === 1,
  }))
  columns.push({ label: `${LAST_BIN}+`, value: sum(LAST_BIN), minor: false })
  return {
    id: 'days',
    level: 2,
    title: mayTellShares(query, total)
      ? t('statistics:office.daysTitle', { share: formatShare(sum(0, term) / total, lang), ...days })
      : t('statistics:office.daysTitleFew', { n: n(sum(0, term)), of: n(total), ...days }),
    subtitle,
    description: t('statistics:office.daysDescription', { n: n(total), late: n(sum(LAST_BIN)) }),
    key: [],
    chart: columnChart({
      columns,
      format: n,
      axis: t('statistics:axis.days'),
      marker: {
        after: term / BIN,
        label: t('statistics:office.term', { term: city.termDays }),
      },
    }),
    note: t('statistics:office.daysNote'),
    table: {
      caption: subtitle,
      columns: [
        { key: 'days', label: t('statistics:col.day') },
        { key: 'count', label: t('statistics:col.count'), numeric: true },
      ],
      rows: columns.map(({ label, value }) => [wordCell(label), countCell(value, reading)]),
    },
    ...footOf('days', numbers),
  }
}

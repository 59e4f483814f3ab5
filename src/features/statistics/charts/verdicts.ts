import type { DataFigure } from '../../../platform/charts/data-figure.ts'
import { stackedBarChart } from '../../../platform/charts/stacked-bar-chart.ts'
import { formatNumber, formatShare } from '../../../platform/time/format.ts'
import { mayTellShares } from '../figures/small-numbers.ts'
import { countCell, partCell, wordCell } from './cells.ts'
import { footOf, type SubjectNumbers } from './place.ts'

/** What residents said after an answer; silence is a part of its own. */
export function verdictsChart(numbers: SubjectNumbers): DataFigure | null {
  const { reading, query, subject } = numbers
  const { lang, t } = reading
  const { verdicts } = subject.figures
  const n = (value: number) => formatNumber(value, lang)
  const parts = [
    { key: 'confirmed', label: t('statistics:verdicts.yes'), value: verdicts.confirmed },
    { key: 'disputed', label: t('statistics:verdicts.no'), value: verdicts.disputed },
    { key: 'none', label: t('statistics:verdicts.none'), value: verdicts.none },
  ]
  const total = parts.reduce((sum, { value }) => sum + value, 0)
  if (total === 0) return null
  const isShared = mayTellShares(query, total)
  return {
    id: 'verdicts',
    level: 2,
    title: t('statistics:verdicts.title', { n: n(verdicts.confirmed), of: n(total) }),
    subtitle: t('statistics:verdicts.subtitle'),
    description: t('statistics:verdicts.description', {
      yes: n(verdicts.confirmed),
      no: n(verdicts.disputed),
      none: n(verdicts.none),
    }),
    key: parts.map(({ label, value }, index) => ({
      label: `${label}: ${n(value)}`,
      series: (index + 1) as 1 | 2 | 3,
    })),
    chart: stackedBarChart({
      rows: [
        { label: t('statistics:verdicts.total', { n: n(total) }), values: parts.map(({ value }) => value) },
      ],
      parts: parts.map(({ label }) => label),
      format: (value, share) => (isShared ? formatShare(share, lang) : n(value)),
    }),
    note: t('statistics:verdicts.note', { partly: n(verdicts.partly) }),
    table: {
      caption: t('statistics:verdicts.subtitle'),
      columns: [
        { key: 'verdict', label: t('statistics:col.verdict') },
        { key: 'count', label: t('statistics:col.count'), numeric: true },
        { key: 'share', label: t('statistics:col.share'), numeric: true },
      ],
      rows: parts.map(({ key, label, value }) => [
        wordCell(label, key),
        countCell(value, reading),
        partCell(isShared ? value / total : null, reading),
      ]),
    },
    ...footOf('verdicts', numbers),
  }
}

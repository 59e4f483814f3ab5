import { columnChart } from '../../../platform/charts/column-chart.ts'
import type { DataFigure } from '../../../platform/charts/data-figure.ts'
import { formatNumber } from '../../../platform/time/format.ts'
import { ageBands } from '../figures/figures.ts'
import { countCell, wordCell } from './cells.ts'
import { footOf, type SubjectNumbers } from './place.ts'

const LONG: readonly (typeof ageBands)[number][] = ['31-90', '90+']

/** How long what is open has been waiting. */
export function agesChart(numbers: SubjectNumbers): DataFigure | null {
  const { reading, subject } = numbers
  const { lang, t } = reading
  const { openNow } = subject.figures
  if (openNow.n === 0) return null
  const n = (value: number) => formatNumber(value, lang)
  const bands = ageBands.map((band, index) => ({
    band,
    // Bright are those that the title counts.
    muted: !LONG.includes(band),
    label: t(`statistics:ages.band${index as 0 | 1 | 2 | 3 | 4}`),
    value: openNow.ageBands[band],
  }))
  const long = LONG.reduce((sum, band) => sum + openNow.ageBands[band], 0)
  return {
    id: 'ages',
    level: 2,
    title: t('statistics:ages.title', { n: n(long), of: n(openNow.n) }),
    subtitle: t('statistics:ages.subtitle'),
    description: t('statistics:ages.description', {
      days: n(Math.floor((openNow.oldestHours ?? 0) / 24)),
      late: n(openNow.overdue),
    }),
    key: [],
    chart: columnChart({ columns: bands, format: n, axis: t('statistics:axis.days') }),
    table: {
      caption: t('statistics:ages.subtitle'),
      columns: [
        { key: 'days', label: t('statistics:col.age') },
        { key: 'count', label: t('statistics:col.count'), numeric: true },
      ],
      rows: bands.map(({ band, label, value }) => [wordCell(label, band), countCell(value, reading)]),
    },
    ...footOf('ages', numbers),
  }
}

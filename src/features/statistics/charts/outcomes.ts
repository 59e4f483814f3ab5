import { barChart } from '../../../platform/charts/bar-chart.ts'
import type { DataFigure } from '../../../platform/charts/data-figure.ts'
import { formatNumber, formatShare } from '../../../platform/time/format.ts'
import { mayTellShares } from '../figures/small-numbers.ts'
import { countCell, partCell, wordCell } from './cells.ts'
import { footOf, type SubjectNumbers } from './place.ts'

const kinds = [
  ...(['solved', 'planned', 'explained', 'refused'] as const),
  ...(['forwarded', 'withdrawn', 'merged'] as const),
]

/** Kinds of end, never folded together. */
export function outcomesChart(numbers: SubjectNumbers): DataFigure | null {
  const { reading, query, subject } = numbers
  const { lang, t } = reading
  const { outcomes } = subject.figures
  const total = kinds.reduce((sum, kind) => sum + outcomes[kind], 0)
  if (total === 0) return null
  const n = (value: number) => formatNumber(value, lang)
  const share = (value: number) => formatShare(value / total, lang)
  const isShared = mayTellShares(query, total)
  return {
    id: 'outcomes',
    level: 2,
    title: isShared
      ? t('statistics:outcomes.title', { share: share(outcomes.solved) })
      : t('statistics:outcomes.titleFew', { n: n(outcomes.solved), of: n(total) }),
    subtitle: t('statistics:outcomes.subtitle'),
    description: t('statistics:outcomes.description', {
      n: n(total),
      solved: n(outcomes.solved),
      refused: n(outcomes.refused),
    }),
    key: [],
    chart: barChart({
      rows: kinds.map((kind) => ({ label: t(`statistics:outcomes.${kind}`), value: outcomes[kind] })),
      format: (value) => (isShared ? `${n(value)} · ${share(value)}` : n(value)),
      max: total,
    }),
    table: {
      caption: t('statistics:outcomes.subtitle'),
      columns: [
        { key: 'kind', label: t('statistics:col.kind') },
        { key: 'count', label: t('statistics:col.count'), numeric: true },
        { key: 'share', label: t('statistics:col.share'), numeric: true },
      ],
      rows: kinds.map((kind) => [
        wordCell(t(`statistics:outcomes.${kind}`), kind),
        countCell(outcomes[kind], reading),
        partCell(isShared ? outcomes[kind] / total : null, reading),
      ]),
    },
    ...footOf('outcomes', numbers),
  }
}

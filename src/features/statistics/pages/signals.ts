import type { SummaryRow } from '../../../platform/http/parts.ts'
import { formatNumber } from '../../../platform/time/format.ts'
import { refusalGrounds } from '../../complaints/index.ts'
import type { Figures } from '../figures/figures.ts'
import { type Reading, shareWords } from './reading.ts'

/** Signs that stand beside the figures so that nobody can polish them unseen; no verdict, a reason to look. */
export function signalRows(figures: Figures, reading: Reading): SummaryRow[] {
  const { lang, t } = reading
  const { signals, transfers, extended, leftOut } = figures
  const count = (label: string, value: number): SummaryRow => ({ label, value: formatNumber(value, lang) })
  return [
    count(t('statistics:signals.instant'), signals.instant),
    count(t('statistics:signals.bursts'), signals.bursts),
    count(t('statistics:signals.noPhoto'), signals.noPhoto),
    count(t('statistics:signals.recategorised'), signals.recategorised),
    {
      label: t('statistics:signals.hidden'),
      value: reasons(hiddenReasons(figures, reading), signals.hidden, reading),
    },
    count(t('statistics:signals.leftOut'), leftOut.spam),
    {
      label: t('statistics:signals.refused'),
      value: reasons(refusals(figures, reading), figures.outcomes.refused, reading),
    },
    { label: t('statistics:signals.extended'), value: shareWords(extended, reading) },
    {
      label: t('statistics:signals.transfers'),
      value: t('statistics:signals.transfersValue', {
        soon: formatNumber(transfers.within3, lang),
        later: formatNumber(transfers.later, lang),
        offices: transfers.medianOffices === null ? '–' : formatNumber(transfers.medianOffices, lang),
      }),
    },
  ]
}

type Reason = { name: string; n: number }

/** "12", and below it how many by each reason. */
function reasons(all: readonly Reason[], total: number, { lang }: Reading): string {
  const named = all.filter(({ n }) => n > 0).map(({ name, n }) => `${name}: ${formatNumber(n, lang)}`)
  return [formatNumber(total, lang), ...named].join('\n')
}

const hiddenReasons = ({ hiddenBy }: Figures, { t }: Reading): Reason[] =>
  Object.entries(hiddenBy).map(([reason, n]) => ({
    name: t(`complaints:hideGround.${reason as keyof Figures['hiddenBy']}`),
    n,
  }))

/** Imported refusals may come without a ground. */
const refusals = ({ refusedBy }: Figures, { t }: Reading): Reason[] => [
  ...refusalGrounds.map((ground) => ({ name: t(`complaints:ground.${ground}`), n: refusedBy[ground] ?? 0 })),
  { name: t('statistics:signals.noGround'), n: refusedBy['unknown'] ?? 0 },
]

import type { DataFigure } from '../../../platform/charts/data-figure.ts'
import { lineChart } from '../../../platform/charts/line-chart.ts'
import { formatDay, formatNumber } from '../../../platform/time/format.ts'
import type { FlowMonth } from '../figures/flow.ts'
import type { Reading } from '../pages/reading.ts'
import { countCell, monthCell } from './cells.ts'
import { every, partialNote, timesOf } from './months.ts'
import { footOf, type SubjectNumbers } from './place.ts'

/** An office shows one year and the running month. */
const MONTHS_OF_OFFICE = 13
const lines = ['open', 'received', 'answered'] as const
const events = ['received', 'reopened', 'answered', 'left', 'open'] as const

/** Received, ended and open by month; null where nothing has ever come in. */
export function flowChart(numbers: SubjectNumbers): DataFigure | null {
  const { reading, query, subject } = numbers
  const { lang, t } = reading
  const isOffice = query.office !== null
  const flow = isOffice ? subject.flow.slice(-MONTHS_OF_OFFICE) : subject.flow
  if (flow.every(({ received, open }) => received === 0 && open === 0)) return null
  const subtitle = t(isOffice ? 'statistics:office.flowSubtitle' : 'statistics:flow.subtitle')
  return {
    id: 'flow',
    level: 2,
    title: titleOf(flow, isOffice, reading),
    subtitle,
    description: descriptionOf(flow, reading) ?? subtitle,
    key: lines.map((name, index) => ({
      label: t(`statistics:flow.${name}`),
      series: (index + 1) as 1 | 2 | 3,
    })),
    chart: lineChart({
      times: timesOf(flow, every.quarter, reading),
      series: lines.map((name) => ({
        name: t(`statistics:flow.${name}`),
        values: flow.map((month) => month[name]),
      })),
      format: (value) => formatNumber(value, lang),
      lastIsPartial: flow.at(-1)?.partial ?? false,
    }),
    note: partialNote(flow, query.window.to, reading),
    table: {
      caption: subtitle,
      columns: [
        { key: 'month', label: t('statistics:col.month') },
        ...events.map((name) => ({ key: name, label: t(`statistics:col.${name}`), numeric: true })),
      ],
      rows: flow
        .toReversed()
        .map((month) => [
          monthCell(month.month, reading),
          ...events.map((name) => countCell(month[name], reading)),
        ]),
    },
    ...footOf('flow', numbers),
  }
}

function titleOf(flow: readonly FlowMonth[], isOffice: boolean, { lang, t }: Reading): string {
  const n = formatNumber(flow.at(-1)?.open ?? 0, lang)
  if (isOffice) return t('statistics:office.flowTitle', { n })
  const yearBefore = flow.at(-13)
  if (!yearBefore || yearBefore.open === 0) return t('statistics:flow.title', { n })
  return t('statistics:flow.titleYear', { n, before: formatNumber(yearBefore.open, lang) })
}

function descriptionOf(flow: readonly FlowMonth[], { lang, t }: Reading): string | null {
  const byReceived = flow.filter(({ partial }) => !partial).toSorted((a, b) => a.received - b.received)
  const [least, most] = [byReceived[0], byReceived.at(-1)]
  if (least === undefined || most === undefined) return null
  return t('statistics:flow.description', {
    least: formatNumber(least.received, lang),
    most: formatNumber(most.received, lang),
    month: formatDay(`${most.month}-01`, lang, 'month'),
  })
}

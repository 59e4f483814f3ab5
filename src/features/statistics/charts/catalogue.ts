import type { DataFigure } from '../../../platform/charts/data-figure.ts'
import { type FigureFilter, figureFilters } from '../pages/window-form.ts'
import { agesChart } from './ages.ts'
import { categoriesChart } from './categories.ts'
import { daysChart } from './days.ts'
import { districtsChart, districtsInTimeChart, districtsRateChart } from './districts.ts'
import { flowChart } from './flow.ts'
import { funnelFigure } from './funnel.ts'
import { inTimeChart } from './in-time.ts'
import { districtsMonthsChart, officesMonthsChart } from './multiples.ts'
import { outcomesChart } from './outcomes.ts'
import type { ChartNumbers, OfficesNumbers, SubjectNumbers } from './place.ts'
import { verdictsChart } from './verdicts.ts'
import { waitingChart } from './waiting.ts'
import { waitsChart } from './waits.ts'

/** Which days a chart tells of; `now` is the backlog, whatever the window. */
export type ChartSpan = 'months' | 'window' | 'now'

type Kind<Numbers> = { span: ChartSpan; build: (numbers: Numbers) => DataFigure | null }

/** Of a city, or of one of its offices. */
const ofSubject = {
  flow: { span: 'months', build: flowChart },
  'in-time': { span: 'months', build: inTimeChart },
  ages: { span: 'now', build: agesChart },
  waiting: { span: 'window', build: waitingChart },
  days: { span: 'window', build: daysChart },
  categories: { span: 'window', build: categoriesChart },
  districts: { span: 'window', build: districtsChart },
  'districts-rate': { span: 'window', build: districtsRateChart },
  'districts-in-time': { span: 'window', build: districtsInTimeChart },
  'districts-months': { span: 'window', build: districtsMonthsChart },
  outcomes: { span: 'window', build: outcomesChart },
  verdicts: { span: 'window', build: verdictsChart },
} as const satisfies Record<string, Kind<SubjectNumbers>>

/** Of all offices side by side, so that one office can not be asked for. */
const ofOffices = {
  waits: {
    span: 'window',
    build: ({ offices, ...place }) => waitsChart({ ...place, waits: offices.offices }),
  },
  funnel: { span: 'window', build: funnelFigure },
  'offices-months': { span: 'window', build: officesMonthsChart },
} as const satisfies Record<string, Kind<OfficesNumbers>>

export type ChartId = keyof typeof ofSubject | keyof typeof ofOffices

/** Every chart that has an address of its own. */
export const chartIds = [...Object.keys(ofSubject), ...Object.keys(ofOffices)] as ChartId[]

export const isChartId = (id: unknown): id is ChartId => chartIds.some((known) => known === id)

export const comparesOffices = (id: ChartId): id is keyof typeof ofOffices => id in ofOffices

export const spanOfChart = (id: ChartId): ChartSpan =>
  comparesOffices(id) ? ofOffices[id].span : ofSubject[id].span

/** A chart of all categories or districts is not one of a single one of them. */
const comparedIn: Partial<Record<ChartId, FigureFilter>> = {
  categories: 'category',
  districts: 'district',
  'districts-rate': 'district',
  'districts-in-time': 'district',
  'districts-months': 'district',
}

/** What a chart can be narrowed by. */
export const filtersOfChart = (id: ChartId): FigureFilter[] =>
  figureFilters.filter((name) => name !== comparedIn[id])

/** Null when there is too little to show. */
export function chartOf(id: ChartId, { subject, offices, waits, ...place }: ChartNumbers): DataFigure | null {
  if (id === 'waits' && waits !== undefined) return waitsChart({ ...place, waits })
  if (comparesOffices(id)) return offices === undefined ? null : ofOffices[id].build({ ...place, offices })
  return subject === undefined ? null : ofSubject[id].build({ ...place, subject })
}

/** Those of them that have enough to show. */
export const chartsOf = (ids: readonly ChartId[], numbers: ChartNumbers): DataFigure[] =>
  ids.map((id) => chartOf(id, numbers)).filter((figure) => figure !== null)

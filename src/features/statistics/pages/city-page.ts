import type { ChartFigure } from '../../../platform/charts/chart.ts'
import { definePage, type PageModel } from '../../../platform/http/page.ts'
import type { EmptyState, Link, StatTile, SummaryRow } from '../../../platform/http/parts.ts'
import { cityPaths, nameIn } from '../../city/index.ts'
import { complaintPaths } from '../../complaints/index.ts'
import { chartsOf } from '../charts/catalogue.ts'
import type { DistrictMeasure } from '../charts/districts.ts'
import { periodWords } from '../charts/place.ts'
import type { CityPageBody } from '../figures/bodies.ts'
import { type FigureQuery, parametersOf } from '../figures/figure-query.ts'
import type { FigureSet } from '../figures/figure-sets.ts'
import { statisticsPaths } from '../paths.ts'
import { changedSentence } from './changed.ts'
import { leadSentences } from './lead.ts'
import { asOfWords, type Reading } from './reading.ts'
import { signalRows } from './signals.ts'
import {
  confirmedTile,
  medianTile,
  openTile,
  punctualTile,
  receivedTile,
  reopenedTile,
  solvedTile,
  transfersTile,
} from './tiles.ts'
import {
  codesOf,
  figureFilters,
  type Refused,
  selectsOf,
  type WindowForm,
  windowForm,
} from './window-form.ts'

export type CityModel = PageModel & {
  lead: string[]
  /** The window against the one before. */
  changed: string | null
  signals: SummaryRow[]
  asOf: string
  period: string
  window: WindowForm
  tiles: StatTile[]
  charts: ChartFigure[]
  /** Charts that have too little to show, under the anchors that other pages lead to. */
  missing: { id: string; label: string }[]
  empty: EmptyState | null
  /** The page of each category. */
  categories: Link[]
  officesHref: string
  nationHref: string
  methodHref: string
  openDataHref: string
  downloads: Link[]
}

export const cityPage = definePage<CityModel>('statistics/city')

export type CityData = {
  query: FigureQuery
  /** What the map shows. */
  map: DistrictMeasure
  set: FigureSet<CityPageBody>
  refused: Refused | null
}

export function cityModel(data: CityData, reading: Reading): CityModel {
  const { city, lang, t } = reading
  const { query } = data
  const { asOf, body } = data.set
  const { figures, flow } = body.city
  const isEmpty =
    flow.every((month) => month.received === 0 && month.open === 0) &&
    figures.received === 0 &&
    figures.openNow.n === 0
  const numbers = {
    ...{ reading, query, asOf, onCityPage: true as const },
    ...{ subject: body.city, waits: body.offices },
  }
  const shown = cityCharts.map((id) => (id === 'districts' ? data.map : id))
  const charts = isEmpty ? [] : chartsOf(shown, numbers)
  const parameters = parametersOf(query)
  return {
    page: {
      title: t('statistics:city.title'),
      description: t('statistics:city.description', { city: nameIn(city.names, lang) }),
      crumbs: [{ href: cityPaths.home(lang, city.slug), label: nameIn(city.names, lang) }],
      noindex: Object.keys(parameters).length > 0,
    },
    lead: isEmpty ? [] : leadSentences(flow, figures, reading),
    changed: isEmpty ? null : changedSentence(figures, body.before, reading),
    signals: isEmpty ? [] : signalRows(figures, reading),
    asOf: asOfWords(asOf, reading),
    period: periodWords(query, reading),
    window: formOf(data, reading),
    tiles: isEmpty ? [] : tilesOf(data, reading),
    charts,
    missing: isEmpty ? [] : missingOf(shown, charts, reading),
    empty: isEmpty ? emptyOf(query, reading) : null,
    categories: reading.directory.categories.map(({ code, names }) => ({
      href: statisticsPaths.category(lang, city.slug, code),
      label: nameIn(names, lang),
    })),
    officesHref: statisticsPaths.offices(lang, city.slug),
    nationHref: statisticsPaths.nation(lang),
    methodHref: statisticsPaths.method(lang, city.slug),
    openDataHref: cityPaths.openData(lang, city.slug),
    downloads: downloadsOf(parameters, reading),
  }
}

function tilesOf({ set, query }: CityData, reading: Reading): StatTile[] {
  const { figures } = set.body.city
  const open = complaintPaths.list(reading.lang, reading.city.slug, { status: 'open', ...codesOf(query) })
  return [
    receivedTile(figures, reading),
    punctualTile(figures, reading),
    medianTile(figures, reading),
    openTile(figures, reading, open),
    solvedTile(figures, reading),
    confirmedTile(figures, reading),
    reopenedTile(figures, reading),
    transfersTile(figures, reading),
  ]
}

const cityCharts = [
  ...(['flow', 'in-time', 'waiting', 'ages', 'days', 'categories', 'waits'] as const),
  ...(['districts', 'districts-months', 'outcomes', 'verdicts'] as const),
]

type CityChart = (typeof cityCharts)[number] | DistrictMeasure

function missingOf(
  shown: readonly CityChart[],
  charts: readonly ChartFigure[],
  { t }: Reading,
): CityModel['missing'] {
  return shown
    .filter((id) => charts.every((chart) => chart.id !== id))
    .map((id) => ({ id, label: t(`statistics:missing.${id}`) }))
}

function formOf({ query, refused, set: { asOf } }: CityData, reading: Reading): WindowForm {
  const { city, lang } = reading
  return windowForm(
    {
      ...{ window: query.window, asOf, timeZone: city.timeZone, refused, kept: {} },
      selects: selectsOf(figureFilters, query, refused, reading),
      hrefOf: (parameters) => statisticsPaths.city(lang, city.slug, parameters),
    },
    reading,
  )
}

function downloadsOf(parameters: Record<string, string>, { city, lang, t }: Reading): Link[] {
  const files = [
    ['figures', statisticsPaths.figures],
    ['flow', statisticsPaths.flow],
    ['offices', statisticsPaths.officeFigures],
  ] as const
  return files.flatMap(([name, of]) =>
    (['csv', 'json'] as const).map((format) => ({
      href: of(lang, city.slug, format, parameters),
      label: t(format === 'csv' ? 'statistics:csvOf' : 'statistics:jsonOf', {
        what: t(`statistics:download.${name}`),
      }),
    })),
  )
}

function emptyOf(query: FigureQuery, { city, lang, t }: Reading): EmptyState {
  const isNarrowed = Object.keys(parametersOf(query)).length > 0
  if (isNarrowed) {
    return {
      title: t('statistics:city.emptyTitle'),
      text: t('statistics:city.emptyText'),
      actions: [{ href: statisticsPaths.city(lang, city.slug), label: t('statistics:city.showAll') }],
    }
  }
  return {
    title: t('statistics:city.newTitle'),
    text: t('statistics:city.newText'),
    actions: [{ href: complaintPaths.new(lang, city.slug), label: t('statistics:city.report') }],
  }
}

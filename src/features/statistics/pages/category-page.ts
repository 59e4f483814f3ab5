import type { ChartFigure } from '../../../platform/charts/chart.ts'
import { definePage, type PageModel } from '../../../platform/http/page.ts'
import type { EmptyState, Link, StatTile, SummaryRow, Table } from '../../../platform/http/parts.ts'
import { formatNumber } from '../../../platform/time/format.ts'
import { cityPaths, nameIn } from '../../city/index.ts'
import { complaintPaths } from '../../complaints/index.ts'
import type { Category } from '../../offices/index.ts'
import { chartsOf } from '../charts/catalogue.ts'
import { periodWords, shortNames } from '../charts/place.ts'
import type { CityBody, EarlierBody, OfficesBody } from '../figures/bodies.ts'
import { type FigureQuery, parametersOf } from '../figures/figure-query.ts'
import type { FigureSet } from '../figures/figure-sets.ts'
import type { Figures } from '../figures/figures.ts'
import { statisticsPaths } from '../paths.ts'
import { besideSentence } from './beside.ts'
import { changedSentence } from './changed.ts'
import { asOfWords, daysOf, type Reading, shareWords } from './reading.ts'
import { signalRows } from './signals.ts'
import { confirmedTile, medianTile, openTile, punctualTile, receivedTile, solvedTile } from './tiles.ts'

export type CategoryModel = PageModel & {
  lead: string[]
  period: string
  asOf: string
  tiles: StatTile[]
  charts: ChartFigure[]
  offices: Table | null
  signals: SummaryRow[]
  empty: EmptyState | null
  /** The same category with the form of the page of the city. */
  narrowHref: string
  listHref: string
  methodHref: string
  downloads: Link[]
}

export const categoryPage = definePage<CategoryModel>('statistics/category')

export type CategoryData = {
  category: Pick<Category, 'code' | 'names'>
  /** With the category in it. */
  query: FigureQuery
  own: FigureSet<CityBody>
  /** The window before, of the same category. */
  before: EarlierBody
  /** All categories of the city. */
  city: Figures
  offices: FigureSet<OfficesBody>
}

const categoryCharts = [
  ...(['flow', 'in-time', 'waiting', 'days', 'districts'] as const),
  ...(['districts-months', 'outcomes', 'verdicts'] as const),
]

export function categoryModel(data: CategoryData, reading: Reading): CategoryModel {
  const { category, query, own } = data
  const { city, lang, t } = reading
  const { figures } = own.body
  const name = nameIn(category.names, lang)
  const isEmpty = figures.received === 0 && figures.openNow.n === 0
  const filter = { category: category.code }
  const openHref = complaintPaths.list(lang, city.slug, { status: 'open', ...filter })
  const numbers = { reading, query, asOf: own.asOf, subject: own.body, offices: data.offices.body }
  return {
    page: {
      title: t('statistics:category.title', { name }),
      description: t('statistics:category.description', { name }),
      crumbs: [
        { href: cityPaths.home(lang, city.slug), label: nameIn(city.names, lang) },
        { href: statisticsPaths.city(lang, city.slug), label: t('statistics:city.title') },
      ],
      noindex: isEmpty || query.windowGiven,
    },
    lead: [
      besideSentence(figures.onTime, data.city.onTime, reading),
      changedSentence(figures, data.before, reading),
    ].filter((sentence) => sentence !== null),
    period: periodWords(query, reading),
    asOf: asOfWords(own.asOf, reading),
    tiles: isEmpty
      ? []
      : [
          receivedTile(figures, reading),
          punctualTile(figures, reading),
          medianTile(figures, reading),
          openTile(figures, reading, openHref),
          solvedTile(figures, reading),
          confirmedTile(figures, reading),
        ],
    charts: isEmpty ? [] : chartsOf(categoryCharts, numbers),
    offices: officesTable(data, reading),
    signals: isEmpty ? [] : signalRows(figures, reading),
    empty: isEmpty ? emptyOf(query, reading) : null,
    narrowHref: statisticsPaths.city(lang, city.slug, parametersOf(query)),
    listHref: complaintPaths.list(lang, city.slug, filter),
    methodHref: statisticsPaths.method(lang, city.slug),
    downloads: downloadsOf(query, reading),
  }
}

/** Who handles it, in the order of the offices. */
function officesTable({ offices }: CategoryData, reading: Reading): Table | null {
  const { city, lang, t } = reading
  const names = shortNames(reading)
  const rows = offices.body.offices.filter(({ received, openNow }) => received > 0 || openNow.n > 0)
  if (rows.length === 0) return null
  return {
    caption: t('statistics:category.offices'),
    columns: [
      { label: t('statistics:col.office') },
      { label: t('statistics:col.received'), numeric: true },
      { label: t('statistics:col.onTime'), numeric: true },
      { label: t('statistics:col.median'), numeric: true },
      { label: t('statistics:col.openNow'), numeric: true },
    ],
    rows: rows.map(({ office, received, onTime, medianHours, openNow }) => [
      { text: names(office), href: statisticsPaths.office(lang, city.slug, office) },
      formatNumber(received, lang),
      shareWords(onTime, reading),
      medianHours.value === null ? '–' : daysOf(medianHours.value, reading),
      formatNumber(openNow.n, lang),
    ]),
  }
}

const emptyOf = (query: FigureQuery, { city, lang, t }: Reading): EmptyState => ({
  title: t('statistics:city.emptyTitle'),
  text: t('statistics:city.emptyText'),
  actions: [
    query.windowGiven
      ? {
          href: statisticsPaths.category(lang, city.slug, query.category?.code ?? ''),
          label: t('statistics:city.showAll'),
        }
      : { href: statisticsPaths.city(lang, city.slug), label: t('statistics:city.title') },
  ],
})

function downloadsOf(query: FigureQuery, { city, lang, t }: Reading): Link[] {
  const files = [
    ['figures', statisticsPaths.figures],
    ['flow', statisticsPaths.flow],
    ['offices', statisticsPaths.officeFigures],
  ] as const
  return files.flatMap(([name, of]) =>
    (['csv', 'json'] as const).map((format) => ({
      href: of(lang, city.slug, format, parametersOf(query)),
      label: t(`statistics:${format}Of`, { what: t(`statistics:download.${name}`) }),
    })),
  )
}

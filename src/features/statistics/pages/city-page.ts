import { Temporal } from 'temporal-polyfill'
import type { ChartFigure } from '../../../platform/charts/chart.ts'
import { definePage, type PageModel } from '../../../platform/http/page.ts'
import type {
  EmptyState,
  Link,
  Option,
  StatTile,
  SummaryError,
  SummaryRow,
} from '../../../platform/http/parts.ts'
import { cityPaths, nameIn } from '../../city/index.ts'
import { channelName, channels, complaintPaths } from '../../complaints/index.ts'
import { chartsOf } from '../charts/catalogue.ts'
import type { DistrictMeasure } from '../charts/districts.ts'
import { periodWords } from '../charts/place.ts'
import type { CityBody, EarlierBody, OfficesBody } from '../figures/bodies.ts'
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

export type CityModel = PageModel & {
  lead: string[]
  /** The window against the one before. */
  changed: string | null
  signals: SummaryRow[]
  asOf: string
  period: string
  form: {
    action: string
    from: string
    to: string
    category: string
    district: string
    channel: string
    categories: Option[]
    districts: Option[]
    channels: Option[]
    /** Behind a summary unless it says more than the ready periods do. */
    open: boolean
    /** Fields with a sentence under them. */
    errors: Record<'from' | 'to' | 'category' | 'district' | 'channel', string | undefined>
  }
  errors: SummaryError[]
  presets: { href: string; label: string; current: boolean }[]
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
  city: FigureSet<CityBody>
  /** The window before this one, as long. */
  before: EarlierBody
  offices: FigureSet<OfficesBody>
  /** What was typed and why it was not understood; the figures are then the usual ones. */
  refused?: { typed: Record<string, string>; parameter: string; sentence: string }
}

export function cityModel(data: CityData, reading: Reading): CityModel {
  const { city, lang, t } = reading
  const { query } = data
  const { figures, flow } = data.city.body
  const isEmpty =
    flow.every((month) => month.received === 0 && month.open === 0) &&
    figures.received === 0 &&
    figures.openNow.n === 0
  const { asOf } = data.city
  const numbers = {
    ...{ reading, query, asOf, onCityPage: true as const },
    ...{ subject: data.city.body, offices: data.offices.body },
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
    changed: isEmpty ? null : changedSentence(figures, data.before, reading),
    signals: isEmpty ? [] : signalRows(figures, reading),
    asOf: asOfWords(data.city.asOf, reading),
    period: periodWords(query, reading),
    form: formOf(data, reading),
    errors: data.refused ? [{ href: `#${data.refused.parameter}`, text: data.refused.sentence }] : [],
    presets: presetsOf(data, reading),
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

function tilesOf({ city: { body }, query }: CityData, reading: Reading): StatTile[] {
  const { figures } = body
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

function formOf({ query, refused }: CityData, { city, lang, t, directory }: Reading): CityModel['form'] {
  const typed = refused?.typed ?? {}
  const errorAt = (name: string) => (refused?.parameter === name ? refused.sentence : undefined)
  return {
    action: statisticsPaths.city(lang, city.slug),
    from: typed['from'] ?? query.window.from,
    to: typed['to'] ?? query.window.to,
    category: typed['category'] ?? query.category?.code ?? '',
    district: typed['district'] ?? query.district?.code ?? '',
    channel: typed['channel'] ?? query.channel ?? '',
    categories: [
      { value: '', label: t('statistics:form.allCategories') },
      ...directory.categories.map(({ code, names }) => ({ value: code, label: nameIn(names, lang) })),
    ],
    districts: [
      { value: '', label: t('statistics:form.allDistricts') },
      ...city.areas.map(({ code, names }) => ({ value: code, label: nameIn(names, lang) })),
    ],
    channels: [
      { value: '', label: t('statistics:form.allChannels') },
      ...channels.map((channel) => ({ value: channel, label: channelName(channel, t) })),
    ],
    open:
      refused !== undefined || query.category !== null || query.district !== null || query.channel !== null,
    errors: {
      from: errorAt('from'),
      to: errorAt('to'),
      category: errorAt('category'),
      district: errorAt('district'),
      channel: errorAt('channel'),
    },
  }
}

const presetDays = [
  ['last30', 30],
  ['last90', 90],
  ['last365', 365],
] as const

/** Ready periods up to yesterday; the usual one needs no days in its address. */
function presetsOf({ query, city: { asOf } }: CityData, { city, lang, t }: Reading): CityModel['presets'] {
  const today = Temporal.Instant.fromEpochMilliseconds(asOf).toZonedDateTimeISO(city.timeZone).toPlainDate()
  const to = today.subtract({ days: 1 })
  const codes = codesOf(query)
  const hrefOf = (days: { from?: string; to?: string }) =>
    statisticsPaths.city(lang, city.slug, { ...days, ...codes })
  const isShown = (from: string) => query.window.from === from && query.window.to === to.toString()
  const rolling = presetDays.map(([name, days]) => {
    const from = to.subtract({ days: days - 1 }).toString()
    const href = hrefOf(days === 365 ? {} : { from, to: to.toString() })
    return { href, label: t(`statistics:form.${name}`), current: isShown(from) }
  })
  const years = [to.year, to.year - 1].map((year) => {
    const [from, end] = [`${year}-01-01`, year === to.year ? to.toString() : `${year}-12-31`]
    return {
      href: hrefOf({ from, to: end }),
      label: t('statistics:form.thisYear', { year }),
      current: query.window.from === from && query.window.to === end,
    }
  })
  return [...rolling, ...years]
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

function codesOf({ category, district, channel }: FigureQuery): Record<string, string> {
  return {
    ...(category && { category: category.code }),
    ...(district && { district: district.code }),
    ...(channel !== null && { channel }),
  }
}

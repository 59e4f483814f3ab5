import type { ChartFigure } from '../../../platform/charts/chart.ts'
import { dotRangeChart } from '../../../platform/charts/dot-range-chart.ts'
import { funnelChart, isOutside } from '../../../platform/charts/funnel-chart.ts'
import { definePage, type PageModel } from '../../../platform/http/page.ts'
import type { Link, StatTile } from '../../../platform/http/parts.ts'
import type { Lang, Translate } from '../../../platform/i18n/texts.ts'
import {
  formatDay,
  formatDecimal,
  formatMoment,
  formatNumber,
  formatShare,
} from '../../../platform/time/format.ts'
import { type City, nameIn } from '../../city/index.ts'
import { funnelWords } from '../charts/funnel.ts'
import type { FigureSet } from '../figures/figure-sets.ts'
import type { Figures, Share } from '../figures/figures.ts'
import type { NationBody } from '../figures/nation.ts'
import { FEWEST_FOR_PERCENT, FEWEST_TO_COMPARE } from '../figures/small-numbers.ts'
import type { Window } from '../figures/window.ts'
import { statisticsPaths } from '../paths.ts'
import type { OfficesTable } from './offices-page.ts'
import { type Refused, type WindowForm, windowForm } from './window-form.ts'

export const nationSorts = ['name', 'received', 'onTime', 'median', 'open', 'reopened'] as const
export type NationSort = (typeof nationSorts)[number]

export type NationModel = PageModel & {
  asOf: string
  period: string
  window: WindowForm
  tiles: StatTile[]
  table: OfficesTable
  charts: ChartFigure[]
  downloads: Link[]
}

export const nationPage = definePage<NationModel>('statistics/nation')

export type NationData = {
  set: FigureSet<NationBody>
  window: Window
  /** False when neither of the two days was given. */
  windowGiven: boolean
  cities: readonly City[]
  sort: NationSort | null
  refused: Refused | null
}

/** `days` are the parameters of the window; none for the usual one. */
type Place = { lang: Lang; t: Translate; days: Record<string, string> }
type Row = { city: City; figures: Figures }

export function nationModel(data: NationData, { lang, t }: Omit<Place, 'days'>): NationModel {
  const { set, window, windowGiven, cities, sort } = data
  const place = { lang, t, days: windowGiven ? window : {} }
  const bySlug = new Map(cities.map((city) => [city.slug, city]))
  const rows = set.body.cities.flatMap((figures): Row[] => {
    const city = bySlug.get(figures.city)
    return city === undefined ? [] : [{ city, figures }]
  })
  const n = (value: number) => formatNumber(value, lang)
  const { together } = set.body
  return {
    page: {
      title: t('statistics:nation.title'),
      description: t('statistics:nation.description', { n: n(rows.length) }),
      noindex: sort !== null || windowGiven,
    },
    asOf: t('statistics:asOf', { moment: formatMoment(set.asOf, lang, rows[0]?.city.timeZone ?? 'UTC') }),
    period: t('statistics:period', { from: formatDay(window.from, lang), to: formatDay(window.to, lang) }),
    window: formOf(data, place),
    tiles: [
      { label: t('statistics:tile.received'), value: n(together.received) },
      {
        label: t('statistics:tile.onTime'),
        value: shareText(together.onTime, place),
        note: countsOf(together.onTime, place),
      },
      {
        label: t('statistics:tile.median'),
        value: days(together.medianHours.value, place),
        unit: t('statistics:unitDays'),
      },
      { label: t('statistics:tile.open'), value: n(together.openNow.n) },
    ],
    table: tableOf(sorted(rows, sort, lang), sort, place),
    charts: [funnelOf(rows, together.onTime, place), waitsOf(rows, place)].filter((chart) => chart !== null),
    downloads: (['csv', 'json'] as const).map((format) => ({
      href: statisticsPaths.nationFigures(lang, format, place.days),
      label: t(`statistics:${format}Of`, { what: t('statistics:nation.byCity') }),
    })),
  }
}

function formOf({ set, window, cities, sort, refused }: NationData, { lang, t }: Place): WindowForm {
  return windowForm(
    {
      ...{ window, asOf: set.asOf, timeZone: cities[0]?.timeZone ?? 'UTC', selects: [], refused },
      kept: sort === null ? {} : { sort },
      hrefOf: (parameters) => statisticsPaths.nation(lang, parameters),
    },
    { t },
  )
}

function tableOf(rows: readonly Row[], sort: NationSort | null, place: Place): OfficesTable {
  const { lang, t, days: shown } = place
  const column = (name: NationSort, label: string) => ({
    label,
    numeric: name !== 'name',
    sortHref: statisticsPaths.nation(lang, { ...shown, sort: name }),
    sorted: sort !== name ? null : name === 'name' ? ('ascending' as const) : ('descending' as const),
  })
  return {
    caption: t('statistics:nation.caption'),
    columns: [
      column('name', t('statistics:col.city')),
      column('received', t('statistics:col.received')),
      column('onTime', t('statistics:col.onTime')),
      column('median', t('statistics:col.median')),
      { label: t('statistics:col.p90'), numeric: true },
      column('open', t('statistics:col.openNow')),
      column('reopened', t('statistics:col.reopenedShare')),
    ],
    rows: rows.map((row) => rowOf(row, place)),
  }
}

const plain = (text: string, note: string | null = null) => ({ text, note })

/** A city that has told nothing is a gap, never a zero. */
function rowOf({ city, figures }: Row, place: Place): OfficesTable['rows'][number] {
  const { lang, t, days: shown } = place
  const n = (value: number) => formatNumber(value, lang)
  const isSilent = figures.received === 0 && figures.openNow.n === 0
  const { onTime, medianHours, p90Hours, openNow, reopened } = figures
  return {
    office: {
      ...plain(nameIn(city.names, lang), isSilent ? t('statistics:nation.silent') : null),
      href: statisticsPaths.city(lang, city.slug, shown),
    },
    figures: isSilent
      ? Array.from({ length: 6 }, () => plain('–'))
      : [
          plain(n(figures.received)),
          plain(shareText(onTime, place), countsOf(onTime, place)),
          plain(days(medianHours.value, place)),
          plain(days(p90Hours.value, place)),
          plain(
            n(openNow.n),
            openNow.overdue === 0 ? null : t('statistics:offices.lateNote', { n: n(openNow.overdue) }),
          ),
          plain(shareText(reopened, place), countsOf(reopened, place)),
        ],
  }
}

const days = (hours: number | null, { lang }: Place) =>
  hours === null ? '–' : formatDecimal(hours / 24, lang, 1)

function shareText({ n, of, share }: Share, { lang, t }: Place): string {
  if (of === 0) return '–'
  if (share === null || of < FEWEST_FOR_PERCENT) {
    return t('statistics:of', { n: formatNumber(n, lang), of: formatNumber(of, lang) })
  }
  return formatShare(share, lang)
}

const countsOf = ({ n, of }: Share, { lang, t }: Place): string | null =>
  of < FEWEST_FOR_PERCENT
    ? null
    : t('statistics:of', { n: formatNumber(n, lang), of: formatNumber(of, lang) })

/** By name from A, by figures from the largest; null keeps the order of the cities. */
function sorted(rows: readonly Row[], sort: NationSort | null, lang: Lang): readonly Row[] {
  if (sort === null) return rows
  if (sort === 'name') {
    const collator = new Intl.Collator(lang)
    return rows.toSorted((a, b) => collator.compare(nameIn(a.city.names, lang), nameIn(b.city.names, lang)))
  }
  const figureOf: Record<Exclude<NationSort, 'name'>, (figures: Figures) => number> = {
    received: ({ received }) => received,
    onTime: ({ onTime }) => (onTime.of < FEWEST_TO_COMPARE ? -1 : (onTime.share ?? -1)),
    median: ({ medianHours }) => medianHours.value ?? -1,
    open: ({ openNow }) => openNow.n,
    reopened: ({ reopened }) => reopened.share ?? -1,
  }
  return rows.toSorted((a, b) => figureOf[sort](b.figures) - figureOf[sort](a.figures))
}

const FEWEST_CITIES = 3

/** Cities against the common rate, as offices are compared. */
function funnelOf(rows: readonly Row[], common: Share, place: Place): ChartFigure | null {
  const { lang, t } = place
  const compared = rows.flatMap(({ city, figures: { onTime } }) =>
    onTime.share === null || onTime.of < FEWEST_TO_COMPARE
      ? []
      : [{ name: nameIn(city.names, lang), slug: city.slug, onTime, share: onTime.share }],
  )
  const rate = common.share
  if (rate === null || compared.length < FEWEST_CITIES) return null
  const outside = compared.filter(({ share, onTime }) => isOutside(rate, share, onTime.of))
  const below = outside.filter(({ share }) => share < rate).length
  return {
    id: 'funnel',
    level: 2,
    title:
      outside.length === 0
        ? t('statistics:nation.funnelNone')
        : t('statistics:nation.funnel', { n: formatNumber(outside.length, lang), count: outside.length }),
    subtitle: t('statistics:funnel.subtitle'),
    description: t('statistics:nation.funnelText', {
      share: formatShare(rate, lang),
      below: formatNumber(below, lang),
      above: formatNumber(outside.length - below, lang),
    }),
    key: [],
    chart: funnelChart({
      points: compared.map(({ name, slug, onTime, share }) => ({
        name,
        label: `${name}: ${formatShare(share, lang)} (${countsOf(onTime, place)})`,
        share,
        of: onTime.of,
        href: statisticsPaths.city(lang, slug),
      })),
      rate,
      middleLabel: t('statistics:funnel.city', { share: formatShare(rate, lang) }),
      words: funnelWords(t),
      formatShare: (share) => formatShare(share, lang),
      formatCount: (count) => formatNumber(count, lang),
    }),
    table: {
      caption: t('statistics:funnel.subtitle'),
      columns: [{ label: t('statistics:col.city') }, { label: t('statistics:col.onTime'), numeric: true }],
      rows: compared.map(({ name, slug, onTime, share }) => [
        { text: name, href: statisticsPaths.city(lang, slug) },
        `${formatShare(share, lang)} (${countsOf(onTime, place)})`,
      ]),
    },
  }
}

function waitsOf(rows: readonly Row[], place: Place): ChartFigure | null {
  const { lang, t } = place
  const shown = rows.flatMap(({ city, figures: { medianHours, p90Hours } }) =>
    medianHours.value === null
      ? []
      : [{ slug: city.slug, name: nameIn(city.names, lang), median: medianHours.value, p90: p90Hours.value }],
  )
  if (shown.length < 2) return null
  const medians = shown.map(({ median }) => median)
  const [low, high] = [days(Math.min(...medians), place), days(Math.max(...medians), place)]
  return {
    id: 'waits',
    level: 2,
    title:
      low === high
        ? t('statistics:nation.waitsSame', { n: low })
        : t('statistics:nation.waits', { low, high }),
    subtitle: t('statistics:waits.subtitle'),
    description: t('statistics:nation.waitsText', { n: formatNumber(shown.length, lang) }),
    key: [],
    chart: dotRangeChart({
      rows: shown.map(({ slug, name, median, p90 }) => ({
        label: name,
        middle: median / 24,
        high: p90 === null ? null : p90 / 24,
        text: t('statistics:days', { n: days(median, place) }),
        href: statisticsPaths.city(lang, slug),
      })),
      format: (value) => formatNumber(value, lang),
    }),
    table: {
      caption: t('statistics:waits.subtitle'),
      columns: [
        { label: t('statistics:col.city') },
        { label: t('statistics:col.median'), numeric: true },
        { label: t('statistics:col.p90'), numeric: true },
      ],
      rows: shown.map(({ slug, name, median, p90 }) => [
        { text: name, href: statisticsPaths.city(lang, slug) },
        days(median, place),
        p90 === null ? t('statistics:notReached') : days(p90, place),
      ]),
    },
  }
}

import type { DataFigure } from '../../../platform/charts/data-figure.ts'
import { frameCode } from '../../../platform/http/framing.ts'
import { definePage, type PageModel } from '../../../platform/http/page.ts'
import type { Alert, EmptyState, Link, SummaryRow } from '../../../platform/http/parts.ts'
import type { Lang, Translate } from '../../../platform/i18n/texts.ts'
import { formatMoment } from '../../../platform/time/format.ts'
import { cityPaths, langsOf, nameIn } from '../../city/index.ts'
import { filtersOfChart, spanOfChart } from '../charts/catalogue.ts'
import { placeWords } from '../charts/place.ts'
import { type FigureQuery, filterOf, parametersOf } from '../figures/figure-query.ts'
import { type Refused, selectsOf, type WindowForm, windowForm } from '../pages/window-form.ts'
import { statisticsPaths } from '../paths.ts'
import { type AskedChart, figureIn } from './chart-request.ts'
import { citationOf, spanWords } from './citation.ts'
import { addressOf } from './files.ts'
import { heightOf } from './height.ts'
import { LICENCE } from './licence.ts'
import { linkTo, type Version } from './versions.ts'

export type ChartModel = PageModel & {
  place: string
  span: string
  /** Null where the days are those of a snapshot. */
  window: WindowForm | null
  /** Of what the numbers are, where they are not those of now. */
  notice: Alert | null
  figure: DataFigure | null
  /** Instead of a chart that has too little to show. */
  empty: EmptyState | null
  files: Link[]
  address: string
  /** Null where nothing is renewed. */
  embedCode: string | null
  citations: { id: string; lang: Lang; text: string }[]
  /** The same chart with numbers that do not change. */
  frozen: Link | null
  stamp: SummaryRow[]
}

export type ChartEmbedModel = PageModel & {
  figure: DataFigure | null
  place: string
  span: string
  href: string
}

export const chartPage = definePage<ChartModel>('statistics/chart')
export const chartEmbedPage = definePage<ChartEmbedModel>('statistics/chart-embed', { layout: 'embed' })

/**
 * Where the portal is, its texts in other languages (what is quoted is quoted in each), and the last snapshot of the
 * city, null before the first.
 */
export type Outside = { origin: string; textsIn: (lang: Lang) => Translate; newest: Version | null }

export function chartModel(asked: AskedChart, outside: Outside, refused: Refused | null = null): ChartModel {
  const { id, numbers, figures } = asked
  const { reading, query, asOf } = numbers
  const { city, lang, t } = reading
  const parameters = parametersOf(query)
  const figure = figureIn(asked, reading)
  const title = figure?.title ?? t('statistics:chart.tooLittle')
  const fileOf = (format: 'csv' | 'json' | 'svg' | 'png') =>
    statisticsPaths.chartFile({ lang, city: city.slug, id }, format, parameters)
  return {
    page: {
      title,
      ...(figure !== null && {
        description: `${figure.subtitle}. ${figure.description}`,
        image: fileOf('png'),
        imageAlt: figure.description,
      }),
      crumbs: [
        { href: cityPaths.home(lang, city.slug), label: nameIn(city.names, lang) },
        {
          href: statisticsPaths.city(lang, city.slug, parametersOf({ ...query, office: null })),
          label: t('statistics:city.title'),
        },
      ],
      ...(figure !== null && {
        alternates: [
          {
            href: statisticsPaths.oembed(lang, city.slug, addressOf(asked, outside.origin)),
            type: 'application/json+oembed',
            title,
          },
        ],
      }),
      canonical: statisticsPaths.chart(lang, city.slug, id, parameters),
      noindex: figure === null || refused !== null,
    },
    place: placeWords(numbers),
    span: spanWords(asked),
    window: formOf(asked, refused),
    notice: null,
    figure,
    empty: figure === null ? emptyOf(asked) : null,
    files: figure === null ? [] : filesOf(fileOf, t),
    address: addressOf(asked, outside.origin),
    embedCode: frameCode(
      outside.origin + statisticsPaths.chartEmbed(lang, city.slug, id, parameters),
      title,
      { width: '100%', height: heightOf(figure) },
    ),
    citations: citationsOf(asked, outside),
    frozen: outside.newest && isFrozen(query) ? linkTo(asked, outside.newest) : null,
    stamp: [
      { label: t('statistics:chart.asOf'), value: formatMoment(asOf, lang, city.timeZone) },
      {
        label: t('statistics:chart.method'),
        value: figures.method,
        href: statisticsPaths.method(lang, city.slug),
      },
      { label: t('statistics:chart.calendar'), value: figures.calendar },
      { label: t('statistics:chart.licence'), value: LICENCE.name, href: LICENCE.href },
    ],
  }
}

/** A snapshot holds the charts of the city and of each office, none of narrower parts. */
const isFrozen = ({ category, district, channel }: FigureQuery): boolean =>
  category === null && district === null && channel === null

/** Other days and other parts of the city; of an office when the chart is of one. */
function formOf({ id, numbers }: AskedChart, refused: Refused | null): WindowForm {
  const { reading, query, asOf } = numbers
  const { city, lang } = reading
  const selects = selectsOf(filtersOfChart(id), query, refused, reading)
  const asked = Object.entries(filterOf(query))
  return windowForm(
    {
      ...{ window: query.window, asOf, timeZone: city.timeZone, refused, selects },
      withDays: spanOfChart(id) !== 'now',
      kept: Object.fromEntries(asked.filter(([name]) => selects.every((one) => one.name !== name))),
      hrefOf: (parameters) => statisticsPaths.chart(lang, city.slug, id, parameters),
    },
    reading,
  )
}

export function chartEmbedModel(asked: AskedChart): ChartEmbedModel {
  const { id, numbers } = asked
  const { reading, query } = numbers
  const figure = figureIn(asked, reading)
  return {
    page: { title: figure?.title ?? reading.t('statistics:chart.tooLittle'), noindex: true },
    figure: figure && { ...figure, level: 1, methodHref: null },
    place: placeWords(numbers),
    span: spanWords(asked),
    href: statisticsPaths.chart(reading.lang, reading.city.slug, id, parametersOf(query)),
  }
}

function emptyOf({ id, numbers: { reading, query } }: AskedChart): EmptyState {
  const { city, lang, t } = reading
  if (id === 'districts-rate' && city.areas.every(({ residents }) => residents === null)) {
    const inTime = statisticsPaths.chart(lang, city.slug, 'districts-in-time', parametersOf(query))
    return {
      title: t('statistics:missing.districts-rate'),
      text: t('statistics:noResidents'),
      actions: [{ href: inTime, label: t('statistics:missing.districts-in-time') }],
    }
  }
  return {
    title: t('statistics:chart.tooLittle'),
    text: t('statistics:city.emptyText'),
    actions: [{ href: statisticsPaths.city(lang, city.slug), label: t('statistics:city.showAll') }],
  }
}

const filesOf = (fileOf: (format: 'csv' | 'json' | 'svg' | 'png') => string, t: Translate): Link[] =>
  (['csv', 'json', 'svg', 'png'] as const).map((format) => ({
    href: fileOf(format),
    label: t(`statistics:chart.file.${format}`),
  }))

function citationsOf(asked: AskedChart, { origin, textsIn }: Outside): ChartModel['citations'] {
  const { reading } = asked.numbers
  return [reading.lang, ...langsOf(reading.city).filter((lang) => lang !== reading.lang)].map((lang) => ({
    id: `cite-${lang}`,
    lang,
    text: citationOf(asked, { lang, t: textsIn(lang) }, origin),
  }))
}

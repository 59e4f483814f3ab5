import type { ChartFigure } from '../../../platform/charts/chart.ts'
import { definePage, type PageModel } from '../../../platform/http/page.ts'
import type { Link, Table } from '../../../platform/http/parts.ts'
import { formatNumber } from '../../../platform/time/format.ts'
import { cityPaths, nameIn } from '../../city/index.ts'
import type { Office } from '../../offices/index.ts'
import { chartsOf } from '../charts/catalogue.ts'
import { periodWords } from '../charts/place.ts'
import type { OfficeFigures, OfficesBody } from '../figures/bodies.ts'
import { type FigureQuery, parametersOf } from '../figures/figure-query.ts'
import type { FigureSet } from '../figures/figure-sets.ts'
import { FEWEST_FOR_PERCENT, FEWEST_TO_COMPARE } from '../figures/small-numbers.ts'
import { statisticsPaths } from '../paths.ts'
import { asOfWords, daysOf, type Reading } from './reading.ts'
import { shareValue } from './tiles.ts'
import { figureFilters, type Refused, selectsOf, type WindowForm, windowForm } from './window-form.ts'

export const officeSorts = ['name', 'received', 'onTime', 'median', 'open', 'reopened'] as const
export type OfficeSort = (typeof officeSorts)[number]

type FigureCell = { text: string; note: string | null }

export type OfficesTable = Pick<Table, 'caption' | 'columns'> & {
  rows: { office: FigureCell & { href: string }; figures: FigureCell[] }[]
}

export type OfficesModel = PageModel & {
  asOf: string
  period: string
  window: WindowForm
  table: OfficesTable | null
  charts: ChartFigure[]
  methodHref: string
  downloads: Link[]
}

export const officesPage = definePage<OfficesModel>('offices/index')

type Row = { office: Office; figures: OfficeFigures }

export type OfficesData = {
  query: FigureQuery
  set: FigureSet<OfficesBody>
  /** Null: in the order of the city's own list. */
  sort: OfficeSort | null
  refused: Refused | null
}

export function officesModel(data: OfficesData, reading: Reading): OfficesModel {
  const { query, sort } = data
  const { asOf, body } = data.set
  const { city, lang, t, directory } = reading
  const byCode = new Map(body.offices.map((figures) => [figures.office, figures]))
  const rows = directory.offices.flatMap((office): Row[] => {
    const figures = byCode.get(office.code)
    // An office of the past is listed as long as it has something in the window.
    return figures && (office.current || figures.received > 0 || figures.openNow.n > 0)
      ? [{ office, figures }]
      : []
  })
  return {
    page: {
      title: t('statistics:offices.title'),
      description: t('statistics:offices.description', { city: nameIn(city.names, lang) }),
      crumbs: [{ href: cityPaths.home(lang, city.slug), label: nameIn(city.names, lang) }],
      noindex: sort !== null || Object.keys(parametersOf(query)).length > 0,
    },
    asOf: asOfWords(asOf, reading),
    period: periodWords(query, reading),
    window: formOf(data, reading),
    table: rows.length === 0 ? null : tableOf(sorted(rows, sort, reading), data, reading),
    charts: chartsOf(['funnel', 'waits', 'offices-months'], { reading, query, asOf, offices: body }),
    methodHref: statisticsPaths.method(lang, city.slug),
    downloads: filesOf(query, reading),
  }
}

function formOf({ query, set: { asOf }, sort, refused }: OfficesData, reading: Reading): WindowForm {
  const { city, lang } = reading
  return windowForm(
    {
      ...{ window: query.window, asOf, timeZone: city.timeZone, refused },
      selects: selectsOf(figureFilters, query, refused, reading),
      kept: sort === null ? {} : { sort },
      hrefOf: (parameters) => statisticsPaths.offices(lang, city.slug, parameters),
    },
    reading,
  )
}

function tableOf(rows: readonly Row[], { query, sort }: OfficesData, reading: Reading): OfficesTable {
  const { city, lang, t } = reading
  const column = (name: OfficeSort, label: string) => ({
    label,
    numeric: name !== 'name',
    sortHref: statisticsPaths.offices(lang, city.slug, { ...parametersOf(query), sort: name }),
    sorted: sort !== name ? null : name === 'name' ? ('ascending' as const) : ('descending' as const),
  })
  return {
    caption: t('statistics:offices.caption'),
    columns: [
      column('name', t('statistics:col.office')),
      column('received', t('statistics:col.received')),
      column('onTime', t('statistics:col.onTime')),
      column('median', t('statistics:col.median')),
      { label: t('statistics:col.p90'), numeric: true },
      column('open', t('statistics:col.openNow')),
      column('reopened', t('statistics:col.reopenedShare')),
    ],
    rows: rows.map((row) => rowOf(row, reading)),
  }
}

function rowOf({ office, figures }: Row, reading: Reading): OfficesTable['rows'][number] {
  const { city, lang, t } = reading
  const { medianHours, p90Hours, openNow, reopened } = figures
  const n = (value: number) => formatNumber(value, lang)
  const days = (hours: number | null) => plain(hours === null ? '–' : daysOf(hours, reading))
  const kind = office.external ? 'external' : office.current ? null : 'former'
  return {
    office: {
      text: nameIn(office.short, lang),
      href: statisticsPaths.office(lang, city.slug, office.code),
      note: kind && t(`statistics:offices.${kind}`),
    },
    figures: [
      plain(n(figures.received)),
      punctualCell(figures, reading),
      days(medianHours.value),
      days(p90Hours.value),
      {
        text: n(openNow.n),
        note: openNow.overdue === 0 ? null : t('statistics:offices.lateNote', { n: n(openNow.overdue) }),
      },
      reopened.of === 0
        ? plain('–')
        : {
            text: shareValue(reopened, reading),
            note:
              reopened.of < FEWEST_FOR_PERCENT
                ? null
                : t('statistics:of', { n: n(reopened.n), of: n(reopened.of) }),
          },
    ],
  }
}

const plain = (text: string) => ({ text, note: null })

/** The counts stand beside every share; of few cases they stand alone. */
function punctualCell({ onTime }: OfficeFigures, reading: Reading): FigureCell {
  const { lang, t } = reading
  if (onTime.of === 0) return plain('–')
  const counts = { n: formatNumber(onTime.n, lang), of: formatNumber(onTime.of, lang) }
  if (onTime.of < FEWEST_TO_COMPARE) {
    return { text: t('statistics:of', counts), note: t('statistics:offices.fewDue') }
  }
  return { text: shareValue(onTime, reading), note: t('statistics:of', counts) }
}

/** By name from A, by figures from the largest; offices without the figure come last. */
function sorted(rows: readonly Row[], sort: OfficeSort | null, { lang }: Reading): readonly Row[] {
  if (sort === null) return rows
  if (sort === 'name') {
    const collator = new Intl.Collator(lang)
    return rows.toSorted((a, b) =>
      collator.compare(nameIn(a.office.short, lang), nameIn(b.office.short, lang)),
    )
  }
  const figureOf = ({ figures }: Row): number => {
    switch (sort) {
      case 'received':
        return figures.received
      case 'onTime':
        return figures.onTime.of < FEWEST_TO_COMPARE ? -1 : (figures.onTime.share ?? -1)
      case 'median':
        return figures.medianHours.value ?? -1
      case 'open':
        return figures.openNow.n
      case 'reopened':
        return figures.reopened.share ?? -1
    }
  }
  return rows.toSorted((a, b) => figureOf(b) - figureOf(a))
}

function filesOf(query: FigureQuery, { city, lang, t }: Reading): Link[] {
  return (['csv', 'json'] as const).map((format) => ({
    href: statisticsPaths.officeFigures(lang, city.slug, format, parametersOf(query)),
    label: t(`statistics:${format}Of`, { what: t('statistics:download.offices') }),
  }))
}

import type { ChartFigure } from '../../../platform/charts/chart.ts'
import { formatDay, formatMoment } from '../../../platform/time/format.ts'
import { nameIn } from '../../city/index.ts'
import { channelName } from '../../complaints/index.ts'
import type { CityBody, OfficeBody, OfficesBody, OfficeWaits } from '../figures/bodies.ts'
import { type FigureQuery, parametersOf } from '../figures/figure-query.ts'
import type { Reading } from '../pages/reading.ts'
import { statisticsPaths } from '../paths.ts'
import type { ChartId } from './catalogue.ts'

/** What a chart is about, beside its numbers. */
export type ChartPlace = {
  reading: Reading
  query: FigureQuery
  /** Milliseconds UTC. */
  asOf: number
  /** On its own page a chart does not lead to itself. */
  own?: true
  /** The page of the city changes what the map shows; elsewhere the other map is another chart. */
  onCityPage?: true
  /** Numbers of a snapshot, by its name; absent where they are those of now. */
  version?: string
}

/** The numbers of a city or of one office. */
export type SubjectNumbers = ChartPlace & { subject: CityBody | OfficeBody }

/** The numbers of all offices side by side. */
export type OfficesNumbers = ChartPlace & { offices: OfficesBody }

/** How long offices make people wait: part of the numbers of all offices. */
export type WaitsNumbers = ChartPlace & { waits: readonly OfficeWaits[] }

/** What a page has. */
export type ChartNumbers = ChartPlace &
  Partial<Pick<SubjectNumbers, 'subject'> & Pick<OfficesNumbers, 'offices'> & Pick<WaitsNumbers, 'waits'>>

/** What all charts say in their last line. */
export type ChartFoot = Pick<ChartFigure, 'source' | 'updated' | 'methodHref' | 'ownHref'>

export function footOf(id: ChartId, { reading, query, asOf, own }: ChartPlace): ChartFoot {
  const { city, lang, t } = reading
  return {
    source: t('statistics:source'),
    updated: formatMoment(asOf, lang, city.timeZone),
    methodHref: statisticsPaths.method(lang, city.slug),
    ownHref: own ? null : statisticsPaths.chart(lang, city.slug, id, parametersOf(query)),
  }
}

/** "Synaqqala · Department of roads · Potholes": of whom and of what the figures are. */
export function placeWords({ reading, query }: Pick<ChartPlace, 'reading' | 'query'>): string {
  const { city, lang, t, directory } = reading
  const called = (rows: readonly { code: string; names: Parameters<typeof nameIn>[0] }[], code?: string) => {
    const row = rows.find((one) => one.code === code)
    return row && nameIn(row.names, lang)
  }
  return [
    nameIn(city.names, lang),
    called(directory.offices, query.office?.code),
    called(directory.categories, query.category?.code),
    called(city.areas, query.district?.code),
    query.channel && channelName(query.channel, t),
  ]
    .filter(Boolean)
    .join(' · ')
}

export const periodWords = ({ window }: FigureQuery, { lang, t }: Reading): string =>
  t('statistics:period', { from: formatDay(window.from, lang), to: formatDay(window.to, lang) })

/** Short names of offices by code. */
export function shortNames({ lang, directory }: Reading): (code: string) => string {
  const names = new Map(directory.offices.map(({ code, short }) => [code, nameIn(short, lang)]))
  return (code) => names.get(code) ?? code
}

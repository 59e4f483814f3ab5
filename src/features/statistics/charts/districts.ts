import { barChart } from '../../../platform/charts/bar-chart.ts'
import type { Chart } from '../../../platform/charts/chart.ts'
import type { DataFigure } from '../../../platform/charts/data-figure.ts'
import type { LonLat } from '../../../platform/charts/district-map.ts'
import { mapChart } from '../../../platform/charts/map-chart.ts'
import { formatNumber, formatShare } from '../../../platform/time/format.ts'
import { type AreaShape, nameIn } from '../../city/index.ts'
import type { Slice } from '../figures/bodies.ts'
import { parametersOf } from '../figures/figure-query.ts'
import { FEWEST_FOR_PERCENT } from '../figures/small-numbers.ts'
import { statisticsPaths } from '../paths.ts'
import { countCell, nameCell, shareCell } from './cells.ts'
import { footOf, type SubjectNumbers } from './place.ts'

/** What colours the districts: how many came in, or what share was answered in time. */
export type DistrictMeasure = 'districts' | 'districts-in-time'

export const districtsChart = (numbers: SubjectNumbers) => districtsFigure('districts', numbers)
export const districtsInTimeChart = (numbers: SubjectNumbers) => districtsFigure('districts-in-time', numbers)

/** A map where the city has drawn its districts, else bars; shares of few complaints are not told. */
function districtsFigure(id: DistrictMeasure, numbers: SubjectNumbers): DataFigure | null {
  const { reading, subject } = numbers
  const { lang, t } = reading
  const slices = subject.districts
  const [first] = slices.filter(({ code }) => code !== null)
  if (first === undefined || first.received === 0 || slices.length < 2) return null
  const n = (value: number) => formatNumber(value, lang)
  const rows = rowsOf(numbers)
  const known = rows.flatMap(({ share }) => (share === null ? [] : [share]))
  if (id === 'districts-in-time' && known.length < 2) return null
  const words = {
    name: rows.find(({ code }) => code === first.code)?.name ?? '',
    n: n(first.received),
    least: formatShare(Math.min(...known, 1), lang),
    most: formatShare(Math.max(...known, 0), lang),
    names: rows
      .slice(0, 3)
      .map(({ name, received }) => `${name} (${n(received)})`)
      .join(', '),
  }
  const kind = id === 'districts' ? 'districts' : 'districtsInTime'
  return {
    id,
    level: 2,
    title: t(`statistics:slice.${kind}.title`, words),
    subtitle: t(`statistics:slice.${kind}.subtitle`),
    description: t(`statistics:slice.${kind}.description`, words),
    key: [],
    ...(known.length >= 2 && { views: viewsOf(id, numbers) }),
    chart: pictureOf(id, rows, numbers),
    note: t('statistics:fewNote'),
    table: {
      caption: t(`statistics:slice.${kind}.subtitle`),
      columns: [
        { key: 'district', label: t('statistics:col.district') },
        { key: 'received', label: t('statistics:col.received'), numeric: true },
        { key: 'onTime', label: t('statistics:col.onTime'), numeric: true },
      ],
      rows: rows.map(({ code, name, href, received, onTime }) => [
        nameCell(code, name, href),
        countCell(received, reading),
        shareCell(onTime, reading),
      ]),
    },
    ...footOf(id, numbers),
  }
}

type Row = Slice & { name: string; href: string | null; share: number | null }

function rowsOf({ reading, query, subject }: SubjectNumbers): Row[] {
  const { city, lang, t } = reading
  const names = new Map(city.areas.map(({ code, names }) => [code, nameIn(names, lang)]))
  const parameters = parametersOf({ ...query, office: null })
  return subject.districts.map((slice) => ({
    ...slice,
    name: (slice.code === null ? undefined : names.get(slice.code)) ?? t('statistics:noDistrict'),
    href:
      slice.code === null
        ? null
        : statisticsPaths.city(lang, city.slug, { ...parameters, district: slice.code }),
    share: slice.onTime.of < FEWEST_FOR_PERCENT ? null : slice.onTime.share,
  }))
}

function pictureOf(id: DistrictMeasure, rows: readonly Row[], { reading }: SubjectNumbers): Chart {
  const { city, lang, t } = reading
  const isCount = id === 'districts'
  const format = (value: number) => (isCount ? formatNumber(value, lang) : formatShare(value, lang))
  const drawn = city.areas.flatMap(({ code, shape, names }) => {
    const row = rows.find((one) => one.code === code)
    const value = isCount ? (row?.received ?? 0) : (row?.share ?? null)
    return shape === null
      ? []
      : [{ name: nameIn(names, lang), rings: ringsOf(shape), value, href: row?.href ?? null }]
  })
  if (drawn.length >= 2) {
    const shares = drawn.flatMap(({ value }) => (value === null ? [] : [value]))
    return mapChart({
      label: t(isCount ? 'statistics:slice.districts.subtitle' : 'statistics:slice.districtsInTime.subtitle'),
      areas: drawn,
      format,
      ...(!isCount && { from: Math.floor(Math.min(...shares) * 10) / 10, to: 1 }),
      unknown: t('statistics:fewCases'),
    })
  }
  return barChart({
    rows: rows
      .filter(({ received, share }) => (isCount ? received > 0 : share !== null))
      .map(({ name, href, received, share }) => ({
        label: name,
        href,
        value: isCount ? received : (share ?? 0),
      })),
    format,
    ...(!isCount && { max: 1 }),
  })
}

const ringsOf = (shape: AreaShape): LonLat[][] =>
  (shape.type === 'Polygon' ? shape.coordinates : shape.coordinates.flat()).map((ring) =>
    ring.map(([lon = 0, lat = 0]) => [lon, lat] as const),
  )

/** The switch between the two, where the reader is: on the page of the city, or from one chart to the other. */
function viewsOf(id: DistrictMeasure, { reading, query, own, onCityPage }: SubjectNumbers) {
  const { city, lang, t } = reading
  const parameters = parametersOf(query)
  const hrefOf = (to: DistrictMeasure) => {
    if (own || !onCityPage) return statisticsPaths.chart(lang, city.slug, to, parameters)
    const measure = to === 'districts' ? {} : { map: 'in-time' }
    return `${statisticsPaths.city(lang, city.slug, { ...parameters, ...measure })}#${to}`
  }
  return (['districts', 'districts-in-time'] as const).map((to) => ({
    href: hrefOf(to),
    label: t(to === 'districts' ? 'statistics:col.received' : 'statistics:col.onTime'),
    current: to === id,
  }))
}

import { barChart } from '../../../platform/charts/bar-chart.ts'
import type { Chart } from '../../../platform/charts/chart.ts'
import type { DataFigure } from '../../../platform/charts/data-figure.ts'
import type { LonLat } from '../../../platform/charts/district-map.ts'
import { mapChart } from '../../../platform/charts/map-chart.ts'
import { formatNumber, formatShare } from '../../../platform/time/format.ts'
import { type AreaShape, nameIn } from '../../city/index.ts'
import type { DistrictSlice } from '../figures/bodies.ts'
import { parametersOf } from '../figures/figure-query.ts'
import { FEWEST_FOR_PERCENT } from '../figures/small-numbers.ts'
import { rateWords } from '../pages/reading.ts'
import { statisticsPaths } from '../paths.ts'
import { countCell, nameCell, rateCell, rateIntervalCell, residentsCell, shareCell } from './cells.ts'
import { footOf, type SubjectNumbers } from './place.ts'

/** What colours the districts: how many came in, how many per 1,000 residents, what share was answered in time. */
export type DistrictMeasure = 'districts' | 'districts-rate' | 'districts-in-time'

export const districtsChart = (numbers: SubjectNumbers) => districtsFigure('districts', numbers)
export const districtsRateChart = (numbers: SubjectNumbers) => districtsFigure('districts-rate', numbers)
export const districtsInTimeChart = (numbers: SubjectNumbers) => districtsFigure('districts-in-time', numbers)

const fewestToCompare = 2

/** A map where the city has drawn its districts, else bars; shares and rates of few complaints are not told. */
function districtsFigure(id: DistrictMeasure, numbers: SubjectNumbers): DataFigure | null {
  const { reading, subject } = numbers
  const { t } = reading
  const slices = subject.districts
  const [first] = slices.filter(({ code }) => code !== null)
  if (first === undefined || first.received === 0 || slices.length < fewestToCompare) return null
  const rows = rowsOf(numbers)
  if (!measuresIn(rows).includes(id)) return null
  const kind = kinds[id]
  const isPeopled = rows.some(({ rate }) => rate.residents !== null)
  return {
    id,
    level: 2,
    ...wordsOf(id, rows, numbers),
    key: [],
    ...(measuresIn(rows).length > 1 && { views: viewsOf(id, rows, numbers) }),
    chart: pictureOf(id, rows, numbers),
    note: [
      t('statistics:fewNote'),
      !isPeopled && numbers.query.office === null && t('statistics:noResidents'),
    ]
      .filter(Boolean)
      .join(' '),
    table: {
      caption: t(`statistics:slice.${kind}.subtitle`),
      columns: [
        { key: 'district', label: t('statistics:col.district') },
        { key: 'received', label: t('statistics:col.received'), numeric: true },
        ...(isPeopled
          ? [
              { key: 'residents', label: t('statistics:col.residents'), numeric: true },
              { key: 'perThousand', label: t('statistics:col.perThousand'), numeric: true },
              { key: 'perThousandInterval', label: t('statistics:col.interval'), numeric: true },
            ]
          : []),
        { key: 'onTime', label: t('statistics:col.onTime'), numeric: true },
      ],
      rows: rows.map(({ code, name, href, received, rate, onTime }) => [
        nameCell(code, name, href),
        countCell(received, reading),
        ...(isPeopled
          ? [residentsCell(rate, reading), rateCell(rate, reading), rateIntervalCell(rate, reading)]
          : []),
        shareCell(onTime, reading),
      ]),
    },
    ...footOf(id, numbers),
  }
}

const kinds = {
  districts: 'districts',
  'districts-rate': 'districtsRate',
  'districts-in-time': 'districtsInTime',
} as const

type Row = DistrictSlice & { name: string; href: string | null; share: number | null }

function rowsOf({ reading, query, subject }: SubjectNumbers): Row[] {
  const { city, lang, t } = reading
  const names = new Map(city.areas.map(({ code, names }) => [code, nameIn(names, lang)]))
  const parameters = parametersOf({ ...query, office: null })
  return subject.districts.map((slice) => ({
    ...slice,
    // A snapshot may tell of a district that the city no longer has.
    name: slice.code === null ? t('statistics:noDistrict') : (names.get(slice.code) ?? slice.code),
    href:
      slice.code === null || !names.has(slice.code)
        ? null
        : statisticsPaths.city(lang, city.slug, { ...parameters, district: slice.code }),
    share: slice.onTime.of < FEWEST_FOR_PERCENT ? null : slice.onTime.share,
  }))
}

/** What is measured of a district; null where it is not told. */
const measureOf = (id: DistrictMeasure, { received, rate, share }: Row): number | null =>
  ({ districts: received, 'districts-rate': rate.perThousand, 'districts-in-time': share })[id]

const knownIn = (id: DistrictMeasure, rows: readonly Row[]): number[] =>
  rows.flatMap((row) => measureOf(id, row) ?? [])

/** Measures by which at least two districts can be compared. */
const measuresIn = (rows: readonly Row[]): DistrictMeasure[] =>
  (['districts', 'districts-rate', 'districts-in-time'] as const).filter(
    (id) => id === 'districts' || knownIn(id, rows).length >= fewestToCompare,
  )

function formatIn(id: DistrictMeasure, { lang }: SubjectNumbers['reading']): (value: number) => string {
  if (id === 'districts-in-time') return (value) => formatShare(value, lang)
  return id === 'districts' ? (value) => formatNumber(value, lang) : (value) => rateWords(value, lang)
}

function wordsOf(
  id: DistrictMeasure,
  rows: readonly Row[],
  { reading }: SubjectNumbers,
): Pick<DataFigure, 'title' | 'subtitle' | 'description'> {
  const { t } = reading
  const format = formatIn(id, reading)
  const known = knownIn(id, rows)
  const highest = rows
    .filter((row) => row.code !== null && measureOf(id, row) !== null)
    .toSorted((a, b) => (measureOf(id, b) ?? 0) - (measureOf(id, a) ?? 0))
  const [first] = highest
  const words = {
    name: first?.name ?? '',
    n: format((first && measureOf(id, first)) ?? 0),
    least: format(Math.min(...known)),
    most: format(Math.max(...known)),
    names: highest
      .slice(0, 3)
      .map((row) => `${row.name} (${format(measureOf(id, row) ?? 0)})`)
      .join(', '),
  }
  const kind = kinds[id]
  return {
    title: t(`statistics:slice.${kind}.title`, words),
    subtitle: t(`statistics:slice.${kind}.subtitle`),
    description: t(`statistics:slice.${kind}.description`, words),
  }
}

function pictureOf(id: DistrictMeasure, rows: readonly Row[], { reading }: SubjectNumbers): Chart {
  const { city, lang, t } = reading
  const format = formatIn(id, reading)
  const drawn = city.areas.flatMap(({ code, shape, names }) => {
    const row = rows.find((one) => one.code === code)
    const value = row === undefined ? (id === 'districts' ? 0 : null) : measureOf(id, row)
    return shape === null
      ? []
      : [{ name: nameIn(names, lang), rings: ringsOf(shape), value, href: row?.href ?? null }]
  })
  const known = knownIn(id, rows)
  if (drawn.length >= fewestToCompare) {
    return mapChart({
      label: t(`statistics:slice.${kinds[id]}.subtitle`),
      areas: drawn,
      format,
      ...(id === 'districts-rate' && {
        to: Math.max(...known),
        formatBorder: (value) => formatNumber(value, lang, 2),
      }),
      ...(id === 'districts-in-time' && { from: Math.floor(Math.min(...known) * 10) / 10, to: 1 }),
      unknown: t(id === 'districts-rate' ? 'statistics:fewOrUnpeopled' : 'statistics:fewCases'),
    })
  }
  const measured = rows.flatMap((row) => {
    const value = measureOf(id, row)
    // No share in time is the worst there is; of a count, zero is nothing to draw.
    const isDrawn = value !== null && (value > 0 || id === 'districts-in-time')
    return !isDrawn ? [] : [{ label: row.name, href: row.href, value }]
  })
  return barChart({
    rows: id === 'districts-rate' ? measured.toSorted((a, b) => b.value - a.value) : measured,
    format,
    ...(id === 'districts-in-time' && { max: 1 }),
  })
}

const knownRings = new WeakMap<AreaShape, LonLat[][]>()

/** Of the same shape the same rings, so that the map draws them once. */
function ringsOf(shape: AreaShape): LonLat[][] {
  const known = knownRings.get(shape)
  if (known !== undefined) return known
  const coordinates = shape.type === 'Polygon' ? shape.coordinates : shape.coordinates.flat()
  const rings = coordinates.map((ring) => ring.map(([lon = 0, lat = 0]) => [lon, lat] as const))
  knownRings.set(shape, rings)
  return rings
}

/** The switch between them, where the reader is: on the page of the city, or from one chart to the other. */
function viewsOf(
  id: DistrictMeasure,
  rows: readonly Row[],
  { reading, query, own, onCityPage, version }: SubjectNumbers,
): NonNullable<DataFigure['views']> {
  const { city, lang, t } = reading
  const parameters = parametersOf(query)
  const hrefOf = (to: DistrictMeasure) => {
    if (version !== undefined) {
      const chart = { lang, city: city.slug, id: to, version }
      return statisticsPaths.frozenChart(chart, query.office?.code ?? null)
    }
    if (own || !onCityPage) return statisticsPaths.chart(lang, city.slug, to, parameters)
    const measure = to === 'districts' ? {} : { map: to.replace('districts-', '') }
    return `${statisticsPaths.city(lang, city.slug, { ...parameters, ...measure })}#${to}`
  }
  const labels = {
    districts: t('statistics:col.received'),
    'districts-rate': t('statistics:col.perThousand'),
    'districts-in-time': t('statistics:col.onTime'),
  }
  return measuresIn(rows).map((to) => ({ href: hrefOf(to), label: labels[to], current: to === id }))
}

/** The measure of the map that the address of the page of the city asks for. */
export const measureAsked = (map: unknown): DistrictMeasure =>
  map === 'in-time' ? 'districts-in-time' : map === 'rate' ? 'districts-rate' : 'districts'

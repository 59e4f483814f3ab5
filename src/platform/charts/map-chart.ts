import { scaleLinear } from 'd3-scale'
import { type Bounds, type DistrictMap, districtMap, type LonLat, withNarrowNames } from './district-map.ts'

export type MapChart = {
  kind: 'map'
  map: DistrictMap
  /** The classes that occur, from few to many. */
  classes: { level: number; label: string }[]
  /** Said of areas without a class; null when all have one. */
  unknown: string | null
}

export type MapChartData = {
  label: string
  areas: {
    name: string
    rings: LonLat[][]
    /** Null where the number is not told. */
    value: number | null
    href?: string | null
  }[]
  format: (value: number) => string
  /** Of the round numbers between the classes; as values unless told. */
  formatBorder?: (value: number) => string
  /** Smallest and largest value of the scale; unless told, values are counts and classes begin at zero. */
  from?: number
  to?: number
  unknown: string
}

const CLASSES = 5
const WIDTH = 800
/** Around the outermost areas, of the longer side. */
const MARGIN = 0.03

/** Districts in five shades of one colour, named with their values. */
export function mapChart(data: MapChartData): MapChart {
  const { label, areas, format, formatBorder = format, from = 0, to, unknown } = data
  const values = areas.map(({ value }) => value).filter((value) => value !== null)
  const borders = bordersOf({ from, to: to ?? Math.max(from + 1, ...values), whole: to === undefined })
  const classOf = (value: number) =>
    Math.min(borders.length - 1, Math.max(1, borders.filter((border) => value >= border).length))
  // Few classes take shades far apart.
  const levelOf = (index: number) => shadeOf(index, borders.length - 1)
  const map = districtMap({
    label,
    bounds: boundsOf(areas),
    width: WIDTH,
    districts: areas.map(({ name, rings, value, href }) => ({
      name,
      value: value === null ? '' : format(value),
      rings,
      href: href ?? null,
      level: value === null ? null : levelOf(classOf(value) - 1),
    })),
    marks: [],
  })
  return {
    kind: 'map',
    map: withNarrowNames({
      ...map,
      // An area whose number is not told says nothing on the picture
      shapes: map.shapes.map((shape) => (shape.value === '' ? { ...shape, label: '' } : shape)),
    }),
    classes: borders.slice(0, -1).map((border, index) => ({
      level: levelOf(index),
      label: classWords(border, borders[index + 1] ?? border, {
        format: formatBorder,
        isSingle: to === undefined && index < borders.length - 2,
      }),
    })),
    unknown: areas.some(({ value }) => value === null) ? unknown : null,
  }
}

const shadeOf = (index: number, classes: number): number =>
  classes < 2 ? 3 : 1 + Math.round((index * (CLASSES - 1)) / (classes - 1))

/** "70–80 %": what both end with is said once. A class of one count, which the next does not share, is that count. */
function classWords(
  from: number,
  to: number,
  { format, isSingle }: { format: (value: number) => string; isSingle: boolean },
): string {
  const [first, last] = [format(from), format(to)]
  if (isSingle && to - from === 1) return first
  const unit = /\D*$/.exec(last)?.[0] ?? ''
  return `${first.endsWith(unit) ? first.slice(0, first.length - unit.length) : first}–${last}`
}

/** Round numbers at equal distances, one more than there are classes. */
function bordersOf({ from, to, whole }: { from: number; to: number; whole: boolean }): number[] {
  for (let classes = CLASSES; classes > 1; classes--) {
    const borders = scaleLinear([from, to], [0, 1]).nice(classes).ticks(classes)
    const fits = borders.length > 1 && borders.length <= CLASSES + 1
    if (fits && (!whole || borders.every(Number.isInteger))) return borders
  }
  return [from, whole ? Math.ceil(to) : to]
}

/** Of all areas, with a margin. */
function boundsOf(areas: readonly Pick<MapChartData['areas'][number], 'rings'>[]): Bounds {
  const { west, south, east, north } = areas
    .map(({ rings }) => reachOf(rings))
    .reduce((all, one) => ({
      west: Math.min(all.west, one.west),
      south: Math.min(all.south, one.south),
      east: Math.max(all.east, one.east),
      north: Math.max(all.north, one.north),
    }))
  const margin = MARGIN * Math.max(east - west, north - south)
  return { west: west - margin, south: south - margin, east: east + margin, north: north + margin }
}

const reaches = new WeakMap<readonly LonLat[][], Bounds>()

function reachOf(rings: LonLat[][]): Bounds {
  const known = reaches.get(rings)
  if (known !== undefined) return known
  const reach = {
    ...{ west: Number.POSITIVE_INFINITY, south: Number.POSITIVE_INFINITY },
    ...{ east: Number.NEGATIVE_INFINITY, north: Number.NEGATIVE_INFINITY },
  }
  for (const [lon, lat] of rings.flat()) {
    reach.west = Math.min(reach.west, lon)
    reach.south = Math.min(reach.south, lat)
    reach.east = Math.max(reach.east, lon)
    reach.north = Math.max(reach.north, lat)
  }
  reaches.set(rings, reach)
  return reach
}

import { type Bounds, districtMap } from '../../platform/charts/district-map.ts'
import { boundsOf } from '../../platform/geo/geojson.ts'
import { drawingOf } from '../../platform/geo/simplify.ts'
import type { AreaShape, City } from '../city/index.ts'

/** The areas and rivers of a city as lines, for decoration: nothing in it has a name or leads anywhere. */
export type CityDrawing = {
  width: number
  height: number
  areas: string[]
  rivers: string[]
  roads: string[]
}

const WIDTH = 640

const drawings = new WeakMap<City, CityDrawing>()

/** Drawn once for each state of the city. */
export function cityDrawing(city: City): CityDrawing {
  const known = drawings.get(city)
  if (known !== undefined) return known
  const shapes = shapesOf(city)
  const map = districtMap({
    label: '',
    bounds: frameOf(city),
    width: WIDTH,
    districts: shapes.map((shape) => ({ name: '', rings: ringsOf(shape) })),
    lines: city.profile.lines.map(({ kind, coordinates }) => ({
      name: '',
      kind,
      points: coordinates.map(pair),
    })),
    marks: [],
  })
  const linesOf = (kind: string) => map.lines.filter((line) => line.kind === kind).map(({ path }) => path)
  const drawing = {
    width: map.width,
    height: map.height,
    areas: map.shapes.map(({ path }) => path),
    rivers: linesOf('river'),
    roads: linesOf('road'),
  }
  drawings.set(city, drawing)
  return drawing
}

type Shape = AreaShape | City['profile']['outline']

function shapesOf({ areas, profile }: City): Shape[] {
  const drawn = areas.flatMap(({ shape }) => (shape === null ? [] : [shape]))
  return drawn.length > 0 ? drawn : [profile.outline]
}

/** The part where people live when villages far out would make it small; all of the city when it would be a dot. */
function frameOf({ areas, profile }: City): Bounds {
  const inner = areas.filter(({ kind }) => kind === 'district' || kind === 'area')
  const boxes = inner.flatMap(({ shape }) => (shape === null ? [] : [boundsOf(shape)]))
  if (boxes.length === 0) return profile.bounds
  const box = {
    west: Math.min(...boxes.map(({ west }) => west)),
    east: Math.max(...boxes.map(({ east }) => east)),
    south: Math.min(...boxes.map(({ south }) => south)),
    north: Math.max(...boxes.map(({ north }) => north)),
  }
  return sizeOf(box) > sizeOf(profile.bounds) / 8 ? box : profile.bounds
}

const sizeOf = ({ west, east, south, north }: Bounds) => (east - west) * (north - south)

const pair = ([lon = 0, lat = 0]: number[]): [number, number] => [lon, lat]

/** Without the holes, which nobody would see. */
function ringsOf(whole: Shape): [number, number][][] {
  const shape = drawingOf(whole)
  const polygons = shape.type === 'Polygon' ? [shape.coordinates] : shape.coordinates
  return polygons.map((rings) => (rings[0] ?? []).map(pair))
}

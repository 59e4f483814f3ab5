import { z } from 'zod'
import { isInside } from '../../platform/geo/geojson.ts'
import type { Bounds, LatLon } from '../../platform/geo/mercator.ts'

/** Where a work lies: GeoJSON geometries (RFC 7946) in degrees of WGS 84, longitude first. Pure. */

export const mostPositions = 2000

const Position = z.tuple([z.number().min(-180).max(180), z.number().min(-85).max(85)]).rest(z.number())
const Line = z.array(Position).min(2)
const Ring = z.array(Position).min(4).refine(isClosed)
const Polygon = z.array(Ring).min(1)

export const WorkShape = z.union([
  z.object({ type: z.literal('Point'), coordinates: Position }),
  z.object({ type: z.literal('MultiPoint'), coordinates: z.array(Position).min(1) }),
  z.object({ type: z.literal('LineString'), coordinates: Line }),
  z.object({ type: z.literal('MultiLineString'), coordinates: z.array(Line).min(1) }),
  z.object({ type: z.literal('Polygon'), coordinates: Polygon }),
  z.object({ type: z.literal('MultiPolygon'), coordinates: z.array(Polygon).min(1) }),
])
export type WorkShape = z.infer<typeof WorkShape>

function isClosed(ring: number[][]): boolean {
  const [first, last] = [ring[0], ring.at(-1)]
  return first !== undefined && last !== undefined && first[0] === last[0] && first[1] === last[1]
}

type LonLat = readonly [number, number]

/** The parts of a shape by what they are; rings of an area as one polygon each. */
export type ShapeParts = { points: LonLat[]; lines: LonLat[][]; areas: LonLat[][][] }

export function partsOf(shape: WorkShape): ShapeParts {
  const none = { points: [], lines: [], areas: [] }
  switch (shape.type) {
    case 'Point':
      return { ...none, points: [lonLat(shape.coordinates)] }
    case 'MultiPoint':
      return { ...none, points: shape.coordinates.map(lonLat) }
    case 'LineString':
      return { ...none, lines: [shape.coordinates.map(lonLat)] }
    case 'MultiLineString':
      return { ...none, lines: shape.coordinates.map((line) => line.map(lonLat)) }
    case 'Polygon':
      return { ...none, areas: [shape.coordinates.map((ring) => ring.map(lonLat))] }
    case 'MultiPolygon':
      return { ...none, areas: shape.coordinates.map((area) => area.map((ring) => ring.map(lonLat))) }
  }
}

export function positionsOf(shape: WorkShape): LonLat[] {
  const { points, lines, areas } = partsOf(shape)
  return [...points, ...lines.flat(), ...areas.flat(2)]
}

export function boundsOf(shape: WorkShape): Bounds {
  const positions = positionsOf(shape)
  const [lons, lats] = [positions.map(([lon]) => lon), positions.map(([, lat]) => lat)]
  return {
    west: Math.min(...lons),
    south: Math.min(...lats),
    east: Math.max(...lons),
    north: Math.max(...lats),
  }
}

/** Where a mark of the shape stands: its middle by what can be seen, the middle position of its longest part. */
export function middleOf(shape: WorkShape): LatLon {
  const { points, lines, areas } = partsOf(shape)
  const [ring] = areas[0] ?? []
  if (ring !== undefined) {
    const inner = ring.slice(1)
    const mean = (axis: 0 | 1) => inner.reduce((sum, position) => sum + position[axis], 0) / inner.length
    return { lon: mean(0), lat: mean(1) }
  }
  const longest = lines.toSorted((a, b) => b.length - a.length)[0]
  if (longest !== undefined) return alongLine(longest)
  const [lon, lat] = points[0] ?? [0, 0]
  return { lon, lat }
}

/** Half way along a line. */
function alongLine(line: readonly LonLat[]): LatLon {
  const lengths = line.slice(1).map((to, index) => metresBetween(line[index] ?? to, to))
  let left = lengths.reduce((sum, length) => sum + length, 0) / 2
  for (const [index, length] of lengths.entries()) {
    const [from, to] = [line[index] ?? [0, 0], line[index + 1] ?? [0, 0]]
    if (left <= length && length > 0) {
      const share = left / length
      return { lon: from[0] + (to[0] - from[0]) * share, lat: from[1] + (to[1] - from[1]) * share }
    }
    left -= length
  }
  const [lon, lat] = line[0] ?? [0, 0]
  return { lon, lat }
}

const METRES_PER_DEGREE = 111_320

/** How far a place is from a shape in metres, 0 inside an area. Flat earth: right to a per cent within a city. */
export function metresTo(shape: WorkShape, { lat, lon }: LatLon): number {
  const { points, lines, areas } = partsOf(shape)
  const isWithin = areas.some((coordinates) =>
    isInside({ lat, lon }, { type: 'Polygon', coordinates: coordinates.map((ring) => ring.map(toList)) }),
  )
  if (isWithin) return 0
  const toPoints = points.map((point) => metresBetween([lon, lat], point))
  const toLines = [...lines, ...areas.flat()].map((line) => metresToLine(line, [lon, lat]))
  return Math.min(Number.POSITIVE_INFINITY, ...toPoints, ...toLines)
}

function metresToLine(line: readonly LonLat[], place: LonLat): number {
  const plane = planeAt(place)
  let nearest = Number.POSITIVE_INFINITY
  for (const [index, to] of line.entries()) {
    const [ax, ay] = plane(line[Math.max(0, index - 1)] ?? to)
    const [bx, by] = plane(to)
    const [dx, dy] = [bx - ax, by - ay]
    const length = dx * dx + dy * dy
    // The place is the origin of the plane
    const along = length === 0 ? 0 : Math.min(1, Math.max(0, -(ax * dx + ay * dy) / length))
    nearest = Math.min(nearest, Math.hypot(ax + along * dx, ay + along * dy))
  }
  return nearest
}

const metresBetween = (a: LonLat, b: LonLat): number => Math.hypot(...planeAt(a)(b))

/** Metres east and north of a place. */
const planeAt =
  ([lon0, lat0]: LonLat) =>
  ([lon, lat]: LonLat): [number, number] => [
    (lon - lon0) * METRES_PER_DEGREE * Math.cos((lat0 * Math.PI) / 180),
    (lat - lat0) * METRES_PER_DEGREE,
  ]

/** The box of everything that lies within `metres` of a place. */
export function boxAround({ lat, lon }: LatLon, metres: number): Bounds {
  const high = metres / METRES_PER_DEGREE
  const wide = high / Math.cos((lat * Math.PI) / 180)
  return { west: lon - wide, south: lat - high, east: lon + wide, north: lat + high }
}

export type ShapeFault = 'json' | 'pairs' | 'type' | 'long' | 'outside'

/**
 * Reads a geometry that was written: a list of coordinates, a GeoJSON geometry, Feature, or a FeatureCollection of one
 * feature. Everything must lie within the bounds of the city.
 */
export function readWorkShape(
  text: string,
  city: Bounds,
): { ok: true; shape: WorkShape } | { ok: false; fault: ShapeFault } {
  const isIn = ([lon, lat]: LonLat) =>
    lon >= city.west && lon <= city.east && lat >= city.south && lat <= city.north
  const written = /^\s*[-\d]/.test(text) ? writtenPairs(text, isIn) : pastedJson(text)
  if (typeof written === 'string') return { ok: false, fault: written }
  const positions = positionsOf(written)
  if (positions.length > mostPositions) return { ok: false, fault: 'long' }
  return positions.every(isIn) ? { ok: true, shape: written } : { ok: false, fault: 'outside' }
}

function pastedJson(text: string): WorkShape | 'json' | 'type' {
  let json: unknown
  try {
    json = JSON.parse(text)
  } catch {
    return 'json'
  }
  const parsed = WorkShape.safeParse(geometryIn(json))
  return parsed.success ? parsed.data : 'type'
}

/** Two numbers in a row; a comma may be the decimal sign of both. */
const pair = /^(-?\d{1,3}(?:\.\d+)?)(?:\s*,\s*|\s+)(-?\d{1,3}(?:\.\d+)?)$/
const commaPair = /^(-?\d{1,3},\d+)(?:\s*;\s*|\s+)(-?\d{1,3},\d+)$/

/**
 * Latitude and longitude on a line each: one is a point, several are a line, and an area when the first stands at the end
 * again. Maps write them in either order: where only the other one lies in the city, it is meant.
 */
function writtenPairs(text: string, isIn: (at: LonLat) => boolean): WorkShape | 'pairs' {
  const rows = text
    .split('\n')
    .flatMap((row) => (commaPair.test(row.trim()) ? [row] : row.split(';')))
    .map((row) => row.trim())
    .filter(Boolean)
  const read = rows.flatMap((row): LonLat[] => {
    const [, lat, lon] = commaPair.exec(row) ?? pair.exec(row) ?? []
    const number = (digits: string) => Number(digits.replace(',', '.'))
    return lat === undefined || lon === undefined ? [] : [[number(lon), number(lat)]]
  })
  if (read.length < rows.length) return 'pairs'
  const swapped = read.map(([lon, lat]): LonLat => [lat, lon])
  const positions = (!read.every(isIn) && swapped.every(isIn) ? swapped : read).map(toList)
  const [only] = positions
  const isRing = positions.length >= 4 && isClosed(positions)
  const shape =
    positions.length === 1
      ? { type: 'Point', coordinates: only }
      : isRing
        ? { type: 'Polygon', coordinates: [positions] }
        : { type: 'LineString', coordinates: positions }
  const parsed = WorkShape.safeParse(shape)
  return parsed.success ? parsed.data : 'pairs'
}

const Wrapped = z.union([
  z.object({ type: z.literal('Feature'), geometry: z.unknown() }),
  z
    .object({
      type: z.literal('FeatureCollection'),
      features: z.array(z.object({ geometry: z.unknown() })).length(1),
    })
    .transform(({ features }) => ({ geometry: features[0]?.geometry })),
])

function geometryIn(json: unknown): unknown {
  const wrapped = Wrapped.safeParse(json)
  return wrapped.success ? wrapped.data.geometry : json
}

const lonLat = ([lon = 0, lat = 0]: readonly number[]): LonLat => [lon, lat]
const toList = ([lon, lat]: LonLat): number[] => [lon, lat]

import { type AreaShape, boundsOf, isInside } from '../../platform/geo/geojson.ts'
import type { Bounds } from '../../platform/geo/mercator.ts'

export const mostPositions = 100_000
/** Real borders leave the box that somebody has drawn around a city by a little. */
const boundsSlack = 0.25
/** Neighbours drawn by different hands overlap in slivers; the share is of the smaller district. */
export const mostOverlap = 0.02
/** Points per side of the grid that two districts are compared on. */
const gridSide = 120

/** What can be wrong with a geometry of GeoJSON as an area. `at`: the position in question. */
export type ShapeFault = {
  fault: 'kind' | 'empty' | 'noRing' | 'short' | 'numbers' | 'degrees' | 'open'
  at?: string
}

/** What is wrong with a geometry of GeoJSON as the area of a district, or the area itself. */
export function readShape(geometry: unknown): AreaShape | ShapeFault {
  const { type, coordinates } = (geometry ?? {}) as { type?: unknown; coordinates?: unknown }
  if (type !== 'Polygon' && type !== 'MultiPolygon') return { fault: 'kind' }
  const polygons = type === 'Polygon' ? [coordinates] : coordinates
  if (!Array.isArray(polygons) || polygons.length === 0) return { fault: 'empty' }
  for (const polygon of polygons) {
    if (!Array.isArray(polygon) || polygon.length === 0) return { fault: 'noRing' }
    for (const ring of polygon) {
      const fault = ringFault(ring)
      if (fault !== null) return fault
    }
  }
  return { type, coordinates } as AreaShape
}

function ringFault(ring: unknown): ShapeFault | null {
  if (!Array.isArray(ring) || ring.length < 4) return { fault: 'short' }
  for (const position of ring) {
    const [lon, lat] = Array.isArray(position) ? position : []
    if (typeof lon !== 'number' || typeof lat !== 'number') return { fault: 'numbers' }
    if (!(Math.abs(lon) <= 180 && Math.abs(lat) <= 90)) {
      return { fault: 'degrees', at: `${lon}, ${lat}` }
    }
  }
  const [first, last] = [ring[0], ring.at(-1)]
  return first[0] === last[0] && first[1] === last[1]
    ? null
    : { fault: 'open', at: `${first[0]}, ${first[1]}` }
}

export const positionsOf = (shape: AreaShape): number =>
  (shape.type === 'Polygon' ? shape.coordinates : shape.coordinates.flat()).reduce(
    (sum, ring) => sum + ring.length,
    0,
  )

/** Whether a shape leaves the city's box by more than a quarter of its sides. */
export function isOutside(shape: AreaShape, { west, south, east, north }: Bounds): boolean {
  const box = boundsOf(shape)
  const [x, y] = [(east - west) * boundsSlack, (north - south) * boundsSlack]
  return box.west < west - x || box.east > east + x || box.south < south - y || box.north > north + y
}

/** Share of the smaller of two areas that lies in both, 0 to 1, counted on a grid over the box they share. */
export function overlapOf(one: AreaShape, two: AreaShape): number {
  const [a, b] = [boundsOf(one), boundsOf(two)]
  const box = {
    west: Math.max(a.west, b.west),
    east: Math.min(a.east, b.east),
    south: Math.max(a.south, b.south),
    north: Math.min(a.north, b.north),
  }
  if (box.west >= box.east || box.south >= box.north) return 0
  const shared = areaOf(box, (point) => isInside(point, one) && isInside(point, two))
  if (shared === 0) return 0
  const smaller = Math.min(
    areaOf(a, (point) => isInside(point, one)),
    areaOf(b, (point) => isInside(point, two)),
  )
  return smaller === 0 ? 1 : Math.min(1, shared / smaller)
}

/** In square degrees, which is fair enough within a city. */
function areaOf(
  { west, south, east, north }: Bounds,
  holds: (point: { lat: number; lon: number }) => boolean,
) {
  const [width, height] = [(east - west) / gridSide, (north - south) / gridSide]
  let hits = 0
  for (let x = 0; x < gridSide; x++) {
    for (let y = 0; y < gridSide; y++) {
      if (holds({ lon: west + (x + 0.5) * width, lat: south + (y + 0.5) * height })) hits++
    }
  }
  return hits * width * height
}

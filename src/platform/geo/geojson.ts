import type { Bounds, LatLon } from './mercator.ts'

/** GeoJSON (RFC 7946) of an area: rings of [longitude, latitude], the first of each polygon its outline. */
export type AreaShape =
  | { type: 'Polygon'; coordinates: number[][][] }
  | { type: 'MultiPolygon'; coordinates: number[][][][] }

/**
 * Whether a point lies in an area, by the even-odd rule over all rings: holes are outside, islands in holes inside.
 * Degrees are taken as a flat plane, right for shapes the size of a city. Of areas that share a border with the
 * same vertices a point on the border lies in exactly one.
 */
export function isInside({ lat, lon }: LatLon, shape: AreaShape): boolean {
  const { bounds, rings } = preparedOf(shape)
  if (lat < bounds.south || lat > bounds.north || lon < bounds.west || lon > bounds.east) return false
  let inside = false
  for (const ring of rings) if (isInsideRing(lon, lat, ring)) inside = !inside
  return inside
}

/** The first area that holds the point, in the order given; areas that nobody has drawn hold none. */
export function districtOf<A extends { shape: AreaShape | null }>(
  point: LatLon,
  areas: readonly A[],
): A | null {
  return areas.find(({ shape }) => shape !== null && isInside(point, shape)) ?? null
}

/**
 * The smallest box around an area.
 * @throws RangeError for a shape without positions
 */
export function boundsOf(shape: AreaShape): Bounds {
  return preparedOf(shape).bounds
}

/** `rings` hold longitude and latitude in turn: an import asks for each point of 100,000 about every edge. */
type Prepared = { bounds: Bounds; rings: Float64Array[] }

const preparedShapes = new WeakMap<AreaShape, Prepared>()

/** Remembered by object, so a shape must not be changed after first use. */
function preparedOf(shape: AreaShape): Prepared {
  let prepared = preparedShapes.get(shape)
  if (prepared === undefined) {
    prepared = prepare(shape)
    preparedShapes.set(shape, prepared)
  }
  return prepared
}

function prepare(shape: AreaShape): Prepared {
  const bounds = { south: Infinity, west: Infinity, north: -Infinity, east: -Infinity }
  const rings: Float64Array[] = []
  for (const ring of shape.type === 'Polygon' ? shape.coordinates : shape.coordinates.flat()) {
    for (const [lon = Number.NaN, lat = Number.NaN] of ring) {
      bounds.south = Math.min(bounds.south, lat)
      bounds.west = Math.min(bounds.west, lon)
      bounds.north = Math.max(bounds.north, lat)
      bounds.east = Math.max(bounds.east, lon)
    }
    // A position may carry an altitude.
    rings.push(Float64Array.from(ring.flatMap((position) => position.slice(0, 2))))
  }
  const isMeasured = bounds.south <= bounds.north && bounds.west <= bounds.east
  if (!isMeasured) throw new RangeError('A shape without positions')
  return { bounds, rings }
}

/** Counts the edges that a ray to the east crosses (W. R. Franklin's PNPOLY). */
function isInsideRing(x: number, y: number, ring: Float64Array): boolean {
  let inside = false
  let x1 = ring.at(-2) ?? Number.NaN
  let y1 = ring.at(-1) ?? Number.NaN
  for (let i = 0; i < ring.length; i += 2) {
    const x2 = ring[i] ?? Number.NaN
    const y2 = ring[i + 1] ?? Number.NaN
    // An edge holds its lower end only, so that a vertex on the ray counts once.
    if (y1 > y !== y2 > y && isWestOf(x, y, x1, y1, x2, y2)) inside = !inside
    x1 = x2
    y1 = y2
  }
  return inside
}

/** Computed from the lower end of the edge whichever way it runs: two neighbours must round alike. */
function isWestOf(x: number, y: number, x1: number, y1: number, x2: number, y2: number): boolean {
  if (y1 > y2) return isWestOf(x, y, x2, y2, x1, y1)
  return x < x1 + ((y - y1) * (x2 - x1)) / (y2 - y1)
}

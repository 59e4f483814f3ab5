import type { AreaShape } from './geojson.ts'

/** About thirty metres: nobody sees them on a picture of a city, and real borders get five times lighter. */
const drawnTolerance = 0.0003

const drawings = new WeakMap<AreaShape, AreaShape>()

/** The shape as pictures and maps draw it; remembered by object. */
export function drawingOf(shape: AreaShape): AreaShape {
  let drawing = drawings.get(shape)
  if (drawing === undefined) {
    drawing = simplified(shape, drawnTolerance)
    drawings.set(shape, drawing)
  }
  return drawing
}

/**
 * A shape with fewer positions for drawing (Douglas-Peucker): none of those left out lies farther than `tolerance`
 * degrees from the line that is drawn instead. Rings stay closed; one that would vanish keeps its corners. The shape
 * itself stays as it was, for deciding what lies in it.
 */
export function simplified(shape: AreaShape, tolerance: number): AreaShape {
  const ring = (positions: number[][]) => thinned(positions, tolerance)
  return shape.type === 'Polygon'
    ? { type: 'Polygon', coordinates: shape.coordinates.map(ring) }
    : { type: 'MultiPolygon', coordinates: shape.coordinates.map((polygon) => polygon.map(ring)) }
}

function thinned(positions: number[][], tolerance: number): number[][] {
  const last = positions.length - 1
  if (last < 4) return positions
  const kept = new Set([0, last])
  // A ring ends where it begins, so its first cut is at the position farthest from there.
  const far = farthest(positions, 0, last)
  kept.add(far.at)
  const open: [number, number][] = [
    [0, far.at],
    [far.at, last],
  ]
  for (let part = open.pop(); part !== undefined; part = open.pop()) {
    const [from, to] = part
    const { at, distance } = farthest(positions, from, to)
    if (distance <= tolerance) continue
    kept.add(at)
    open.push([from, at], [at, to])
  }
  return kept.size < 4 ? positions : positions.filter((_, index) => kept.has(index))
}

/** The position between two others that lies farthest from the line through them. */
function farthest(positions: number[][], from: number, to: number): { at: number; distance: number } {
  const [x1, y1] = lonLat(positions[from])
  const [x2, y2] = lonLat(positions[to])
  const length = Math.hypot(x2 - x1, y2 - y1)
  let found = { at: from, distance: 0 }
  for (let at = from + 1; at < to; at++) {
    const [x, y] = lonLat(positions[at])
    const distance =
      length === 0
        ? Math.hypot(x - x1, y - y1)
        : Math.abs((x2 - x1) * (y1 - y) - (x1 - x) * (y2 - y1)) / length
    if (distance > found.distance) found = { at, distance }
  }
  return found
}

const lonLat = ([lon = 0, lat = 0]: number[] = []): [number, number] => [lon, lat]

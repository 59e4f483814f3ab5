import type { Polygon, Position } from '../city-pack.ts'

/** A polygon of one ring; the last point is joined to the first. */
export function polygonOf(points: readonly Position[]): Polygon {
  const [first] = points
  return { type: 'Polygon', coordinates: [first === undefined ? [] : [...points, first]] }
}

export function lineOf(...points: Position[]): { type: 'LineString'; coordinates: Position[] } {
  return { type: 'LineString', coordinates: points }
}

/**
 * Polygons from named border points ('a b c'), so that neighbours share their border without gaps or overlap.
 * @throws Error for a name that is not among the points
 */
export function polygonsFrom(points: Readonly<Record<string, Position>>): (names: string) => Polygon {
  return (names) =>
    polygonOf(
      names.split(' ').map((name) => {
        const point = points[name]
        if (point === undefined) throw new Error(`No border point is called ${name}`)
        return point
      }),
    )
}

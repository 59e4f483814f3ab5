import fc from 'fast-check'
import { describe, expect, it, test } from 'vitest'
import {
  boundsOfCell,
  boundsOfRange,
  cellOf,
  latLonOf,
  mercatorOf,
  shiftFor,
  snapToCells,
} from '../../../src/platform/geo/mercator.ts'

const WORLD = 2 ** 30
const anyPlace = fc.record({
  lat: fc.double({ min: -85, max: 85, noNaN: true }),
  lon: fc.double({ min: -180, max: 179.999, noNaN: true }),
})

describe('mercatorOf', () => {
  test.each([
    ['the middle of the world', 0, 0, WORLD / 2, WORLD / 2],
    ['the north-west corner', 85.0511287798066, -180, 0, 0],
    ['the south-east corner', -85.0511287798066, 180, WORLD - 1, WORLD - 1],
    ['beyond the poles', 90, 0, WORLD / 2, 0],
    ['beyond the date line', 0, 200, WORLD - 1, WORLD / 2],
  ])('%s', (_name, lat, lon, cx, cy) => {
    expect(mercatorOf({ lat, lon })).toEqual({ cx, cy })
  })

  // Python 3.11: floor((lon + 180) / 360 * 2^30), floor((1 - asinh(tan(lat)) / pi) / 2 * 2^30)
  test.each([
    ['Almaty', 43.2389, 76.8897, 766_203_375, 393_569_485],
    ['Oskemen', 49.9483, 82.6279, 783_318_223, 364_393_694],
    ['Aksu', 52.04, 76.93, 766_323_574, 354_479_261],
  ])('%s', (_name, lat, lon, cx, cy) => {
    expect(mercatorOf({ lat, lon })).toEqual({ cx, cy })
  })

  it('fits the integer of PostgreSQL', () => {
    fc.assert(
      fc.property(anyPlace, (place) => {
        for (const n of Object.values(mercatorOf(place))) {
          expect(Number.isInteger(n) && n >= 0 && n < 2 ** 31).toBe(true)
        }
      }),
    )
  })

  test.each([
    [Number.NaN, 0],
    [0, Number.POSITIVE_INFINITY],
  ])('refuses %d, %d', (lat, lon) => {
    expect(() => mercatorOf({ lat, lon })).toThrow(RangeError)
  })
})

describe('latLonOf', () => {
  it('comes back to within four centimetres', () => {
    fc.assert(
      fc.property(anyPlace, (place) => {
        const back = latLonOf(mercatorOf(place))
        expect(Math.abs(back.lat - place.lat)).toBeLessThan(4e-7)
        expect(Math.abs(back.lon - place.lon)).toBeLessThan(4e-7)
        expect(mercatorOf(back)).toEqual(mercatorOf(place))
      }),
    )
  })
})

describe('cells', () => {
  test.each([
    [22, 256, 8],
    [0, 256, 30],
    [12, 64, 16],
    [12.9, 64, 16],
    [30, 64, 6],
    [-1, 64, 28],
  ])('at zoom %d cells of %i pixels are 2^%i grid points', (zoom, pixels, shift) => {
    expect(shiftFor(zoom, pixels)).toBe(shift)
  })

  it('gives the tile of the slippy map when a cell is a tile', () => {
    // wiki.openstreetmap.org/wiki/Slippy_map_tilenames: 43.2389 N 76.8897 E at zoom 12
    const { cx, cy } = mercatorOf({ lat: 43.2389, lon: 76.8897 })
    expect(cellOf(cx, cy, shiftFor(12, 256))).toEqual({ x: 2922, y: 1501 })
  })

  const anyShift = fc.integer({ min: 6, max: 28 })

  it('holds each point in the bounds of its cell', () => {
    fc.assert(
      fc.property(anyPlace, anyShift, (place, shift) => {
        const point = mercatorOf(place)
        const { lat, lon } = latLonOf(point)
        const bounds = boundsOfCell(cellOf(point.cx, point.cy, shift), shift)
        expect(lat > bounds.south && lat < bounds.north && lon > bounds.west && lon < bounds.east).toBe(true)
      }),
    )
  })

  it('snaps a view to the whole cells that it touches, and no more', () => {
    fc.assert(
      fc.property(anyPlace, anyPlace, anyShift, (a, b, shift) => {
        const view = {
          south: Math.min(a.lat, b.lat),
          north: Math.max(a.lat, b.lat),
          west: Math.min(a.lon, b.lon),
          east: Math.max(a.lon, b.lon),
        }
        const range = snapToCells(view, shift)
        const size = 2 ** shift
        for (const place of [a, b]) {
          const { cx, cy } = mercatorOf(place)
          expect(cx >= range.west && cx < range.east && cy >= range.north && cy < range.south).toBe(true)
        }
        const northWest = mercatorOf({ lat: view.north, lon: view.west })
        const southEast = mercatorOf({ lat: view.south, lon: view.east })
        expect(northWest.cx - range.west).toBeLessThan(size)
        expect(northWest.cy - range.north).toBeLessThan(size)
        expect(range.east - southEast.cx).toBeLessThanOrEqual(size)
        expect(range.south - southEast.cy).toBeLessThanOrEqual(size)
        for (const edge of Object.values(range)) expect(edge % size).toBe(0)
        expect(snapToCells(shrunk(boundsOfRange(range)), shift)).toEqual(range)
      }),
    )
  })
})

/** A little smaller on every side: the far edges of a range belong to the next cells already. */
function shrunk({ south, west, north, east }: { south: number; west: number; north: number; east: number }) {
  return { south: south + 1e-9, west: west + 1e-9, north: north - 1e-9, east: east - 1e-9 }
}

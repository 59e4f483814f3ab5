import { existsSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { gunzipSync } from 'node:zlib'
import fc from 'fast-check'
import { describe, expect, it, test } from 'vitest'
import { type AreaShape, boundsOf, districtOf, isInside } from '../../../src/platform/geo/geojson.ts'

const square = (west: number, south: number, size: number): number[][] => [
  [west, south],
  [west + size, south],
  [west + size, south + size],
  [west, south + size],
  [west, south],
]
const at = (lon: number, lat: number) => ({ lat, lon })

const plain: AreaShape = { type: 'Polygon', coordinates: [square(0, 0, 10)] }
const holed: AreaShape = { type: 'Polygon', coordinates: [square(0, 0, 10), square(4, 4, 2)] }
const islands: AreaShape = {
  type: 'MultiPolygon',
  coordinates: [[square(0, 0, 10), square(2, 2, 6)], [square(4, 4, 2)], [square(20, 0, 5)]],
}

describe('isInside', () => {
  test.each<[string, AreaShape, number, number, boolean]>([
    ['in a square', plain, 5, 5, true],
    ['west of it', plain, -1, 5, false],
    ['east of it', plain, 11, 5, false],
    ['north of it', plain, 5, 11, false],
    ['in the hole', holed, 5, 5, false],
    ['beside the hole', holed, 3, 5, true],
    ['in the ring', islands, 1, 5, true],
    ['in the lake', islands, 3, 5, false],
    ['on the island in the lake', islands, 5, 5, true],
    ['on the other island', islands, 22, 2, true],
    ['between the islands', islands, 15, 2, false],
  ])('%s', (_name, shape, lon, lat, expected) => {
    expect(isInside(at(lon, lat), shape)).toBe(expected)
  })

  it('counts a vertex at the height of the point once', () => {
    const diamond: AreaShape = {
      type: 'Polygon',
      coordinates: [
        [
          [0, -5],
          [5, 0],
          [0, 5],
          [-5, 0],
          [0, -5],
        ],
      ],
    }
    expect(isInside(at(0, 0), diamond)).toBe(true)
    expect(isInside(at(-6, 0), diamond)).toBe(false)
    expect(isInside(at(6, 0), diamond)).toBe(false)
    expect(isInside(at(-4, 5), diamond)).toBe(false)
  })

  it('ignores altitudes', () => {
    const raised = plain.coordinates.map((ring) => (ring as number[][]).map((position) => [...position, 700]))
    expect(isInside(at(5, 5), { type: 'Polygon', coordinates: raised })).toBe(true)
    expect(isInside(at(11, 5), { type: 'Polygon', coordinates: raised })).toBe(false)
  })

  it('does not care which way a ring runs, where it starts, or whether it is closed', () => {
    const position = fc.tuple(
      fc.double({ min: -10, max: 10, noNaN: true }),
      fc.double({ min: -10, max: 10, noNaN: true }),
    )
    const ring = fc.array(position, { minLength: 3, maxLength: 12 })
    fc.assert(
      fc.property(ring, position, fc.nat(11), (points, [lon, lat], turn) => {
        const shape = (coordinates: number[][]): AreaShape => ({
          type: 'Polygon',
          coordinates: [coordinates],
        })
        const closed = (open: number[][]) => [...open, ...open.slice(0, 1)]
        const expected = isInside(at(lon, lat), shape(closed(points)))
        const start = turn % points.length
        const turned = [...points.slice(start), ...points.slice(0, start)]
        expect(isInside(at(lon, lat), shape(points))).toBe(expected)
        expect(isInside(at(lon, lat), shape(closed(points.toReversed())))).toBe(expected)
        expect(isInside(at(lon, lat), shape(closed(turned)))).toBe(expected)
      }),
    )
  })

  it('gives each point to exactly one of the areas that share a ragged border', () => {
    const degree = fc.double({ min: 0, max: 10, noNaN: true })
    fc.assert(
      fc.property(fc.array(degree, { minLength: 1, maxLength: 8 }), degree, degree, (bends, lon, lat) => {
        // The border runs from (0, 5) to (10, 5) by way of one bend per part of the width.
        const border = bends.map((y, i) => [((i + 1) * 10) / (bends.length + 1), y])
        const line = [[0, 5], ...border, [10, 5]]
        const south: AreaShape = { type: 'Polygon', coordinates: [[...line, [10, -1], [0, -1]]] }
        const north: AreaShape = { type: 'Polygon', coordinates: [[...line.toReversed(), [0, 11], [10, 11]]] }
        const holders = (x: number, y: number) =>
          [south, north].filter((shape) => isInside(at(x, y), shape)).length
        if (lon > 0 && lon < 10) expect(holders(lon, lat)).toBe(1)
        for (const [x = 0, y = 0] of border) expect(holders(x, y)).toBe(1)
      }),
    )
  })
})

describe('boundsOf', () => {
  it('is the box around all parts', () => {
    expect(boundsOf(islands)).toEqual({ south: 0, west: 0, north: 10, east: 25 })
  })

  test.each<AreaShape>([
    { type: 'Polygon', coordinates: [] },
    { type: 'MultiPolygon', coordinates: [[[]]] },
    { type: 'Polygon', coordinates: [[[1]]] },
  ])('refuses %j', (shape) => {
    expect(() => boundsOf(shape)).toThrow(RangeError)
  })
})

describe('districtOf', () => {
  const areas = [
    { code: 'undrawn', shape: null },
    { code: 'inner', shape: { type: 'Polygon', coordinates: [square(4, 4, 2)] } as AreaShape },
    { code: 'outer', shape: plain },
  ]

  test.each([
    [5, 5, 'inner'],
    [1, 1, 'outer'],
    [50, 50, undefined],
  ])('%d, %d lies in %s', (lon, lat, code) => {
    expect(districtOf(at(lon, lat), areas)?.code).toBe(code)
  })
})

// Real shapes (OpenStreetMap contributors, ODbL) are too large and too differently licensed to be kept here.
const dataDir = process.env.SHARED_DATA ?? path.resolve(import.meta.dirname, '../../../../shared/data')
const almatyFile = path.join(dataDir, 'geo/almaty_districts_osm_2026.geojson.gz')
const isMissing = !existsSync(almatyFile)

describe.skipIf(isMissing)(
  `districts of Almaty${isMissing ? ` (skipped: no ${almatyFile}, set SHARED_DATA)` : ''}`,
  () => {
    const load = () => {
      const text = gunzipSync(readFileSync(almatyFile)).toString('utf8')
      const { features } = JSON.parse(text) as {
        features: { properties: { name: string }; geometry: AreaShape }[]
      }
      return features.map(({ properties, geometry }) => ({ name: properties.name, shape: geometry }))
    }

    test.each([
      ['Republic Square', 43.2384, 76.9452, 'Bostandyk'],
      ['Green Bazaar', 43.2637, 76.9541, 'Medeu'],
      ['Medeu rink', 43.1575, 77.0589, 'Medeu'],
      ['Almaty-1 station', 43.3417, 76.9497, 'Turksib'],
      ['airport', 43.3522, 77.0405, 'Turksib'],
      ['Abai opera house', 43.2489, 76.9461, 'Almaly'],
      ['Sairan bus station', 43.2411, 76.8644, 'Auezov'],
      ['Talgar, another town', 43.3033, 77.2406, undefined],
      ['Oskemen', 49.9483, 82.6279, undefined],
    ])('%s', (_name, lat, lon, expected) => {
      expect(districtOf({ lat, lon }, load())?.name).toBe(expected)
    })

    it('hardly overlap', () => {
      const areas = load()
      let placed = 0
      let twice = 0
      for (let i = 0; i < 20_000; i++) {
        const point = { lat: 43.1 + (i % 141) * 0.0022, lon: 76.73 + Math.floor(i / 141) * 0.0029 }
        const holders = areas.filter(({ shape }) => isInside(point, shape)).length
        if (holders > 0) placed++
        if (holders > 1) twice++
      }
      expect(placed).toBeGreaterThan(5_000)
      expect(twice / placed).toBeLessThan(0.001)
    })
  },
)

import { describe, expect, it } from 'vitest'
import {
  districtMap,
  type LonLat,
  withNarrowNames,
  withRoomForNames,
} from '../../../src/platform/charts/district-map.ts'

const bounds = { west: 81.5, south: 49, east: 83.5, north: 50 }
const square: LonLat[] = [
  [82.25, 49.25],
  [82.75, 49.25],
  [82.75, 49.75],
  [82.25, 49.75],
]
const mark = { count: 1, text: '1', href: '#', label: 'one' }

/** Two districts with numbers, of which the first is the square. */
const firstAnd = (name: string, ring: LonLat[]) =>
  districtMap({
    label: 'city',
    bounds,
    districts: [
      { name: 'first', value: '12', rings: [square] },
      { name, value: '7', rings: [ring] },
    ],
    marks: [],
  })

describe('districtMap', () => {
  it('keeps the proportions of Web Mercator and puts north up', () => {
    const map = districtMap({
      label: 'city',
      bounds,
      districts: [{ name: 'centre', rings: [square] }],
      marks: [
        { ...mark, at: [82.5, 49.75] },
        { ...mark, at: [82.5, 49.25] },
      ],
    })
    expect(map.height / map.width).toBeCloseTo(0.5 / Math.cos((49.5 * Math.PI) / 180), 2)
    expect(map.marks[0]?.y).toBeLessThan(map.marks[1]?.y ?? 0)
    expect(map.marks[0]?.x).toBeCloseTo(50)
    expect(map.shapes[0]).toMatchObject({ x: 50, level: null, href: null })
    expect(map.shapes[0]?.path).toMatch(/^M[\d. ]+(L[\d. ]+){3}Z$/)
  })

  it('leaves out marks beyond the edge and shapes without an area', () => {
    const map = districtMap({
      label: 'city',
      bounds,
      districts: [
        {
          name: 'point',
          rings: [
            [
              [82.5, 49.5],
              [82.5, 49.5],
            ],
          ],
        },
      ],
      marks: [{ ...mark, at: [90, 49.5] }],
    })
    expect(map.marks).toEqual([])
    expect(map.shapes[0]?.path).toBe('')
  })

  it('makes marks big enough for a finger and bigger for many', () => {
    const at: LonLat = [82.5, 49.5]
    const map = districtMap({
      label: 'city',
      bounds,
      districts: [],
      marks: [
        { ...mark, at },
        { ...mark, at, count: 5000 },
      ],
    })
    expect(map.marks[0]?.radius).toBeGreaterThanOrEqual(12)
    expect(map.marks[1]?.radius).toBeGreaterThan(map.marks[0]?.radius ?? 0)
  })

  it('draws lines, and leaves out points that nobody could see', () => {
    const points: LonLat[] = Array.from({ length: 1001 }, (_, index) => [82 + index / 1000, 49.5])
    const map = districtMap({
      label: 'city',
      bounds,
      districts: [],
      lines: [{ name: 'river', kind: 'river', points }],
      marks: [],
    })
    expect(map.lines[0]).toMatchObject({ kind: 'river', label: 'river', x: 50 })
    expect(map.lines[0]?.path).toMatch(/^M200 [\d.]+L/)
    expect(map.lines[0]?.path).toMatch(/L600 [\d.]+$/)
    expect(map.lines[0]?.path.split('L').length).toBeLessThan(402)
  })

  it('keeps names that have room, the first before the second', () => {
    const named = (name: string, shift: number) => ({
      name,
      rings: [square.map(([lon, lat]): LonLat => [lon, lat + shift])],
    })
    const map = districtMap({
      label: 'city',
      bounds,
      districts: [
        named('first', 0),
        named('second', 0.002),
        named('under the mark', 0.2),
        named('free', -0.2),
      ],
      marks: [{ ...mark, at: [82.5, 49.7] }],
    })
    const shown = withRoomForNames(map, 700)
    expect(shown.shapes.map(({ label }) => label)).toEqual(['first', '', '', 'free'])
    expect(shown.shapes.map(({ path }) => path)).toEqual(map.shapes.map(({ path }) => path))
  })

  it('writes the numbers of all before the name of any', () => {
    const beside = square.map(([lon, lat]): LonLat => [lon, lat - 0.17])
    const map = firstAnd('second', beside)
    const shown = withRoomForNames(map, 200)
    expect(shown.shapes.map(({ value }) => value)).toEqual(['12', '7'])
    expect(shown.shapes.map(({ label }) => label)).toEqual(['', ''])
  })

  it('leaves a number alone where its name has no room, and never its words for a screen reader', () => {
    const west = square.map(([lon, lat]): LonLat => [lon - 0.7, lat])
    const map = firstAnd('a rather long name', west)
    const shown = withRoomForNames(map, 320)
    expect(shown.shapes.map(({ label, value }) => [label, value])).toEqual([
      ['first', '12'],
      ['', '7'],
    ])
    expect(shown.shapes.map(({ name }) => name)).toEqual(['first: 12', 'a rather long name: 7'])
  })

  it('marks the names that only a wide picture has room for', () => {
    const near = square.map(([lon, lat]): LonLat => [lon, lat - 0.06])
    const map = districtMap({
      label: 'city',
      bounds,
      districts: [
        { name: 'first', rings: [square] },
        { name: 'second', rings: [near] },
      ],
      marks: [],
    })
    const { shapes } = withNarrowNames(map)
    expect(shapes.map(({ label, minor }) => [label, minor?.label])).toEqual([
      ['first', false],
      ['second', true],
    ])
  })
})

import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { AreaShape } from '../../../src/platform/geo/geojson.ts'
import { drawingOf, simplified } from '../../../src/platform/geo/simplify.ts'

const polygon = (ring: number[][]): AreaShape => ({ type: 'Polygon', coordinates: [ring] })
const ringOf = (shape: AreaShape) => (shape.coordinates as number[][][])[0] ?? []

describe('simplified', () => {
  test('leaves out what lies on a line and keeps corners', () => {
    const side = [
      [0, 0],
      [1, 0],
      [2, 0.0001],
      [4, 0],
      [4, 4],
      [2, 4],
      [0, 4],
      [0, 0],
    ]
    expect(ringOf(simplified(polygon(side), 0.001))).toEqual([
      [0, 0],
      [4, 0],
      [4, 4],
      [0, 4],
      [0, 0],
    ])
  })

  test('a small ring stays as it is, whatever the tolerance', () => {
    const triangle = [
      [0, 0],
      [0.001, 0],
      [0, 0.001],
      [0, 0],
    ]
    expect(ringOf(simplified(polygon(triangle), 1))).toEqual(triangle)
  })

  test('rings stay closed, and hold only positions that were there, in their order', () => {
    const degree = fc.double({ min: -1, max: 1, noNaN: true })
    const open = fc.array(fc.tuple(degree, degree), { minLength: 3, maxLength: 40 })
    fc.assert(
      fc.property(open, fc.double({ min: 0, max: 0.5, noNaN: true }), (positions, tolerance) => {
        const ring = [...positions, ...positions.slice(0, 1)].map(([x, y]) => [x, y])
        const thin = ringOf(simplified(polygon(ring), tolerance))
        expect(thin.length).toBeGreaterThanOrEqual(4)
        expect(thin[0]).toEqual(thin.at(-1))
        let at = -1
        for (const position of thin) at = ring.indexOf(position, at + 1)
        expect(at).toBe(ring.length - 1)
      }),
    )
  })

  test('several parts, and the same drawing for the same shape', () => {
    const islands: AreaShape = {
      type: 'MultiPolygon',
      coordinates: [
        [
          [
            [0, 0],
            [1, 0],
            [1, 1],
            [0, 0],
          ],
        ],
        [
          [
            [5, 5],
            [6, 5],
            [6, 6],
            [5, 5],
          ],
        ],
      ],
    }
    expect(simplified(islands, 0.1)).toEqual(islands)
    expect(drawingOf(islands)).toBe(drawingOf(islands))
  })
})

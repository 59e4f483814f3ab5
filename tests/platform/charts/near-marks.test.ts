import { expect, test } from 'vitest'
import type { LonLat } from '../../../src/platform/charts/district-map.ts'
import { groupsOnPhone, middleOf } from '../../../src/platform/charts/near-marks.ts'

const bounds = { west: 76, south: 43, east: 77, north: 44 }
const mark = (at: LonLat, count: number) => ({ at, count })

test('what lies apart stays as it is', () => {
  const marks = [mark([76.2, 43.2], 5), mark([76.8, 43.8], 30_000)]
  expect(groupsOnPhone(marks, bounds).map(({ length }) => length)).toEqual([1, 1])
})

test('what would lie over another is one with it, and each mark is in one group', () => {
  const [large, near, far] = [mark([76.5, 43.5], 30_000), mark([76.56, 43.52], 17_000), mark([76.1, 43.1], 3)]
  const groups = groupsOnPhone([far, near, large], bounds)
  expect(groups).toEqual([[large, near], [far]])
  const { at, count } = middleOf(groups[0] ?? [])
  expect(count).toBe(47_000)
  // Nearer to the larger of the two.
  expect(at[0]).toBeCloseTo(76.5 + (0.06 * 17) / 47, 6)
})

test('a group that has grown into a third takes it in', () => {
  const row = [0, 1, 2, 3, 4, 5].map((n) => mark([76.3 + n * 0.07, 43.5], 40))
  const groups = groupsOnPhone(row, bounds)
  expect(groups.flat()).toHaveLength(6)
  const placed = groups.map((group) => middleOf(group).at[0]).toSorted((a, b) => a - b)
  // 326 px for a degree; circles of 40 to 240 have radii of 20 to 24 px, the large ones three quarters of it.
  for (const [n, lon] of placed.slice(1).entries()) {
    expect((lon - (placed[n] ?? 0)) * 326).toBeGreaterThan(30)
  }
})

import { expect, test } from 'vitest'
import type { LonLat } from '../../../src/platform/charts/district-map.ts'
import { groupsOnPhone, meanOf } from '../../../src/platform/charts/phone-groups.ts'

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
  const { at, count } = meanOf(groups[0] ?? [])
  expect(count).toBe(47_000)
  // Nearer to the larger of the two.
  expect(at[0]).toBeCloseTo(76.5 + (0.06 * 17) / 47, 6)
})

test('a group that has grown into a third takes it in', () => {
  const [first, second, between] = [mark([76.55, 43.5], 5), mark([76.7, 43.5], 5), mark([76.64, 43.5], 5)]
  expect(groupsOnPhone([first, second], bounds)).toHaveLength(2)
  expect(groupsOnPhone([first, second, between], bounds).map(({ length }) => length)).toEqual([3])
})

test('what lies beyond the edge takes nothing out of the picture, and is counted with nothing in it', () => {
  // The picture is wider than the bounds by a tenth of a degree on each side: a degree north is longer than one east.
  const [inside, beyond] = [mark([77.07, 43.5], 3), mark([77.13, 43.5], 60)]
  expect(groupsOnPhone([inside, beyond], bounds)).toEqual([[inside]])
})

import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { shownOf } from '../../src/features/analysis/analysis.ts'
import { wholeMonths } from '../../src/features/analysis/asked.ts'
import type { KindCount } from '../../src/features/analysis/counts.ts'
import { releasedRows } from '../../src/features/analysis/release.ts'

const fewest = 4
const kinds = ['complaints', 'consultations']
const areas = ['east', 'west']
const day = '2026-03-01'

const tableOf = (counts: readonly number[]): KindCount[] =>
  counts.map((count, index) => ({
    day,
    category: 'snow',
    kind: kinds[index % 2] ?? '',
    area: areas[index >> 1] ?? '',
    count,
  }))

/** Everything that somebody might want to know of a table: each cell, each way, each area, all. */
const facts = ([a = 0, b = 0, c = 0, d = 0]: readonly number[]) => [
  ...[a, b, c, d],
  ...[a + c, b + d, a + b, c + d, a + b + c + d],
]

describe('what everybody is told of a topic in a month', () => {
  test('leaves each hidden number open, in every table of two ways and two areas', () => {
    const most = 8
    const known = new Map<string, Set<number>[]>()
    for (let n = 0; n < (most + 1) ** 4; n++) {
      const counts = [0, 1, 2, 3].map((place) => Math.floor(n / (most + 1) ** place) % (most + 1))
      const told = JSON.stringify(releasedRows(tableOf(counts), fewest))
      const values = known.get(told) ?? facts(counts).map(() => new Set<number>())
      for (const [index, value] of facts(counts).entries()) values[index]?.add(value)
      known.set(told, values)
    }
    const given = [...known].filter(([, values]) =>
      values.some((own) => own.size === 1 && [...own].some((value) => value > 0 && value < fewest)),
    )
    expect(given).toEqual([])
    expect(known.size).toBeGreaterThan(500)
  })

  test('leaves the other ways open to whoever counts the public complaints', () => {
    const most = 8
    const known = new Map<string, Set<number>[]>()
    for (let n = 0; n < (most + 1) ** 4; n++) {
      const counts = [0, 1, 2, 3].map((place) => Math.floor(n / (most + 1) ** place) % (most + 1))
      const [east = 0, private1 = 0, west = 0, private2 = 0] = counts
      const told = JSON.stringify([east, west, releasedRows(tableOf(counts), fewest)])
      const own = [private1, private2, private1 + private2]
      const values = known.get(told) ?? own.map(() => new Set<number>())
      for (const [index, value] of own.entries()) values[index]?.add(value)
      known.set(told, values)
    }
    const given = [...known].filter(([, values]) =>
      values.some((own) => own.size === 1 && [...own].some((value) => value > 0 && value < fewest)),
    )
    expect(given).toEqual([])
  })

  test('tells no number below the limit, and the right sums', () => {
    const row = fc.record({
      day: fc.constantFrom('2026-02-01', day),
      category: fc.constantFrom('snow', 'roads', null),
      kind: fc.constantFrom(...kinds),
      area: fc.constantFrom(...areas, null),
      count: fc.integer({ min: 1, max: 30 }),
    })
    fc.assert(
      fc.property(fc.array(row, { maxLength: 40 }), (rows) => {
        const released = releasedRows(rows)
        for (const { count } of released) expect(count === null || count >= 10).toBe(true)
        const ways = Map.groupBy(rows, (one) => `${one.day}|${one.kind}|${one.category ?? ''}`)
        for (const [way, own] of ways) {
          const all = own.reduce((sum, { count }) => sum + count, 0)
          const told = released.filter(
            ({ period, kind, category }) => `${period}|${kind}|${category}` === way,
          )
          if (all < 10) expect(told.map(({ count }) => count)).toEqual([null])
          else expect(told.reduce((sum, { count }) => sum + (count ?? 0), 0)).toBe(all)
        }
      }),
    )
  })

  test('is all that pages of any two windows are made of', () => {
    const month = (count: number, at: string): KindCount[] =>
      tableOf([count, 12, 0, 20]).map((row) => ({ ...row, day: at }))
    // Two tables that differ in what is hidden alone look the same in every window
    const windows = ([first, second]: readonly [number, number]) => {
      const rows = releasedRows([...month(first, '2026-02-01'), ...month(second, day)])
      const of = (months: readonly string[]) =>
        shownOf({ rows: rows.filter(({ period }) => months.includes(period)), before: [], kinds })
      return [of(['2026-02-01']), of([day]), of(['2026-02-01', day])]
    }
    const hidden = (rows: ReturnType<typeof windows>) =>
      rows.map(({ analysis }) => analysis.now.filter(({ area }) => area !== '*').length)
    expect(hidden(windows([3, 5]))).toEqual(hidden(windows([5, 3])))
    expect(windows([3, 5])[2]?.analysis.now.every(({ count }) => count >= 10)).toBe(true)
  })

  test('covers whole months whatever days are asked for', () => {
    const today = '2026-03-11'
    expect(wholeMonths({ from: '2026-01-17', to: '2026-02-03' }, today)).toEqual({
      from: '2026-01-01',
      to: '2026-02-28',
    })
    expect(wholeMonths({ from: '2026-03-05', to: '2026-03-07' }, today)).toEqual({
      from: '2026-03-01',
      to: today,
    })
  })
})

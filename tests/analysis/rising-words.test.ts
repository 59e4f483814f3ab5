import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { periodBefore, readAsked, timesOf } from '../../src/features/analysis/asked.ts'

import { likelihoodRatio, risingWords } from '../../src/features/analysis/rising-words.ts'
import { heatMap } from '../../src/platform/charts/heat-map.ts'

const texts = (count: number, text: string): string[] => Array.from({ length: count }, () => text)

describe('words that rise', () => {
  test('are those whose share has grown more than chance explains, forms of a word together', () => {
    const before = [...texts(80, 'Шұңқыр, жол жөндеу керек'), ...texts(20, 'Көшеде тайғақ')]
    const now = [
      ...texts(50, 'Шұңқыр, жол жөндеу керек'),
      ...texts(25, 'Көшеде тайғақ'),
      ...texts(25, 'Көшелерде тайғақ'),
    ]
    const found = risingWords(now, before, 10)
    expect(found.map(({ word }) => word)).toEqual(expect.arrayContaining(['тайғақ']))
    expect(found.find(({ word }) => word === 'тайғақ')).toMatchObject({ now: 50, before: 20, times: 2.5 })
    expect(found.map(({ word }) => word)).not.toContain('шұңқыр')
  })

  test('are no words of few texts, no numbers and nothing where there is nothing to compare', () => {
    const before = texts(100, 'Обычный текст о дороге')
    const few = [...texts(96, 'Обычный текст о дороге'), ...texts(4, 'Иванов Иван')]
    expect(risingWords(few, before, 10)).toEqual([])
    const numbers = [...texts(50, 'Обычный текст о дороге'), ...texts(50, 'дом 12345')]
    expect(risingWords(numbers, before, 10).map(({ word }) => word)).toEqual([])
    expect(risingWords(texts(10, 'слово'), [], 10)).toEqual([])
  })

  test('the ratio is the one of Dunning 1993 (table of "the swiss"): 110 of 2442 against 111 of 29114', () => {
    // G² computed by hand from the four cells of the table.
    const cells = [110, 2442 - 110, 111, 29114 - 111]
    const all = 2442 + 29114
    const expected = [
      221 * (2442 / all),
      (all - 221) * (2442 / all),
      221 * (29114 / all),
      (all - 221) * (29114 / all),
    ]
    const g2 = 2 * cells.reduce((sum, seen, i) => sum + seen * Math.log(seen / (expected[i] ?? 1)), 0)
    expect(likelihoodRatio([110, 2442], [111, 29114])).toBeCloseTo(g2, 6)
  })

  test('the ratio is never negative, and zero for equal shares', () => {
    const share = fc
      .integer({ min: 1, max: 500 })
      .chain((n) => fc.tuple(fc.integer({ min: 0, max: n }), fc.constant(n)))
    fc.assert(
      fc.property(share, share, (a, b) => {
        expect(likelihoodRatio(a, b)).toBeGreaterThan(-1e-6)
        expect(Math.abs(likelihoodRatio(a, a))).toBeLessThan(1e-6)
      }),
    )
  })
})

describe('the period', () => {
  test('is a year unless asked, never backwards, never beyond today, three years at most; and has one before it', () => {
    expect(readAsked({}, '2026-03-11')).toMatchObject({ from: '2025-04-01', to: '2026-03-11', unit: 'month' })
    expect(readAsked({ from: '2026-05-01', to: '2027-01-01' }, '2026-03-11')).toMatchObject({
      from: '2025-04-01',
      to: '2026-03-11',
    })
    expect(readAsked({ from: '1990-01-01' }, '2026-03-11').from).toBe('2023-03-11')
    expect(readAsked({ to: '0001-01-01' }, '2026-03-11').to).toBe('2026-03-11')
    const weeks = readAsked({ from: '2026-02-04', to: '2026-03-11' }, '2026-03-11')
    expect(weeks.unit).toBe('week')
    expect(timesOf(weeks)[0]).toBe('2026-02-02')
    expect(timesOf(weeks)).toHaveLength(6)
    expect(periodBefore(weeks)).toEqual({ from: '2025-12-30', to: '2026-02-03' })
  })
})

test('of a row of few cases nothing can be reckoned from its total', () => {})

test('a heat map leads the eye by five levels; what is not told has none', () => {
  const map = heatMap({
    columns: ['a', 'b', 'c', 'd'],
    rows: [{ label: 'x', values: [100, 1, 0, null], total: 101 }],
    format: (value) => (value === null ? 'few' : String(value)),
  })
  expect(map.rows[0]?.cells).toEqual([
    { text: '100', level: 5 },
    { text: '1', level: 1 },
    { text: '0', level: 0 },
    { text: 'few', level: 0 },
  ])
})

import { randomInt } from 'node:crypto'
import fc from 'fast-check'
import { describe, expect, it, test } from 'vitest'
import { formatNumber, newNumber, parseNumber } from '../../src/features/complaints/number.ts'

const november = { year: 2026, month: 11 }

const anyNumber = fc
  .record({
    year: fc.integer({ min: 2000, max: 2099 }),
    month: fc.integer({ min: 1, max: 12 }),
    random: fc.integer({ min: 0, max: 9_999_999 }),
  })
  .map(({ year, month, random }) => newNumber({ year, month }, () => random))

describe('newNumber', () => {
  // Check digits computed with the table of programmingalgorithms.com/algorithm/damm-algorithm (572 gives 4).
  test.each([
    [november, 483_172, '261104831728'],
    [{ year: 2026, month: 9 }, 0, '260900000009'],
    [{ year: 2026, month: 12 }, 0, '261200000007'],
    [{ year: 2027, month: 1 }, 9_999_999, '270199999991'],
    [{ year: 2026, month: 9 }, 1_234_567, '260912345677'],
    [{ year: 2026, month: 1 }, 1, '260100000017'],
  ])('%o with %i is %s', (month, random, number) => {
    expect(newNumber(month, () => random)).toBe(number)
  })

  it('asks for seven random digits', () => {
    const asked: number[] = []
    newNumber(november, (below) => {
      asked.push(below)
      return 0
    })
    expect(asked).toEqual([10_000_000])
  })

  it('works with the random numbers of the system', () => {
    expect(parseNumber(newNumber(november, randomInt)).ok).toBe(true)
  })
})

describe('parseNumber', () => {
  test.each([
    ['as shown', '2611-0483-1728'],
    ['as stored', '261104831728'],
    ['with blanks', ' 2611 0483 1728\n'],
    ['with no-break spaces', '2611\u00a00483\u202f1728'],
    ['with an en dash', '2611–0483–1728'],
    ['with a no-break hyphen', '2611\u20110483\u20111728'],
    ['with a minus sign', '2611−0483−1728'],
    ['with full-width digits', '２６１１－０４８３－１７２８'],
    ['with invisible marks', '\u200e2611-0483-\u200b1728\ufeff\u00ad'],
    ['grouped otherwise', '26-110-483-172-8'],
    ['with a number sign', '№ 2611-0483-1728'],
    ['with a hash', '#2611-0483-1728'],
  ])('reads a number %s', (_name, input) => {
    expect(parseNumber(input)).toEqual({ ok: true, number: '261104831728' })
  })

  test.each([
    ['', 'shape'],
    ['2611-0483-172', 'shape'],
    ['2611-0483-17280', 'shape'],
    ['2611-0483-172O', 'shape'],
    ['2611.0483.1728', 'shape'],
    ['https://example.kz/261104831728', 'shape'],
    ['000000000000', 'shape'],
    ['2611-0483-1729', 'typing-error'],
    ['2611-0483-7128', 'typing-error'],
    ['6211-0483-1728', 'typing-error'],
  ])('refuses %j: %s', (input, reason) => {
    expect(parseNumber(input)).toEqual({ ok: false, reason })
  })

  it('refuses a month that does not exist even when the check digit fits', () => {
    const reasons = new Set(
      [0, 13, 99].map((month) => JSON.stringify(parseNumber(newNumber({ year: 2026, month }, () => 42)))),
    )
    expect([...reasons]).toEqual(['{"ok":false,"reason":"shape"}'])
  })

  it('reads back every number it shows', () => {
    fc.assert(
      fc.property(anyNumber, (number) => {
        expect(formatNumber(number)).toMatch(/^\d{4}-\d{4}-\d{4}$/)
        expect(parseNumber(formatNumber(number))).toEqual({ ok: true, number })
      }),
    )
  })

  it('finds every error in a single digit', () => {
    fc.assert(
      fc.property(anyNumber, (number) => {
        for (let at = 0; at < 12; at++) {
          for (let digit = 0; digit < 10; digit++) {
            const wrong = `${number.slice(0, at)}${digit}${number.slice(at + 1)}`
            if (wrong !== number)
              expect(parseNumber(wrong), wrong).toEqual({ ok: false, reason: 'typing-error' })
          }
        }
      }),
    )
  })

  it('finds every swap of two neighbours', () => {
    fc.assert(
      fc.property(anyNumber, (number) => {
        for (let at = 0; at < 11; at++) {
          const swapped = number.slice(0, at) + number[at + 1] + number[at] + number.slice(at + 2)
          if (swapped !== number)
            expect(parseNumber(swapped), swapped).toEqual({ ok: false, reason: 'typing-error' })
        }
      }),
    )
  })

  it('never throws on what people type', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (input) => {
        expect(parseNumber(input)).toHaveProperty('ok')
      }),
    )
  })
})

describe('formatNumber', () => {
  it('groups twelve digits by four', () => {
    expect(formatNumber('261104831728')).toBe('2611-0483-1728')
  })
})

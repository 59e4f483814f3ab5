import { describe, expect, test } from 'vitest'
import { every, timesOf } from '../../src/features/statistics/charts/months.ts'
import type { Reading } from '../../src/features/statistics/pages/reading.ts'

/** Names that show on phones, on tablets and paper, and on a desk. */
function namesOf(months: number, between: number) {
  const flow = Array.from({ length: months }, (_, index) => ({
    month: `${2016 + Math.floor(index / 12)}-${String((index % 12) + 1).padStart(2, '0')}`,
  }))
  const named = timesOf(flow, between, { lang: 'en' } as Reading).filter(({ label }) => label !== '')
  return [
    named.filter(({ minor, least }) => !minor && !least),
    named.filter(({ least }) => !least),
    named,
  ].map((shown) => shown.map(({ label }) => label))
}

describe('names of an axis of months', () => {
  test('are years on phones, halves on tablets and paper, quarters on a desk, counted from the last month', () => {
    const [phone, tablet, desk] = namesOf(25, every.quarter)
    expect(phone).toEqual(['Jan 2016', 'Jan 2017', 'Jan 2018'])
    expect(tablet).toEqual(['Jan 2016', 'Jul 2016', 'Jan 2017', 'Jul 2017', 'Jan 2018'])
    expect(desk).toHaveLength(9)
  })

  test.each([1, 2, 13, 25, 26, 60, 120])('are never more than have room: %i months', (months) => {
    const [phone = [], tablet = [], desk = []] = namesOf(months, every.quarter)
    expect(phone.length).toBeGreaterThan(0)
    expect(phone.length).toBeLessThanOrEqual(3)
    expect(tablet.length).toBeLessThanOrEqual(5)
    expect(desk.length).toBeLessThanOrEqual(9)
    expect(desk).toEqual(expect.arrayContaining(tablet))
    expect(tablet).toEqual(expect.arrayContaining(phone))
  })
})

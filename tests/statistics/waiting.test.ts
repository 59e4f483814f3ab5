import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { HourHistogram } from '../../src/features/statistics/estimators/hour-histogram.ts'
import { waitingOf } from '../../src/features/statistics/figures/waiting.ts'
import { nothing } from '../../src/features/statistics/rollups/measure.ts'

const hoursOf = (answered: number[], unanswered: number[], times: number) => {
  const counted = (hours: number[]) => HourHistogram.of(hours.map((hour): [number, number] => [hour, times]))
  const measured = nothing()
  return {
    ...measured,
    hours: { ...measured.hours, answered: counted(answered), unanswered: counted(unanswered) },
  }
}

describe('who still waits, day by day', () => {
  test('is the hand-made curve of the method, read at the end of each day', () => {
    // statistics.md 6, ten times over: S = 0.5714 from 20 hours on, 0.4286 from 31, 0.2143 from 55.
    const days = waitingOf(hoursOf([5, 8, 12, 20, 31, 55], [8, 20, 40, 72], 10))
    expect(days.map(({ day, share, atRisk }) => [day, share, atRisk])).toEqual([
      [0, 1, 100],
      [1, 0.5714, 40],
      [2, 0.4286, 20],
      [3, 0.2143, 10],
    ])
    // Greenwood at 24 hours: 10/(100 90) + 10/(90 80) + 10/(70 60) + 10/(60 50) = 0.008214, log-log interval.
    const reach = Math.exp((1.959964 * Math.sqrt(0.00821429)) / -Math.log(4 / 7))
    expect(days[1]).toMatchObject({
      low: expect.closeTo((4 / 7) ** reach, 3),
      high: expect.closeTo((4 / 7) ** (1 / reach), 3),
    })
    expect(days[0]).toMatchObject({ low: null, high: null })
  })

  test('ends where fewer than ten are still watched', () => {
    expect(waitingOf(hoursOf([5, 8, 12, 20, 31, 55], [8, 20, 40, 72], 1))).toHaveLength(1)
    expect(waitingOf(nothing())).toEqual([])
  })

  test('never rises, and its interval holds it', () => {
    const hours = fc.array(fc.integer({ min: 0, max: 1500 }), { maxLength: 60 })
    fc.assert(
      fc.property(hours, hours, (answered, unanswered) => {
        const days = waitingOf(hoursOf(answered, unanswered, 7))
        for (const [index, { share, low, high }] of days.entries()) {
          expect(share).toBeLessThanOrEqual(days[index - 1]?.share ?? 1)
          if (low !== null) expect(low).toBeLessThanOrEqual(share + 1e-4)
          if (high !== null) expect(high).toBeGreaterThanOrEqual(share - 1e-4)
        }
      }),
    )
  })
})

import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { funnelChart, funnelLimits, isOutside } from '../../../src/platform/charts/funnel-chart.ts'

const point = (share: number, of: number) => ({ name: `of ${of}`, label: `${share} of ${of}`, share, of })
const words = { limit95: '95', limit998: '99.8', outside: 'outside', axis: 'due' }
const chartOf = (points: ReturnType<typeof point>[], rate = 0.9) =>
  funnelChart({ points, rate, middleLabel: 'all', words, formatShare: String, formatCount: String })

describe('funnelChart', () => {
  it('has limits that narrow with the square root of the cases', () => {
    // 0.9 ± 1.96 x sqrt(0.09 / 100) and the same for 400 and 25
    expect(funnelLimits(0.9, 100, 1.96)).toEqual({
      low: expect.closeTo(0.8412),
      high: expect.closeTo(0.9588),
    })
    expect(funnelLimits(0.9, 400, 1.96).low).toBeCloseTo(0.8706)
    expect(funnelLimits(0.9, 25, 1.96)).toEqual({ low: expect.closeTo(0.7824), high: 1 })
  })

  it('marks what chance alone hardly explains', () => {
    // 99.8 %: 0.9 - 3.09 x 0.03 = 0.8073 for 100 cases
    expect(isOutside(0.9, 0.81, 100)).toBe(false)
    expect(isOutside(0.9, 0.8, 100)).toBe(true)
    expect(isOutside(0.9, 0.8, 30)).toBe(false)
    const chart = chartOf([point(0.8, 100), point(0.8, 30), point(0.9, 400)])
    expect(chart.points.map(({ outside }) => outside)).toEqual([true, false, false])
  })

  it('puts more cases to the right and better shares higher', () => {
    const [few, many] = chartOf([point(0.85, 50), point(0.95, 900)]).points
    expect(few?.x).toBeLessThan(many?.x ?? 0)
    expect(few?.y).toBeGreaterThan(many?.y ?? 0)
  })

  it('keeps everything inside the picture', () => {
    const points = fc.array(
      fc.record({
        name: fc.string({ maxLength: 30 }),
        label: fc.constant(''),
        share: fc.double({ min: 0, max: 1, noNaN: true }),
        of: fc.integer({ min: 1, max: 100_000 }),
      }),
      { minLength: 1, maxLength: 30 },
    )
    fc.assert(
      fc.property(points, fc.double({ min: 0, max: 1, noNaN: true }), (all, rate) => {
        const chart = chartOf(all, rate)
        const bottom = chart.plot.top + chart.plot.height
        for (const { x, y } of chart.points) {
          expect(x).toBeGreaterThanOrEqual(0)
          expect(x).toBeLessThanOrEqual(100)
          expect(y).toBeGreaterThanOrEqual(chart.plot.top)
          expect(y).toBeLessThanOrEqual(bottom + 0.01)
        }
        expect(chart.limits).toHaveLength(4)
        expect(JSON.stringify(chart)).not.toContain('null,null')
      }),
    )
  })
})

import { describe, expect, it } from 'vitest'
import { quantile, spreadOf } from '../verdict/latencies.ts'
import { arrivals, randomOf, steady } from './schedule.ts'

describe('arrivals', () => {
  it('are as many as the rate says, and as irregular as a Poisson process', () => {
    const seconds = 4000
    const times = arrivals(steady(5), seconds, randomOf(1))
    // The standard deviation of the count is its root: 141.
    expect(Math.abs(times.length - 20_000)).toBeLessThan(5 * 141)
    const gaps = times.slice(1).map((time, index) => time - (times[index] ?? 0))
    const mean = gaps.reduce((sum, gap) => sum + gap, 0) / gaps.length
    const spread = Math.sqrt(gaps.reduce((sum, gap) => sum + (gap - mean) ** 2, 0) / gaps.length)
    expect(mean).toBeCloseTo(200, -1)
    // Exponential gaps spread as much as they last; evenly spaced ones would not spread at all.
    expect(spread / mean).toBeGreaterThan(0.95)
    expect(spread / mean).toBeLessThan(1.05)
    expect(Math.min(...gaps)).toBeGreaterThanOrEqual(0)
  })

  it('grow with a rate that grows', () => {
    const times = arrivals({ from: 0, to: 100 }, 60, randomOf(2))
    const inFirstHalf = times.filter((time) => time < 30_000).length
    expect(Math.abs(times.length - 3000)).toBeLessThan(5 * 55)
    // A quarter of a triangle lies in its first half.
    expect(inFirstHalf / times.length).toBeGreaterThan(0.22)
    expect(inFirstHalf / times.length).toBeLessThan(0.28)
    expect(Math.max(...times)).toBeLessThanOrEqual(60_000)
  })

  it('fall to nothing and come never', () => {
    expect(arrivals({ from: 50, to: 0 }, 20, randomOf(3)).every((time) => time < 20_000)).toBe(true)
    expect(arrivals(steady(0), 20, randomOf(3))).toEqual([])
  })

  it('are the same for the same seed', () => {
    expect(arrivals(steady(9), 30, randomOf(7))).toEqual(arrivals(steady(9), 30, randomOf(7)))
    expect(arrivals(steady(9), 30, randomOf(7))).not.toEqual(arrivals(steady(9), 30, randomOf(8)))
  })
})

describe('quantiles', () => {
  it('are values that were seen', () => {
    const values = Array.from({ length: 100 }, (_, index) => 100 - index)
    expect(quantile(values, 0.5)).toBe(50)
    expect(quantile(values, 0.95)).toBe(95)
    expect(quantile(values, 0.99)).toBe(99)
    expect(quantile(values, 1)).toBe(100)
    expect(quantile([7], 0.01)).toBe(7)
    expect(quantile([], 0.5)).toBeNaN()
  })

  it('are told together', () => {
    expect(spreadOf([3.4, 1.2, 2.6])).toEqual({ count: 3, p50: 3, p95: 3, p99: 3, most: 3 })
  })
})

import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { barChart } from '../../../src/platform/charts/bar-chart.ts'
import { columnChart } from '../../../src/platform/charts/column-chart.ts'
import { dotRangeChart } from '../../../src/platform/charts/dot-range-chart.ts'
import { lineChart } from '../../../src/platform/charts/line-chart.ts'
import { stackedBarChart } from '../../../src/platform/charts/stacked-bar-chart.ts'

const times = (count: number): { label: string }[] =>
  Array.from({ length: count }, (_, index) => ({ label: `t${index}` }))

describe('lineChart', () => {
  it('draws from the left edge to the right edge, zero at the foot', () => {
    const chart = lineChart({ times: times(3), series: [{ values: [0, 50, 100] }], format: String, max: 100 })
    expect(chart.lines[0]?.path).toBe('M0,100L50,50L100,0')
    expect(chart.grid.map(({ label }) => label)).toEqual(['0', '20', '40', '60', '80', '100'])
    expect(chart.grid[0]?.y).toBe(chart.plot.top + chart.plot.height)
    expect(chart.lines[0]?.end).toMatchObject({ x: 100, y: chart.plot.top, label: '100' })
  })

  it('says of each name of its axis how much room it needs', () => {
    const chart = lineChart({
      times: [
        { label: 'a', minor: true, least: true },
        { label: '' },
        { label: 'b', minor: true },
        { label: 'c' },
      ],
      series: [{ values: [1, 2, 3, 4] }],
      format: String,
    })
    expect(chart.ticks.map(({ label, minor, least }) => [label, minor, least])).toEqual([
      ['a', true, true],
      ['b', true, false],
      ['c', false, false],
    ])
  })

  it('names whole counts only', () => {
    const chart = lineChart({
      times: times(2),
      series: [{ values: [0, 2] }],
      format: (count) => count.toFixed(0),
    })
    expect(chart.grid.map(({ label }) => label)).toEqual(['0', '1', '2'])
  })

  it('leaves gaps open and shows a lonely value as a dot', () => {
    const chart = lineChart({
      times: times(5),
      series: [{ values: [10, 20, null, 30, null] }],
      format: String,
      max: 100,
    })
    expect(chart.lines[0]?.path).toBe('M0,90L25,80M75,70Z')
    expect(chart.lines[0]?.dots).toEqual([
      { x: 75, y: expect.closeTo(chart.plot.top + 0.7 * chart.plot.height) },
    ])
    expect(chart.lines[0]?.end?.label).toBe('30')
  })

  it('keeps labels at the right edge apart', () => {
    const chart = lineChart({
      times: times(2),
      series: [{ values: [1, 50] }, { values: [2, 51] }, { values: [3, 49] }],
      format: String,
      max: 100,
    })
    const labels = chart.lines.map(({ end }) => end?.labelY ?? 0).sort((a, b) => a - b)
    labels.slice(1).forEach((y, index) => {
      expect(y - (labels[index] ?? 0)).toBeGreaterThan(16)
    })
  })

  it('keeps labels of low values off the names of the axis', () => {
    const chart = lineChart({
      times: times(2),
      series: [{ values: [90, 3] }, { values: [80, 2] }, { values: [70, 0] }],
      format: String,
      max: 100,
    })
    const labels = chart.lines.map(({ end }) => end?.labelY ?? 0)
    expect(Math.max(...labels)).toBeLessThan(chart.plot.top + chart.plot.height)
    labels.slice(1).forEach((y, index) => {
      expect(y - (labels[index] ?? 0)).toBeGreaterThan(16)
    })
  })

  it('draws a band and an unfinished last period', () => {
    const chart = lineChart({
      times: times(3),
      series: [{ values: [1, 2, 3], low: [0, 1, 2], high: [2, 3, 4] }],
      format: String,
      lastIsPartial: true,
    })
    expect(chart.bands).toHaveLength(1)
    expect(chart.partialFrom).toBe(50)
  })

  it('survives an empty series', () => {
    const chart = lineChart({ times: times(1), series: [{ values: [null] }], format: String })
    expect(chart.lines[0]).toMatchObject({ path: '', end: null })
  })
})

describe('barChart', () => {
  it('starts at zero and measures against the largest value or the given one', () => {
    const rows = [
      { label: 'a', value: 40 },
      { label: 'b', value: 10 },
      { label: 'c', value: 0 },
    ]
    expect(barChart({ rows, format: String }).rows.map(({ width }) => width)).toEqual([100, 25, 0])
    const chart = barChart({ rows, format: String, max: 80, target: { value: 60, label: 'goal' } })
    expect(chart.rows.map(({ width }) => width)).toEqual([50, 12.5, 0])
    expect(chart.target).toEqual({ x: 75, label: 'goal' })
  })

  it('draws nothing for nothing', () => {
    expect(barChart({ rows: [{ label: 'a', value: 0 }], format: String }).rows[0]?.width).toBe(0)
  })
})

describe('columnChart', () => {
  it('stands on the baseline, columns side by side', () => {
    fc.assert(
      fc.property(fc.array(fc.nat(10_000), { minLength: 1, maxLength: 40 }), (values) => {
        const chart = columnChart({
          columns: values.map((value, index) => ({ label: String(index), value })),
          format: String,
        })
        chart.columns.forEach(({ x, width, y, height }, index) => {
          expect(y + height).toBeCloseTo(chart.baseline, 1)
          expect(y).toBeGreaterThanOrEqual(0)
          expect(x + width).toBeLessThanOrEqual(100)
          expect(x).toBeGreaterThanOrEqual(
            index === 0 ? 0 : (chart.columns[index - 1]?.x ?? 0) + (chart.columns[index - 1]?.width ?? 0),
          )
        })
      }),
    )
  })
})

describe('stackedBarChart', () => {
  it('fills the width with shares', () => {
    fc.assert(
      fc.property(fc.array(fc.nat(500), { minLength: 1, maxLength: 4 }), (values) => {
        const [row] = stackedBarChart({
          rows: [{ label: 'a', values }],
          parts: ['p', 'q', 'r', 's'],
          format: String,
        }).rows
        const width = (row?.parts ?? []).reduce((sum, part) => sum + part.width, 0)
        expect(width).toBeCloseTo(values.some((value) => value > 0) ? 100 : 0, 1)
      }),
    )
  })

  it('writes labels only where they fit and names every part', () => {
    const [row] = stackedBarChart({
      rows: [{ label: 'a', values: [90, 10] }],
      parts: ['solved', 'refused'],
      format: (value) => `${value}`,
    }).rows
    expect(row?.parts.map(({ label, title }) => [label, title])).toEqual([
      ['90', 'solved: 90'],
      [null, 'refused: 10'],
    ])
  })
})

describe('dotRangeChart', () => {
  it('puts all rows on one axis from zero; an unknown end stays open', () => {
    const chart = dotRangeChart({
      rows: [
        { label: 'a', middle: 5, high: 20, text: '5' },
        { label: 'b', middle: 10, high: null, text: '10' },
      ],
      format: String,
      target: { value: 15, label: '15' },
    })
    expect(chart.ticks[0]).toEqual({ x: 0, label: '0', anchor: 'start' })
    expect(chart.rows.map(({ dot, to }) => [dot, to])).toEqual([
      [25, 100],
      [50, null],
    ])
    expect(chart.target?.x).toBe(75)
  })
})

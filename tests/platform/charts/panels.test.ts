import { describe, expect, it } from 'vitest'
import { mapChart } from '../../../src/platform/charts/map-chart.ts'
import { multiplesChart } from '../../../src/platform/charts/multiples-chart.ts'
import { stepChart } from '../../../src/platform/charts/step-chart.ts'
import { formatNumber } from '../../../src/platform/time/format.ts'

describe('stepChart', () => {
  const steps = [
    { at: 0, share: 1, low: null, high: null, atRisk: 100 },
    { at: 5, share: 0.5, low: 0.4, high: 0.6, atRisk: 60 },
    { at: 10, share: 0.25, low: 0.2, high: 0.3, atRisk: 20 },
  ]
  const chart = stepChart({
    steps,
    formatShare: (share) => `${share * 100}%`,
    formatCount: String,
    countLabel: 'watched',
    half: { at: 5, label: 'half' },
    target: { at: 21, label: 'term' },
  })

  it('stays level until the next step', () => {
    expect(chart.line).toBe('M0,0L50,0L50,50L100,50L100,75')
  })

  it('has a band only where an interval is known, and the counts below the axis', () => {
    expect(chart.band.startsWith('M50,40')).toBe(true)
    expect(chart.ticks.map(({ label, count }) => [label, count])).toEqual([
      ...[
        ['0', '100'],
        ['2', '100'],
        ['4', '100'],
      ],
      ...[
        ['6', '60'],
        ['8', '60'],
        ['10', '20'],
      ],
    ])
  })

  it('marks the half, and no term that lies beyond its end', () => {
    expect(chart.half).toMatchObject({ x: 50, y: chart.plot.top + chart.plot.height / 2 })
    expect(chart.target).toBeNull()
  })
})

describe('multiplesChart', () => {
  it('puts all panels on the same axes, with gaps and the reference', () => {
    const chart = multiplesChart({
      ...{ from: 'first', to: 'last', format: String },
      panels: [
        { label: 'a', value: '10', values: [0, 10] },
        { label: 'b', value: '40', values: [null, 40] },
      ],
      reference: [20, 20],
    })
    expect(chart.grid.map(({ label }) => label)).toEqual(['40', '20', '0'])
    expect(chart.panels[0]?.line).toBe('M0,100L100,75')
    expect(chart.panels[1]).toMatchObject({ dots: [{ x: 100, y: 0 }], reference: 'M0,50L100,50' })
  })
})

describe('the common axis of multiplesChart', () => {
  it.each([
    { most: 0, axis: ['2', '1', '0'] },
    { most: 1, axis: ['2', '1', '0'] },
    { most: 57, axis: ['60', '30', '0'] },
    { most: 61, axis: ['80', '40', '0'] },
    { most: 810, axis: ['1,000', '500', '0'] },
  ])('reads $axis for $most', ({ most, axis }) => {
    const panels = [{ label: 'a', value: '', values: [0, most] }]
    const format = (value: number) => formatNumber(value, 'en')
    const { grid } = multiplesChart({ ...{ from: 'first', to: 'last', format }, panels })
    expect(grid.map(({ label }) => label)).toEqual(axis)
  })
})

describe('mapChart', () => {
  const square = (west: number) =>
    [
      [
        [west, 50],
        [west + 0.1, 50],
        [west + 0.1, 50.1],
        [west, 50.1],
        [west, 50],
      ] as const,
    ].map((ring) => ring.map(([lon, lat]) => [lon, lat] as const))
  const area = (name: string, west: number, value: number | null) => ({ name, rings: square(west), value })

  it('shades areas by round classes and says which are not told', () => {
    const chart = mapChart({
      ...{ label: 'map', format: String, unknown: 'too few' },
      areas: [area('a', 82, 0), area('b', 82.1, 480), area('c', 82.2, 100), area('d', 82.3, null)],
    })
    expect(chart.map.shapes.map(({ level }) => level)).toEqual([1, 5, 2, null])
    expect(chart.classes.map(({ label }) => label)).toEqual([
      '0–100',
      '100–200',
      '200–300',
      '300–400',
      '400–500',
    ])
    // Few cases are counted in whole ones.
    const few = mapChart({
      label: 'map',
      format: String,
      unknown: '',
      areas: [area('a', 82, 0), area('b', 82.1, 2)],
    })
    expect(few.classes.map(({ label }) => label)).toEqual(['0', '1–2'])
    expect(chart.unknown).toBe('too few')
    expect(chart.map.shapes[1]?.path).toMatch(/^M[\d. L]+Z$/)
  })

  it('says nothing of missing numbers when there are none', () => {
    const areas = [area('a', 82, 3), area('b', 82.1, 5)]
    expect(mapChart({ label: 'map', format: String, unknown: 'too few', areas }).unknown).toBeNull()
  })
})

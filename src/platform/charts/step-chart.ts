import { scaleLinear } from 'd3-scale'
import { area, curveStepAfter, line } from 'd3-shape'
import { type Gutter, gutterOf, round } from './chart.ts'

export type StepChart = {
  kind: 'steps'
  height: number
  /** Box of the curve in pixels; paths use a grid of 100 x 100 stretched over it. */
  plot: { top: number; height: number }
  gutter: Gutter
  grid: { y: number; label: string }[]
  line: string
  band: string
  /** The axis, and under it how many were still watched then. */
  ticks: { x: number; label: string; count: string; minor: boolean; anchor: 'start' | 'middle' | 'end' }[]
  countLabel: string
  /** What the axis counts. */
  axis: string
  /** Where the curve falls to one half. */
  half: { x: number; y: number; label: string } | null
  target: { x: number; label: string; anchor: 'start' | 'end' } | null
}

export type StepChartData = {
  /** The curve from `at` on until the next step, 0 to 1; the first is at 0. `atRisk`: cases still watched. */
  steps: { at: number; share: number; low: number | null; high: number | null; atRisk: number }[]
  formatShare: (share: number) => string
  formatCount: (count: number) => string
  /** What the counts below the axis are. */
  countLabel: string
  axis?: string
  half?: { at: number; label: string } | null
  target?: { at: number; label: string }
}

const PLOT = { top: 26, height: 212 }
/** With the axis, what it counts, and two lines of counts. */
const HEIGHT = 322
const TICKS = 6

/** A curve of Kaplan and Meier: the share for whom it has not happened yet, with its band and the counts at risk. */
export function stepChart(data: StepChartData): StepChart {
  const { steps, formatShare, formatCount, half, target, axis = '' } = data
  const last = Math.max(1, steps.at(-1)?.at ?? 1)
  const x = scaleLinear([0, last], [0, 100])
  const y = scaleLinear([0, 1], [100, 0])
  const toPixels = (share: number) => round(PLOT.top + (y(share) / 100) * PLOT.height)
  const riskAt = (at: number) => steps.findLast((step) => step.at <= at)?.atRisk ?? 0
  const grid = [0, 0.25, 0.5, 0.75, 1].map((share) => ({ y: toPixels(share), label: formatShare(share) }))
  const known = steps.filter(({ low, high }) => low !== null && high !== null)
  return {
    kind: 'steps',
    height: HEIGHT,
    plot: PLOT,
    gutter: gutterOf(grid.map(({ label }) => label)),
    grid,
    axis,
    line:
      line<StepChartData['steps'][number]>()
        .curve(curveStepAfter)
        .x(({ at }) => round(x(at)))
        .y(({ share }) => round(y(share)))
        .digits(2)(steps) ?? '',
    band:
      area<StepChartData['steps'][number]>()
        .curve(curveStepAfter)
        .x(({ at }) => round(x(at)))
        .y0(({ low }) => round(y(low ?? 0)))
        .y1(({ high }) => round(y(high ?? 0)))
        .digits(2)(known) ?? '',
    ticks: x
      .ticks(TICKS)
      .filter(Number.isInteger)
      .map((at, index) => ({
        x: round(x(at)),
        label: formatCount(at),
        count: formatCount(riskAt(at)),
        minor: index % 2 === 1,
        anchor: x(at) < 1 ? 'start' : x(at) > 97 ? 'end' : 'middle',
      })),
    countLabel: data.countLabel,
    half: half && half.at <= last ? { x: round(x(half.at)), y: toPixels(0.5), label: half.label } : null,
    target:
      target && target.at <= last
        ? { x: round(x(target.at)), label: target.label, anchor: target.at > last / 2 ? 'end' : 'start' }
        : null,
  }
}

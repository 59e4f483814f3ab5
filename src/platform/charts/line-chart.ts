import { scaleLinear } from 'd3-scale'
import { area, line } from 'd3-shape'
import { type Gutter, gutterOf, round, type Series, seriesAt } from './chart.ts'

export type LineChart = {
  kind: 'line'
  height: number
  /** Box of the lines in pixels; paths use a grid of 100 x 100 stretched over it. */
  plot: { top: number; height: number }
  /** For the names of the axis, and for the ends of the lines. */
  gutters: { from: Gutter; to: Gutter }
  /** The ends carry the names of the lines where there is room, so that nobody looks for colours in a key. */
  isNamed: boolean
  grid: { y: number; label: string }[]
  ticks: { x: number; label: string; minor: boolean; least: boolean }[]
  bands: { path: string; series: Series }[]
  lines: {
    path: string
    series: Series
    dots: { x: number; y: number }[]
    end: LineEnd | null
  }[]
  target: { y: number; label: string } | null
  /** The last period is not complete: from here on the plot is hatched. */
  partialFrom: number | null
}

/** The last value of a line; `labelY` is moved when labels would cover each other. */
export type LineEnd = { x: number; y: number; labelY: number; label: string; name: string }

export type LineChartData = {
  /** One label per point in time, in order; `minor` ones disappear on phones, `least` ones on tablets and paper too. */
  times: { label: string; minor?: boolean; least?: boolean }[]
  /** Values in the order of `times`; null is a gap, never a zero. `low` and `high` draw an uncertainty band. */
  series: { name?: string; values: (number | null)[]; low?: (number | null)[]; high?: (number | null)[] }[]
  format: (value: number) => string
  /** Largest value of the axis, for example 100 for per cent; else values are counts and decide. */
  max?: number
  target?: { value: number; label: string }
  lastIsPartial?: boolean
}

const HEIGHT = 288
const PLOT = { top: 20, height: 232 }
/** A longer name would leave too little of the width to its line. */
const LONGEST_NAME = 18

/** Lines over time with a zero baseline. Gaps stay gaps; a point between two gaps becomes a dot. */
export function lineChart(data: LineChartData): LineChart {
  const { times, series, format } = data
  const last = Math.max(1, times.length - 1)
  const x = (index: number): number => (index / last) * 100
  const values = series
    .flatMap((one) => [...one.values, ...(one.high ?? [])])
    .filter((value) => value !== null)
  const scale = scaleLinear([0, data.max ?? Math.max(1, data.target?.value ?? 0, ...values)], [100, 0])
  if (data.max === undefined) scale.nice(4)
  const toPixels = (value: number): number => round(PLOT.top + (scale(value) / 100) * PLOT.height)
  const ends = spreadLabels(
    series.map(({ values: own, name }) => endOf({ values: own, name: name ?? '' }, x, toPixels, format)),
  )
  const grid = scale
    .ticks(4)
    // Half a complaint would be printed as a whole one.
    .filter((value) => data.max !== undefined || Number.isInteger(value))
    .map((value) => ({ y: toPixels(value), label: format(value) }))
  return {
    kind: 'line',
    height: HEIGHT,
    plot: PLOT,
    gutters: {
      from: gutterOf(grid.map(({ label }) => label)),
      to: gutterOf(ends.map((end) => end?.label ?? '')),
    },
    isNamed: series.every(({ name = '' }) => name !== '' && name.length <= LONGEST_NAME),
    grid,
    ticks: times.flatMap(({ label, minor, least }, index) =>
      label === '' ? [] : [{ x: round(x(index)), label, minor: minor ?? false, least: least ?? false }],
    ),
    bands: series.flatMap(({ low, high }, index) => {
      if (!low || !high) return []
      return [{ path: bandPath(low, high, x, scale), series: seriesAt(index) }]
    }),
    lines: series.map(({ values: own }, index) => ({
      path: linePath(own, x, scale),
      series: seriesAt(index),
      dots: lonely(own).map(({ at, value }) => ({ x: round(x(at)), y: toPixels(value) })),
      end: ends[index] ?? null,
    })),
    target: data.target ? { y: toPixels(data.target.value), label: data.target.label } : null,
    partialFrom: data.lastIsPartial && times.length > 1 ? round(x(times.length - 2)) : null,
  }
}

type ToPosition = (value: number) => number

/** Positions in a grid of 100 x 100; gaps stay gaps. */
export function linePath(values: (number | null)[], x: ToPosition, y: ToPosition): string {
  const draw = line<number | null>()
    .defined((value) => value !== null)
    .x((_value, index) => round(x(index)))
    .y((value) => round(y(value ?? 0)))
    .digits(2)
  return draw(values) ?? ''
}

function bandPath(low: (number | null)[], high: (number | null)[], x: ToPosition, y: ToPosition): string {
  const pairs = low.map((from, index) => ({ from, to: high[index] ?? null }))
  const draw = area<{ from: number | null; to: number | null }>()
    .defined(({ from, to }) => from !== null && to !== null)
    .x((_pair, index) => round(x(index)))
    .y0(({ from }) => round(y(from ?? 0)))
    .y1(({ to }) => round(y(to ?? 0)))
    .digits(2)
  return draw(pairs) ?? ''
}

/** Values without a neighbour, which no line would show. */
export function lonely(values: (number | null)[]): { at: number; value: number }[] {
  return values.flatMap((value, at) => {
    const alone = (values[at - 1] ?? null) === null && (values[at + 1] ?? null) === null
    return value !== null && alone ? [{ at, value }] : []
  })
}

function endOf(
  { values, name }: { values: (number | null)[]; name: string },
  x: ToPosition,
  y: ToPosition,
  format: (value: number) => string,
): LineEnd | null {
  const at = values.findLastIndex((value) => value !== null)
  const value = values[at]
  if (value === undefined || value === null) return null
  return { x: round(x(at)), y: y(value), labelY: y(value) + HALF_LETTER, label: format(value), name }
}

/** From the middle of a letter to its foot. */
const HALF_LETTER = 5
const LABEL_HEIGHT = 17

/** The lowest line of a label: what is below belongs to the names of the axis. */
const LABEL_LOWEST = PLOT.top + PLOT.height - 1

/** Moves labels at the right edge down until each has its own line, and up again from the names of the axis. */
function spreadLabels(ends: (LineEnd | null)[]): (LineEnd | null)[] {
  const fromTop = ends.filter((end) => end !== null).sort((a, b) => a.labelY - b.labelY)
  let free = Number.NEGATIVE_INFINITY
  const down = fromTop.map((end) => {
    const labelY = Math.max(end.labelY, free)
    free = labelY + LABEL_HEIGHT
    return { end, labelY }
  })
  let lowest = LABEL_LOWEST
  const moved = new Map<LineEnd, LineEnd>()
  for (const { end, labelY: wanted } of down.toReversed()) {
    const labelY = Math.min(wanted, lowest)
    moved.set(end, { ...end, labelY })
    lowest = labelY - LABEL_HEIGHT
  }
  return ends.map((end) => end && (moved.get(end) ?? end))
}

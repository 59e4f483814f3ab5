import { scaleLinear } from 'd3-scale'
import { type Gutter, gutterOf, round } from './chart.ts'

export type ColumnChart = {
  kind: 'columns'
  height: number
  baseline: number
  /** For the names of the grid; null when every column says its value, and no grid is needed. */
  gutter: Gutter | null
  grid: { y: number; label: string }[]
  /** What the names below the columns count. */
  axis: string
  columns: {
    x: number
    width: number
    y: number
    height: number
    label: string
    value: string
    minor: boolean
    muted: boolean
    /** Whether its value has room only on wide screens. */
    minorValue: boolean
  }[]
  /** A line at the right edge of the column with this index: the term, the median. */
  marker: { x: number; label: string; anchor: 'start' | 'end' } | null
}

export type ColumnChartData = {
  /** Neighbouring classes of a histogram or periods; `minor` labels disappear on narrow screens. */
  columns: { label: string; value: number; minor?: boolean; muted?: boolean }[]
  format: (value: number) => string
  axis?: string
  /** Stands after column `after` (0 is before the first). */
  marker?: { after: number; label: string }
}

const HEIGHT = 262
/** More than so many columns have no room for their values on a phone. */
const MOST_WITH_VALUES = 6
const TOP = 24
const BASELINE = 216

/** Columns from zero: histograms of days, counts by month. */
export function columnChart({ columns, format, axis = '', marker }: ColumnChartData): ColumnChart {
  const scale = scaleLinear([0, Math.max(1, ...columns.map((column) => column.value))], [BASELINE, TOP]).nice(
    4,
  )
  const step = 100 / Math.max(1, columns.length)
  const hasAllValues = columns.length <= MOST_WITH_VALUES
  const grid = hasAllValues
    ? []
    : scale
        .ticks(4)
        .filter((value) => value > 0 && Number.isInteger(value))
        .map((value) => ({ y: round(scale(value)), label: format(value) }))
  return {
    kind: 'columns',
    height: HEIGHT,
    baseline: BASELINE,
    gutter: hasAllValues ? null : gutterOf(grid.map(({ label }) => label)),
    grid,
    axis,
    columns: columns.map((column, index) => ({
      x: round(index * step + step * 0.1),
      width: round(step * 0.8),
      y: round(scale(column.value)),
      height: round(BASELINE - scale(column.value)),
      label: column.label,
      value: format(column.value),
      minor: column.minor ?? false,
      muted: column.muted ?? false,
      minorValue: !hasAllValues,
    })),
    marker: marker
      ? {
          x: round(marker.after * step),
          label: marker.label,
          anchor: marker.after > columns.length / 2 ? 'end' : 'start',
        }
      : null,
  }
}

import { scaleLinear } from 'd3-scale'
import { round } from './chart.ts'

export type ColumnChart = {
  kind: 'columns'
  height: number
  baseline: number
  grid: { y: number; label: string }[]
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
  /** Stands after column `after` (0 is before the first). */
  marker?: { after: number; label: string }
}

const HEIGHT = 240
/** Per cent of the width that the names of the grid need on a phone; columns begin beside them. */
export const COLUMNS_FROM = 11
/** More than so many columns have no room for their values on a phone. */
const MOST_WITH_VALUES = 6
const TOP = 24
const BASELINE = 208

/** Columns from zero: histograms of days, counts by month. */
export function columnChart({ columns, format, marker }: ColumnChartData): ColumnChart {
  const scale = scaleLinear([0, Math.max(1, ...columns.map((column) => column.value))], [BASELINE, TOP]).nice(
    4,
  )
  const step = (100 - COLUMNS_FROM) / Math.max(1, columns.length)
  return {
    kind: 'columns',
    height: HEIGHT,
    baseline: BASELINE,
    grid: scale
      .ticks(4)
      .filter((value) => value > 0 && Number.isInteger(value))
      .map((value) => ({ y: round(scale(value)), label: format(value) })),
    columns: columns.map((column, index) => ({
      x: round(COLUMNS_FROM + index * step + step * 0.1),
      width: round(step * 0.8),
      y: round(scale(column.value)),
      height: round(BASELINE - scale(column.value)),
      label: column.label,
      value: format(column.value),
      minor: column.minor ?? false,
      muted: column.muted ?? false,
      minorValue: columns.length > MOST_WITH_VALUES,
    })),
    marker: marker
      ? {
          x: round(COLUMNS_FROM + marker.after * step),
          label: marker.label,
          anchor: marker.after > columns.length / 2 ? 'end' : 'start',
        }
      : null,
  }
}

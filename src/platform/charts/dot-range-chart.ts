import { scaleLinear } from 'd3-scale'
import { round } from './chart.ts'

export type DotRangeChart = {
  kind: 'dot-range'
  ticks: { x: number; label: string; anchor: 'start' | 'middle' | 'end' }[]
  rows: {
    label: string
    href: string | null
    value: string
    dot: number
    /** Right end of the range (90th percentile); null when it could not be estimated. */
    to: number | null
    marked: boolean
  }[]
  target: { x: number; label: string } | null
}

export type DotRangeChartData = {
  rows: {
    label: string
    middle: number
    high: number | null
    text: string
    href?: string | null
    marked?: boolean
  }[]
  format: (value: number) => string
  target?: { value: number; label: string }
}

/** Median as a dot and the way to the 90th percentile as a line, one row per office, on a common axis from zero. */
export function dotRangeChart({ rows, format, target }: DotRangeChartData): DotRangeChart {
  const largest = Math.max(1, target?.value ?? 0, ...rows.map((row) => row.high ?? row.middle))
  const scale = scaleLinear([0, largest], [0, 100]).nice(5)
  return {
    kind: 'dot-range',
    ticks: scale
      .ticks(5)
      .map((value) => ({ x: round(scale(value)), label: format(value), anchor: anchorOf(scale(value)) })),
    rows: rows.map((row) => ({
      label: row.label,
      href: row.href ?? null,
      value: row.text,
      dot: round(scale(row.middle)),
      to: row.high === null ? null : round(scale(row.high)),
      marked: row.marked ?? false,
    })),
    target: target ? { x: round(scale(target.value)), label: target.label } : null,
  }
}

function anchorOf(x: number): 'start' | 'middle' | 'end' {
  if (x < 1) return 'start'
  return x > 99 ? 'end' : 'middle'
}

import { round } from './chart.ts'

export type BarChart = {
  kind: 'bar'
  rows: {
    label: string
    href: string | null
    value: string
    /** Length in per cent of the width. */
    width: number
    /** A marked row (this office, this district) among others. */
    marked: boolean
  }[]
  /** Where the target stands, in per cent of the width. */
  target: { x: number; label: string } | null
}

export type BarChartData = {
  rows: { label: string; value: number; href?: string | null; marked?: boolean }[]
  format: (value: number) => string
  /** Value that fills the whole width; else the largest one. */
  max?: number
  target?: { value: number; label: string }
}

/** Horizontal bars from zero, the label above each bar: names of offices are long. */
export function barChart({ rows, format, max, target }: BarChartData): BarChart {
  const longest = max ?? Math.max(...rows.map((row) => row.value), target?.value ?? 0, 0)
  const width = (value: number): number => (longest > 0 ? round(Math.min(100, (value / longest) * 100)) : 0)
  return {
    kind: 'bar',
    rows: rows.map((row) => ({
      label: row.label,
      href: row.href ?? null,
      value: format(row.value),
      width: width(row.value),
      marked: row.marked ?? false,
    })),
    target: target ? { x: width(target.value), label: target.label } : null,
  }
}

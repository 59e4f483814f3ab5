import { round, type Series, seriesAt } from './chart.ts'

export type StackedBarChart = {
  kind: 'stacked'
  rows: {
    label: string
    href: string | null
    /** Total or what the row says at its right end. */
    value: string
    parts: { x: number; width: number; series: Series; label: string | null; title: string }[]
  }[]
}

export type StackedBarChartData = {
  rows: { label: string; values: number[]; href?: string | null; note?: string }[]
  /** Names of the parts in the order of `values`, at most four. */
  parts: string[]
  /** `share` of a part is 0 to 1. */
  format: (value: number, share: number) => string
}

/** A label needs about this share of the width to be read inside its part on a phone. */
const ROOM_FOR_LABEL = 14

/** Horizontal bars of equal length divided into shares. A row without cases stays empty. */
export function stackedBarChart({ rows, parts, format }: StackedBarChartData): StackedBarChart {
  return {
    kind: 'stacked',
    rows: rows.map((row) => ({
      label: row.label,
      href: row.href ?? null,
      value: row.note ?? '',
      parts: shares(row.values).map(({ from, share, value }, part) => {
        const text = format(value, share)
        return {
          x: round(from * 100),
          width: round(share * 100),
          series: seriesAt(part),
          label: share * 100 >= ROOM_FOR_LABEL ? text : null,
          title: `${parts[part] ?? ''}: ${text}`,
        }
      }),
    })),
  }
}

function shares(values: number[]): { from: number; share: number; value: number }[] {
  const total = values.reduce((sum, value) => sum + value, 0)
  if (total === 0) return []
  let from = 0
  return values.map((value) => {
    const share = value / total
    const start = from
    from += share
    return { from: start, share, value }
  })
}

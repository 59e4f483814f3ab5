import { scaleLinear } from 'd3-scale'
import { round } from './chart.ts'
import { linePath, lonely } from './line-chart.ts'

export type MultiplesChart = {
  kind: 'multiples'
  /** Both axes are the same in every panel: heights in per cent from the top, with their words. */
  grid: { y: number; label: string }[]
  from: string
  to: string
  panels: {
    label: string
    href: string | null
    /** The latest or the whole, in words. */
    value: string
    line: string
    dots: { x: number; y: number }[]
    /** The same for all panels, to compare with; empty when there is none. */
    reference: string
  }[]
}

export type MultiplesChartData = {
  /** Names of the first and of the last time. */
  from: string
  to: string
  panels: { label: string; href?: string | null; value: string; values: (number | null)[] }[]
  reference?: (number | null)[]
  /** Largest value of the common axis; else the data decides. */
  max?: number
  format: (value: number) => string
}

/** One small line for each office or district on common axes: shapes are compared, not heights read off. */
export function multiplesChart({
  from,
  to,
  panels,
  reference,
  max,
  format,
}: MultiplesChartData): MultiplesChart {
  const values = [...panels.flatMap((panel) => panel.values), ...(reference ?? [])].filter(
    (value) => value !== null,
  )
  // Counts: half of one would be printed as one.
  const top = max ?? topFor(Math.max(2, ...values))
  const y = scaleLinear([0, top], [100, 0])
  const xOf = (count: number) => (index: number) => (count < 2 ? 50 : (index / (count - 1)) * 100)
  return {
    kind: 'multiples',
    grid: [top, top / 2, 0].map((value) => ({ y: round(y(value)), label: format(value) })),
    from,
    to,
    panels: panels.map(({ label, href, value, values: own }) => ({
      label,
      href: href ?? null,
      value,
      line: linePath(own, xOf(own.length), y),
      dots: lonely(own).map(({ at, value: height }) => ({
        x: round(xOf(own.length)(at)),
        y: round(y(height)),
      })),
      reference: reference === undefined ? '' : linePath(reference, xOf(reference.length), y),
    })),
  }
}

/** The lowest round number not below `most` whose half is round too: low lines would say that little happens. */
function topFor(most: number): number {
  const power = 10 ** Math.floor(Math.log10(most))
  const factor = [1, 2, 4, 6, 8].find((one) => one * power >= most) ?? 10
  return factor * power
}

import type { Link, Table } from '../http/parts.ts'
import type { BarChart } from './bar-chart.ts'
import type { ColumnChart } from './column-chart.ts'
import type { DotRangeChart } from './dot-range-chart.ts'
import type { FunnelChart } from './funnel-chart.ts'
import type { LineChart } from './line-chart.ts'
import type { MapChart } from './map-chart.ts'
import type { MultiplesChart } from './multiples-chart.ts'
import type { StackedBarChart } from './stacked-bar-chart.ts'
import type { StepChart } from './step-chart.ts'

/**
 * Charts are drawn on the server. A chart function turns data into geometry, a partial prints it as SVG. Horizontal
 * positions are per cent of the width and vertical ones pixels, so a chart fills any width while its text keeps its
 * size. Colours and dashes belong to CSS classes (`series-1` to `series-4`).
 */
export type Chart =
  | LineChart
  | BarChart
  | ColumnChart
  | StackedBarChart
  | DotRangeChart
  | FunnelChart
  | StepChart
  | MultiplesChart
  | MapChart

export type Series = 1 | 2 | 3 | 4

/**
 * A chart with everything that belongs to it: what `views/shared/chart` prints. Order and parts follow the guidance
 * of the UK Government Analysis Function for charts.
 */
export type ChartFigure = {
  id: string
  /** The finding, as a sentence. */
  title: string
  /** What is measured, unit, place, period. */
  subtitle: string
  /** One or two sentences made from the data, read instead of the picture. */
  description: string
  /** The same areas by another measure; printed above the picture. */
  views?: { href: string; label: string; current: boolean }[]
  /** Colours and dashes of the series; empty when there is only one. */
  key: { label: string; series: Series }[]
  chart: Chart
  /** The same numbers; always there, behind a summary. */
  table: Table
  source?: string | null
  updated?: string | null
  methodHref?: string | null
  downloads?: Link[]
  /** Its own page: files, embedding, citation. */
  ownHref?: string | null
  /** What to know before reading: "the last month is not complete". */
  note?: string | null
  level?: 1 | 2 | 3
}

/**
 * Room beside a plot for words: `s` up to three letters, `m` up to five, `l` more. Widths belong to CSS, since a gutter is
 * in letters while a plot is in per cent.
 */
export type Gutter = 's' | 'm' | 'l'

export function gutterOf(words: readonly string[]): Gutter {
  const longest = Math.max(0, ...words.map((word) => word.length))
  if (longest <= 3) return 's'
  return longest <= 5 ? 'm' : 'l'
}

/** Rounds a position to what can be seen; keeps the SVG small. */
export const round = (value: number): number => Math.round(value * 100) / 100

/** Series beyond the fourth share the fourth style; charts should not have so many. */
export const seriesAt = (index: number): Series => (index < 4 ? ((index + 1) as Series) : 4)

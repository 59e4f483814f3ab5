import type { DataFigure } from '../../../platform/charts/data-figure.ts'

/** Pixels that a frame needs on a page of an ordinary column. */
const HEAD = 300
const PLOT = 400
const ROW = 46

/** The height of the frame of a chart; null is one that has too little to show. */
export function heightOf(figure: DataFigure | null): number {
  if (figure === null) return HEAD
  const { chart } = figure
  return HEAD + ('rows' in chart ? chart.rows.length * ROW : PLOT)
}

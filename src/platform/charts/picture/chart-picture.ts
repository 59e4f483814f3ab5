import { textWidth, wrapText } from '../../pictures/text-runs.ts'
import type { ChartFigure } from '../chart.ts'
import { drawMap, drawMultiples, multiplesRows } from './draw-panels.ts'
import { drawColumns, drawFunnel, drawLine, drawSteps } from './draw-plot.ts'
import { drawBars, drawDotRanges, drawStacked, rowHeight } from './draw-rows.ts'
import { type Box, escapeXml, type Faces, number, type Pen, penOf } from './pen.ts'

/** A chart that leaves its page: a file, a picture of a shared link. */
export type ChartPicture = {
  figure: Pick<ChartFigure, 'title' | 'subtitle' | 'description' | 'key' | 'chart'>
  /** Where it comes from: place and portal, as of when, licence, address. */
  foot: readonly string[]
  /** `#rrggbb` of the city. */
  brand: string
  /** How many rows did not fit. */
  more: (rows: number) => string
}

const WIDTH = 1200
const MARGIN = 56
const INNER = WIDTH - 2 * MARGIN
const FOOT = 19
const BAR = 10

/** What messengers and networks ask for (Open Graph, 1.91 : 1). */
export const sharedHeight = 630

/** The chart as SVG that needs no stylesheet; without a height it is as tall as it likes. */
export function chartSvg(picture: ChartPicture, faces: Faces, height: number | null = null): string {
  const pen = penOf(picture.brand, faces)
  const head = headOf(picture.figure, pen)
  const foot = picture.foot.flatMap((line) =>
    wrapText(line, { width: INNER, size: FOOT, weight: 400, lines: 1 }),
  )
  const footHeight = foot.length * (FOOT + 7) + 18 + BAR
  const tall = height ?? head.bottom + usualHeight(picture.figure.chart) + footHeight + 24
  const box: Box = { x: MARGIN, y: head.bottom, width: INNER, height: tall - head.bottom - footHeight - 16 }
  const { title, subtitle, description } = picture.figure
  const family = faces === 'plain' ? ' font-family="Noto Sans, system-ui, sans-serif"' : ''
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${WIDTH}" height="${number(tall)}" viewBox="0 0 ${WIDTH} ${number(tall)}" role="img" aria-labelledby="title desc"${family}>`,
    `<title id="title">${escapeXml(title)}</title><desc id="desc">${escapeXml(`${subtitle}. ${description}`)}</desc>`,
    `<rect width="${WIDTH}" height="${number(tall)}" fill="${pen.paper}"/>`,
    head.svg,
    plotOf(picture, box, pen),
    ...foot.map((line, index) =>
      pen.text(line, {
        x: MARGIN,
        y: tall - footHeight + 18 + index * (FOOT + 7),
        size: FOOT,
        tone: 'subtle',
      }),
    ),
    `<rect y="${number(tall - BAR)}" width="${WIDTH}" height="${BAR}" fill="${pen.accent}"/>`,
    '</svg>',
  ].join('')
}

function plotOf({ figure, more }: ChartPicture, box: Box, pen: Pen): string {
  const { chart, key } = figure
  switch (chart.kind) {
    case 'line':
      return drawLine(
        chart,
        box,
        pen,
        key.map(({ label }) => label),
      )
    case 'columns':
      return drawColumns(chart, box, pen)
    case 'funnel':
      return drawFunnel(chart, box, pen)
    case 'steps':
      return drawSteps(chart, box, pen)
    case 'multiples':
      return drawMultiples(chart, { box, pen, more })
    case 'map':
      return drawMap(chart, box, pen)
    case 'bar':
      return drawBars(chart, { box, pen, more })
    case 'stacked':
      return drawStacked(chart, { box, pen, more })
    case 'dot-range':
      return drawDotRanges(chart, { box, pen, more })
  }
}

function usualHeight(chart: ChartFigure['chart']): number {
  switch (chart.kind) {
    case 'bar':
      return chart.rows.length * rowHeight.usual
    case 'stacked':
      return chart.rows.length === 1 ? 180 : chart.rows.length * rowHeight.usual
    case 'dot-range':
      return chart.rows.length * rowHeight.usual + 50
    case 'multiples':
      return multiplesRows(chart.panels.length) * 150
    case 'map':
      return 640
    default:
      return 440
  }
}

/** Finding, what is measured, key. */
function headOf({ title, subtitle, key, chart }: ChartPicture['figure'], pen: Pen) {
  const size = textWidth(title, 36, 700) > INNER ? 31 : 36
  const parts: string[] = []
  let y = MARGIN
  for (const line of wrapText(title, { width: INNER, size, weight: 700, lines: 2 })) {
    y += size * 0.8
    parts.push(pen.text(line, { x: MARGIN, y, size, weight: 700 }))
    y += size * 0.42
  }
  y += 6
  for (const line of wrapText(subtitle, { width: INNER, size: 22, weight: 400, lines: 2 })) {
    y += 20
    parts.push(pen.text(line, { x: MARGIN, y, size: 22, tone: 'subtle' }))
    y += 9
  }
  // Lines carry their names at their ends.
  if (key.length > 0 && chart.kind !== 'line') {
    let x = MARGIN
    y += 30
    for (const { label, series } of key) {
      parts.push(
        `<rect x="${number(x)}" y="${number(y - 16)}" width="26" height="18" rx="3" fill="${pen.area[series]}"/>`,
        pen.text(label, { x: x + 36, y, size: 20 }),
      )
      x += 36 + textWidth(label, 20, 400) + 28
    }
  }
  return { svg: parts.join(''), bottom: y + 22 }
}

import { textWidth } from '../../pictures/text-runs.ts'
import type { ColumnChart } from '../column-chart.ts'
import type { FunnelChart } from '../funnel-chart.ts'
import type { LineChart } from '../line-chart.ts'
import type { StepChart } from '../step-chart.ts'
import { type Box, number, type Pen, pathIn, rule } from './pen.ts'

/** Charts with two axes: heights of the geometry are stretched over the plot of the picture. */

const AXIS = 20
const VALUE = 23
/** Room for the names of an axis. */
const LEFT = 84
const BELOW = 40

type Tick = { x: number; label: string; anchor: 'start' | 'middle' | 'end' }

/** Lines with the name of each at its end. */
export function drawLine(chart: LineChart, box: Box, pen: Pen, names: readonly string[]): string {
  const ends = chart.lines.map(({ end }, index) =>
    end === null ? null : { ...end, words: [names[index], end.label].filter(Boolean).join(' ') },
  )
  const right = Math.max(40, ...ends.map((end) => (end ? textWidth(end.words, VALUE, 700) + 24 : 0)))
  const plot = plotIn(box, right)
  const y = (pixels: number) => plot.y + ((pixels - chart.plot.top) / chart.plot.height) * plot.height
  const x = (percent: number) => plot.x + (percent / 100) * plot.width
  return [
    grid(chart.grid, y, plot, pen),
    ticks(
      chart.ticks.map((tick) => ({ ...tick, anchor: 'middle' })),
      x,
      plot,
      pen,
    ),
    chart.partialFrom === null
      ? ''
      : `<rect x="${number(x(chart.partialFrom))}" y="${number(plot.y)}" width="${number(x(100) - x(chart.partialFrom))}" height="${number(plot.height)}" fill="${pen.grid}" fill-opacity="0.5"/>`,
    ...chart.bands.map(
      ({ path, series }) =>
        `<path d="${pathIn(path, plot)}" fill="${pen.area[series]}" fill-opacity="0.18"/>`,
    ),
    chart.target === null ? '' : target(chart.target, y, plot, pen),
    ...chart.lines.map(
      ({ path, series }) =>
        `<path d="${pathIn(path, plot)}" fill="none" stroke="${pen.stroke[series]}" stroke-width="4" stroke-linejoin="round"${dash(pen.dash[series])}/>`,
    ),
    ...chart.lines.flatMap(({ dots, end, series }) =>
      [...dots, ...(end === null ? [] : [end])].map((at) =>
        dot(x(at.x), y(at.y), 6, pen.stroke[series], pen),
      ),
    ),
    ...spread(ends.map((end) => (end === null ? null : { ...end, y: y(end.y) }))).map(
      ({ words, x: at, y: level }) =>
        pen.text(words, { x: x(at) + 14, y: level, size: VALUE, weight: 700, halo: true }),
    ),
  ].join('')
}

/** Columns with their values above them. */
export function drawColumns(chart: ColumnChart, box: Box, pen: Pen): string {
  const plot = plotIn(box, 0)
  const top = Math.min(chart.baseline, ...chart.grid.map(({ y }) => y), ...chart.columns.map(({ y }) => y))
  const y = (pixels: number) => plot.y + ((pixels - top) / Math.max(1, chart.baseline - top)) * plot.height
  const x = (percent: number) => plot.x + (percent / 100) * plot.width
  const { marker } = chart
  return [
    grid(chart.grid, y, plot, pen),
    rule(
      { x: plot.x, y: y(chart.baseline) },
      { x: plot.x + plot.width, y: y(chart.baseline) },
      `stroke="${pen.subtle}"`,
    ),
    ...chart.columns.map((column) => {
      const middle = x(column.x + column.width / 2)
      return [
        `<rect x="${number(x(column.x))}" y="${number(y(column.y))}" width="${number((column.width / 100) * plot.width)}" height="${number(y(chart.baseline) - y(column.y))}" fill="${pen.area[1]}"${column.muted ? ' fill-opacity="0.45"' : ''}/>`,
        pen.text(column.label, {
          x: middle,
          y: plot.y + plot.height + 30,
          size: AXIS,
          tone: 'subtle',
          anchor: 'middle',
        }),
        column.height > 0
          ? pen.text(column.value, {
              x: middle,
              y: y(column.y) - 8,
              size: AXIS,
              weight: 700,
              anchor: 'middle',
              halo: true,
            })
          : '',
      ].join('')
    }),
    marker === null
      ? ''
      : rule({ x: x(marker.x), y: plot.y - 22 }, { x: x(marker.x), y: plot.y + plot.height }, dashed(pen)) +
        pen.text(marker.label, {
          x: x(marker.x) + (marker.anchor === 'end' ? -10 : 10),
          y: plot.y - 6,
          size: AXIS,
          weight: 700,
          anchor: marker.anchor,
          halo: true,
        }),
  ].join('')
}

/** Shares against counts; who is outside the limits is named. */
export function drawFunnel(chart: FunnelChart, box: Box, pen: Pen): string {
  const plot = plotIn(box, 0)
  const y = (pixels: number) => plot.y + ((pixels - chart.plot.top) / chart.plot.height) * plot.height
  const x = (percent: number) => plot.x + (percent / 100) * plot.width
  const middle = y(chart.middle.y)
  return [
    grid(chart.grid, y, plot, pen),
    ticks(chart.ticks, x, plot, pen),
    ...chart.limits.map(
      ({ path, level }) =>
        `<path d="${pathIn(path, plot)}" fill="none" stroke="${pen.area[4]}" stroke-width="2"${level === 998 ? dash('3 6') : ''}/>`,
    ),
    rule({ x: plot.x, y: middle }, { x: plot.x + plot.width, y: middle }, dashed(pen)),
    pen.text(chart.middle.label, {
      x: plot.x + plot.width,
      y: middle - 10,
      size: AXIS,
      weight: 700,
      anchor: 'end',
      halo: true,
    }),
    ...chart.points.map((point) => dot(x(point.x), y(point.y), 9, pen.stroke[point.outside ? 2 : 1], pen)),
    ...namesOf(
      chart.points
        .filter(({ outside }) => outside)
        .map(({ name, ...at }) => ({ name, x: x(at.x), y: y(at.y) })),
      plot,
      pen,
    ),
  ].join('')
}

/** A falling curve in steps, with the counts at risk below the axis. */
export function drawSteps(chart: StepChart, box: Box, pen: Pen): string {
  const below = 58
  const plot = plotIn({ ...box, height: box.height - below }, 0)
  const y = (pixels: number) => plot.y + ((pixels - chart.plot.top) / chart.plot.height) * plot.height
  const x = (percent: number) => plot.x + (percent / 100) * plot.width
  const bottom = box.y + box.height
  const { half, target: term } = chart
  return [
    grid(chart.grid, y, plot, pen),
    `<path d="${pathIn(chart.band, plot)}" fill="${pen.area[1]}" fill-opacity="0.18"/>`,
    term === null
      ? ''
      : rule({ x: x(term.x), y: plot.y - 22 }, { x: x(term.x), y: plot.y + plot.height }, dashed(pen)) +
        pen.text(term.label, {
          x: x(term.x) + (term.anchor === 'end' ? -10 : 10),
          y: plot.y - 6,
          size: AXIS,
          anchor: term.anchor,
          halo: true,
        }),
    `<path d="${pathIn(chart.line, plot)}" fill="none" stroke="${pen.stroke[1]}" stroke-width="4" stroke-linejoin="round"/>`,
    half === null
      ? ''
      : dot(x(half.x), y(half.y), 9, pen.stroke[1], pen) +
        pen.text(half.label, { x: x(half.x) + 18, y: y(half.y) - 12, size: VALUE, weight: 700, halo: true }),
    ticks(chart.ticks, x, plot, pen),
    pen.text(chart.countLabel, { x: plot.x, y: bottom - 34, size: AXIS - 2, tone: 'subtle' }),
    ticks(
      chart.ticks.map(({ count, ...tick }) => ({ ...tick, label: count })),
      x,
      { y: bottom - 38, height: 0 },
      pen,
    ),
  ].join('')
}

/** Of the points outside the limits, as many as can be told apart. */
function namesOf(points: readonly { name: string; x: number; y: number }[], plot: Box, pen: Pen): string[] {
  const taken: { left: number; right: number; y: number }[] = []
  return points.flatMap(({ name, x, y }) => {
    const width = textWidth(name, AXIS, 400)
    const isRight = x + 16 + width < plot.x + plot.width
    const left = isRight ? x + 16 : x - 16 - width
    const isFree = taken.every(
      (other) => Math.abs(other.y - y) > AXIS + 2 || other.right < left || other.left > left + width,
    )
    if (!isFree || left < plot.x) return []
    taken.push({ left, right: left + width, y })
    return [
      pen.text(name, {
        x: isRight ? x + 16 : x - 16,
        y: y + AXIS / 3,
        size: AXIS,
        anchor: isRight ? 'start' : 'end',
        halo: true,
      }),
    ]
  })
}

export function plotIn(box: Box, right: number): Box {
  return { x: box.x + LEFT, y: box.y + 30, width: box.width - LEFT - right, height: box.height - 30 - BELOW }
}

export function grid(
  lines: readonly { y: number; label: string }[],
  y: (pixels: number) => number,
  plot: Box,
  pen: Pen,
): string {
  return lines
    .map(
      (line) =>
        rule({ x: plot.x, y: y(line.y) }, { x: plot.x + plot.width, y: y(line.y) }, `stroke="${pen.grid}"`) +
        pen.text(line.label, { x: plot.x - 12, y: y(line.y) + 7, size: AXIS, tone: 'subtle', anchor: 'end' }),
    )
    .join('')
}

/** Names below an axis; where two would touch, the later one stays. */
export function ticks(
  all: readonly Tick[],
  x: (percent: number) => number,
  plot: Pick<Box, 'y' | 'height'>,
  pen: Pen,
): string {
  let free = Number.POSITIVE_INFINITY
  const shown = all.toReversed().filter(({ x: at, label, anchor }) => {
    const width = textWidth(label, AXIS, 400)
    const left = x(at) - { start: 0, middle: width / 2, end: width }[anchor]
    if (left + width > free) return false
    free = left - AXIS
    return true
  })
  return shown
    .map(({ x: at, label, anchor }) =>
      pen.text(label, { x: x(at), y: plot.y + plot.height + 30, size: AXIS, tone: 'subtle', anchor }),
    )
    .join('')
}

export const dot = (x: number, y: number, radius: number, fill: string, pen: Pen): string =>
  `<circle cx="${number(x)}" cy="${number(y)}" r="${radius}" fill="${fill}" stroke="${pen.paper}" stroke-width="2"/>`

export const dash = (pattern: string): string => (pattern === '' ? '' : ` stroke-dasharray="${pattern}"`)

export const dashed = (pen: Pen): string => `stroke="${pen.ink}" stroke-width="2" stroke-dasharray="8 6"`

function target(
  { y: at, label }: { y: number; label: string },
  y: (pixels: number) => number,
  plot: Box,
  pen: Pen,
) {
  return (
    rule({ x: plot.x, y: y(at) }, { x: plot.x + plot.width, y: y(at) }, dashed(pen)) +
    pen.text(label, {
      x: plot.x + plot.width / 2,
      y: y(at) - 8,
      size: AXIS,
      tone: 'subtle',
      anchor: 'middle',
      halo: true,
    })
  )
}

/** Labels at the ends of lines, each on a line of its own. */
function spread<End extends { y: number }>(ends: (End | null)[]): End[] {
  let free = Number.NEGATIVE_INFINITY
  return ends
    .filter((end) => end !== null)
    .sort((a, b) => a.y - b.y)
    .map((end) => {
      const y = Math.max(end.y + VALUE / 3, free)
      free = y + VALUE + 5
      return { ...end, y }
    })
}

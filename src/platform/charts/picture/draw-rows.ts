import { textWidth, wrapText } from '../../pictures/text-runs.ts'
import type { BarChart } from '../bar-chart.ts'
import type { DotRangeChart } from '../dot-range-chart.ts'
import type { StackedBarChart } from '../stacked-bar-chart.ts'
import { dash, dashed, dot } from './draw-plot.ts'
import { type Box, number, type Pen, rule } from './pen.ts'

/** Charts of one row for each office, category or kind: names on the left, values at the right end. */

const TEXT = 22
const AXIS = 20
export const rowHeight = { least: 38, usual: 54, most: 72 } as const

/** As many rows as fit; `more` says how many do not. */
type Rows = { box: Box; pen: Pen; more: (rows: number) => string }

export function drawBars(chart: BarChart, { box, pen, more }: Rows): string {
  const { shown, rest, height } = rowsIn(box, chart.rows)
  const right = Math.max(...shown.map(({ value }) => textWidth(value, TEXT, 700))) + 16
  const left = nameWidth(box, shown)
  const bars = { x: box.x + left, width: box.width - left - right }
  return [
    ...shown.map(({ label, value, width, marked }, index) => {
      const y = box.y + index * height
      const end = bars.x + (width / 100) * bars.width
      return [
        name(label, { x: box.x, y, width: left, height }, pen),
        `<rect x="${number(bars.x)}" y="${number(y + height * 0.16)}" width="${number(end - bars.x)}" height="${number(height * 0.68)}" fill="${pen.area[marked ? 2 : 1]}"/>`,
        pen.text(value, { x: end + 12, y: middleOf(y, height), size: TEXT, weight: 700 }),
      ].join('')
    }),
    chart.target === null
      ? ''
      : rule(
          { x: bars.x + (chart.target.x / 100) * bars.width, y: box.y },
          { x: bars.x + (chart.target.x / 100) * bars.width, y: box.y + shown.length * height },
          dashed(pen),
        ),
    restLine(rest, shown.length, height, { box, pen, more }),
  ].join('')
}

export function drawStacked(chart: StackedBarChart, { box, pen, more }: Rows): string {
  const { shown, rest, height } = rowsIn(box, chart.rows)
  const isSingle = chart.rows.length === 1
  const left = isSingle ? 0 : nameWidth(box, shown)
  const bars = { x: box.x + left, width: box.width - left }
  return [
    ...shown.map(({ label, parts }, index) => {
      const y = box.y + index * height + (isSingle ? 40 : 0)
      const tall = isSingle ? 110 : height * 0.7
      return [
        isSingle
          ? pen.text(label, { x: box.x, y: y - 14, size: TEXT })
          : name(label, { x: box.x, y, width: left, height }, pen),
        ...parts.map(({ x, width, series, label: inside }) => {
          const from = bars.x + (x / 100) * bars.width
          const wide = (width / 100) * bars.width
          return [
            `<rect x="${number(from)}" y="${number(y)}" width="${number(wide)}" height="${number(tall)}" fill="${pen.area[series]}" stroke="${pen.paper}"/>`,
            inside === null
              ? ''
              : pen.text(inside, {
                  x: from + wide / 2,
                  y: y + tall / 2 + TEXT / 3,
                  size: TEXT,
                  weight: 700,
                  anchor: 'middle',
                  tone: series === 3 ? 'default' : 'onSeries',
                }),
          ].join('')
        }),
      ].join('')
    }),
    restLine(rest, shown.length, height, { box, pen, more }),
  ].join('')
}

export function drawDotRanges(chart: DotRangeChart, { box: whole, pen, more }: Rows): string {
  const axis = 34
  const head = chart.target === null ? 0 : 24
  const box = { ...whole, y: whole.y + head, height: whole.height - head }
  const { shown, rest, height } = rowsIn({ ...box, height: box.height - axis }, chart.rows)
  const left = nameWidth(box, shown)
  const right = Math.max(...shown.map(({ value }) => textWidth(value, TEXT, 700))) + 24
  const plot = { x: box.x + left + 10, width: box.width - left - right - 10 }
  const x = (percent: number) => plot.x + (percent / 100) * plot.width
  const bottom = box.y + shown.length * height
  return [
    ...chart.ticks.map(
      (tick) =>
        rule({ x: x(tick.x), y: box.y }, { x: x(tick.x), y: bottom }, `stroke="${pen.grid}"`) +
        pen.text(tick.label, {
          x: x(tick.x),
          y: bottom + 24,
          size: AXIS,
          tone: 'subtle',
          anchor: tick.anchor,
        }),
    ),
    chart.target === null
      ? ''
      : rule({ x: x(chart.target.x), y: box.y }, { x: x(chart.target.x), y: bottom }, dashed(pen)) +
        pen.text(chart.target.label, {
          x: x(chart.target.x),
          y: box.y - 8,
          size: AXIS,
          tone: 'subtle',
          anchor: chart.target.x > 80 ? 'end' : chart.target.x < 10 ? 'start' : 'middle',
        }),
    ...shown.map(({ label, value, dot: at, to, marked }, index) => {
      const y = box.y + index * height + height / 2
      const fill = pen.stroke[marked ? 2 : 1]
      return [
        name(label, { x: box.x, y: box.y + index * height, width: left, height }, pen),
        rule(
          { x: x(at), y },
          { x: x(to ?? 100), y },
          to === null
            ? `stroke="${fill}" stroke-width="4" stroke-linecap="round"${dash('0.1 11')}`
            : `stroke="${fill}" stroke-width="6" stroke-opacity="0.45" stroke-linecap="round"`,
        ),
        dot(x(at), y, 10, fill, pen),
        pen.text(value, { x: box.x + box.width, y: y + TEXT / 3, size: TEXT, weight: 700, anchor: 'end' }),
      ].join('')
    }),
    restLine(rest, shown.length, height, { box: { ...box, y: box.y + axis }, pen, more }),
  ].join('')
}

function rowsIn<Row>(box: Box, rows: readonly Row[]): { shown: Row[]; rest: number; height: number } {
  const room = Math.floor(box.height / rowHeight.least)
  const fits = rows.length <= room
  const shown = fits ? [...rows] : rows.slice(0, Math.max(1, room - 1))
  const height = Math.min(rowHeight.most, box.height / (shown.length + (fits ? 0 : 1)))
  return { shown, rest: rows.length - shown.length, height }
}

function restLine(rest: number, shown: number, height: number, { box, pen, more }: Rows): string {
  if (rest === 0) return ''
  return pen.text(more(rest), {
    x: box.x,
    y: middleOf(box.y + shown * height, height),
    size: AXIS,
    tone: 'subtle',
  })
}

/** As wide as the longest name needs, up to two fifths. */
function nameWidth({ width }: Box, rows: readonly { label: string }[]): number {
  const longest = Math.max(...rows.map(({ label }) => textWidth(label, TEXT, 400)))
  return Math.min(longest, width * 0.4) + 20
}

const middleOf = (y: number, height: number): number => y + height / 2 + TEXT / 3

/** A long name takes two smaller lines where there is room. */
function name(label: string, { x, y, width, height }: Box, pen: Pen): string {
  const room = width - 20
  if (textWidth(label, TEXT, 400) <= room || height < 46) {
    const [line = ''] = wrapText(label, { width: room, size: TEXT, weight: 400, lines: 1 })
    return pen.text(line, { x, y: middleOf(y, height), size: TEXT })
  }
  return wrapText(label, { width: room, size: AXIS, weight: 400, lines: 2 })
    .map((line, index) => pen.text(line, { x, y: y + height / 2 - 4 + index * 23, size: AXIS }))
    .join('')
}

import { textWidth, wrapText } from '../../pictures/text-runs.ts'
import { withRoomForNames } from '../district-map.ts'
import type { MapChart } from '../map-chart.ts'
import type { MultiplesChart } from '../multiples-chart.ts'
import { dot } from './draw-plot.ts'
import { type Box, number, type Pen, pathIn, rule } from './pen.ts'

const TEXT = 20
const SMALL = 17
/** Of a name on the map of a page, in pixels. */
const PAGE_TEXT = 13
/** Few panels are large ones. */
const columnsOf = (panels: number): number => (panels <= 4 ? 2 : panels <= 9 ? 3 : 4)
const GAP = 36
/** Less high, a line is a stroke. */
const LEAST_HEIGHT = 104

export const multiplesRows = (panels: number): number => Math.ceil(panels / columnsOf(panels))

/** Of a name in one line, and in two smaller ones where a name of the chart needs them. */
const HEAD = { one: 46, two: 62 } as const
/** The edges of time, below the lowest panels only. */
const FOOT = 26

/** Small lines side by side, as many rows of them as fit. */
export function drawMultiples(
  chart: MultiplesChart,
  { box, pen, more }: { box: Box; pen: Pen; more: (rows: number) => string },
): string {
  const columns = columnsOf(chart.panels.length)
  const room = box.height - FOOT
  const rows = Math.min(multiplesRows(chart.panels.length), Math.max(1, Math.floor(room / LEAST_HEIGHT)))
  const shown = chart.panels.slice(0, rows * columns)
  const rest = chart.panels.length - shown.length
  const height = Math.min(176, (room - (rest > 0 ? 26 : 0)) / rows)
  const width = (box.width - GAP * (columns - 1)) / columns
  const head = shown.some((panel) => nameRoom(panel, width) < textWidth(panel.label, TEXT, 400))
    ? 'two'
    : 'one'
  return [
    ...shown.map((panel, index) => {
      const at = {
        x: box.x + (index % columns) * (width + GAP),
        y: box.y + Math.floor(index / columns) * height,
        width,
        height,
      }
      return panelIn(panel, chart, { box: at, head, isLowest: index + columns >= shown.length }, pen)
    }),
    rest === 0
      ? ''
      : pen.text(more(rest), { x: box.x, y: box.y + box.height - 6, size: SMALL, tone: 'subtle' }),
  ].join('')
}

type Panel = MultiplesChart['panels'][number]

const nameRoom = ({ value }: Panel, width: number): number => width - textWidth(value, TEXT, 700) - 12

function panelIn(
  panel: Panel,
  { grid, from, to }: MultiplesChart,
  { box, head, isLowest }: { box: Box; head: keyof typeof HEAD; isLowest: boolean },
  pen: Pen,
): string {
  const { label, value, line, dots, reference } = panel
  const size = head === 'one' ? TEXT : SMALL
  const names = wrapText(label, {
    width: nameRoom(panel, box.width),
    size,
    weight: 400,
    lines: head === 'one' ? 1 : 2,
  })
  const plot = { x: box.x, y: box.y + HEAD[head], width: box.width, height: box.height - HEAD[head] - 18 }
  const right = box.x + box.width
  const edge = { y: plot.y + plot.height + 20, size: SMALL - 1, tone: 'subtle' } as const
  return [
    ...names.map((name, index) => pen.text(name, { x: box.x, y: box.y + TEXT + index * 20, size })),
    pen.text(value, { x: right, y: box.y + TEXT, size: TEXT, weight: 700, anchor: 'end' }),
    ...grid.map(({ y }) => {
      const level = plot.y + (y / 100) * plot.height
      return rule({ x: plot.x, y: level }, { x: right, y: level }, `stroke="${pen.grid}"`)
    }),
    reference === ''
      ? ''
      : `<path d="${pathIn(reference, plot)}" fill="none" stroke="${pen.area[4]}" stroke-width="2"/>`,
    `<path d="${pathIn(line, plot)}" fill="none" stroke="${pen.stroke[1]}" stroke-width="3.5" stroke-linejoin="round"/>`,
    ...dots.map(({ x, y }) =>
      dot(plot.x + (x / 100) * plot.width, plot.y + (y / 100) * plot.height, 4, pen.stroke[1], pen),
    ),
    pen.text(grid[0]?.label ?? '', { x: plot.x, y: plot.y - 3, size: 14, tone: 'subtle', halo: true }),
    ...(isLowest
      ? [pen.text(from, { ...edge, x: box.x }), pen.text(to, { ...edge, x: right, anchor: 'end' })]
      : []),
  ].join('')
}

/** Districts in shades, the classes beside them. */
export function drawMap({ map, classes, unknown }: MapChart, box: Box, pen: Pen): string {
  const key = 250
  const scale = Math.min((box.width - key) / map.width, box.height / map.height)
  const left = box.x + (box.width - key - map.width * scale) / 2
  const place = { x: left, y: box.y, width: map.width * scale, height: map.width * scale }
  const tall = map.height * scale
  // Letters are larger here than on a page
  const { shapes } = withRoomForNames(map, (place.width * PAGE_TEXT) / SMALL)
  const sample = (index: number, fill: string, label: string) => {
    const y = box.y + 20 + index * 38
    const x = box.x + box.width - key + 30
    return [
      `<rect x="${number(x)}" y="${number(y)}" width="34" height="24" fill="${fill}" stroke="${pen.area[4]}"/>`,
      ...wrapText(label, { width: key - 80, size: SMALL, weight: 400, lines: 3 }).map((line, row) =>
        pen.text(line, { x: x + 46, y: y + 18 + row * 20, size: SMALL }),
      ),
    ].join('')
  }
  return [
    ...map.shapes.map(
      ({ path, level }) =>
        `<path d="${pathIn(path, place, map.width)}" fill="${level === null ? pen.paper : (pen.levels[level - 1] ?? pen.paper)}" fill-rule="evenodd" stroke="${pen.area[4]}" stroke-width="1.5"/>`,
    ),
    ...shapes.flatMap(({ x, y, label, value }) => {
      const words = [label, value].filter((word) => word !== '')
      return words.map((word, line) =>
        pen.text(word, {
          x: place.x + (x / 100) * place.width,
          y: place.y + (y / 100) * tall + SMALL / 3 + (line - (words.length - 1) / 2) * (SMALL + 4),
          size: SMALL,
          weight: 700,
          anchor: 'middle',
          halo: true,
        }),
      )
    }),
    ...classes.map(({ level, label }, index) => sample(index, pen.levels[level - 1] ?? pen.paper, label)),
    unknown === null ? '' : sample(classes.length, pen.paper, unknown),
  ].join('')
}

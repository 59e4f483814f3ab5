import { scaleLinear, scaleSqrt } from 'd3-scale'
import { line } from 'd3-shape'
import { type Gutter, gutterOf, round } from './chart.ts'

export type FunnelChart = {
  kind: 'funnel'
  height: number
  /** Box of the limits in pixels; paths use a grid of 100 x 100 stretched over it. */
  plot: { top: number; height: number }
  gutter: Gutter
  grid: { y: number; label: string }[]
  ticks: { x: number; label: string; minor: boolean; anchor: 'start' | 'middle' | 'end' }[]
  /** Lower and upper limit of 95 % and of 99.8 %. */
  limits: { path: string; level: 95 | 998 }[]
  /** The common rate. */
  middle: { y: number; label: string }
  points: FunnelPoint[]
  /** What the lines are, and the points beyond them; `line` is a limit or the common rate. */
  key: { line: 'middle' | 95 | 998 | 'outside'; label: string }[]
  /** What the axis counts. */
  axis: string
}

export type FunnelPoint = {
  x: number
  y: number
  name: string
  label: string
  href: string | null
  outside: boolean
  /** Where its name stands, if it is outside and there is room; `minor` ones only on wide screens. */
  words: { anchor: 'start' | 'end'; dy: number; minor: boolean } | null
}

export type FunnelChartData = {
  /** `share` is 0 to 1 of `of` cases. */
  /** `label` says the share as well. */
  points: { name: string; label: string; share: number; of: number; href?: string | null }[]
  /** The common rate, 0 to 1. */
  rate: number
  middleLabel: string
  /** Names of the limits and of what lies beyond them. */
  words: { limit95: string; limit998: string; outside: string; axis: string }
  formatShare: (share: number) => string
  formatCount: (count: number) => string
}

const HEIGHT = 344
const PLOT = { top: 16, height: 272 }
const STEPS = 60

/** Two-sided 95 % and 99.8 % of the normal distribution, the limits that are usual for funnel plots. */
const levels = [
  { level: 95, z: 1.96 },
  { level: 998, z: 3.09 },
] as const

/**
 * Shares against the number of cases, with the limits within which chance alone keeps most of them: small numbers
 * may differ widely, large ones may not. Source: Spiegelhalter, Statistics in Medicine 24 (2005) 1185-1202.
 */
export function funnelChart(data: FunnelChartData): FunnelChart {
  const { points, rate, formatCount, formatShare, middleLabel, words } = data
  const counts = points.map(({ of }) => of)
  const x = scaleSqrt([firstOf(counts), Math.max(1, ...counts)], [0, 100]).nice(4)
  const [first = 0, most = 1] = x.domain()
  const smallest = Math.min(...counts, most)
  const lowest = Math.min(rate, ...points.map(({ share }) => share), funnelLimits(rate, smallest, 1.96).low)
  const y = scaleLinear([Math.max(0, Math.floor(lowest * 10) / 10), 1], [100, 0])
  const toPixels = (share: number) => round(PLOT.top + (y(share) / 100) * PLOT.height)
  const placed = points.map(({ name, label, share, of, href }) => ({
    x: round(x(of)),
    y: toPixels(share),
    name,
    label,
    href: href ?? null,
    outside: isOutside(rate, share, of),
  }))
  return {
    kind: 'funnel',
    height: HEIGHT,
    plot: PLOT,
    gutter: gutterOf([formatShare(1)]),
    grid: y.ticks(5).map((share) => ({ y: toPixels(share), label: formatShare(share) })),
    ticks: apart(x.ticks(4).map((count) => ({ at: x(count), count }))).map(({ at, count, minor }) => ({
      x: round(at),
      label: formatCount(count),
      minor,
      anchor: at < 1 ? 'start' : at > 99 ? 'end' : 'middle',
    })),
    limits: levels.flatMap(({ level, z }) =>
      (['low', 'high'] as const).map((side) => ({
        level,
        path: limitPath(
          countsBetween(Math.max(first, smallest * 0.6), most).map((of) => [
            x(of),
            y(funnelLimits(rate, of, z)[side]),
          ]),
        ),
      })),
    ),
    middle: { y: toPixels(rate), label: middleLabel },
    points: withNames(placed),
    key: [
      { line: 'middle', label: middleLabel },
      { line: 95, label: words.limit95 },
      { line: 998, label: words.limit998 },
      ...(placed.some(({ outside }) => outside) ? [{ line: 'outside' as const, label: words.outside }] : []),
    ],
    axis: words.axis,
  }
}

/** An axis begins at zero, unless nobody has few cases: then half of it would be empty. */
function firstOf(counts: readonly number[]): number {
  const smallest = Math.min(...counts)
  return smallest * 5 > Math.max(...counts) ? smallest * 0.6 : 0
}

/** Per cent of the width that a number of the axis needs on a phone, and elsewhere. */
const TICK = { phone: 19, wide: 9 } as const

/** Numbers that would touch are left out, from the right: a root scale crowds them there. */
function apart<Tick extends { at: number }>(all: readonly Tick[]): (Tick & { minor: boolean })[] {
  let onPhones = Number.POSITIVE_INFINITY
  let elsewhere = Number.POSITIVE_INFINITY
  return all
    .toReversed()
    .flatMap((tick) => {
      if (elsewhere - tick.at < TICK.wide) return []
      elsewhere = tick.at
      const minor = onPhones - tick.at < TICK.phone
      if (!minor) onPhones = tick.at
      return [{ ...tick, minor }]
    })
    .toReversed()
}

/** Pixels of a letter of a name and of a line, about; the narrowest width of the plot on phones and elsewhere. */
const LETTER = 7.5
const LINE = 18
const WIDTHS = { phone: 300, wide: 510 } as const

/** Where a name may stand, the best place first: beside its point, then a line lower or higher. */
const PLACES = [
  { anchor: 'start', dy: 4 },
  { anchor: 'end', dy: 4 },
  { anchor: 'start', dy: 18 },
  { anchor: 'start', dy: -10 },
  { anchor: 'end', dy: 18 },
  { anchor: 'end', dy: -10 },
] as const

type Place = (typeof PLACES)[number]

/** Names those outside the limits, where neither another name nor a point nor the edge is in the way. */
function withNames(points: Omit<FunnelPoint, 'words'>[]): FunnelPoint[] {
  const elsewhere = placesFor(points, WIDTHS.wide)
  // A name has one place: on phones it is shown where that place is free there as well.
  const onPhones = placesFor(points, WIDTHS.phone, elsewhere)
  return points.map((point) => {
    const place = elsewhere.get(point)
    return { ...point, words: place ? { ...place, minor: !onPhones.has(point) } : null }
  })
}

type Rect = { left: number; right: number; top: number; bottom: number }

function placesFor<Point extends Omit<FunnelPoint, 'words'>>(
  points: readonly Point[],
  width: number,
  given?: ReadonlyMap<Point, Place>,
): Map<Point, Place> {
  const atOf = (point: Point) => (point.x / 100) * width
  const taken: Rect[] = points.map((point) => {
    const at = atOf(point)
    return { left: at - 6, right: at + 6, top: point.y - 6, bottom: point.y + 6 }
  })
  const chosen = new Map<Point, Place>()
  for (const point of points.filter(({ outside }) => outside)) {
    const only = given?.get(point)
    const allowed = given === undefined ? PLACES : only === undefined ? [] : [only]
    const place = allowed.find(({ anchor, dy }) => {
      const rect = rectOf({ at: atOf(point), y: point.y + dy, anchor, long: point.name.length * LETTER })
      const isFree = rect.left >= 0 && rect.right <= width && !taken.some((other) => touch(rect, other))
      if (isFree) taken.push(rect)
      return isFree
    })
    if (place) chosen.set(point, place)
  }
  return chosen
}

function rectOf({
  at,
  y,
  anchor,
  long,
}: {
  at: number
  y: number
  anchor: Place['anchor']
  long: number
}): Rect {
  const left = anchor === 'start' ? at + 10 : at - 10 - long
  return { left, right: left + long, top: y - LINE * 0.7, bottom: y + LINE * 0.3 }
}

const touch = (a: Rect, b: Rect): boolean =>
  a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom

/** Limits around `rate` for `of` cases, kept within 0 and 1. */
export function funnelLimits(rate: number, of: number, z: number): { low: number; high: number } {
  const reach = z * Math.sqrt((rate * (1 - rate)) / of)
  return { low: Math.max(0, rate - reach), high: Math.min(1, rate + reach) }
}

/** Beyond the wide limits: chance is a poor explanation. */
export function isOutside(rate: number, share: number, of: number): boolean {
  const { low, high } = funnelLimits(rate, of, levels[1].z)
  return share < low || share > high
}

/** Closer together where the limits bend. */
function countsBetween(from: number, most: number): number[] {
  const first = Math.max(1, Math.min(from, most))
  return Array.from({ length: STEPS + 1 }, (_, step) => first * (most / first) ** (step / STEPS))
}

function limitPath(points: number[][]): string {
  return (
    line<number[]>().digits(2)(points.map(([px = 0, py = 0]) => [round(px), round(Math.min(100, py))])) ?? ''
  )
}

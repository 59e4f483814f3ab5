import { scaleLinear, scaleSqrt } from 'd3-scale'
import { line } from 'd3-shape'
import { round } from './chart.ts'

export type FunnelChart = {
  kind: 'funnel'
  height: number
  /** Box of the limits in pixels; paths use a grid of 100 x 100 stretched over it. */
  plot: { top: number; height: number }
  grid: { y: number; label: string }[]
  ticks: { x: number; label: string; minor: boolean; anchor: 'start' | 'middle' | 'end' }[]
  /** Lower and upper limit of 95 % and of 99.8 %. */
  limits: { path: string; level: 95 | 998 }[]
  /** The common rate. */
  middle: { y: number; label: string }
  points: FunnelPoint[]
}

export type FunnelPoint = {
  x: number
  y: number
  name: string
  label: string
  href: string | null
  outside: boolean
  /** Where its name stands, if it is outside and there is room; `minor` ones only on wide screens. */
  words: { anchor: 'start' | 'end'; minor: boolean } | null
}

export type FunnelChartData = {
  /** `share` is 0 to 1 of `of` cases. */
  /** `label` says the share as well. */
  points: { name: string; label: string; share: number; of: number; href?: string | null }[]
  /** The common rate, 0 to 1. */
  rate: number
  middleLabel: string
  formatShare: (share: number) => string
  formatCount: (count: number) => string
}

const HEIGHT = 320
const PLOT = { top: 20, height: 264 }
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
  const { points, rate, formatCount, formatShare, middleLabel } = data
  const x = scaleSqrt([0, Math.max(1, ...points.map(({ of }) => of))], [0, 100]).nice(4)
  const most = x.domain()[1] ?? 1
  const smallest = Math.min(...points.map(({ of }) => of), most)
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
        path: limitPath(countsUpTo(smallest, most).map((of) => [x(of), y(funnelLimits(rate, of, z)[side])])),
      })),
    ),
    middle: { y: toPixels(rate), label: middleLabel },
    points: withNames(placed),
  }
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
const WIDTHS = { phone: 300, wide: 560 } as const

/** Names those outside the limits, where neither another name nor the edge is in the way. */
function withNames(points: Omit<FunnelPoint, 'words'>[]): FunnelPoint[] {
  const onPhones = roomFor(points, WIDTHS.phone)
  const elsewhere = roomFor(points, WIDTHS.wide)
  return points.map((point) => {
    if (!elsewhere.has(point)) return { ...point, words: null }
    return { ...point, words: { anchor: anchorOf(point), minor: !onPhones.has(point) } }
  })
}

const anchorOf = ({ x }: { x: number }): 'start' | 'end' => (x > 50 ? 'end' : 'start')

function roomFor<Point extends Omit<FunnelPoint, 'words'>>(
  points: readonly Point[],
  width: number,
): Set<Point> {
  const taken: { left: number; right: number; y: number }[] = []
  const named = points.filter((point) => {
    const long = point.name.length * LETTER
    const at = (point.x / 100) * width
    const left = anchorOf(point) === 'start' ? at + 10 : at - 10 - long
    const isFree = taken.every(
      (other) => Math.abs(other.y - point.y) >= LINE || other.right < left || other.left > left + long,
    )
    if (!point.outside || !isFree || left < 0 || left + long > width) return false
    taken.push({ left, right: left + long, y: point.y })
    return true
  })
  return new Set(named)
}

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
function countsUpTo(smallest: number, most: number): number[] {
  const first = Math.max(1, Math.min(smallest, most) * 0.6)
  return Array.from({ length: STEPS + 1 }, (_, step) => first * (most / first) ** (step / STEPS))
}

function limitPath(points: number[][]): string {
  return (
    line<number[]>().digits(2)(points.map(([px = 0, py = 0]) => [round(px), round(Math.min(100, py))])) ?? ''
  )
}

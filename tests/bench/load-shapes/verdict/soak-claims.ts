import type { Watched } from '../portal/watch-portal.ts'
import { type Claim, type Evidence, judged } from './claim.ts'
import { quantile } from './latencies.ts'

/** How much something grows per hour, without the beginning. */
export function slope(
  { watched }: Evidence,
  what: string,
  unit: string,
  of: (row: Watched) => number | null,
  limit: number,
): Claim {
  // What comes up in the beginning is no leak.
  const late = watched.slice(Math.floor(watched.length / 4))
  const points = late.flatMap((row) => {
    const value = of(row)
    return value === null ? [] : [{ hours: row.at / 3_600_000, value }]
  })
  const perHour = slopeOf(points)
  const hours = (points.at(-1)?.hours ?? 0) - (points[0]?.hours ?? 0)
  return {
    claim: `growth of ${what}`,
    limit: `less than ${limit} ${unit} per hour`,
    measured: `${perHour.toFixed(1)} ${unit} per hour over ${hours.toFixed(1)} hours`,
    ...(hours < 2
      ? { judgement: 'no verdict' as const, why: 'Less than two hours tell nothing of a slope per hour.' }
      : { judgement: perHour < limit ? ('holds' as const) : ('does not hold' as const) }),
  }
}

/** Least squares. */
function slopeOf(points: readonly { hours: number; value: number }[]): number {
  const mean = (of: (point: { hours: number; value: number }) => number) =>
    points.reduce((sum, point) => sum + of(point), 0) / Math.max(1, points.length)
  const [x, y] = [mean(({ hours }) => hours), mean(({ value }) => value)]
  const spread = points.reduce((sum, { hours }) => sum + (hours - x) ** 2, 0)
  return points.reduce((sum, { hours, value }) => sum + (hours - x) * (value - y), 0) / (spread || 1)
}

export function filesFlat({ watched }: Evidence): Claim {
  const open = watched.flatMap(({ openFiles }) => openFiles ?? [])
  const part = (from: number, to: number) => quantile(open.slice(from * open.length, to * open.length), 0.5)
  const [early, late] = [part(0.25, 0.5), part(0.75, 1)]
  return {
    claim: 'open files stay as many',
    limit: 'at most a tenth more at the end',
    measured: `${early}, at the end ${late}`,
    ...judged(late <= early * 1.1, open.length, 600),
  }
}

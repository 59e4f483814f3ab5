import { z } from 'zod'
import { clock } from './documents.ts'

export const openingHours = z.array(
  z.strictObject({
    days: z.array(z.int().min(1).max(7)).min(1),
    opens: clock,
    closes: clock,
    break: z.strictObject({ from: clock, to: clock }).nullable(),
  }),
  { error: 'settings:error.hours' },
)
type Hours = z.infer<typeof openingHours>[number]

/** `1-5 09:00-18:30 13:00-14:30`: days (1 is Monday, also 1,3,5), hours, and a break that may be left out. */
const line =
  /^([1-7](?:-[1-7])?(?:,[1-7](?:-[1-7])?)*)\s+(\d\d:\d\d)-(\d\d:\d\d)(?:\s+(\d\d:\d\d)-(\d\d:\d\d))?$/

/** Opening hours as they are typed, one line each. */
export function hoursText(hours: unknown): string {
  return openingHours
    .parse(hours)
    .map(({ days, opens, closes, break: pause }) =>
      [runsOf(days), `${opens}-${closes}`, pause === null ? '' : `${pause.from}-${pause.to}`]
        .filter(Boolean)
        .join(' '),
    )
    .join('\n')
}

/** The typed lines as hours; null when one of them cannot be read. */
export function readHours(typed: string): Hours[] | null {
  const found: Hours[] = []
  for (const one of typed.split('\n').map((row) => row.trim())) {
    if (one === '') continue
    const match = line.exec(one)
    if (match === null) return null
    const [, days = '', opens = '', closes = '', from, to] = match
    const pause = from === undefined || to === undefined ? null : { from, to }
    found.push({ days: daysOf(days), opens, closes, break: pause })
  }
  return found
}

function daysOf(text: string): number[] {
  const days = text.split(',').flatMap((part) => {
    const [first = 1, last = first] = part.split('-').map(Number)
    return Array.from({ length: Math.max(0, last - first + 1) }, (_, index) => first + index)
  })
  return [...new Set(days)].sort((a, b) => a - b)
}

/** 1, 2, 3, 5 as `1-3,5`. */
function runsOf(days: readonly number[]): string {
  const runs: [number, number][] = []
  for (const day of days.toSorted((a, b) => a - b)) {
    const last = runs.at(-1)
    if (last !== undefined && last[1] === day - 1) last[1] = day
    else runs.push([day, day])
  }
  return runs.map(([first, last]) => (first === last ? String(first) : `${first}-${last}`)).join(',')
}

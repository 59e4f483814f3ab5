import { localEpochDay, startOfEpochDay } from '../../../platform/time/local-day.ts'
import type { EventKind } from '../../complaints/index.ts'

/** An event with the end of the term that it begins or moves; milliseconds UTC. */
export type Timed = { kind: EventKind; at: number; due: number | null }

export type LooseningOptions = {
  timeZone: string
  /** Nothing happens after it. Milliseconds UTC. */
  now: number
  /** A whole number from the first to the second, both included. */
  draw(from: number, to: number): number
  /** Instants that stay as they are. */
  fixed: ReadonlySet<number>
}

const HOUR = 3_600_000
const INSTANT = 600_000
const SOON = 720 * HOUR

/** What is drawn anew: all that happened at one instant, or one end of a term. It may lie from `low` to `high`. */
type Point = { of: 'event' | 'term'; was: number; is: number; low: number; high: number }

/** The times are drawn again one after the other, so often that nothing is left of where they began. */
const ROUNDS = 5

/**
 * Other times for the events of one complaint, at random, by which it counts in every figure as it did by its own
 * (statistics.md 3): the local days, the whole hours between any two events, what came first, what lay within a term,
 * within ten minutes, within thirty days. While it is open also the hour at which it began to wait.
 */
export function loosened(events: readonly Timed[], options: LooseningOptions): Pick<Timed, 'at' | 'due'>[] {
  const points = pointsOf(events, options)
  shiftTogether(points, options)
  for (let round = 0; round < ROUNDS; round++) {
    for (const point of points) {
      const { low, high } = roomOf(point, points)
      point.is = options.draw(low, high)
    }
  }
  const now = (of: Point['of']) =>
    new Map(points.filter((point) => point.of === of).map(({ was, is }) => [was, is]))
  const [times, terms] = [now('event'), now('term')]
  return events.map(({ at, due }) => ({
    at: times.get(at) ?? at,
    due: due === null ? null : (terms.get(due) ?? due),
  }))
}

const starting: ReadonlySet<EventKind> = new Set(['filed', 'sent', 'transferred', 'reopened'])
const ending: ReadonlySet<EventKind> = new Set(['answered', 'refused', 'withdrawn', 'forwarded', 'merged'])
const resuming: ReadonlySet<EventKind> = new Set(['reopened', 'unmerged'])

function pointsOf(events: readonly Timed[], { timeZone, now, fixed }: LooseningOptions): Point[] {
  const last = events.findLast(({ kind }) => ending.has(kind) || resuming.has(kind))
  const isOpen = last === undefined || resuming.has(last.kind)
  const begun = new Set(events.filter(({ kind }) => starting.has(kind)).map(({ at }) => at))
  const terms = new Set(events.flatMap(({ due }) => (due === null ? [] : [due])))
  const times = [...new Set(events.map(({ at }) => at))]
  return [
    ...times.map((at): Point => {
      const room = fixed.has(at) || terms.has(at) ? { low: at, high: at } : dayOf(at, { timeZone, now })
      return {
        of: 'event',
        was: at,
        is: at,
        ...(isOpen && begun.has(at) ? within(room, waitingHour(at)) : room),
      }
    }),
    ...[...terms].map((due): Point => {
      // The end of a day or an hour is the end of many terms, and tells nothing.
      const hour = Math.floor(due / HOUR) * HOUR
      const isRound = due === hour + HOUR - 1 || times.includes(due)
      const room = isRound ? { low: due, high: due } : { low: hour, high: hour + HOUR - 1 }
      return { of: 'term', was: due, is: due, ...room }
    }),
  ]
}

type Room = { low: number; high: number }

const within = (one: Room, other: Room): Room => ({
  low: Math.max(one.low, other.low),
  high: Math.min(one.high, other.high),
})

function dayOf(at: number, { timeZone, now }: Pick<LooseningOptions, 'timeZone' | 'now'>): Room {
  const day = localEpochDay(at, timeZone)
  const end = startOfEpochDay(day + 1, timeZone) - 1
  return { low: startOfEpochDay(day, timeZone), high: Math.max(at, Math.min(end, now)) }
}

/** What waits is as old as the full hour after its beginning says. */
function waitingHour(at: number): Room {
  const hour = Math.ceil(at / HOUR) * HOUR
  return { low: hour - HOUR + 1, high: hour }
}

/** First all events by the same time, because between each other they can move by an hour at most. */
function shiftTogether(points: readonly Point[], { draw }: LooseningOptions): void {
  const events = points.filter(({ of }) => of === 'event')
  const terms = points.filter(({ of }) => of === 'term')
  let room: Room = { low: Number.NEGATIVE_INFINITY, high: Number.POSITIVE_INFINITY }
  for (const event of events) {
    const alone = terms.reduce<Room>((left, term) => within(left, besideTerm(event, term)), event)
    room = within(room, { low: alone.low - event.is, high: alone.high - event.is })
  }
  if (events.length === 0) return
  const by = draw(room.low, room.high)
  for (const event of events) event.is += by
}

/** Where one may lie while the others stay where they are. */
function roomOf(point: Point, points: readonly Point[]): Room {
  let room: Room = { low: point.low, high: point.high }
  for (const other of points) {
    if (other === point || (point.of === 'term' && other.of === 'term')) continue
    room = within(room, point.of === other.of ? besideEvent(point, other) : besideTerm(point, other))
  }
  return room
}

/** On the same side of an event as before, if this is a term, or of a term, if this is an event. */
function besideTerm({ was }: Point, other: Point): Room {
  if (was === other.was) return { low: other.is, high: other.is }
  return was < other.was
    ? { low: Number.NEGATIVE_INFINITY, high: other.is - 1 }
    : { low: other.is + 1, high: Number.POSITIVE_INFINITY }
}

/** As many whole hours before or after another event as before, and as soon. */
function besideEvent({ was }: Point, other: Point): Room {
  const apart = apartOf(Math.abs(was - other.was))
  return was > other.was
    ? { low: other.is + apart.low, high: other.is + apart.high }
    : { low: other.is - apart.high, high: other.is - apart.low }
}

function apartOf(apart: number): Room {
  const hours = Math.floor(apart / HOUR) * HOUR
  const room = { low: Math.max(1, hours), high: hours + HOUR - 1 }
  if (apart < INSTANT) return within(room, { low: 1, high: INSTANT - 1 })
  if (hours === 0) return within(room, { low: INSTANT, high: HOUR - 1 })
  // Thirty days to the millisecond are still soon.
  if (hours === SOON) return apart === SOON ? { low: SOON, high: SOON } : { ...room, low: SOON + 1 }
  return room
}

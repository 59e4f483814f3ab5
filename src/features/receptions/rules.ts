import { Temporal } from 'temporal-polyfill'
import { isWorkingDay, type WorkingCalendar } from '../../platform/time/working-days.ts'

/** Who receives, in the order of the pages. */
export const bodyKinds = [
  ...(['akimat', 'department', 'front_office', 'prosecutor', 'police', 'revenue', 'state_body'] as const),
  ...(['notary', 'mediator', 'other'] as const),
] as const
export type BodyKind = (typeof bodyKinds)[number]

export const bookingStates = [
  ...(['booked', 'waiting', 'offered', 'cancelled', 'lapsed', 'came', 'missed'] as const),
] as const
export type BookingState = (typeof bookingStates)[number]

/** States in which somebody is expected, or may still be. */
export const openStates = ['booked', 'waiting', 'offered'] as const satisfies readonly BookingState[]

/** What may become of a booking. Who came may be taken for missed by mistake, and the other way round. */
export const bookingMoves: Readonly<Record<BookingState, readonly BookingState[]>> = {
  waiting: ['offered', 'booked', 'cancelled', 'lapsed'],
  offered: ['booked', 'cancelled', 'lapsed'],
  booked: ['cancelled', 'came', 'missed'],
  came: ['missed'],
  missed: ['came'],
  cancelled: [],
  lapsed: [],
}

export const bookingChannels = ['web', 'phone', 'front_office'] as const
export type BookingChannel = (typeof bookingChannels)[number]

/** News that somebody must hear: whom no mail reaches is called. */
export const callReasons = ['offered', 'given', 'calledOff', 'dropped'] as const
export type CallReason = (typeof callReasons)[number]

export const minutesOutcomes = ['explained', 'promised', 'refused', 'passed_on'] as const
export type MinutesOutcome = (typeof minutesOutcomes)[number]

/** A rule by which somebody receives. Days are ISO and local, times `HH:MM`. */
export type Rule = {
  weekdays: readonly number[]
  /** Which of the month's Mondays and so on; none: each. */
  weeks: readonly number[]
  onHoliday: 'skip' | 'next'
  validFrom: string
  validTo: string | null
}

export type Occurrence = { ruleDay: string; day: string }

/**
 * The days of a rule from one day to another, both included. A day off of the calendar is left out, or moved to the next
 * working day that is no other day of the rule and that no earlier one was moved to.
 */
export function occurrencesOf(
  rule: Rule,
  { from, to, calendar }: { from: string; to: string; calendar: WorkingCalendar },
): Occurrence[] {
  const found: Occurrence[] = []
  const first = from > rule.validFrom ? from : rule.validFrom
  const last = rule.validTo !== null && rule.validTo < to ? rule.validTo : to
  for (let day = Temporal.PlainDate.from(first); day.toString() <= last; day = day.add({ days: 1 })) {
    if (!fits(day, rule)) continue
    if (isWorkingDay(day, calendar)) found.push({ ruleDay: day.toString(), day: day.toString() })
    else if (rule.onHoliday === 'next') {
      const taken = new Set(found.map((one) => one.day))
      const moved = movedDay(day, { rule, calendar, taken })
      if (moved !== null) found.push({ ruleDay: day.toString(), day: moved.toString() })
    }
  }
  return found
}

const fits = (day: Temporal.PlainDate, { weekdays, weeks }: Rule): boolean =>
  weekdays.includes(day.dayOfWeek) && (weeks.length === 0 || weeks.includes(Math.ceil(day.day / 7)))

/** Days; longer than any run of days off. */
const mostMoved = 30

type Moving = { rule: Rule; calendar: WorkingCalendar; taken: ReadonlySet<string> }

/** Null when there is nowhere to go: somebody receives on each working day anyway. */
function movedDay(day: Temporal.PlainDate, { rule, calendar, taken }: Moving): Temporal.PlainDate | null {
  let next = day.add({ days: 1 })
  for (let moved = 0; moved < mostMoved; moved++) {
    if (isWorkingDay(next, calendar) && !fits(next, rule) && !taken.has(next.toString())) return next
    next = next.add({ days: 1 })
  }
  return null
}

/** What a page may say of places and times of a reception. Instants in milliseconds UTC. */
export type Openness = {
  cancelledAt: number | null
  opensAt: number
  closesAt: number
  startsAt: number
  places: number
  taken: number
  waiting: number
  waitingMost: number
}

export type Booking = 'cancelled' | 'early' | 'closed' | 'free' | 'waiting' | 'full'

/** What somebody who comes now may do. */
export function bookingAt(now: number, one: Openness): Booking {
  if (one.cancelledAt !== null) return 'cancelled'
  if (now < one.opensAt) return 'early'
  if (now >= one.closesAt) return 'closed'
  // Whoever waits comes first, even when a place is free for a moment.
  if (one.taken < one.places && one.waiting === 0) return 'free'
  return one.waiting < one.waitingMost ? 'waiting' : 'full'
}

const offerHours = 24
const leastOfferMs = 3_600_000

/** Until when a free place is kept for the next in line; null when it is too late to ask anybody. */
export function offerEnds(now: number, closesAt: number): number | null {
  if (closesAt - now < leastOfferMs) return null
  return Math.min(now + offerHours * 3_600_000, closesAt)
}

/** The local hour of the day before, from which reminders leave. */
export const remindHour = 10
/** Hours before the visit after which a reminder comes too late. */
export const remindUntilHours = 2

/** How far ahead receptions are written down. */
export const horizonDays = 62

/** Months of contacts and words after a reception, and years of empty rows for the figures. */
export const keptDays = { contacts: 92, minutes: 365 } as const

/** Fewer visits than these in a cell could tell about somebody: the cell says so instead. */
export const fewestShown = 5

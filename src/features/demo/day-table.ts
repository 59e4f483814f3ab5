import type { Temporal } from 'temporal-polyfill'
import { startOfDay } from '../../platform/time/local-day.ts'
import { isWorkingDay, type WorkingCalendar } from '../../platform/time/working-days.ts'
import type { Random } from './random.ts'

export type Day = {
  iso: string
  /** Local midnight, milliseconds UTC. */
  start: number
  working: boolean
  /** 1 to 12. */
  month: number
  /** 1 is Monday. */
  weekday: number
}

const MS_PER_DAY = 86_400_000
const MS_PER_MINUTE = 60_000

/**
 * The local days of a city in a row, looked up by number instead of by calendar arithmetic: a life of a complaint asks
 * for a dozen of them, and there may be a million lives.
 */
export class DayTable {
  readonly days: readonly Day[]
  /** Positions of the working days. */
  readonly #working: readonly number[]
  /** Working days before each day. */
  readonly #workingBefore: readonly number[]

  constructor(first: Temporal.PlainDate, count: number, calendar: WorkingCalendar, timeZone: string) {
    const days: Day[] = []
    const working: number[] = []
    const workingBefore: number[] = []
    for (let index = 0, date = first; index < count; index++, date = date.add({ days: 1 })) {
      const isWorking = isWorkingDay(date, calendar)
      workingBefore.push(working.length)
      if (isWorking) working.push(index)
      days.push({
        iso: date.toString(),
        start: startOfDay(date, timeZone).epochMilliseconds,
        working: isWorking,
        month: date.month,
        weekday: date.dayOfWeek,
      })
    }
    this.days = days
    this.#working = working
    this.#workingBefore = workingBefore
  }

  at(index: number): Day {
    const day = this.days[Math.max(0, Math.min(index, this.days.length - 1))]
    if (day === undefined) throw new RangeError('a table without days')
    return day
  }

  /** Position of the local day of an instant; the first or last one for instants outside. */
  indexOf(instant: number): number {
    const guess = Math.floor((instant - this.at(0).start) / MS_PER_DAY)
    const index = Math.max(0, Math.min(guess, this.days.length - 1))
    // A change of the zone's offset moves midnight by an hour.
    if (this.at(index).start > instant && index > 0) return index - 1
    if (index + 1 < this.days.length && this.at(index + 1).start <= instant) return index + 1
    return index
  }

  /** Working days after the day of `from` up to and with the day of `to`. */
  workingDaysBetween(from: number, to: number): number {
    return this.#upTo(this.indexOf(to)) - this.#upTo(this.indexOf(from))
  }

  #upTo(index: number): number {
    return (this.#workingBefore[index] ?? 0) + (this.at(index).working ? 1 : 0)
  }

  /** Position of the `n`-th working day after a day, `n` from 1. */
  workingDayAfter(index: number, n: number): number {
    return this.#working[this.#upTo(index) + n - 1] ?? this.days.length - 1
  }

  /**
   * A moment of office hours (9 to 18) after `instant`: later the same day when `workingDays` is below 1 and the office
   * is still open, else that many working days later.
   */
  officeMoment(random: Random, instant: number, workingDays: number): number {
    const index = this.indexOf(instant)
    const { start, working } = this.at(index)
    const minute = (instant - start) / MS_PER_MINUTE
    if (workingDays < 1 && working && minute < 17.5 * 60) {
      const from = Math.max(minute + 3, 9 * 60)
      return start + Math.round(random.between(from, Math.min(18 * 60, from + 240)) * MS_PER_MINUTE)
    }
    const later = this.at(this.workingDayAfter(index, Math.max(1, Math.floor(workingDays))))
    return later.start + Math.round(random.between(9 * 60, 18 * 60) * MS_PER_MINUTE)
  }

  /** A moment in which residents are up, some days after `instant` (parts of a day count). */
  residentMoment(random: Random, instant: number, days: number): number {
    const wanted = instant + days * MS_PER_DAY
    const { start } = this.at(this.indexOf(wanted))
    const minute = (wanted - start) / MS_PER_MINUTE
    if (minute > 7.5 * 60 && minute < 23 * 60) return Math.round(wanted)
    return start + Math.round(random.between(23 * 60 + 60 * 8.5, 23 * 60 + 60 * 20) * MS_PER_MINUTE)
  }
}

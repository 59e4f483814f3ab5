import { Temporal } from 'temporal-polyfill'

/** Days since 1970-01-01: the integer that stands for a calendar date in hot loops. */
export type EpochDay = number

export const MS_PER_DAY = 86_400_000
const START = new Temporal.PlainDate(1970, 1, 1)
const dates = new Map<EpochDay, Temporal.PlainDate>()

export function epochDayOf(date: Temporal.PlainDate): EpochDay {
  return Date.UTC(date.year, date.month - 1, date.day) / MS_PER_DAY
}

export function dateOfEpochDay(day: EpochDay): Temporal.PlainDate {
  let date = dates.get(day)
  if (date === undefined) {
    date = START.add({ days: day })
    dates.set(day, date)
  }
  return date
}

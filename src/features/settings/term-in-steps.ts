import { Temporal } from 'temporal-polyfill'
import { instantAt } from '../../platform/time/local-day.ts'
import { dueDate, isWorkingDay, type WorkingCalendar } from '../../platform/time/working-days.ts'
import type { City, Names } from '../city/index.ts'
import type { DayDoc } from './things/day.ts'

/** A term with what led to it; days are ISO. Pure, by the very function that counts real ones. */
export type CountedTerm = {
  receivedOn: string
  registeredOn: string
  why: 'sameDay' | 'afterHours' | 'dayOff'
  dueOn: string
  termDays: number
  calendar: string
  calendarMissing: boolean
  /** Days of the calendar between receipt and the due day. */
  exceptions: { day: string; kind: 'off' | 'work'; names: Names }[]
}

export function countTerm(
  { city, calendar, days }: { city: City; calendar: WorkingCalendar; days: ReadonlyMap<string, DayDoc> },
  received: { day: string; time: string; termDays: number },
): CountedTerm {
  const receivedOn = Temporal.PlainDate.from(received.day)
  const term = dueDate({
    receivedAt: instantAt(receivedOn, received.time, city.timeZone),
    termDays: received.termDays,
    calendar,
    timeZone: city.timeZone,
    countFrom: city.countFrom,
    workingDayEnds: city.workingDayEnds,
  })
  const registeredOn = term.registeredOn.toString()
  const dueOn = term.dueOn.toString()
  return {
    receivedOn: received.day,
    registeredOn,
    why:
      registeredOn === received.day
        ? 'sameDay'
        : isWorkingDay(receivedOn, calendar)
          ? 'afterHours'
          : 'dayOff',
    dueOn,
    termDays: received.termDays,
    calendar: calendar.version,
    calendarMissing: term.calendarMissing,
    exceptions: [...days]
      .filter(([day]) => day >= received.day && day <= dueOn)
      .map(([day, { kind, names }]) => ({ day, kind, names })),
  }
}

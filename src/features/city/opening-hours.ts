import type { Temporal } from 'temporal-polyfill'
import type { Lang } from '../../platform/i18n/texts.ts'
import { formatDay } from '../../platform/time/format.ts'
import { isWorkingDay, type WorkingCalendar } from '../../platform/time/working-days.ts'

/** `days`: 1 is Monday. Times are local, `HH:MM`; what closes at 24 hours closes at `23:59`. */
export type Hours = {
  days: number[]
  opens: string
  closes: string
  break: { from: string; to: string } | null
}

/** `until`: when this ends today, local `HH:MM`; null for what is shut for the rest of the day. */
export type OpenState = { state: 'open' | 'pause' | 'shut'; until: string | null }

type Around = { calendar: WorkingCalendar; timeZone: string; everyDay: boolean }

/**
 * Whether a place is open at an instant. A day off of the calendar is shut unless the place works every day; a
 * Saturday or Sunday that was made a working day has the hours of a Friday when it has none of its own.
 */
export function openState(
  hours: readonly Hours[],
  now: Temporal.Instant,
  { calendar, timeZone, everyDay }: Around,
): OpenState {
  const local = now.toZonedDateTimeISO(timeZone)
  const date = local.toPlainDate()
  const works = isWorkingDay(date, calendar)
  const isMoved = works && date.dayOfWeek > 5
  const isHoliday = !works && date.dayOfWeek <= 5
  const own = hours.filter(({ days }) => days.includes(date.dayOfWeek))
  const today = own.length > 0 || !isMoved ? own : hours.filter(({ days }) => days.includes(5))
  if (isHoliday && !everyDay) return { state: 'shut', until: null }
  const time = local.toPlainTime().toString({ smallestUnit: 'minute' })
  const running = today.find(({ opens, closes }) => opens <= time && time < closes)
  if (running === undefined) {
    const next = today.map(({ opens }) => opens).filter((opens) => opens > time)
    return { state: 'shut', until: next.toSorted()[0] ?? null }
  }
  const { break: pause, closes } = running
  if (pause !== null && pause.from <= time && time < pause.to) return { state: 'pause', until: pause.to }
  return { state: 'open', until: pause !== null && time < pause.from ? pause.from : closes }
}

/** "Mon–Fri 09:00–18:30 (13:00–14:30)": the times in brackets are a break. */
export function hoursInWords({ days, opens, closes, break: pause }: Hours, lang: Lang): string {
  // 1 January 2024 was a Monday.
  const name = (day: number) => formatDay(`2024-01-0${day}`, lang, 'weekdayShort')
  const [first = 1, last = 1] = [days[0], days.at(-1)]
  const isRow = days.length > 2 && last - first === days.length - 1
  const named = isRow ? `${name(first)}–${name(last)}` : days.map(name).join(', ')
  return `${named} ${opens}–${closes}${pause === null ? '' : ` (${pause.from}–${pause.to})`}`
}

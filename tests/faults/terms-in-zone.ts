import { Temporal } from 'temporal-polyfill'
import { langs } from '../../src/platform/i18n/texts.ts'
import { formatDay, formatInstant, formatMoment } from '../../src/platform/time/format.ts'
import { endOfDay, localDate, localEpochDay, startOfDay } from '../../src/platform/time/local-day.ts'
import { dueDate } from '../../src/platform/time/working-days.ts'
import { KAZAKHSTAN } from '../platform/time/kazakhstan-calendar.ts'

/** Prints terms and dates as the portal counts them; the same on machines of all zones, or something is wrong. */
const zone = 'Asia/Almaty'
// Around the night in which Kazakhstan went to one zone, and over a whole year.
const starts = [
  ...Array.from({ length: 72 }, (_none, hour) =>
    Temporal.Instant.from('2024-02-28T00:30:00Z').add({ hours: hour }),
  ),
  ...Array.from({ length: 240 }, (_none, step) =>
    Temporal.Instant.from('2025-01-01T00:00:00Z').add({ hours: step * 37 }),
  ),
]
for (const receivedAt of starts) {
  const term = dueDate({
    ...{ receivedAt, termDays: 15, calendar: KAZAKHSTAN, timeZone: zone },
    ...{ countFrom: 'nextDay', workingDayEnds: '18:30' },
  })
  console.log(
    receivedAt.toString(),
    term.registeredOn.toString(),
    term.dueOn.toString(),
    term.dueAt.toString(),
  )
  const at = receivedAt.epochMilliseconds
  const day = localDate(receivedAt, zone)
  const shown = langs.map((lang) => [
    formatInstant(at, lang, zone),
    formatMoment(at, lang, zone),
    formatDay(day.toString(), lang),
  ])
  console.log(
    JSON.stringify(shown),
    localEpochDay(at, zone),
    `${startOfDay(day, zone)}`,
    `${endOfDay(day, zone)}`,
  )
}

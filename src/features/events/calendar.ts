import type { Response } from 'express'
import { ICalCalendar, ICalCalendarMethod, ICalEventStatus } from 'ical-generator'
import { toDate } from '../../platform/db/instant.ts'
import { oneLine } from '../../platform/text/one-line.ts'
import { nameIn } from '../city/index.ts'
import type { Reading } from '../complaints/index.ts'
import { eventPaths } from './paths.ts'
import type { EventWhole } from './queries.ts'
import { wordsIn } from './translated.ts'

/**
 * Events as iCalendar (RFC 5545), in UTC. An event that moves keeps its UID and gets a higher sequence; a cancelled one
 * stays with its status, so that calendars strike it out instead of keeping it.
 */
export function calendarText(events: readonly EventWhole[], { t, city, lang, origin }: Reading): string {
  const calendar = new ICalCalendar({
    name: oneLine(t('events:calendar.name', { city: nameIn(city.names, lang) })),
    prodId: { company: 'Ashyq Qala', product: 'events', language: lang.toUpperCase() },
    method: ICalCalendarMethod.PUBLISH,
    ttl: 6 * 3600,
  })
  const host = new URL(origin).hostname
  for (const event of events) {
    const title = oneLine(wordsIn(event.title, lang))
    const isCancelled = event.state === 'cancelled'
    const about = [
      isCancelled && event.reason !== null
        ? t('events:calendar.cancelled', { reason: wordsIn(event.reason, lang) })
        : '',
      wordsIn(event.about, lang),
      wordsIn(event.entrance, lang),
    ]
    calendar.createEvent({
      id: `event.${event.id}@${host}`,
      sequence: event.version,
      stamp: toDate(event.updatedAt),
      start: toDate(event.startsAt),
      end: toDate(event.endsAt),
      summary: isCancelled ? t('events:calendar.cancelledTitle', { title }) : title,
      location: {
        title: oneLine(wordsIn(event.place, lang)),
        ...(event.lat === null || event.lon === null ? {} : { geo: { lat: event.lat, lon: event.lon } }),
      },
      description: about
        .filter((line) => line !== '')
        .join('\n\n')
        .replaceAll('\r', ''),
      url: origin + eventPaths.show(lang, city.slug, event.id),
      status: isCancelled ? ICalEventStatus.CANCELLED : ICalEventStatus.CONFIRMED,
    })
  }
  return calendar.toString()
}

export function sendEvents(res: Response, events: readonly EventWhole[], reading: Reading): void {
  res.type('text/calendar').attachment('events.ics').send(calendarText(events, reading))
}

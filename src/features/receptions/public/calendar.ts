import type { Response } from 'express'
import { ICalCalendar, ICalEventStatus } from 'ical-generator'
import { toDate } from '../../../platform/db/instant.ts'
import { oneLine } from '../../../platform/text/one-line.ts'
import { nameIn } from '../../city/index.ts'
import type { Body, ReceptionRow } from '../queries.ts'
import { type Place, whereOf, whoOf } from '../reading.ts'

/** A reception as an event of a calendar; instants in milliseconds UTC. */
export type CalendarEntry = {
  reception: ReceptionRow
  body: Body | undefined
  /** Part of it that is meant; the whole reception unless told. */
  from?: number | undefined
  href: string
}

/** Receptions as a file of events (RFC 5545). One that is called off keeps its UID and says so. */
export function calendarText(entries: readonly CalendarEntry[], place: Place, origin: string): string {
  const { t, city, lang, now } = place
  const calendar = new ICalCalendar({
    name: oneLine(`${t('receptions:title')}: ${nameIn(city.names, lang)}`),
    prodId: { company: 'Ashyq Qala', product: 'receptions', language: lang.toUpperCase() },
    ttl: 6 * 3600,
  })
  const host = new URL(origin).hostname
  for (const { reception, body, from, href } of entries) {
    calendar.createEvent({
      id: `reception.${reception.id}@${host}`,
      sequence: reception.cancelledAt === null ? 0 : 1,
      stamp: toDate(now.epochMilliseconds),
      start: toDate(from ?? reception.startsAt),
      end: toDate(reception.endsAt),
      summary: oneLine(t('receptions:show.title', { who: whoOf(reception, lang) })),
      location: oneLine(whereOf(reception, body, lang)),
      ...(reception.cancelledAt === null ? {} : { status: ICalEventStatus.CANCELLED }),
      url: origin + href,
    })
  }
  return calendar.toString()
}

export function sendCalendar(res: Response, text: string): void {
  res.type('text/calendar').attachment('receptions.ics').send(text)
}

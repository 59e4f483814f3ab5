import type { Response } from 'express'
import { ICalCalendar } from 'ical-generator'
import { dayToDate, toDate } from '../../platform/db/instant.ts'
import { oneLine } from '../../platform/text/one-line.ts'
import { nameIn } from '../city/index.ts'
import { formatNumber } from './number.ts'
import { complaintPaths } from './paths.ts'
import type { Promised } from './promises.ts'
import type { Reading } from './public/reading.ts'
import { publicText } from './public-text.ts'
import { isOpen } from './rules.ts'

/**
 * Promised days as all-day events (RFC 5545). A day that moves keeps its UID and gets a higher sequence, so a
 * calendar that was subscribed to moves it instead of showing two. What was answered is no promise any more.
 */
export function calendarText(promises: readonly Promised[], reading: Reading): string {
  const { t, city, lang, origin } = reading
  const calendar = new ICalCalendar({
    name: oneLine(t('public:calendar.name', { city: nameIn(city.names, lang) })),
    prodId: { company: 'Ashyq Qala', product: 'promises', language: lang.toUpperCase() },
    ttl: 6 * 3600,
  })
  const host = new URL(origin).hostname
  for (const promise of promises.filter(({ status }) => isOpen(status))) {
    for (const { kind, day } of daysOf(promise)) {
      calendar.createEvent({
        id: `${kind}.${promise.number}@${host}`,
        sequence: promise.version,
        stamp: toDate(promise.updatedAt),
        start: dayToDate(day),
        allDay: true,
        summary: `${t(`public:calendar.${kind}`)}: ${titleOf(promise, reading)}`,
        ...(promise.shown ? { url: origin + complaintPaths.show(lang, city.slug, promise.number) } : {}),
      })
    }
  }
  return calendar.toString()
}

export function sendCalendar(res: Response, promises: readonly Promised[], reading: Reading): void {
  res.type('text/calendar').attachment('ashyq-qala.ics').send(calendarText(promises, reading))
}

function daysOf({ status, dueOn, plannedOn }: Promised): { kind: 'due' | 'work'; day: string }[] {
  const due = dueOn === null ? [] : [{ kind: 'due' as const, day: dueOn }]
  return status === 'planned' && plannedOn !== null ? [...due, { kind: 'work', day: plannedOn }] : due
}

function titleOf({ number, categoryId, address }: Promised, { directory, lang, t }: Reading): string {
  const category = categoryId === null ? undefined : directory.categoryById.get(categoryId)
  const name = category === undefined ? t('public:show.plainTitle') : nameIn(category.names, lang)
  return oneLine([name, publicText(address, t), formatNumber(number)].filter(Boolean).join(', '))
}

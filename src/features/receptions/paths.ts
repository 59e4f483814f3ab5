import type { Lang } from '../../platform/i18n/texts.ts'

type Id = number | string

const base = (lang: Lang, city: string) => `/${lang}/${city}/receptions`
const desk = (city: string) => `/staff/receptions/${city}`
const query = (values: Record<string, string | undefined>) => {
  const pairs = Object.entries(values).filter((pair): pair is [string, string] => Boolean(pair[1]))
  return pairs.length === 0 ? '' : `?${new URLSearchParams(pairs)}`
}

export type TimetableAsked = {
  body?: string | undefined
  from?: string | undefined
  free?: string | undefined
  page?: string | undefined
}
export type BookingAct = 'cancel' | 'accept'
export type CheckIn = 'came' | 'missed' | 'cancel' | 'accept'
export type QueueAct = 'issue' | 'next'
export type TicketAct = 'done' | 'skip'

/** Addresses of receptions. `city` is a slug, `body` a code on public pages and an id on those of staff. */
export const receptionPaths = {
  list: (lang: Lang, city: string, asked: TimetableAsked = {}) => `${base(lang, city)}${query(asked)}`,
  bodies: (lang: Lang, city: string) => `${base(lang, city)}/bodies`,
  body: (lang: Lang, city: string, body: string) => `${base(lang, city)}/bodies/${body}`,
  statistics: (lang: Lang, city: string) => `${base(lang, city)}/statistics`,
  calendar: (lang: Lang, city: string, asked: { body?: string | undefined } = {}) =>
    `${base(lang, city)}/timetable.ics${query(asked)}`,
  /** What a screen in the hall shows. */
  screen: (lang: Lang, city: string, body: string) => `${base(lang, city)}/queue/${body}`,
  /** GET: the page with free places; POST books. */
  show: (lang: Lang, city: string, reception: Id) => `${base(lang, city)}/${reception}`,
  /** The page of whoever has booked; `token` is the secret. */
  booking: (lang: Lang, city: string, token: string, done?: string) =>
    `${base(lang, city)}/bookings/${token}${query({ done })}`,
  bookingAct: (lang: Lang, city: string, token: string, act: BookingAct) =>
    `${base(lang, city)}/bookings/${token}/${act}`,
  bookingCalendar: (lang: Lang, city: string, token: string) =>
    `${base(lang, city)}/bookings/${token}/calendar.ics`,
}

/** Pages of staff. */
export const receptionDeskPaths = {
  /** Leads to the receptions of the person's city. */
  start: () => '/staff/receptions',
  home: (city: string, done?: string) => `${desk(city)}${query({ done })}`,
  bodies: (city: string, done?: string) => `${desk(city)}/bodies${query({ done })}`,
  newBody: (city: string) => `${desk(city)}/bodies/new`,
  body: (city: string, body: Id) => `${desk(city)}/bodies/${body}`,
  newSeries: (city: string, body: Id) => `${desk(city)}/bodies/${body}/series/new`,
  series: (city: string, series: Id) => `${desk(city)}/series/${series}`,
  endSeries: (city: string, series: Id) => `${desk(city)}/series/${series}/end`,
  day: (city: string, reception: Id, done?: string, page = 1) =>
    `${desk(city)}/days/${reception}${query({ done, page: page === 1 ? undefined : String(page) })}`,
  book: (city: string, reception: Id) => `${desk(city)}/days/${reception}/book`,
  cancel: (city: string, reception: Id) => `${desk(city)}/days/${reception}/cancel`,
  booking: (city: string, booking: Id, done?: string) =>
    `${desk(city)}/bookings/${booking}${query({ done })}`,
  checkIn: (city: string, booking: Id, act: CheckIn) => `${desk(city)}/bookings/${booking}/${act}`,
  /** POST: the same page with the contacts, which is written down. */
  contacts: (city: string, booking: Id) => `${desk(city)}/bookings/${booking}/contacts`,
  /** Visitors whom no mail reaches. */
  calls: (city: string, done?: string) => `${desk(city)}/calls${query({ done })}`,
  callContacts: (city: string, booking: Id) => `${desk(city)}/calls/${booking}/contacts`,
  called: (city: string, booking: Id) => `${desk(city)}/calls/${booking}/called`,
  minutes: (city: string, booking: Id) => `${desk(city)}/bookings/${booking}/minutes`,
  promise: (city: string, booking: Id) => `${desk(city)}/bookings/${booking}/promises`,
  promises: (city: string, done?: string) => `${desk(city)}/promises${query({ done })}`,
  promiseDone: (city: string, promise: Id) => `${desk(city)}/promises/${promise}/done`,
  queue: (city: string, body: Id, done?: string) => `${desk(city)}/queue/${body}${query({ done })}`,
  queueAct: (city: string, body: Id, act: QueueAct) => `${desk(city)}/queue/${body}/${act}`,
  ticket: (city: string, ticket: Id, act: TicketAct) => `${desk(city)}/tickets/${ticket}/${act}`,
}

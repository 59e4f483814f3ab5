import { definePage, type PageModel } from '../../../platform/http/page.ts'
import type { Alert, Link, SummaryRow, Tag, Tone } from '../../../platform/http/parts.ts'
import { formatDay, formatMoment } from '../../../platform/time/format.ts'
import { nameIn } from '../../city/index.ts'
import { complaintPaths, formatNumber } from '../../complaints/index.ts'
import { receptionPaths } from '../paths.ts'
import type { Body, BookingRow, ReceptionRow } from '../queries.ts'
import { type Place, whereOf, whoOf } from '../reading.ts'
import { type BookingState, bookingMoves } from '../rules.ts'

export type BookingModel = PageModel & {
  message: Alert | null
  state: Tag
  lead: string
  rows: SummaryRow[]
  accept: { action: string; text: string } | null
  cancel: { action: string } | null
  calendarHref: string | null
  link: string
  promises: { text: string; due: string; state: Tag; complaint: Link | null }[]
  othersHref: string
}

export const bookingPage = definePage<BookingModel>('receptions/booking')

/** What was promised, as the visitor reads it. */
export type PromiseView = { text: string; dueOn: string; doneAt: number | null; complaint: string | null }

export type BookingInput = Place & {
  booking: BookingRow & { before: number }
  token: string
  reception: ReceptionRow
  body: Body | undefined
  promises: readonly PromiseView[]
  done: string
  origin: string
}

const said = ['booked', 'waiting', 'cancelled', 'accepted', 'late'] as const

/** The page behind the secret link. */
export function bookingModel(input: BookingInput): BookingModel {
  const { city, lang, t, booking, token, reception, done, origin } = input
  const word = said.find((one) => one === done)
  const isOffered = booking.state === 'offered' && booking.offeredUntil !== null
  return {
    page: { title: t('receptions:booking.title'), noindex: true },
    message:
      word === undefined
        ? null
        : { text: t(`receptions:booking.said.${word}`), tone: word === 'late' ? 'warning' : 'success' },
    state: stateTag(booking.state, t),
    lead: leadOf(input),
    rows: rowsOf(input),
    accept: isOffered
      ? {
          action: receptionPaths.bookingAct(lang, city.slug, token, 'accept'),
          text: t('receptions:booking.offered', {
            until: formatMoment(booking.offeredUntil ?? 0, lang, city.timeZone),
          }),
        }
      : null,
    cancel:
      bookingMoves[booking.state].includes('cancelled') && reception.cancelledAt === null
        ? { action: receptionPaths.bookingAct(lang, city.slug, token, 'cancel') }
        : null,
    calendarHref: booking.state === 'booked' ? receptionPaths.bookingCalendar(lang, city.slug, token) : null,
    link: origin + receptionPaths.booking(lang, city.slug, token),
    promises: input.promises.map((one) => promiseView(one, input)),
    othersHref: receptionPaths.list(lang, city.slug),
  }
}

const tones: Readonly<Record<BookingState, { tone: Tone; icon: string }>> = {
  booked: { tone: 'success', icon: 'calendar-check' },
  waiting: { tone: 'warning', icon: 'hourglass' },
  offered: { tone: 'info', icon: 'bell' },
  cancelled: { tone: 'neutral', icon: 'ban' },
  lapsed: { tone: 'neutral', icon: 'timer-off' },
  came: { tone: 'success', icon: 'check' },
  missed: { tone: 'neutral', icon: 'circle-x' },
}

export const stateTag = (state: BookingState, t: Place['t']): Tag => ({
  label: t(`receptions:state.${state}`),
  ...tones[state],
})

function leadOf({ booking, reception, t }: BookingInput): string {
  if (reception.cancelledAt !== null) return t('receptions:cancelledWhy', { why: reception.cancelledWhy })
  if (booking.state === 'waiting') return t('receptions:booking.before', { count: booking.before })
  return t(`receptions:booking.lead.${booking.state}`)
}

function rowsOf({ booking, reception, body, city, lang, t }: BookingInput): SummaryRow[] {
  const { visitor } = booking
  const at = booking.slotStartsAt ?? reception.startsAt
  const where = whereOf(reception, body, lang)
  return [
    { label: t('receptions:field.when'), value: formatMoment(at, lang, city.timeZone) },
    { label: t('receptions:field.who'), value: whoOf(reception, lang) },
    ...(body === undefined ? [] : [{ label: t('receptions:field.body'), value: nameIn(body.names, lang) }]),
    ...(where === '' ? [] : [{ label: t('receptions:field.where'), value: where }]),
    ...(visitor === null
      ? []
      : [
          { label: t('receptions:field.name'), value: visitor.name },
          { label: t('receptions:field.topic'), value: visitor.topic },
        ]),
  ]
}

function promiseView({ text, dueOn, doneAt, complaint }: PromiseView, { lang, t, city }: BookingInput) {
  return {
    text,
    due: t('receptions:promise.due', { day: formatDay(dueOn, lang) }),
    state: promiseTag(doneAt !== null, t),
    complaint:
      complaint === null
        ? null
        : { href: complaintPaths.show(lang, city.slug, complaint), label: formatNumber(complaint) },
  }
}

export const promiseTag = (isDone: boolean, t: Place['t']): Tag =>
  isDone
    ? { label: t('receptions:promise.done'), tone: 'success', icon: 'check' }
    : { label: t('receptions:promise.open'), tone: 'info', icon: 'clock' }

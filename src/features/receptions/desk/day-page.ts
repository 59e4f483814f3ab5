import type { FieldErrors, Typed } from '../../../platform/http/form.ts'
import { definePage, type PageModel } from '../../../platform/http/page.ts'
import type { Alert, Link, Option, SummaryError, SummaryRow, Tag } from '../../../platform/http/parts.ts'
import { formatDay, formatInstant, formatMoment } from '../../../platform/time/format.ts'
import { nameIn } from '../../city/index.ts'
import { stateTag } from '../booking/page.ts'
import { type CheckIn, receptionDeskPaths } from '../paths.ts'
import { type Body, type BookingRow, bookingsPerPage, type ReceptionRow, type Slot } from '../queries.ts'
import { type Place, whereOf, whoOf } from '../reading.ts'
import { bookingMoves } from '../rules.ts'

type Field = { value: string; error: string }

export type VisitorView = {
  id: number
  time: string
  name: string
  topic: string
  lang: string
  note: string
  state: Tag
  href: string
  acts: { action: string; label: string; icon: string; danger: boolean; wished: string }[]
}

export type DayModel = PageModel & {
  back: Link
  message: Alert | null
  errors: SummaryError[]
  rows: SummaryRow[]
  visitors: VisitorView[]
  waiting: VisitorView[]
  over: VisitorView[]
  book: {
    action: string
    key: string
    slots: Option[]
    fields: Record<'slot' | 'name' | 'email' | 'phone' | 'topic' | 'channel' | 'consent', Field>
  } | null
  cancel: { action: string; why: Field } | null
  earlierHref: string | null
  laterHref: string | null
}

export const dayPage = definePage<DayModel>('receptions/desk-day', { layout: 'staff' })

export type DayInput = Place & {
  reception: ReceptionRow
  body: Body
  slots: readonly Slot[]
  /** One more than a page when there are others. */
  bookings: readonly BookingRow[]
  page: number
  mayWork: boolean
  done: string
  /** Of the form for who is booked by staff. */
  key: string
  typed?: Typed
  errors?: FieldErrors
}

const said = ['booked', 'waiting', 'accept', 'came', 'missed', 'cancel'] as const
const refused = ['slot', 'twice', 'full', 'closed', 'late'] as const

/** Everybody of one reception, with what is done at the door. */
export function dayModel(input: DayInput): DayModel {
  const { city, lang, t, reception, page, errors = {} } = input
  const bookings = input.bookings.slice(0, bookingsPerPage)
  const pageHref = (n: number) => receptionDeskPaths.day(city.slug, reception.id, undefined, n)
  const sentence = (name: string) => (errors[name] === undefined ? '' : t(errors[name]))
  const views = (states: readonly string[]) =>
    bookings.filter(({ state }) => states.includes(state)).map((one) => visitorView(one, input))
  const at = input.now.epochMilliseconds
  const isAhead = reception.cancelledAt === null && reception.endsAt > at
  return {
    page: { title: whoOf(reception, lang), noindex: true },
    back: { href: receptionDeskPaths.home(city.slug), label: t('receptions:title') },
    message: messageOf(input),
    errors: Object.keys(errors).map((name) => ({ href: `#${name}`, text: sentence(name) })),
    rows: rowsOf(input),
    visitors: views(['booked', 'offered', 'came', 'missed']).toSorted((a, b) => a.time.localeCompare(b.time)),
    waiting: views(['waiting']),
    over: views(['cancelled', 'lapsed']),
    book: input.mayWork && isAhead && reception.startsAt > at ? bookForm(input, sentence) : null,
    earlierHref: page === 1 ? null : pageHref(page - 1),
    laterHref: input.bookings.length > bookingsPerPage ? pageHref(page + 1) : null,
    cancel:
      input.mayWork && isAhead
        ? {
            action: receptionDeskPaths.cancel(city.slug, reception.id),
            why: { value: input.typed?.['why'] ?? '', error: sentence('why') },
          }
        : null,
  }
}

function messageOf({ done, t }: DayInput): Alert | null {
  const word = said.find((one) => one === done)
  if (word !== undefined) return { text: t(`receptions:desk.said.${word}`), tone: 'success' }
  const why = refused.find((one) => one === done)
  return why === undefined ? null : { text: t(`receptions:desk.refused.${why}`), tone: 'warning' }
}

function rowsOf({ reception, body, city, lang, t }: DayInput): SummaryRow[] {
  const time = (at: number) => formatInstant(at, lang, city.timeZone, 'time')
  return [
    { label: t('receptions:field.day'), value: formatDay(reception.day, lang, 'weekday') },
    { label: t('receptions:field.time'), value: `${time(reception.startsAt)}–${time(reception.endsAt)}` },
    { label: t('receptions:field.body'), value: nameIn(body.names, lang) },
    { label: t('receptions:field.where'), value: whereOf(reception, body, lang) },
    { label: t('receptions:desk.taken'), value: `${reception.taken} / ${reception.places}` },
    ...(reception.cancelledAt === null
      ? []
      : [
          {
            label: t('receptions:cancelled'),
            value: t('receptions:cancelledWhy', { why: reception.cancelledWhy }),
          },
        ]),
  ]
}

function visitorView(booking: BookingRow, input: DayInput): VisitorView {
  const { city, lang, t, mayWork } = input
  const { id, visitor, state, slotStartsAt, offeredUntil } = booking
  const moves = bookingMoves[state]
  const act = (to: CheckIn, icon: string) => ({
    ...{ action: receptionDeskPaths.checkIn(city.slug, id, to), icon, danger: to === 'cancel' },
    label: t(`receptions:desk.act.${to}`),
    wished: to === 'cancel' ? t('receptions:desk.wished') : '',
  })
  return {
    id,
    time: slotStartsAt === null ? '' : formatInstant(slotStartsAt, lang, city.timeZone, 'time'),
    name: visitor?.name ?? t('receptions:desk.forgotten'),
    topic: visitor?.topic ?? '',
    lang: booking.lang,
    note: noteOf(booking, offeredUntil, input),
    state: stateTag(state, t),
    href: receptionDeskPaths.booking(city.slug, id),
    acts: mayWork
      ? [
          ...(state === 'offered' ? [act('accept', 'calendar-check')] : []),
          ...(moves.includes('came') ? [act('came', 'check')] : []),
          ...(moves.includes('missed') ? [act('missed', 'circle-x')] : []),
          ...(moves.includes('cancelled') ? [act('cancel', 'ban')] : []),
        ]
      : [],
  }
}

/** What staff must do themselves: nobody has told this visitor. */
function noteOf(
  { visitor, refusal, state }: BookingRow,
  offeredUntil: number | null,
  { t, lang, city }: DayInput,
): string {
  if (state === 'offered' && offeredUntil !== null) {
    const until = formatMoment(offeredUntil, lang, city.timeZone)
    const isTold = visitor?.email != null && refusal === null
    return t(isTold ? 'receptions:desk.offeredMail' : 'receptions:desk.offeredCall', { until })
  }
  return refusal === null ? '' : t('receptions:desk.noMail')
}

function bookForm(input: DayInput, sentence: (name: string) => string): DayModel['book'] {
  const { city, lang, t, reception, slots, key, typed = {} } = input
  const field = (name: string): Field => ({ value: typed[name] ?? '', error: sentence(name) })
  return {
    action: receptionDeskPaths.book(city.slug, reception.id),
    key,
    slots: [
      { value: '', label: t('receptions:show.anyTime') },
      ...slots
        .filter(({ taken, places }) => taken < places)
        .map(({ id, startsAt }) => ({
          value: String(id),
          label: formatInstant(startsAt, lang, city.timeZone, 'time'),
        })),
    ],
    fields: {
      ...{ slot: field('slot'), name: field('name'), email: field('email'), phone: field('phone') },
      ...{ topic: field('topic'), channel: field('channel'), consent: field('consent') },
    },
  }
}

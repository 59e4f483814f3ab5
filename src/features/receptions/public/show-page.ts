import type { FieldErrors, Typed } from '../../../platform/http/form.ts'
import { definePage, type PageModel } from '../../../platform/http/page.ts'
import type { Alert, Option, SummaryError, SummaryRow, Tag } from '../../../platform/http/parts.ts'
import { formatDay, formatInstant, formatMoment } from '../../../platform/time/format.ts'
import { cityPaths, nameIn } from '../../city/index.ts'
import { complaintPaths } from '../../complaints/index.ts'
import { receptionPaths } from '../paths.ts'
import type { Body, ReceptionRow, Slot } from '../queries.ts'
import { bookingTag, type Place, whereOf, whoOf } from '../reading.ts'
import { bookingAt, keptDays } from '../rules.ts'
import { crumbsOf } from './bodies-page.ts'

type Field = { value: string; error: string }

export type ShowModel = PageModel & {
  tag: Tag
  /** Day, time and place in a line: on a phone the rows stand below the form. */
  lead: string
  rows: SummaryRow[]
  message: Alert | null
  /** Why nobody can book now; null: the form is there. */
  closed: Alert | null
  errors: SummaryError[]
  form: {
    action: string
    ticket: string
    title: string
    lead: string
    button: string
    slots: Option[]
    fields: Record<'slot' | 'name' | 'email' | 'phone' | 'topic', Field>
    privacyHref: string
    privacyText: string
  } | null
}

export const showPage = definePage<ShowModel>('receptions/show')

export type ShowInput = Place & {
  reception: ReceptionRow
  body: Body | undefined
  slots: readonly Slot[]
  ticket: string
  typed?: Typed
  errors?: FieldErrors
  /** Why a form that was right did not book. */
  message?: 'slot' | 'old' | 'quick' | 'often' | 'closed' | null
}

/** A reception with its free places. */
export function showModel(input: ShowInput): ShowModel {
  const { city, lang, t, reception, errors = {}, message = null } = input
  const sentence = (name: string) => (errors[name] === undefined ? '' : t(errors[name]))
  const may = bookingAt(input.now.epochMilliseconds, reception)
  const isOpen = may === 'free' || may === 'waiting'
  return {
    page: {
      title: t('receptions:show.title', { who: whoOf(reception, lang) }),
      crumbs: crumbsOf(input),
      // Whoever has typed something has got a page that nobody else should find.
      noindex: input.typed !== undefined,
    },
    tag: bookingTag(reception, input),
    lead: leadOf(input),
    rows: rowsOf(input),
    message: message === null ? null : { text: t(`receptions:show.${message}`), tone: 'warning' },
    closed: isOpen ? null : closedAlert(may, input),
    errors: Object.keys(errors).map((name) => ({ href: `#${name}`, text: sentence(name) })),
    form: isOpen
      ? {
          action: receptionPaths.show(lang, city.slug, reception.id),
          ticket: input.ticket,
          title: t(`receptions:show.${may}.title`),
          lead: t(`receptions:show.${may}.lead`, { count: reception.waiting }),
          button: t(`receptions:show.${may}.button`),
          slots: may === 'free' ? slotOptions(input) : [],
          fields: fieldsOf(input, sentence),
          privacyHref: complaintPaths.privacy(lang, city.slug),
          privacyText: t('receptions:show.privacy', { count: keptDays.contacts }),
        }
      : null,
  }
}

function leadOf({ reception, body, city, lang }: ShowInput): string {
  const time = (at: number) => formatInstant(at, lang, city.timeZone, 'time')
  const when = `${formatDay(reception.day, lang, 'weekday')}, ${time(reception.startsAt)}–${time(reception.endsAt)}`
  return [when, body === undefined ? '' : nameIn(body.names, lang)].filter(Boolean).join(' · ')
}

const fieldsOf = ({ typed = {} }: ShowInput, sentence: (name: string) => string) => {
  const field = (name: string): Field => ({ value: typed[name] ?? '', error: sentence(name) })
  return {
    ...{ slot: field('slot'), name: field('name'), email: field('email') },
    ...{ phone: field('phone'), topic: field('topic') },
  }
}

function slotOptions({ slots, city, lang, t }: ShowInput): Option[] {
  const free = slots.filter(({ taken, places }) => taken < places)
  return [
    { value: '', label: t('receptions:show.anyTime') },
    ...free.map(({ id, startsAt }) => ({
      value: String(id),
      label: formatInstant(startsAt, lang, city.timeZone, 'time'),
    })),
  ]
}

function rowsOf(input: ShowInput): SummaryRow[] {
  const { reception, body, city, lang, t } = input
  const time = (at: number) => formatInstant(at, lang, city.timeZone, 'time')
  const where = whereOf(reception, body, lang)
  return [
    { label: t('receptions:field.day'), value: formatDay(reception.day, lang, 'weekday') },
    { label: t('receptions:field.time'), value: `${time(reception.startsAt)}–${time(reception.endsAt)}` },
    ...(body === undefined
      ? []
      : [
          {
            label: t('receptions:field.body'),
            value: nameIn(body.names, lang),
            href: receptionPaths.body(lang, city.slug, body.code),
          },
        ]),
    ...(where === '' ? [] : [{ label: t('receptions:field.where'), value: where }]),
    ...(reception.movedFrom === null
      ? []
      : [
          {
            label: t('receptions:field.moved'),
            value: t('receptions:moved', { day: formatDay(reception.movedFrom, lang) }),
          },
        ]),
    { label: t('receptions:field.closes'), value: formatMoment(reception.closesAt, lang, city.timeZone) },
  ]
}

function closedAlert(may: 'cancelled' | 'early' | 'closed' | 'full', input: ShowInput): Alert {
  const { reception, city, lang, t } = input
  const links = [
    { href: receptionPaths.list(lang, city.slug), label: t('receptions:show.others') },
    ...(may === 'full' ? [{ href: cityPaths.home(lang, city.slug), label: t('receptions:show.write') }] : []),
  ]
  if (may === 'cancelled') {
    const text = t('receptions:cancelledWhy', { why: reception.cancelledWhy })
    return { title: t('receptions:cancelled'), text, tone: 'danger', links }
  }
  if (may === 'early') {
    const when = formatMoment(reception.opensAt, lang, city.timeZone)
    return { text: t('receptions:show.opens', { when }), tone: 'info', links }
  }
  return { text: t(`receptions:show.${may}`), tone: 'info', links }
}

import type { FieldErrors, Typed } from '../../../platform/http/form.ts'
import { definePage, type PageModel } from '../../../platform/http/page.ts'
import type { Alert, Link, Option, SummaryError, SummaryRow, Tag } from '../../../platform/http/parts.ts'
import { formatDay, formatMoment } from '../../../platform/time/format.ts'
import { nameIn, phoneInWords, telHref } from '../../city/index.ts'
import { deskPaths, formatNumber } from '../../complaints/index.ts'
import type { Directory } from '../../offices/index.ts'
import type { VisitorContacts } from '../actions/look-at-visitor.ts'
import { promiseTag, stateTag } from '../booking/page.ts'
import { receptionDeskPaths } from '../paths.ts'
import type { Body, BookingRow, ReceptionRow } from '../queries.ts'
import { type Place, whoOf } from '../reading.ts'
import { minutesOutcomes } from '../rules.ts'
import type { MinutesRow } from './queries.ts'

type Field = { value: string; error: string }

export type VisitModel = PageModel & {
  back: Link
  message: Alert | null
  errors: SummaryError[]
  state: Tag
  rows: SummaryRow[]
  topic: { text: string; lang: string }
  /** POST shows the contacts on the same page; null: they stand there, or are gone. */
  contactsAction: string | null
  /** Null: nobody has come, or only to be read. */
  minutes: {
    action: string
    version: string
    outcomes: Option[]
    outcome: Field
    text: Field
    now: string
  } | null
  promises: { text: string; due: string; state: Tag; complaint: Link | null }[]
  promise: {
    action: string
    key: string
    offices: Option[]
    categories: Option[]
    kinds: Option[]
    fields: Record<'words' | 'dueOn' | 'office' | 'kind' | 'category' | 'address' | 'contacts', Field>
  } | null
}

export const visitPage = definePage<VisitModel>('receptions/desk-visit', { layout: 'staff' })

export const promiseKinds = ['task', 'complaint'] as const

export type VisitInput = Place & {
  booking: BookingRow
  reception: ReceptionRow
  body: Body
  minutes: MinutesRow | null
  promises: readonly { text: string; dueOn: string; doneAt: number | null; complaint: string | null }[]
  directory: Directory
  mayWork: boolean
  key: string
  /** After the look at them was written down. */
  contacts?: VisitorContacts
  done: string
  /** Of the form that came back. */
  form?: { kind: 'minutes' | 'promise'; typed: Typed; errors: FieldErrors }
  isConflict?: boolean
}

const said = ['minutes', 'promise', 'late'] as const

/** One visit: who, about what, what was said and what was promised. */
export function visitModel(input: VisitInput): VisitModel {
  const { city, lang, t, booking, reception, form, done, isConflict = false } = input
  const sentence = (name: string) => {
    const key = form?.errors[name]
    return key === undefined ? '' : t(key)
  }
  const word = said.find((one) => one === done)
  return {
    page: { title: booking.visitor?.name ?? t('receptions:desk.forgotten'), noindex: true },
    back: { href: receptionDeskPaths.day(city.slug, reception.id), label: whoOf(reception, lang) },
    message: isConflict
      ? { text: t('receptions:desk.conflict'), tone: 'warning' }
      : word === undefined
        ? null
        : { text: t(`receptions:visit.said.${word}`), tone: word === 'late' ? 'warning' : 'success' },
    errors: Object.keys(form?.errors ?? {}).map((name) => ({ href: `#${name}`, text: sentence(name) })),
    state: stateTag(booking.state, t),
    rows: rowsOf(input),
    contactsAction:
      input.mayWork && input.contacts === undefined && booking.visitor !== null
        ? receptionDeskPaths.contacts(city.slug, booking.id)
        : null,
    topic: { text: booking.visitor?.topic ?? '', lang: booking.lang },
    minutes: input.mayWork && booking.state === 'came' ? minutesForm(input, sentence) : null,
    promises: input.promises.map(({ text, dueOn, doneAt, complaint }) => ({
      text,
      due: t('receptions:promise.due', { day: formatDay(dueOn, lang) }),
      state: promiseTag(doneAt !== null, t),
      complaint:
        complaint === null ? null : { href: deskPaths.show(complaint), label: formatNumber(complaint) },
    })),
    promise: input.mayWork && booking.state === 'came' ? promiseForm(input, sentence) : null,
  }
}

function rowsOf({ booking, reception, body, contacts, city, lang, t }: VisitInput): SummaryRow[] {
  const at = booking.slotStartsAt ?? reception.startsAt
  return [
    { label: t('receptions:field.when'), value: formatMoment(at, lang, city.timeZone) },
    { label: t('receptions:field.body'), value: nameIn(body.names, lang) },
    ...(contacts?.phone == null
      ? []
      : [
          {
            label: t('receptions:field.phone'),
            value: phoneInWords(contacts.phone, city),
            href: telHref(contacts.phone),
          },
        ]),
    ...(contacts?.email == null
      ? []
      : [{ label: t('receptions:field.email'), value: contacts.email, href: `mailto:${contacts.email}` }]),
  ]
}

function minutesForm(
  { minutes, form, city, booking, t, isConflict = false }: VisitInput,
  sentence: (name: string) => string,
): VisitModel['minutes'] {
  const typed = form?.kind === 'minutes' ? form.typed : null
  return {
    action: receptionDeskPaths.minutes(city.slug, booking.id),
    version: String(minutes?.version ?? 0),
    outcomes: minutesOutcomes.map((value) => ({ value, label: t(`receptions:outcome.${value}`) })),
    outcome: { value: typed?.['outcome'] ?? minutes?.outcome ?? '', error: sentence('outcome') },
    text: { value: typed?.['text'] ?? minutes?.text ?? '', error: sentence('text') },
    now: isConflict ? (minutes?.text ?? '') : '',
  }
}

function promiseForm(input: VisitInput, sentence: (name: string) => string): VisitModel['promise'] {
  const { form, city, booking, body, directory, lang, t, key } = input
  const typed = form?.kind === 'promise' ? form.typed : {}
  const field = (name: string, usual = ''): Field => ({ value: typed[name] ?? usual, error: sentence(name) })
  return {
    action: receptionDeskPaths.promise(city.slug, booking.id),
    key,
    offices: directory.offices
      .filter(({ current }) => current)
      .map(({ id, short }) => ({ value: String(id), label: nameIn(short, lang) })),
    categories: directory.categories
      .filter(({ current }) => current)
      .map(({ code, names }) => ({ value: code, label: nameIn(names, lang) })),
    kinds: promiseKinds.map((value) => ({
      value,
      label: t(`receptions:visit.kind.${value}`),
      hint: t(`receptions:visit.kindHint.${value}`),
    })),
    fields: {
      ...{ words: field('words'), dueOn: field('dueOn'), kind: field('kind', 'task') },
      office: field('office', body.officeId === null ? '' : String(body.officeId)),
      ...{ category: field('category'), address: field('address'), contacts: field('contacts') },
    },
  }
}

import { definePage, type PageModel } from '../../../platform/http/page.ts'
import type { Alert, Link, Table, Tag } from '../../../platform/http/parts.ts'
import { endonyms, isLang } from '../../../platform/i18n/texts.ts'
import { formatMoment } from '../../../platform/time/format.ts'
import { nameIn, phoneInWords, telHref } from '../../city/index.ts'
import { receptionDeskPaths } from '../paths.ts'
import type { Place } from '../reading.ts'
import type { CallRow } from './call-queries.ts'

type Call = {
  id: number
  name: string
  why: Tag
  facts: string
  visit: Link
  /** What was asked for; null: behind the button. */
  contacts: { phone: Link | null; email: Link | null } | null
  contactsAction: string
  calledAction: string
}

export type CallsModel = PageModel & {
  back: Link
  message: Alert | null
  open: Call[]
  done: Table | null
}

export const callsPage = definePage<CallsModel>('receptions/desk-calls', { layout: 'staff' })

export type CallsInput = Place & {
  rows: { open: readonly CallRow[]; done: readonly CallRow[] }
  done: string
  /** The contacts of one of them, after the look was written down. */
  shown?: { bookingId: number; phone: string | null; email: string | null } | null
}

/** Visitors whom no mail reaches, and what they are to be told. */
export function callsModel(input: CallsInput): CallsModel {
  const { city, t, rows, done } = input
  return {
    page: { title: t('receptions:calls.title'), noindex: true },
    back: { href: receptionDeskPaths.home(city.slug), label: t('receptions:title') },
    message:
      done === 'called'
        ? { text: t('receptions:calls.said'), tone: 'success' }
        : done === 'gone'
          ? { text: t('receptions:calls.gone'), tone: 'warning' }
          : null,
    open: rows.open.map((row) => callOf(row, input)),
    done: rows.done.length === 0 ? null : doneTable(input),
  }
}

function callOf(row: CallRow, { city, lang, t, shown }: CallsInput): Call {
  const { bookingId, why, offeredUntil } = row
  const moment = (at: number) => formatMoment(at, lang, city.timeZone)
  const contacts = shown?.bookingId === bookingId ? shown : null
  return {
    id: bookingId,
    name: row.name,
    why: {
      label: t(`receptions:calls.why.${why}`),
      ...(why === 'offered' || why === 'given'
        ? ({ tone: 'info', icon: 'bell' } as const)
        : ({ tone: 'warning', icon: 'ban' } as const)),
    },
    facts: [
      moment(row.startsAt),
      whoIn(row, lang),
      offeredUntil === null ? '' : t('receptions:calls.until', { until: moment(offeredUntil) }),
      t('receptions:calls.lang', { lang: isLang(row.lang) ? endonyms[row.lang] : row.lang }),
    ]
      .filter(Boolean)
      .join(' · '),
    visit: {
      href: receptionDeskPaths.booking(city.slug, bookingId),
      label: t('receptions:promises.visit'),
    },
    contacts: contacts && {
      phone:
        contacts.phone === null
          ? null
          : { href: telHref(contacts.phone), label: phoneInWords(contacts.phone, city) },
      email: contacts.email === null ? null : { href: `mailto:${contacts.email}`, label: contacts.email },
    },
    contactsAction: receptionDeskPaths.callContacts(city.slug, bookingId),
    calledAction: receptionDeskPaths.called(city.slug, bookingId),
  }
}

const whoIn = ({ position, person }: CallRow, lang: Place['lang']): string =>
  [nameIn(position, lang), person].filter(Boolean).join(', ')

function doneTable({ rows, lang, t, city }: CallsInput): Table {
  return {
    caption: t('receptions:calls.done'),
    columns: [
      { label: t('receptions:desk.visitorName') },
      { label: t('receptions:calls.reason') },
      { label: t('receptions:calls.by') },
      { label: t('receptions:promises.when') },
    ],
    rows: rows.done.map(({ name, why, calledBy, calledAt }) => [
      name === '' ? t('receptions:desk.forgotten') : name,
      t(`receptions:calls.why.${why}`),
      calledBy,
      calledAt === null ? '' : formatMoment(calledAt, lang, city.timeZone),
    ]),
  }
}

import { definePage, type PageModel } from '../../../platform/http/page.ts'
import type { Alert, EmptyState, Link, Table, Tag } from '../../../platform/http/parts.ts'
import { endonyms, isLang } from '../../../platform/i18n/texts.ts'
import { formatMoment, formatNumber } from '../../../platform/time/format.ts'
import { phoneInWords, telHref } from '../../city/index.ts'
import { eventDeskPaths } from '../paths.ts'
import { wordsIn } from '../translated.ts'
import type { CallRow } from './call-queries.ts'
import { cityOfRow, type DeskReading } from './pages.ts'

type Call = {
  name: string
  why: Tag
  facts: string
  event: Link
  /** What was asked for; null: behind the button. */
  contacts: { phone: Link | null; email: Link | null } | null
  contactsAction: string
  calledAction: string
}

export type CallsModel = PageModel & {
  message: Alert | null
  open: Call[]
  empty: EmptyState | null
  done: Table | null
}

export const callsPage = definePage<CallsModel>('events/desk/calls', { layout: 'staff' })

export type CallsInput = {
  rows: { open: readonly CallRow[]; done: readonly CallRow[] }
  done: string | null
  /** The contacts of one of them, after the look was written down. */
  shown: { signUpId: number; phone: string | null; email: string | null } | null
}

/** Those whom no mail reaches, and what they are to be told. */
export function callsModel({ rows, done, shown }: CallsInput, reading: DeskReading): CallsModel {
  const { t } = reading
  return {
    page: {
      title: t('events:calls.title'),
      noindex: true,
      crumbs: [{ href: eventDeskPaths.list(), label: t('events:desk.title') }],
    },
    message:
      done === 'called'
        ? { tone: 'success', text: t('events:calls.said') }
        : done === 'gone'
          ? { tone: 'warning', text: t('events:calls.gone') }
          : null,
    open: rows.open.map((row) => callOf(row, shown, reading)),
    empty:
      rows.open.length > 0
        ? null
        : { icon: 'phone', title: t('events:calls.empty'), text: t('events:calls.emptyText') },
    done: rows.done.length === 0 ? null : doneTable(rows.done, reading),
  }
}

function callOf(row: CallRow, shown: CallsInput['shown'], reading: DeskReading): Call {
  const { lang, t } = reading
  const { signUpId, eventId, why, persons } = row
  const city = cityOfRow(reading, row.cityId)
  const contacts = shown?.signUpId === signUpId ? shown : null
  return {
    name: row.name,
    why: {
      label: t(`events:calls.why.${why}`),
      ...(why === 'given'
        ? ({ tone: 'info', icon: 'bell' } as const)
        : ({ tone: 'warning', icon: why === 'moved' ? 'calendar-clock' : 'ban' } as const)),
    },
    facts: [
      formatMoment(row.startsAt, lang, city.timeZone),
      persons > 1 ? t('events:calls.persons', { n: formatNumber(persons, lang) }) : '',
      t('events:calls.lang', { lang: isLang(row.lang) ? endonyms[row.lang] : row.lang }),
    ]
      .filter(Boolean)
      .join(' · '),
    event: { href: eventDeskPaths.show(eventId), label: wordsIn(row.title, lang) },
    contacts: contacts && {
      phone:
        contacts.phone === null
          ? null
          : { href: telHref(contacts.phone), label: phoneInWords(contacts.phone, city) },
      email: contacts.email === null ? null : { href: `mailto:${contacts.email}`, label: contacts.email },
    },
    contactsAction: eventDeskPaths.callContacts(eventId, signUpId),
    calledAction: eventDeskPaths.called(eventId, signUpId),
  }
}

function doneTable(rows: readonly CallRow[], reading: DeskReading): Table {
  const { lang, t } = reading
  return {
    caption: t('events:calls.done'),
    columns: [
      { label: t('events:people.name') },
      { label: t('events:calls.reason') },
      { label: t('events:calls.by') },
      { label: t('events:calls.when') },
    ],
    rows: rows.map((row) => [
      row.name === '' ? t('events:people.forgotten') : row.name,
      t(`events:calls.why.${row.why}`),
      row.calledBy,
      row.calledAt === null ? '' : formatMoment(row.calledAt, lang, cityOfRow(reading, row.cityId).timeZone),
    ]),
  }
}

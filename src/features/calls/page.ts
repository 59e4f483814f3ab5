import { definePage, type PageModel } from '../../platform/http/page.ts'
import type { Alert, Link, Table, Tag } from '../../platform/http/parts.ts'
import { endonyms, isLang, type Lang, type Translate } from '../../platform/i18n/texts.ts'
import { formatMoment } from '../../platform/time/format.ts'
import { type City, phoneInWords, telHref } from '../city/index.ts'
import type { Caller } from './queries.ts'
import './texts.ts'

/** Somebody who is to be called, or was. */
export type Call = Caller & {
  city: City
  /** Empty once it is forgotten. */
  name: string
  /** What they are to be told. */
  why: Tag
  /** When it is, how many they are, and so on. */
  facts: readonly string[]
  /** Code of the language in which they wrote. */
  lang: string
  about: Link
  /** Id of the latest news. */
  newest: number
  /** What was asked for, after the look was written down; null: behind the button. */
  shown: { phone: string | null; email: string | null } | null
  contactsAction: string
  calledAction: string
}

export type CallsInput = {
  page: PageModel['page']
  back: Link | null
  /** What the list is for, and what an empty one means. */
  lead: string
  emptyText: string
  open: readonly Call[]
  done: readonly Call[]
  /** `called`, `gone`, or anything. */
  said: string | null
}

type OpenCall = {
  name: string
  why: Tag
  facts: string
  about: Link
  newest: string
  contacts: { phone: Link | null; email: Link | null } | null
  contactsAction: string
  calledAction: string
}

export type CallsModel = PageModel & {
  back: Link | null
  lead: string
  emptyText: string
  message: Alert | null
  open: OpenCall[]
  done: Table | null
}

export const callsPage = definePage<CallsModel>('calls/list', { layout: 'staff' })

/** Those whom no mail reaches, and what they are to be told. */
export function callsModel(input: CallsInput, { lang, t }: { lang: Lang; t: Translate }): CallsModel {
  const { page, back, lead, emptyText, open, done, said } = input
  return {
    ...{ page, back, lead, emptyText },
    message:
      said === 'called'
        ? { tone: 'success', text: t('calls:said') }
        : said === 'gone'
          ? { tone: 'warning', text: t('calls:gone') }
          : null,
    open: open.map((call) => openCall(call, t)),
    done: done.length === 0 ? null : doneTable(done, { lang, t }),
  }
}

function openCall({ shown, lang, facts, city, newest, ...call }: Call, t: Translate): OpenCall {
  const { name, why, about, contactsAction, calledAction } = call
  return {
    ...{ name, why, about, contactsAction, calledAction, newest: String(newest) },
    facts: [...facts, t('calls:lang', { lang: isLang(lang) ? endonyms[lang] : lang })].join(' · '),
    contacts: shown && {
      phone:
        shown.phone === null ? null : { href: telHref(shown.phone), label: phoneInWords(shown.phone, city) },
      email: shown.email === null ? null : { href: `mailto:${shown.email}`, label: shown.email },
    },
  }
}

function doneTable(rows: readonly Call[], { lang, t }: { lang: Lang; t: Translate }): Table {
  return {
    caption: t('calls:done'),
    columns: [
      { label: t('calls:name') },
      { label: t('calls:reason') },
      { label: t('calls:by') },
      { label: t('calls:when') },
    ],
    rows: rows.map(({ name, why, calledBy, calledAt, city }) => [
      name === '' ? t('calls:forgotten') : name,
      why.label,
      calledBy,
      calledAt === null ? '' : formatMoment(calledAt, lang, city.timeZone),
    ]),
  }
}

import { definePage, type PageModel } from '../../../platform/http/page.ts'
import type { Alert, EmptyState, Tab } from '../../../platform/http/parts.ts'
import { formatNumber } from '../../../platform/time/format.ts'
import type { Contact } from '../contact.ts'
import { eventDeskPaths } from '../paths.ts'
import type { SignUpRow } from '../queries.ts'
import { wordsIn } from '../translated.ts'
import { whenText } from '../words.ts'
import { cityOfRow, type DeskReading, partsOf } from './pages.ts'
import type { DeskEvent } from './queries.ts'
import type { EventRights } from './rights.ts'

/** A sign-up whose contact was opened for the one who checks people in; null once it is forgotten. */
export type KnownSignUp = SignUpRow & { contact: Contact | null }

export type Person = {
  id: number
  no: string
  name: string
  phone: string
  email: string
  persons: string
  /** How many came, as the field shows it; usually all of them. */
  came: string
  checked: boolean
  note: string
  action: string
  removeAction: string
}

export type PeopleModel = PageModel & {
  parts: Tab[]
  /** POST shows the contacts; null: they stand there, or there is nobody. */
  contactsAction: string | null
  message: Alert | null
  facts: string[]
  sums: string
  given: Person[]
  waiting: Person[]
  empty: EmptyState | null
}

export const peoplePage = definePage<PeopleModel>('events/desk/people', { layout: 'staff' })

export type PeopleInput = {
  event: DeskEvent
  rights: EventRights
  signUps: readonly KnownSignUp[]
  /** After the look at them was written down. */
  withContacts: boolean
  done: string | null
}

const said = ['came', 'undone', 'removed'] as const

export function peopleModel(
  { event, rights, signUps, withContacts, done }: PeopleInput,
  reading: DeskReading,
): PeopleModel {
  const { lang, t } = reading
  const { timeZone } = cityOfRow(reading, event.cityId)
  const title = wordsIn(event.title, lang)
  const what = said.find((one) => one === done)
  const person = (one: KnownSignUp): Person => ({
    id: one.id,
    no: String(one.no),
    name: one.contact?.name ?? t('events:people.forgotten'),
    phone: withContacts ? (one.contact?.phone ?? '') : '',
    email: withContacts ? (one.contact?.email ?? '') : '',
    persons: String(one.persons),
    came: String(one.came ?? one.persons),
    checked: one.came !== null,
    note: one.refusal === null ? '' : t('events:people.refused'),
    action: eventDeskPaths.checkIn(event.id, one.id),
    removeAction: eventDeskPaths.remove(event.id, one.id),
  })
  const n = (value: number) => formatNumber(value, lang)
  return {
    page: {
      title: t('events:people.title', { title }),
      noindex: true,
      crumbs: [
        { href: eventDeskPaths.list(), label: t('events:desk.title') },
        { href: eventDeskPaths.show(event.id), label: title },
      ],
    },
    contactsAction: withContacts || signUps.length === 0 ? null : eventDeskPaths.contacts(event.id),
    parts: partsOf(event, rights, 'people', t),
    message: what === undefined ? null : { tone: 'success', text: t(`events:people.done.${what}`) },
    facts: [whenText(event, { lang, t, timeZone }), wordsIn(event.place, lang)].filter(Boolean),
    sums: t('events:people.sums', {
      given: n(event.people.given),
      came: n(event.people.came),
      waiting: n(event.people.waiting),
    }),
    given: signUps.filter(({ state }) => state === 'given').map(person),
    waiting: signUps.filter(({ state }) => state === 'waiting').map(person),
    empty:
      signUps.length > 0
        ? null
        : { icon: 'users', title: t('events:people.none'), text: t('events:people.noneText') },
  }
}

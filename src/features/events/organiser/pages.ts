import type { FieldErrors, Typed } from '../../../platform/http/form.ts'
import { definePage, type PageModel } from '../../../platform/http/page.ts'
import type { Alert, Option, SummaryError, SummaryRow, Tab } from '../../../platform/http/parts.ts'
import { endonyms, langs } from '../../../platform/i18n/texts.ts'
import { formatInstant, formatNumber } from '../../../platform/time/format.ts'
import type { Reading } from '../../complaints/index.ts'
import { eventPaths } from '../paths.ts'
import type { EventWhole, SignUpRow } from '../queries.ts'
import { organiserDoor, photoRoles } from '../rules.ts'
import { wordsIn } from '../translated.ts'
import { whenText } from '../words.ts'
import type { DraftRow, OrganiserLink, WalkIn } from './queries.ts'

type Field = { value: string; error: string }

/** Somebody on the list at the door: the name alone, no way to reach them. */
type Guest = {
  id: number
  no: string
  name: string
  persons: string
  /** In the field: how many come with the press of the button. */
  came: Field
  isChecked: boolean
  action: string
}

type Shared = PageModel & {
  facts: string[]
  parts: Tab[]
  message: Alert | null
  errors: SummaryError[]
}

export type DoorModel = Shared & {
  sums: string
  /** Why there are no names; empty: there are. */
  closed: string
  given: Guest[]
  waiting: Guest[]
  walkIn: {
    action: string
    key: string
    persons: Field
    entries: { text: string; removeAction: string }[]
  } | null
}

export const doorPage = definePage<DoorModel>('events/organiser/door')

/** What a page of an organiser stands in. */
export type OrganiserPlace = { token: string; link: OrganiserLink; event: EventWhole; reading: Reading }

export type DoorInput = OrganiserPlace & {
  /** Empty while names are not needed. */
  guests: readonly (SignUpRow & { name: string | null })[]
  walkIns: readonly WalkIn[]
  key: string
  done: string | null
  /** The link was used too often: no names for now. */
  isTooOften?: boolean
  /** Whose check-in was refused; `typed` and `errors` are of that form. */
  signUpId?: number
  typed?: Typed
  errors?: FieldErrors
}

const saidAtDoor = ['came', 'undone', 'walkIn', 'walkInUndone'] as const

/** Who comes, to be checked in on a phone at the entrance. */
export function doorModel(input: DoorInput): DoorModel {
  const { token, event, reading, guests, walkIns, key, done, isTooOften = false, signUpId } = input
  const { typed = {}, errors = {} } = input
  const { lang, t, now, city } = reading
  const door = organiserDoor(event, now)
  const isOpen = door?.names === true && !isTooOften
  const said = saidAtDoor.find((one) => one === done)
  const guest = (row: DoorInput['guests'][number]): Guest => ({
    ...{ id: row.id, no: String(row.no), persons: String(row.persons) },
    name: row.name ?? t('events:people.forgotten'),
    came: fieldOf('came', {
      typed: { came: String(row.came ?? row.persons), ...(row.id === signUpId ? typed : {}) },
      errors: row.id === signUpId ? errors : {},
      t,
    }),
    // Whoever's number was refused keeps the field
    isChecked: row.came !== null && row.id !== signUpId,
    action: eventPaths.organiserCheckIn(lang, city.slug, token, row.id),
  })
  const came = [...guests, ...walkIns.map(({ persons }) => ({ came: persons }))]
  const n = (sum: number) => formatNumber(sum, lang)
  return {
    ...sharedOf(input, 'door'),
    message: said === undefined ? null : { tone: 'success', text: t(`events:organiser.said.${said}`) },
    errors: errorsOf(errors, t, signUpId === undefined ? '' : `-${signUpId}`),
    sums: isOpen
      ? t('events:organiser.sums', { came: n(came.reduce((sum, one) => sum + (one.came ?? 0), 0)) })
      : '',
    closed: isOpen ? '' : t(whyClosed(event.state, door?.names === true)),
    given: guests.filter(({ state }) => state === 'given').map(guest),
    waiting: guests.filter(({ state }) => state === 'waiting').map(guest),
    // Names nobody, so that over the limit what was typed can stand here
    walkIn:
      door?.names !== true
        ? null
        : {
            action: eventPaths.walkIns(lang, city.slug, token),
            key,
            persons: fieldOf('persons', { typed: { persons: '1', ...typed }, errors, t }),
            entries: walkIns.map(({ id, persons, at }) => ({
              text: t('events:organiser.walkInLine', {
                n: n(persons),
                time: formatInstant(at, lang, city.timeZone, 'time'),
              }),
              removeAction: eventPaths.removeWalkIn(lang, city.slug, token, id),
            })),
          },
  }
}

const whyClosed = (state: string, isTooOften: boolean) =>
  state === 'cancelled'
    ? 'events:organiser.off'
    : isTooOften
      ? 'events:organiser.often'
      : 'events:organiser.closed'

export type OrganiserResultsModel = Shared & {
  /** Why nothing can be written down yet. */
  early: string
  /** What another organiser sent meanwhile, to be compared; null: nothing is in the way. */
  stored: { rows: SummaryRow[]; text: string; lang: string } | null
  form: {
    action: string
    version: string
    participants: Field & { hint: string }
    hours: Field
    bags: Field
    text: Field
    lang: string
    langs: Option[]
  } | null
  pictures: { action: string; roles: Option[]; role: string; error: string; sent: string } | null
}

export const organiserResultsPage = definePage<OrganiserResultsModel>('events/organiser/results')

export type OrganiserResultsInput = OrganiserPlace & {
  draft: DraftRow | null
  counts: { came: number; proposed: number }
  done: string | null
  typed?: Typed
  errors?: FieldErrors
  conflict?: boolean
  isTooOften?: boolean
  /** Of pictures that were not taken. */
  role?: string
  /** Why a picture was not taken, ready sentences. */
  refused?: string
}

const saidOfResults = ['sent', 'pictures'] as const

/** What came of it, as the organiser sees it; staff take it into the results. */
export function organiserResultsModel(input: OrganiserResultsInput): OrganiserResultsModel {
  const { token, event, reading, draft, counts, done, conflict = false, refused = '' } = input
  const { lang, t, now, city } = reading
  const { errors = {}, isTooOften = false } = input
  const isOpen = organiserDoor(event, now)?.results === true
  const said = saidOfResults.find((one) => one === done)
  const stored: Typed = {
    participants: String(draft?.participants ?? (counts.came || '')),
    hours: String(draft?.hours || ''),
    bags: String(draft?.bags || ''),
    text: draft?.text ?? '',
    lang: draft?.lang ?? lang,
  }
  const typed = input.typed ?? stored
  const field = (name: string): Field => fieldOf(name, { typed, errors, t })
  return {
    ...sharedOf(input, 'results'),
    message: isTooOften
      ? { tone: 'warning', text: t('events:organiser.often') }
      : conflict
        ? { tone: 'warning', text: t('events:organiser.conflict') }
        : said !== undefined
          ? { tone: 'success', text: t(`events:organiser.said.${said}`) }
          : draft?.isTaken === true
            ? { tone: 'info', text: t('events:organiser.taken') }
            : null,
    errors: [...errorsOf(errors, t), ...(refused === '' ? [] : [{ href: '#photos', text: refused }])],
    early: isOpen ? '' : t(event.state === 'cancelled' ? 'events:organiser.off' : 'events:results.early'),
    stored: conflict && draft !== null ? storedOf(draft, reading) : null,
    form: !isOpen
      ? null
      : {
          action: eventPaths.organiserResults(lang, city.slug, token),
          // Who sees what is stored may send over it; nobody else
          version: (conflict ? undefined : typed['version']) ?? String(draft?.version ?? 0),
          participants: {
            ...field('participants'),
            hint: t('events:results.came', { came: formatNumber(counts.came, lang) }),
          },
          ...{ hours: field('hours'), bags: field('bags'), text: field('text') },
          lang: typed['lang'] ?? lang,
          langs: langs.map((one) => ({ value: one, label: endonyms[one] })),
        },
    pictures: !isOpen
      ? null
      : {
          action: eventPaths.organiserPictures(lang, city.slug, token),
          roles: photoRoles.map((role) => ({ value: role, label: t(`events:role.${role}`) })),
          role: photoRoles.find((one) => one === input.role) ?? 'after',
          error: refused,
          sent:
            counts.proposed === 0
              ? ''
              : t('events:organiser.picturesSent', { n: formatNumber(counts.proposed, lang) }),
        },
  }
}

function storedOf(draft: DraftRow, { lang, t }: Reading): OrganiserResultsModel['stored'] {
  const rows = (['participants', 'hours', 'bags'] as const).map((name) => ({
    label: t(`events:results.${name}`),
    value: formatNumber(draft[name], lang),
  }))
  return { rows, text: draft.text, lang: draft.lang }
}

function sharedOf(
  { token, event, reading }: OrganiserPlace,
  current: 'door' | 'results',
): Pick<Shared, 'page' | 'facts' | 'parts'> {
  const { lang, t, city, timeZone } = reading
  const tab = (name: typeof current, href: string): Tab => ({
    ...{ href, label: t(`events:organiser.part.${name}`), current: name === current },
  })
  return {
    page: { title: wordsIn(event.title, lang), noindex: true },
    facts: [whenText(event, { lang, t, timeZone }), wordsIn(event.place, lang)].filter(Boolean),
    parts: [
      tab('door', eventPaths.organiser(lang, city.slug, token)),
      tab('results', eventPaths.organiserResults(lang, city.slug, token)),
    ],
  }
}

type Filled = { typed: Typed; errors: FieldErrors; t: Reading['t'] }

const fieldOf = (name: string, { typed, errors, t }: Filled): Field => ({
  value: typed[name] ?? '',
  error: errors[name] === undefined ? '' : t(errors[name]),
})

/** `suffix`: of the field's id where a page has several of a name. */
const errorsOf = (errors: FieldErrors, t: Reading['t'], suffix = ''): SummaryError[] =>
  Object.entries(errors).flatMap(([name, text]) =>
    text === undefined ? [] : [{ href: `#${name}${suffix}`, text: t(text) }],
  )

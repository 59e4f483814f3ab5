import type { BadForm, FieldErrors, Typed } from '../../../platform/http/form.ts'
import { definePage, type PageModel } from '../../../platform/http/page.ts'
import type {
  Alert,
  EmptyState,
  Option,
  SummaryError,
  SummaryRow,
  Tag,
  When,
} from '../../../platform/http/parts.ts'
import { endonyms, type Lang, langs, type Translate } from '../../../platform/i18n/texts.ts'
import { formatDay, formatMoment } from '../../../platform/time/format.ts'
import { type City, nameIn } from '../../city/index.ts'
import type { Office } from '../../offices/index.ts'
import { accountPaths, type PeopleDone } from '../paths.ts'
import { isOfficeRole, type RoleAt, staffRoles } from '../roles.ts'
import type { StaffMember } from '../staff-member.ts'
import { mostPeople, type Person, type PersonRow } from './queries.ts'
import { mayGive, mayManage, mayNameSubstitute, roleCode } from './rules.ts'

/** The cities in which the reader has something to say, with their offices. */
export type Place = { city: City; offices: readonly Office[] }

export type Around = { t: Translate; lang: Lang; staff: StaffMember; places: readonly Place[] }

export type PeopleModel = PageModel & {
  notice: Alert | null
  text: string
  searchHref: string
  inviteHref: string
  people: {
    name: string
    href: string
    email: string
    roles: string[]
    state: Tag
    seen: When | null
    factor: Tag
  }[]
  more: string | null
  empty: EmptyState | null
}

export const peoplePage = definePage<PeopleModel>('accounts/people', { layout: 'staff' })

export function peopleModel(
  around: Around,
  { rows, text, done }: { rows: readonly PersonRow[]; text: string; done?: PeopleDone | undefined },
): PeopleModel {
  const { t, lang, places } = around
  const timeZone = places[0]?.city.timeZone ?? 'UTC'
  return {
    page: { title: t('accounts:people.title'), noindex: true },
    notice: noticeOf(t, done),
    text,
    searchHref: accountPaths.people(),
    inviteHref: accountPaths.invite(),
    people: rows.map((row) => ({
      ...{ name: row.name, email: row.email, href: accountPaths.person(row.id) },
      roles: row.roles.map((role) => roleText(around, role)),
      state: stateTag(t, row),
      factor: factorTag(t, row.hasFactor),
      seen: row.seenAt && {
        iso: row.seenAt.toISOString(),
        text: formatMoment(row.seenAt.getTime(), lang, timeZone),
      },
    })),
    more: rows.length === mostPeople ? t('accounts:people.more', { count: mostPeople }) : null,
    empty:
      rows.length > 0
        ? null
        : {
            title: t('accounts:people.none'),
            icon: 'users',
            actions: [{ href: accountPaths.people(), label: t('accounts:people.all') }],
          },
  }
}

const noticeOf = (t: Translate, done: PeopleDone | undefined): Alert | null =>
  done === undefined ? null : { tone: 'success', text: t(`accounts:people.done.${done}`) }

function stateTag(t: Translate, { disabled, invited }: { disabled: boolean; invited: boolean }): Tag {
  if (disabled) return { label: t('accounts:people.state.disabled'), tone: 'neutral', icon: 'lock' }
  return invited
    ? { label: t('accounts:people.state.invited'), tone: 'info', icon: 'mail' }
    : { label: t('accounts:people.state.active'), tone: 'success', icon: 'circle-check' }
}

const factorTag = (t: Translate, has: boolean): Tag =>
  has
    ? { label: t('accounts:people.factor.yes'), tone: 'success', icon: 'shield-check' }
    : { label: t('accounts:people.factor.no'), tone: 'warning', icon: 'shield-alert' }

/** A role with its place: "Head · Roads". */
function roleText({ t, lang, places }: Pick<Around, 't' | 'lang' | 'places'>, role: RoleAt): string {
  const place = places.find(({ city }) => city.id === role.cityId)
  const office = place?.offices.find(({ id }) => id === role.officeId)
  const where = office ? nameIn(office.short, lang) : place && nameIn(place.city.names, lang)
  return [t(`accounts:position.${role.role}`), where].filter(Boolean).join(' · ')
}

/** Every role that the reader may give, as a select offers them. */
function rolesToGive(around: Around): Option[] {
  const { staff, places } = around
  const all = places.flatMap(({ city, offices }) =>
    staffRoles.flatMap((role): RoleAt[] =>
      isOfficeRole(role)
        ? offices
            .filter(({ external, current }) => !external && current)
            .map(({ id }) => ({ role, cityId: city.id, officeId: id }))
        : [{ role, cityId: city.id, officeId: null }],
    ),
  )
  return all
    .filter((role) => mayGive(staff, role))
    .map((role) => ({ value: roleCode(role), label: roleText(around, role) }))
}

type FieldTexts = Record<string, string | undefined>

const errorTexts = (t: Translate, errors: FieldErrors): FieldTexts =>
  Object.fromEntries(Object.entries(errors).map(([field, error]) => [field, error && t(error)]))

const summaryOf = (texts: FieldTexts): SummaryError[] =>
  Object.entries(texts).flatMap(([field, text]) => (text ? [{ href: `#${field}`, text }] : []))

const inviteFields = ['name', 'email', 'positionKk', 'positionRu', 'positionEn', 'lang', 'role'] as const
type InviteField = (typeof inviteFields)[number]

export type InviteModel = PageModel & {
  errors: SummaryError[]
  fieldErrors: Record<InviteField, string | undefined>
  typed: Record<InviteField, string>
  roles: Option[]
  langs: Option[]
}

export const invitePage = definePage<InviteModel>('accounts/invite', { layout: 'staff' })

export function inviteModel(around: Around, form?: BadForm): InviteModel {
  const { t, lang } = around
  const texts = errorTexts(t, form?.errors ?? {})
  const typed: Typed = form?.typed ?? { lang }
  return {
    page: {
      title: t('accounts:people.invite'),
      noindex: true,
      crumbs: [{ href: accountPaths.people(), label: t('accounts:people.title') }],
    },
    errors: summaryOf(texts),
    fieldErrors: byField(inviteFields, (field) => texts[field]),
    typed: byField(inviteFields, (field) => typed[field] ?? ''),
    roles: [{ value: '', label: t('accounts:people.chooseRole') }, ...rolesToGive(around)],
    langs: langs.map((code) => ({ value: code, label: endonyms[code] })),
  }
}

const byField = <Field extends string, Value>(fields: readonly Field[], value: (field: Field) => Value) =>
  Object.fromEntries(fields.map((field) => [field, value(field)])) as Record<Field, Value>

const personFields = ['role', 'substitute', 'fromOn', 'toOn'] as const
type PersonField = (typeof personFields)[number]

type RoleItem = { text: string; code: string; mayTake: boolean }
type SubstituteItem = { text: string; days: string; id: number; mayEnd: boolean }

export type PersonModel = PageModel & {
  name: string
  state: Tag
  notice: Alert | null
  problem: Alert | null
  errors: SummaryError[]
  fieldErrors: Record<PersonField, string | undefined>
  facts: SummaryRow[]
  roles: RoleItem[]
  /** Empty when there is nothing to give. */
  give: Option[]
  giveHref: string
  takeHref: string
  substitutes: SubstituteItem[]
  substituteHref: string
  endSubstituteHref: string
  /** Empty when nobody could stand in or it is not for this reader to say. */
  standIns: Option[]
  typed: { role: string; substitute: string; fromOn: string; toOn: string }
  today: string
  /** What may be done with the account as a whole. */
  acts: { href: string; label: string; text: string; icon: string; danger: boolean }[]
}

export const personPage = definePage<PersonModel>('accounts/person', { layout: 'staff' })

export type PersonFacts = {
  person: Person
  standIns: readonly { id: number; name: string }[]
  /** ISO day of the city. */
  today: string
  done?: PeopleDone | undefined
  form?: BadForm
  /** A ready sentence. */
  problem?: string
}

export function personModel(around: Around, facts: PersonFacts): PersonModel {
  const { t, staff } = around
  const { person, today, done, form, problem } = facts
  const texts = errorTexts(t, form?.errors ?? {})
  const isOpen = !person.disabled
  const maySubstitute = isOpen && mayNameSubstitute(staff, person)
  const href = (act: Parameters<typeof accountPaths.personAct>[1]) => accountPaths.personAct(person.id, act)
  return {
    page: {
      title: person.name,
      noindex: true,
      crumbs: [{ href: accountPaths.people(), label: t('accounts:people.title') }],
    },
    name: person.name,
    state: stateTag(t, person),
    notice: noticeOf(t, done),
    problem: problem === undefined ? null : { tone: 'danger', text: problem },
    errors: summaryOf(texts),
    fieldErrors: byField(personFields, (field) => texts[field]),
    facts: factsOf(around, person),
    roles: person.roles.map((role) => ({
      text: roleText(around, role),
      code: roleCode(role),
      mayTake: isOpen && staff.id !== person.id && mayGive(staff, role),
    })),
    give: isOpen && staff.id !== person.id ? rolesNotHeld(around, person) : [],
    giveHref: href('give-role'),
    takeHref: href('take-role'),
    substitutes: substitutesOf(around, person, mayNameSubstitute(staff, person)),
    substituteHref: href('substitute'),
    endSubstituteHref: href('end-substitute'),
    standIns: maySubstitute ? standInOptions(t, facts.standIns) : [],
    typed: {
      role: form?.typed['role'] ?? '',
      substitute: form?.typed['substitute'] ?? '',
      fromOn: form?.typed['fromOn'] ?? today,
      toOn: form?.typed['toOn'] ?? '',
    },
    today,
    acts: mayManage(staff, person) ? actsFor(t, person, href) : [],
  }
}

function factsOf({ t }: Around, person: Person): SummaryRow[] {
  const factor = [
    ...(person.hasApp ? [t('accounts:security.app')] : []),
    ...(person.passkeys > 0 ? [`${t('accounts:security.passkey')}: ${person.passkeys}`] : []),
  ]
  const { kk, ru, en } = person.position
  return [
    { label: t('accounts:signIn.email'), value: person.email },
    { label: t('accounts:people.position'), value: [kk, ru, en].join('\n') },
    { label: t('accounts:security.factors'), value: factor.join(', ') || t('accounts:people.factor.no') },
    { label: t('accounts:security.codes'), value: String(person.codesLeft) },
    { label: t('accounts:sessions.title'), value: String(person.sessions) },
  ]
}

function rolesNotHeld(around: Around, person: Person): Option[] {
  const held = new Set(person.roles.map(roleCode))
  const options = rolesToGive(around).filter(({ value }) => !held.has(value))
  return options.length === 0
    ? []
    : [{ value: '', label: around.t('accounts:people.chooseRole') }, ...options]
}

const standInOptions = (t: Translate, people: readonly { id: number; name: string }[]): Option[] =>
  people.length === 0
    ? []
    : [
        { value: '', label: t('accounts:people.choosePerson') },
        ...people.map(({ id, name }) => ({ value: String(id), label: name })),
      ]

const substitutesOf = ({ t, lang }: Around, person: Person, mayEnd: boolean): SubstituteItem[] =>
  person.substitutes.map(({ id, direction, name, fromOn, toOn }) => ({
    ...{ id, mayEnd: mayEnd && direction === 'by' },
    text: t(`accounts:people.substitute.${direction}`, { name }),
    days: `${formatDay(fromOn, lang)} – ${formatDay(toOn, lang)}`,
  }))

function actsFor(
  t: Translate,
  { disabled, invited, sessions }: Person,
  href: (act: 'link' | 'reset' | 'end-sessions' | 'disable' | 'enable') => string,
): PersonModel['acts'] {
  const act = (name: Parameters<typeof href>[0], icon: string, danger = false) => ({
    href: href(name),
    label: t(`accounts:people.act.${name}`),
    text: t(`accounts:people.actText.${name}`),
    ...{ icon, danger },
  })
  if (disabled) return [act('enable', 'key-round')]
  return [
    act('link', 'mail'),
    ...(invited ? [] : [act('reset', 'shield-alert', true)]),
    ...(sessions > 0 ? [act('end-sessions', 'log-out')] : []),
    act('disable', 'lock', true),
  ]
}

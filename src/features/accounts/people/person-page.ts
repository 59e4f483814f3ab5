import type { BadForm } from '../../../platform/http/form.ts'
import { definePage, type PageModel } from '../../../platform/http/page.ts'
import type { Alert, Option, SummaryError, SummaryRow, Tag } from '../../../platform/http/parts.ts'
import type { Translate } from '../../../platform/i18n/texts.ts'
import { formatDay } from '../../../platform/time/format.ts'
import { accountPaths, type PeopleDone } from '../paths.ts'
import type { Person } from './queries.ts'
import { mayGive, mayManage, mayNameSubstitute, roleCode } from './rules.ts'
import {
  type Around,
  byField,
  errorTexts,
  noticeOf,
  rolesToGive,
  roleText,
  stateTag,
  summaryOf,
} from './words.ts'

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
  { disabled, asleep, invited, sessions }: Person,
  href: (act: 'link' | 'reset' | 'end-sessions' | 'disable' | 'enable') => string,
): PersonModel['acts'] {
  const act = (name: Parameters<typeof href>[0], icon: string, danger = false) => ({
    href: href(name),
    label: t(`accounts:people.act.${name}`),
    text: t(`accounts:people.actText.${name}`),
    ...{ icon, danger },
  })
  if (asleep) return [act('enable', 'key-round'), ...(invited ? [] : [act('reset', 'shield-alert', true)])]
  if (disabled) return [act('enable', 'key-round')]
  return [
    act('link', 'mail'),
    ...(invited ? [] : [act('reset', 'shield-alert', true)]),
    ...(sessions > 0 ? [act('end-sessions', 'log-out')] : []),
    act('disable', 'lock', true),
  ]
}

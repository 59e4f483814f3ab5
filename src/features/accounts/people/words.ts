import type { FieldErrors } from '../../../platform/http/form.ts'
import type { Alert, Option, SummaryError, Tag } from '../../../platform/http/parts.ts'
import type { Lang, Translate } from '../../../platform/i18n/texts.ts'
import { type City, nameIn } from '../../city/index.ts'
import type { Office } from '../../offices/index.ts'
import type { PeopleDone } from '../paths.ts'
import { isOfficeRole, type RoleAt, staffRoles } from '../roles.ts'
import type { StaffMember } from '../staff-member.ts'
import { mayGive, roleCode } from './rules.ts'

/** The cities in which the reader has something to say, with their offices. */
export type Place = { city: City; offices: readonly Office[] }

export type Around = { t: Translate; lang: Lang; staff: StaffMember; places: readonly Place[] }

/** What was just done, if anything. */
export const noticeOf = (t: Translate, done: PeopleDone | undefined): Alert | null =>
  done === undefined ? null : { tone: 'success', text: t(`accounts:people.done.${done}`) }

/** Invited, working, or closed. */
export function stateTag(
  t: Translate,
  { disabled, asleep, invited }: { disabled: boolean; asleep: boolean; invited: boolean },
): Tag {
  if (asleep) return { label: t('accounts:people.state.asleep'), tone: 'warning', icon: 'lock' }
  if (disabled) return { label: t('accounts:people.state.disabled'), tone: 'neutral', icon: 'lock' }
  return invited
    ? { label: t('accounts:people.state.invited'), tone: 'info', icon: 'mail' }
    : { label: t('accounts:people.state.active'), tone: 'success', icon: 'circle-check' }
}

/** Whether there is a second factor. */
export const factorTag = (t: Translate, has: boolean): Tag =>
  has
    ? { label: t('accounts:people.factor.yes'), tone: 'success', icon: 'shield-check' }
    : { label: t('accounts:people.factor.no'), tone: 'warning', icon: 'shield-alert' }

/** A role with its place: "Head · Roads". */
export function roleText({ t, lang, places }: Pick<Around, 't' | 'lang' | 'places'>, role: RoleAt): string {
  const place = places.find(({ city }) => city.id === role.cityId)
  const office = place?.offices.find(({ id }) => id === role.officeId)
  const where = office ? nameIn(office.short, lang) : place && nameIn(place.city.names, lang)
  return [t(`accounts:position.${role.role}`), where].filter(Boolean).join(' · ')
}

/** Every role that the reader may give, as a select offers them. */
export function rolesToGive(around: Around): Option[] {
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

/** The sentences of a form that came back, by field. */
export const errorTexts = (t: Translate, errors: FieldErrors): FieldTexts =>
  Object.fromEntries(Object.entries(errors).map(([field, error]) => [field, error && t(error)]))

/** The same as links to the fields. */
export const summaryOf = (texts: FieldTexts): SummaryError[] =>
  Object.entries(texts).flatMap(([field, text]) => (text ? [{ href: `#${field}`, text }] : []))

/** One value for each field of a form. */
export const byField = <Field extends string, Value>(
  fields: readonly Field[],
  value: (field: Field) => Value,
) => Object.fromEntries(fields.map((field) => [field, value(field)])) as Record<Field, Value>

import type { FieldErrors, Typed } from '../../../platform/http/form.ts'
import type { Link, SummaryError } from '../../../platform/http/parts.ts'
import { cityPaths, nameIn } from '../../city/index.ts'
import type { Reading } from '../../complaints/index.ts'

export type Form = { typed: Typed; errors: FieldErrors }
export const noForm: Form = { typed: {}, errors: {} }

/** The address of somebody, and what is wrong with it. */
export type EmailField = { value: string; error: string | null; hint: string }

export const summary = ({ errors }: Form, { t }: Reading): SummaryError[] =>
  Object.entries(errors).flatMap(([field, error]) =>
    error === undefined ? [] : [{ href: field === 'cadence' ? '#cadence' : '#email', text: t(error) }],
  )

export const homeCrumb = ({ city, lang }: Reading): Link => ({
  href: cityPaths.home(lang, city.slug),
  label: nameIn(city.names, lang),
})

export function emailField({ typed, errors }: Form, hint: string, { t }: Reading): EmailField {
  const error = errors['email'] ?? errors['ticket']
  return { value: typed['email'] ?? '', error: error === undefined ? null : t(error), hint }
}

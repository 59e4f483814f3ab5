import type { FieldErrors, Typed } from '../../../platform/http/form.ts'
import { definePage, type PageModel } from '../../../platform/http/page.ts'
import type { Alert, Link, SummaryError } from '../../../platform/http/parts.ts'
import type { Lang, Translate } from '../../../platform/i18n/texts.ts'
import type { City } from '../../city/index.ts'
import { contactPaths } from '../paths.ts'

type Field = { value: string; error: string }

export type ProblemModel = PageModel & {
  back: Link
  done: boolean
  message: Alert | null
  errors: SummaryError[]
  form: { action: string; ticket: string; where: Field; text: Field; email: Field }
}

export const problemPage = definePage<ProblemModel>('contacts/problem')

export type ProblemInput = {
  city: City
  lang: Lang
  t: Translate
  ticket: string
  typed: Typed
  errors?: FieldErrors
  message?: 'old' | 'often' | null
  done?: boolean
}

/** The form behind "something is wrong with this site". */
export function problemModel(input: ProblemInput): ProblemModel {
  const { city, lang, t, ticket, typed, errors = {}, message = null, done = false } = input
  const sentence = (name: string) => (errors[name] === undefined ? '' : t(errors[name]))
  const field = (name: string): Field => ({ value: typed[name] ?? '', error: sentence(name) })
  return {
    page: { title: t('contacts:problem.title'), noindex: true },
    back: { href: contactPaths.page(lang, city.slug), label: t('contacts:title') },
    done,
    message: message === null ? null : { text: t(`contacts:problem.${message}`), tone: 'warning' },
    errors: Object.keys(errors).map((name) => ({ href: `#${name}`, text: sentence(name) })),
    form: {
      action: contactPaths.problem(lang, city.slug),
      ticket,
      where: field('where'),
      text: field('text'),
      email: field('email'),
    },
  }
}

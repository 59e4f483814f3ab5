import type { FieldErrors, Typed } from '../../../platform/http/form.ts'
import { definePage, type PageModel } from '../../../platform/http/page.ts'
import type { Link, Option, SummaryError } from '../../../platform/http/parts.ts'
import type { Lang, Translate } from '../../../platform/i18n/texts.ts'
import { type City, nameIn } from '../../city/index.ts'
import type { Office } from '../../offices/index.ts'
import { contactPaths } from '../paths.ts'

const names = [
  ...(['office', 'positionKk', 'positionRu', 'positionEn', 'name', 'phone'] as const),
  ...(['fromDay', 'fromTime', 'toDay', 'toTime'] as const),
]

export type DutyModel = PageModel & {
  back: Link
  errors: SummaryError[]
  action: string
  /** Makes a form that is sent twice one. */
  key: string
  offices: Option[]
  fields: Record<(typeof names)[number], { value: string; error: string }>
}

export const dutyPage = definePage<DutyModel>('contacts/duty', { layout: 'staff' })

export type DutyInput = {
  city: City
  lang: Lang
  t: Translate
  offices: readonly Office[]
  typed: Typed
  errors?: FieldErrors
}

export function dutyModel({ city, lang, t, offices, typed, errors = {} }: DutyInput): DutyModel {
  const sentence = (name: string) => (errors[name] === undefined ? '' : t(errors[name]))
  const field = (name: string) => ({ value: typed[name] ?? '', error: sentence(name) })
  return {
    page: { title: t('contacts:newDuty'), noindex: true },
    back: { href: contactPaths.desk(city.slug), label: t('contacts:title') },
    errors: Object.keys(errors).map((name) => ({ href: `#${name}`, text: sentence(name) })),
    action: contactPaths.newDuty(city.slug),
    key: typed['key'] ?? '',
    offices: offices.map(({ id, short }) => ({ value: String(id), label: nameIn(short, lang) })),
    fields: Object.fromEntries(names.map((name) => [name, field(name)])) as DutyModel['fields'],
  }
}

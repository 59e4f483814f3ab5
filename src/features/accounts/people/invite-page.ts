import type { BadForm, Typed } from '../../../platform/http/form.ts'
import { definePage, type PageModel } from '../../../platform/http/page.ts'
import type { Option, SummaryError } from '../../../platform/http/parts.ts'
import { endonyms, langs } from '../../../platform/i18n/texts.ts'
import { accountPaths } from '../paths.ts'
import { type Around, byField, errorTexts, rolesToGive, summaryOf } from './words.ts'

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

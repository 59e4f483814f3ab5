import { definePage, type PageModel } from '../../../platform/http/page.ts'
import type { SummaryError } from '../../../platform/http/parts.ts'
import { formatNumber as number } from '../../../platform/time/format.ts'
import { nameIn } from '../../city/index.ts'
import { complaintPaths, formatNumber, publicText, type Reading } from '../../complaints/index.ts'
import { followingPaths } from '../paths.ts'
import { type EmailField, emailField, type Form, homeCrumb, noForm, summary } from './form.ts'

export type MeTooModel = PageModel & {
  complaint: { label: string; href: string }
  state: 'none' | 'unconfirmed' | 'confirmed'
  /** Null while nobody has said so. */
  counts: string | null
  pressAction: string
  withdrawAction: string
  action: string
  ticket: string
  errors: SummaryError[]
  email: EmailField
  follow: boolean
}

export const meTooPage = definePage<MeTooModel>('following/me-too')

export function meTooModel(data: MeTooData, reading: Reading): MeTooModel {
  const { city, lang, t } = reading
  const { complaint, form = noForm } = data
  const href = complaintPaths.show(lang, city.slug, complaint.number)
  return {
    page: {
      title: t(`following:meToo.title.${data.state}`),
      noindex: true,
      crumbs: [homeCrumb(reading), { href, label: formatNumber(complaint.number) }],
    },
    complaint: { label: titleOf(complaint, reading), href },
    state: data.state,
    counts: countsOf(complaint, reading),
    pressAction: followingPaths.support(lang, city.slug, complaint.number),
    withdrawAction: followingPaths.withdrawMeToo(lang, city.slug, complaint.number),
    action: followingPaths.meToo(lang, city.slug, complaint.number),
    ticket: data.ticket,
    errors: summary(form, reading),
    email: emailField(form, t('following:meToo.emailHint'), reading),
    follow: form.typed['email'] === undefined ? true : form.typed['follow'] === '1',
  }
}

export type MeTooData = {
  complaint: {
    number: string
    categoryId: number | null
    address: string
    supportCount: number
    supportUnconfirmed: number
  }
  state: MeTooModel['state']
  ticket: string
  form?: Form
}

function titleOf({ categoryId, address }: MeTooData['complaint'], { directory, lang, t }: Reading): string {
  const category = categoryId === null ? undefined : directory.categoryById.get(categoryId)
  const name = category === undefined ? t('public:show.plainTitle') : nameIn(category.names, lang)
  return [name, publicText(address, t)].filter(Boolean).join(', ')
}

function countsOf(
  { supportCount, supportUnconfirmed }: MeTooData['complaint'],
  { t, lang }: Reading,
): string | null {
  if (supportCount + supportUnconfirmed === 0) return null
  const confirmed = t('public:support.confirmed', { count: supportCount, n: number(supportCount, lang) })
  if (supportUnconfirmed === 0) return confirmed
  return `${confirmed} · ${t('public:support.unconfirmed', { n: number(supportUnconfirmed, lang) })}`
}

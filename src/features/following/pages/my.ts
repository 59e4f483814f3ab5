import { definePage, type PageModel } from '../../../platform/http/page.ts'
import type { Alert, ComplaintCard, SummaryError } from '../../../platform/http/parts.ts'
import { complaintCard, complaintPaths, type OwnComplaint, type Reading } from '../../complaints/index.ts'
import { followingPaths } from '../paths.ts'
import { type EmailField, emailField, type Form, homeCrumb, noForm, summary } from './form.ts'

export type MyModel = PageModel & {
  messages: Alert[]
  /** 'device': the list of this browser; 'mail': the list of an address. */
  of: 'device' | 'mail'
  items: { card: ComplaintCard; token: string }[]
  forgetAction: string
  action: string
  ticket: string
  errors: SummaryError[]
  email: EmailField
  reportHref: string
  trackHref: string
}

export const myPage = definePage<MyModel>('following/my')

export function myModel(data: MyData, reading: Reading): MyModel {
  const { city, lang, t } = reading
  const form = data.form ?? noForm
  const messages: Alert[] = []
  if (data.done === 'mailed') messages.push({ text: t('following:my.mailed'), tone: 'success' })
  if (data.done === 'forgotten') messages.push({ text: t('following:my.forgotten'), tone: 'success' })
  return {
    page: { title: t('following:my.title'), crumbs: [homeCrumb(reading)], noindex: true },
    messages,
    of: data.of,
    items: data.complaints.map((own) => ({
      card: ownCard(own, data.slugOf(own.cityId), reading),
      token: own.token,
    })),
    forgetAction: followingPaths.forgetDevice(lang, city.slug),
    action: followingPaths.my(lang, city.slug),
    ticket: data.ticket,
    errors: summary(form, reading),
    email: emailField(form, t('following:my.emailHint'), reading),
    reportHref: complaintPaths.new(lang, city.slug),
    trackHref: complaintPaths.track(lang, city.slug),
  }
}

export type MyData = {
  of: 'device' | 'mail'
  complaints: readonly OwnComplaint[]
  /** Reports of one browser may lie in several cities. */
  slugOf: (cityId: number) => string
  ticket: string
  done?: string
  form?: Form
}

function ownCard(own: OwnComplaint, slug: string, reading: Reading): ComplaintCard {
  const card = complaintCard(
    { ...own, districtId: null, lat: null, lon: null, photoId: null, supportCount: 0 },
    reading,
  )
  return { ...card, href: complaintPaths.mine(reading.lang, slug, own.token), level: 2 }
}

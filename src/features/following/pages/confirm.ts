import { definePage, type PageModel } from '../../../platform/http/page.ts'
import type { Alert, SummaryError } from '../../../platform/http/parts.ts'
import type { Reading } from '../../complaints/index.ts'
import { followingPaths } from '../paths.ts'
import type { FollowRequest } from '../requests.ts'
import { codeMinutes, mostSends } from '../rules.ts'
import { homeCrumb } from './form.ts'

export type ConfirmModel = PageModel & {
  what: string
  action: string
  againAction: string | null
  errors: SummaryError[]
  typed: string
  error: string | null
  messages: Alert[]
  hint: string
}

export const confirmPage = definePage<ConfirmModel>('following/confirm')

/** `now` stands in the reading. `error`: a ready sentence. */
export function confirmModel(
  { request, token, typed = '', error = null, sent = false }: ConfirmData,
  reading: Reading,
): ConfirmModel {
  const { city, lang, t } = reading
  const messages: Alert[] = []
  if (sent) messages.push({ text: t('following:confirm.again'), tone: 'success' })
  if (request.refusal !== null) messages.push({ text: t('following:confirm.refused'), tone: 'danger' })
  return {
    page: { title: t('following:confirm.title'), crumbs: [homeCrumb(reading)], noindex: true },
    what: t('following:confirm.lead', { email: hintOf(request.email) }),
    action: followingPaths.confirm(lang, city.slug, token),
    againAction: request.sends < mostSends ? followingPaths.again(lang, city.slug, token) : null,
    errors: error === null ? [] : [{ href: '#code', text: error }],
    typed,
    error,
    messages,
    hint: t('following:confirm.hint', { minutes: codeMinutes }),
  }
}

export type ConfirmData = {
  request: Pick<FollowRequest, 'email' | 'sends' | 'refusal'>
  token: string
  typed?: string
  error?: string | null
  sent?: boolean
}

/** Enough of an address for its owner, too little for who looks over the shoulder: `a…l@mail.ru`. */
export function hintOf(email: string): string {
  const at = email.lastIndexOf('@')
  const local = email.slice(0, at)
  return `${local.slice(0, 1)}…${local.length > 2 ? local.slice(-1) : ''}${email.slice(at)}`
}

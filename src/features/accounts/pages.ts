import type { BadForm, FieldErrors } from '../../platform/http/form.ts'
import { definePage, type PageModel } from '../../platform/http/page.ts'
import type { Alert, SummaryError, When } from '../../platform/http/parts.ts'
import type { Lang, Translate } from '../../platform/i18n/texts.ts'
import { formatMoment } from '../../platform/time/format.ts'
import { deviceOf } from './device.ts'
import { accountPaths, type EndedSessions, type SignInNotice } from './paths.ts'
import type { SessionRow } from './queries.ts'

type FieldTexts = Record<string, string | undefined>

export type SignInModel = PageModel & {
  notice: Alert | null
  /** Why it did not work, when no field is to blame. */
  refusal: Alert | null
  errors: SummaryError[]
  fieldErrors: { email: string | undefined; password: string | undefined }
  email: string
  /** The city's own sign-in service; null: there is none. */
  providerHref: string | null
}

export const signInPage = definePage<SignInModel>('accounts/sign-in', { layout: 'bare' })

export type SignInState = {
  notice?: SignInNotice | undefined
  form?: BadForm
  email?: string
  /** A ready sentence. */
  refusal?: string
  providerHref?: string | null
}

export function signInModel(
  t: Translate,
  { notice, form, email, refusal, providerHref = null }: SignInState,
): SignInModel {
  const texts = errorTexts(t, form?.errors ?? {})
  return {
    page: { title: t('accounts:signIn.title'), noindex: true },
    notice: notice === undefined ? null : { tone: noticeTones[notice], text: t(noticeKeys[notice]) },
    refusal: refusal === undefined ? null : { tone: 'danger', text: refusal },
    errors: summary(texts),
    fieldErrors: { email: texts['email'], password: texts['password'] },
    email: email ?? form?.typed['email'] ?? '',
    providerHref,
  }
}

const noticeKeys = {
  'signed-out': 'accounts:signIn.signedOut',
  'password-set': 'accounts:signIn.passwordSet',
  'provider-failed': 'accounts:signIn.providerFailed',
  'provider-unknown': 'accounts:signIn.providerUnknown',
} as const

const noticeTones = {
  'signed-out': 'success',
  'password-set': 'success',
  'provider-failed': 'danger',
  'provider-unknown': 'danger',
} as const

export type SetUpModel = PageModel & {
  name: string
  email: string
  errors: SummaryError[]
  fieldErrors: { password: string | undefined; repeat: string | undefined }
  refusal: Alert | null
}

export const setUpPage = definePage<SetUpModel>('accounts/set-up', { layout: 'bare' })

export function setUpModel(
  t: Translate,
  owner: { name: string; email: string },
  { errors = {}, refusal }: { errors?: FieldErrors; refusal?: string } = {},
): SetUpModel {
  const texts = errorTexts(t, errors)
  return {
    page: { title: t('accounts:setUp.title'), noindex: true },
    name: owner.name,
    email: owner.email,
    errors: summary(texts),
    fieldErrors: { password: texts['password'], repeat: texts['repeat'] },
    refusal: refusal === undefined ? null : { tone: 'danger', text: refusal },
  }
}

export type SetUpGoneModel = PageModel & { signInHref: string }

/** The same for links that expired, were used, were replaced, or never were. */
export const setUpGonePage = definePage<SetUpGoneModel>('accounts/set-up-gone', { layout: 'bare' })

export const setUpGoneModel = (t: Translate): SetUpGoneModel => ({
  page: { title: t('accounts:setUp.gone.title'), noindex: true },
  signInHref: accountPaths.signIn(),
})

type SessionItem = {
  /** What the form that ends it sends. */
  key: string
  device: string
  icon: string
  current: boolean
  started: When
  seen: When
}

export type SessionsModel = PageModel & {
  notice: Alert | null
  sessions: SessionItem[]
  hasOthers: boolean
  endHref: string
  endOthersHref: string
  signOutHref: string
}

export const sessionsPage = definePage<SessionsModel>('accounts/sessions', { layout: 'staff' })

export type SessionsFacts = {
  lang: Lang
  timeZone: string
  rows: readonly SessionRow[]
  /** Hash of the id of the session in use. */
  currentHash: Buffer
  ended?: EndedSessions | undefined
}

export function sessionsModel(
  t: Translate,
  { lang, timeZone, rows, currentHash, ended }: SessionsFacts,
): SessionsModel {
  const when = (at: number): When => ({
    iso: new Date(at).toISOString(),
    text: formatMoment(at, lang, timeZone),
  })
  const sessions = rows.map((row): SessionItem => {
    const { browser, system, handheld } = deviceOf(row.userAgent)
    return {
      key: Buffer.from(row.idHash).toString('base64url'),
      device: [browser, system].filter(Boolean).join(' · ') || t('accounts:sessions.unknownDevice'),
      icon: handheld ? 'smartphone' : 'monitor',
      current: currentHash.equals(row.idHash),
      started: when(row.createdAt),
      seen: when(row.seenAt),
    }
  })
  return {
    page: { title: t('accounts:sessions.title'), noindex: true },
    notice: ended === undefined ? null : { tone: 'success', text: t(`accounts:sessions.ended.${ended}`) },
    sessions: sessions.sort((a, b) => Number(b.current) - Number(a.current)),
    hasOthers: sessions.some(({ current }) => !current),
    endHref: accountPaths.endSession(),
    endOthersHref: accountPaths.endOtherSessions(),
    signOutHref: accountPaths.signOut(),
  }
}

const errorTexts = (t: Translate, errors: FieldErrors): FieldTexts =>
  Object.fromEntries(Object.entries(errors).map(([field, key]) => [field, key && t(key)]))

const summary = (texts: FieldTexts): SummaryError[] =>
  Object.entries(texts).flatMap(([field, text]) => (text ? [{ href: `#${field}`, text }] : []))

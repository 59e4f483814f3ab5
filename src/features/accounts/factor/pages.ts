import { definePage, type PageModel } from '../../../platform/http/page.ts'
import type { Alert, SummaryError, When } from '../../../platform/http/parts.ts'
import type { TextKey } from '../../../platform/i18n/text-key.ts'
import type { Lang, Translate } from '../../../platform/i18n/texts.ts'
import { type Qr, qrCode } from '../../../platform/look/qr.ts'
import { formatMoment } from '../../../platform/time/format.ts'
import { accountPaths, type SecurityDone } from '../paths.ts'
import type { ProofTrouble } from './proof.ts'
import type { Factors } from './queries.ts'
import { secretInGroups, totpUri } from './totp.ts'

type Proving = {
  refusal: Alert | null
  errors: SummaryError[]
  codeError: string | undefined
  /** The code of an app or of paper can be typed; else there are passkeys only. */
  hasApp: boolean
  /** Where the browser asks what to sign; null: no passkey. */
  challengeHref: string | null
}

export type SecondFactorModel = PageModel & Proving & { action: string; signOutHref: string }

/** Asks for the second factor. */
export const secondFactorPage = definePage<SecondFactorModel>('accounts/second-factor', { layout: 'bare' })

export const secondFactorModel = (
  t: Translate,
  { factors, trouble, next }: { factors: Factors; trouble?: ProofTrouble | undefined; next: string | null },
): SecondFactorModel => ({
  page: { title: t('accounts:factor.title'), noindex: true, scripts: ['passkey.js'] },
  ...provingOf(t, factors, trouble, accountPaths.secondFactorChallenge()),
  action: accountPaths.secondFactor(next === null ? {} : { next }),
  signOutHref: accountPaths.signOut(),
})

export type ConfirmModel = PageModel &
  Proving & {
    action: string
    /** What was typed into the form that waits. */
    kept: { name: string; value: string }[]
    /** The account has no second factor: the password proves it. */
    byPassword: boolean
    lead: string
    why: string
  }

/** Asks for a fresh proof before something that weighs more. */
export const confirmPage = definePage<ConfirmModel>('accounts/confirm', { layout: 'staff' })

export type ConfirmFacts = {
  action: string
  kept: { name: string; value: string }[]
  factors: Factors
  /** Nobody has used the session for a long time: that is why, whatever was asked for. */
  isResting?: boolean
  trouble?: ProofTrouble | undefined
}

export const confirmModel = (
  t: Translate,
  { action, kept, factors, isResting = false, trouble }: ConfirmFacts,
): ConfirmModel => ({
  page: { title: t('accounts:factor.confirm.title'), noindex: true, scripts: ['passkey.js'] },
  ...provingOf(t, factors, trouble, accountPaths.confirmChallenge()),
  ...{ action, kept },
  byPassword: isByPassword(factors),
  lead: leadOf(t, isByPassword(factors), isResting),
  why: t(isResting ? 'accounts:factor.confirm.whyResting' : 'accounts:factor.confirm.why'),
})

const isByPassword = ({ app, passkeys }: Factors): boolean => app === null && passkeys.length === 0

function leadOf(t: Translate, byPassword: boolean, isResting: boolean): string {
  if (isResting) return t('accounts:factor.confirm.leadResting')
  return t(byPassword ? 'accounts:factor.confirm.leadPassword' : 'accounts:factor.confirm.lead')
}

function provingOf(
  t: Translate,
  factors: Factors,
  trouble: ProofTrouble | undefined,
  challengeHref: string,
): Proving {
  const codeError = trouble?.field ? t(trouble.field) : undefined
  const field = factors.app === null && factors.passkeys.length === 0 ? 'proof_password' : 'proof_code'
  return {
    refusal: trouble?.refusal ? { tone: 'danger', text: trouble.refusal } : null,
    errors: codeError === undefined ? [] : [{ href: `#${field}`, text: codeError }],
    codeError,
    hasApp: factors.app !== null,
    challengeHref: factors.passkeys.length === 0 ? null : challengeHref,
  }
}

export type SetUpFactorModel = PageModel & {
  /** True where a password alone has led here; else the person adds one more. */
  first: boolean
  refusal: Alert | null
  errors: SummaryError[]
  codeError: string | undefined
  qr: Qr
  secret: string
  /** The same secret, sealed for this session. */
  sealed: string
  appHref: string
  passkeyHref: string
  challengeHref: string
  signOutHref: string
}

/** Sets up an app or a passkey, after the password or beside another one. */
export const setUpFactorPages = {
  first: definePage<SetUpFactorModel>('accounts/second-factor-set-up', { layout: 'bare' }),
  further: definePage<SetUpFactorModel>('accounts/second-factor-set-up', { layout: 'staff' }),
}

export type SetUpFactorFacts = {
  first: boolean
  email: string
  secret: string
  sealed: string
  next: string | null
  /** The first code was wrong; or why the passkey was not taken. */
  codeError?: TextKey
  refusal?: string
}

export function setUpFactorModel(
  t: Translate,
  { first, email, secret, sealed, next, codeError, refusal }: SetUpFactorFacts,
): SetUpFactorModel {
  const error = codeError === undefined ? undefined : t(codeError)
  const query = next === null ? {} : { next }
  return {
    page: {
      title: t(first ? 'accounts:factor.setUp.title' : 'accounts:factor.setUp.another'),
      noindex: true,
      scripts: ['passkey.js'],
      ...(first ? {} : { crumbs: [{ href: accountPaths.security(), label: t('accounts:security.title') }] }),
    },
    first,
    refusal: refusal === undefined ? null : { tone: 'danger', text: refusal },
    errors: error === undefined ? [] : [{ href: '#code', text: error }],
    codeError: error,
    qr: qrCode(totpUri({ secret, issuer: t('common:page.site'), label: email })),
    secret: secretInGroups(secret),
    sealed,
    appHref: first ? accountPaths.firstApp(query) : accountPaths.furtherApp(),
    passkeyHref: first ? accountPaths.firstPasskey(query) : accountPaths.furtherPasskey(),
    challengeHref: first ? accountPaths.firstChallenge() : accountPaths.furtherChallenge(),
    signOutHref: accountPaths.signOut(),
  }
}

export type SecurityModel = PageModel & {
  notice: Alert | null
  warning: Alert | null
  factors: { name: string; icon: string; added: When; used: When | null; value: string }[]
  codesLeft: string
  /** Codes can be made only beside a factor. */
  hasFactor: boolean
  addHref: string
  removeHref: string
  codesHref: string
  nextHref: string | null
}

export const securityPage = definePage<SecurityModel>('accounts/security', { layout: 'staff' })

export type SecurityFacts = {
  lang: Lang
  timeZone: string
  factors: Factors
  done?: SecurityDone | undefined
  /** The last factor may not be removed. */
  keptLast?: boolean
}

export function securityModel(
  t: Translate,
  { lang, timeZone, factors, done, keptLast = false }: SecurityFacts,
): SecurityModel {
  const when = (at: number): When => ({
    iso: new Date(at).toISOString(),
    text: formatMoment(at, lang, timeZone),
  })
  const app = factors.app && {
    name: t('accounts:security.app'),
    icon: 'smartphone',
    added: when(factors.app.createdAt),
    used: null,
    value: 'app',
  }
  const passkeys = factors.passkeys.map(({ id, device, createdAt, usedAt }) => ({
    name: [t('accounts:security.passkey'), device].filter(Boolean).join(' · '),
    icon: 'key-round',
    added: when(createdAt),
    used: usedAt === null ? null : when(usedAt),
    value: `passkey:${id}`,
  }))
  const all = [...(app === null ? [] : [app]), ...passkeys]
  return {
    page: { title: t('accounts:security.title'), noindex: true },
    notice: done === undefined ? null : { tone: 'success', text: t(`accounts:security.done.${done}`) },
    warning: warningOf(t, all.length, factors.codesLeft, keptLast),
    factors: all,
    codesLeft: t('accounts:security.codesLeft', { count: factors.codesLeft }),
    hasFactor: all.length > 0,
    addHref: accountPaths.furtherFactor(),
    removeHref: accountPaths.removeFactor(),
    codesHref: accountPaths.recoveryCodes(),
    nextHref: done === 'entered' ? accountPaths.firstPage() : null,
  }
}

function warningOf(t: Translate, factors: number, codesLeft: number, keptLast: boolean): Alert | null {
  if (keptLast) return { tone: 'danger', text: t('accounts:security.lastStays') }
  if (factors === 0) return { tone: 'warning', text: t('accounts:security.none') }
  return codesLeft === 0 ? { tone: 'warning', text: t('accounts:security.noCodes') } : null
}

export type RecoveryCodesModel = PageModel & { codes: string[]; account: string; nextHref: string }

/** Ten codes, shown this once. */
export const recoveryCodesPage = definePage<RecoveryCodesModel>('accounts/recovery-codes', {
  layout: 'staff',
})

export const recoveryCodesModel = (
  t: Translate,
  { codes, email }: { codes: string[]; email: string },
): RecoveryCodesModel => ({
  page: {
    title: t('accounts:codes.title'),
    noindex: true,
    crumbs: [{ href: accountPaths.security(), label: t('accounts:security.title') }],
  },
  codes,
  account: email,
  nextHref: accountPaths.firstPage(),
})

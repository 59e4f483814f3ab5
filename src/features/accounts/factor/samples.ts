import type { Sample } from '../../../platform/http/route.ts'
import {
  type ConfirmFacts,
  confirmModel,
  recoveryCodesModel,
  type SecurityFacts,
  type SetUpFactorFacts,
  secondFactorModel,
  securityModel,
  setUpFactorModel,
} from './pages.ts'
import type { ProofTrouble } from './proof.ts'
import type { Factors } from './queries.ts'

const at = Date.parse('2026-11-20T04:12:00Z')
const passkey = {
  id: 'AQIDBAUGBwgJCgsMDQ4PEA',
  device: 'Chrome · Windows',
  createdAt: at,
  usedAt: at + 86_400_000,
}
const none: Factors = { app: null, passkeys: [], codesLeft: 0 }
const app: Factors = { app: { createdAt: at }, passkeys: [], codesLeft: 10 }
const both: Factors = {
  app: { createdAt: at },
  passkeys: [passkey, { ...passkey, id: 'EAEPDg0MCwoJCAcGBQQDAg', device: '', usedAt: null }],
  codesLeft: 3,
}
const wrong: ProofTrouble = { status: 422, field: 'accounts:factor.codeWrong', refusal: null }

const asks = (name: string, factors: Factors, trouble?: ProofTrouble): Sample => ({
  name: `accounts/second-factor/${name}`,
  template: 'accounts/second-factor',
  layout: 'bare',
  model: ({ t }) => secondFactorModel(t, { factors, trouble, next: null }),
})

const confirm = (name: string, facts: Partial<ConfirmFacts>): Sample => ({
  name: `accounts/confirm/${name}`,
  template: 'accounts/confirm',
  layout: 'staff',
  model: ({ t }) => confirmModel(t, { action: '/staff/confirm', kept: [], factors: app, ...facts }),
})

const setUp = (name: string, facts: Partial<SetUpFactorFacts>): Sample => ({
  name: `accounts/second-factor-set-up/${name}`,
  template: 'accounts/second-factor-set-up',
  layout: facts.first === false ? 'staff' : 'bare',
  model: ({ t }) =>
    setUpFactorModel(t, {
      first: true,
      email: 'a.nurlanova@example.kz',
      secret: 'GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ',
      sealed: 'c2VhbGVkLXNlY3JldC1vZi10aGUtc2FtcGxlLXBhZ2VzLW9ubHk',
      next: null,
      ...facts,
    }),
})

const security = (name: string, facts: Partial<SecurityFacts>): Sample => ({
  name: `accounts/security/${name}`,
  template: 'accounts/security',
  layout: 'staff',
  model: ({ lang, t }) => securityModel(t, { lang, timeZone: 'Asia/Almaty', factors: app, ...facts }),
})

export const factorSamples: Sample[] = [
  asks('app', app),
  asks('app and passkey', both),
  asks('passkey', { ...both, app: null }),
  asks('wrong', app, wrong),
  {
    ...asks('wait', app),
    model: ({ t }) =>
      secondFactorModel(t, {
        factors: app,
        next: '/staff/inbox',
        trouble: { status: 429, field: null, refusal: t('accounts:factor.wait', { count: 14 }) },
      }),
  },
  confirm('resting', { isResting: true, kept: [{ name: 'text', value: 'Бригада келеді' }] }),
  confirm('app', {}),
  confirm('passkey, with what was typed', {
    factors: both,
    kept: [{ name: 'role', value: 'executor' }],
    trouble: wrong,
  }),
  confirm('password', { factors: none }),
  setUp('first', {}),
  setUp('another', { first: false }),
  setUp('wrong', { codeError: 'accounts:factor.firstCodeWrong' }),
  {
    ...setUp('old', {}),
    model: ({ t }) =>
      setUpFactorModel(t, {
        ...{ first: true, email: 'a.nurlanova@example.kz', next: '/staff/inbox', secret: 'GEZDGNBVGY3TQOJQ' },
        ...{ sealed: 'c2VhbGVk', refusal: t('accounts:factor.setUp.old') },
      }),
  },
  security('none', { factors: none }),
  security('entered', { factors: { ...app, codesLeft: 0 }, done: 'entered' }),
  security('several', { factors: both }),
  security('last stays', { keptLast: true }),
  {
    name: 'accounts/recovery-codes',
    template: 'accounts/recovery-codes',
    layout: 'staff',
    model: ({ t }) =>
      recoveryCodesModel(t, {
        codes: Array.from({ length: 10 }, (_one, index) => `k4mf${index}-9qht${index}`),
        email: 'a.nurlanova@example.kz',
      }),
  },
]

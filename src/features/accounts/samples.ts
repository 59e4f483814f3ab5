import type { Sample } from '../../platform/http/route.ts'
import { factorSamples } from './factor/samples.ts'
import { sessionsModel, setUpGoneModel, setUpModel, signInModel } from './pages.ts'
import { peopleSamples } from './people/samples.ts'

const owner = { name: 'Айгүл Нұрланова', email: 'a.nurlanova@example.kz' }
const longOwner = {
  name: 'Рахымжан-Әбдіғаппар Құдайбергенұлы Бекмұхамбетов',
  email: 'rakhymzhan-abdigappar.bekmukhambetov@turgynuikommunaldyqsharuashylyq.example.kz',
}

const signIn = (name: string, model: Sample['model']): Sample => ({
  name: `accounts/sign-in/${name}`,
  template: 'accounts/sign-in',
  layout: 'bare',
  model,
})

const setUp = (name: string, model: Sample['model']): Sample => ({
  name: `accounts/set-up/${name}`,
  template: 'accounts/set-up',
  layout: 'bare',
  model,
})

const day = 86_400_000
const noon = Date.parse('2026-11-21T07:00:00Z')
const session = (id: number, userAgent: string, at: number) => ({
  idHash: new Uint8Array(32).fill(id),
  userAgent,
  createdAt: at,
  seenAt: at + 3_600_000,
})
const windows = 'Mozilla/5.0 (Windows NT 10.0; Win64; x64) Chrome/130.0 YaBrowser/24.10 Safari/537.36'
const android =
  'Mozilla/5.0 (Linux; Android 14; SM-A546) SamsungBrowser/25.0 Chrome/121.0 Mobile Safari/537.36'

const sessions = (name: string, rows: ReturnType<typeof session>[], ended?: 'one' | 'others'): Sample => ({
  name: `accounts/sessions/${name}`,
  template: 'accounts/sessions',
  layout: 'staff',
  model: ({ lang, t }) =>
    sessionsModel(t, {
      lang,
      timeZone: 'Asia/Almaty',
      rows,
      currentHash: Buffer.alloc(32, 1),
      ended,
    }),
})

export const accountSamples: Sample[] = [
  ...factorSamples,
  ...peopleSamples,
  signIn('empty', ({ t }) => signInModel(t, {})),
  signIn('password-set', ({ t }) => signInModel(t, { notice: 'password-set' })),
  signIn('provider', ({ t }) =>
    signInModel(t, { notice: 'provider-unknown', providerHref: '/staff/provider' }),
  ),
  signIn('signed-out', ({ t }) => signInModel(t, { notice: 'signed-out' })),
  signIn('errors', ({ t }) =>
    signInModel(t, {
      form: {
        typed: { email: 'aigul' },
        errors: { email: 'accounts:signIn.emailBad', password: 'accounts:signIn.passwordMissing' },
      },
    }),
  ),
  signIn('wrong', ({ t }) => signInModel(t, { email: owner.email, refusal: t('accounts:signIn.wrong') })),
  signIn('wait', ({ t }) =>
    signInModel(t, { email: longOwner.email, refusal: t('accounts:signIn.wait', { count: 14 }) }),
  ),
  setUp('empty', ({ t }) => setUpModel(t, owner)),
  setUp('long', ({ t }) => setUpModel(t, longOwner)),
  setUp('too-easy', ({ t }) =>
    setUpModel(t, owner, { errors: { password: 'accounts:setUp.problem.common' } }),
  ),
  setUp('differing', ({ t }) =>
    setUpModel(t, owner, { errors: { repeat: 'accounts:setUp.problem.mismatch' } }),
  ),
  setUp('busy', ({ t }) => setUpModel(t, owner, { refusal: t('accounts:busy') })),
  {
    name: 'accounts/set-up-gone',
    template: 'accounts/set-up-gone',
    layout: 'bare',
    model: ({ t }) => setUpGoneModel(t),
  },
  sessions('one', [session(1, windows, noon)]),
  sessions('several', [
    session(1, windows, noon),
    session(2, android, noon - day / 3),
    session(3, '', noon - day / 4),
  ]),
  sessions('ended', [session(1, windows, noon), session(2, android, noon - day / 3)], 'one'),
]

import type { Request, RequestHandler, Response } from 'express'
import { hashToken } from '../../platform/crypto/token.ts'
import type { Deps } from '../../platform/deps.ts'
import { NotFound } from '../../platform/http/errors.ts'
import { parseForm } from '../../platform/http/form.ts'
import { networkOf } from '../../platform/http/network.ts'
import { langs } from '../../platform/i18n/texts.ts'
import { cities, langOf, translateOf } from '../city/index.ts'
import { chooseLanguage } from './actions/choose-language.ts'
import { endOtherSessions, endSession } from './actions/end-sessions.ts'
import { setPassword } from './actions/set-password.ts'
import { EndSessionForm, LanguageForm, SignInForm, setUpForm } from './forms.ts'
import {
  type SignInState,
  sessionsModel,
  sessionsPage,
  setUpGoneModel,
  setUpGonePage,
  setUpModel,
  setUpPage,
  signInModel,
  signInPage,
} from './pages.ts'
import { accountPaths, endedSessions, ownStaffPath, signInNotices } from './paths.ts'
import { ownerOfSetupLink, sessionsOf, timeZoneOf } from './queries.ts'
import { enter } from './sign-in/enter.ts'
import { authenticate, staffPassport } from './sign-in/passport.ts'
import { TooManyPasswords, tryInTurn } from './sign-in/password-hash.ts'
import type { PasswordOwner } from './sign-in/password-rules.ts'
import { endThisSession } from './sign-in/session.ts'
import { signInThrottle } from './sign-in/throttle.ts'
import { signedInStaff, staffOf } from './staff-member.ts'

type Handlers = { form: RequestHandler; send: RequestHandler }

export const toFirstPage: RequestHandler = (_req, res) => res.redirect(303, accountPaths.firstPage())

export function signIn(deps: Deps): Handlers {
  const passport = staffPassport(deps)
  const throttle = signInThrottle(deps)
  const show = (res: Response, state: SignInState, status = 200) => {
    const next = ownStaffPath(res.req.query['next'])
    const providerHref =
      deps.config.oidc === undefined ? null : accountPaths.provider(next === null ? {} : { next })
    signInPage(res, signInModel(translateOf(res), { ...state, providerHref }), status)
  }

  return {
    form(req, res) {
      if (signedInStaff(res)) return res.redirect(303, askedPage(req))
      show(res, { notice: signInNotices.find((notice) => notice === req.query['notice']) })
    },
    async send(req, res) {
      const t = translateOf(res)
      const parsed = parseForm(SignInForm, req.body)
      if (!parsed.ok) return show(res, { form: parsed.form }, 422)
      const { email } = parsed.value
      const attempt = { email, network: networkOf(req.ip) }
      // The strategy reads the body: it gets the parsed one.
      req.body = parsed.value
      const tried = await unlessBusy(res, () =>
        tryInTurn(async () => {
          const waitMs = await throttle.count(attempt)
          return { waitMs, staff: waitMs > 0 ? null : await authenticate(passport, req, res) }
        }, attempt.network),
      )
      if (tried === 'busy') return show(res, { email, refusal: t('accounts:busy') }, 503)
      const { waitMs, staff } = tried
      if (waitMs > 0) {
        deps.log.warn({ waitMs }, 'too many attempts to sign in')
        res.set('Retry-After', String(Math.ceil(waitMs / 1000)))
        const count = Math.ceil(waitMs / 60_000)
        return show(res, { email, refusal: t('accounts:signIn.wait', { count }) }, 429)
      }
      if (staff === null) {
        deps.log.info('wrong address or password')
        return show(res, { email, refusal: t('accounts:signIn.wrong') }, 422)
      }
      const newPlace = !(await throttle.isKnown(attempt))
      await throttle.succeeded(attempt)
      res.redirect(303, await enter(deps, req, staff, { next: req.query['next'], newPlace }))
    },
  }
}

const askedPage = (req: Request): string => ownStaffPath(req.query['next']) ?? accountPaths.firstPage()

export function signOut(deps: Deps): RequestHandler {
  return async (_req, res) => {
    await endThisSession(deps.config.publicUrl, res)
    // The browser of an office has a next user. Not its storage: what the desk has not yet sent lies there, sealed.
    res.set('Clear-Site-Data', '"cache"')
    res.redirect(303, accountPaths.signIn({ notice: 'signed-out' }))
  }
}

export function setUp(deps: Deps): Handlers {
  const tokenOf = (res: Response) => String(res.req.params['token'])
  const at = () => deps.now().epochMilliseconds
  const gone = (res: Response) => setUpGonePage(res, setUpGoneModel(translateOf(res)), 410)

  return {
    async form(_req, res) {
      const owner = await ownerOfSetupLink(deps, tokenOf(res), at())
      if (owner === null) return gone(res)
      setUpPage(res, setUpModel(translateOf(res), owner))
    },
    async send(req, res) {
      const t = translateOf(res)
      const token = tokenOf(res)
      const owner = await ownerOfSetupLink(deps, token, at())
      if (owner === null) return gone(res)
      const parsed = parseForm(setUpForm({ ...owner, localWords: await localWords(deps) }), req.body)
      if (!parsed.ok) return setUpPage(res, setUpModel(t, owner, { errors: parsed.form.errors }), 422)
      const { password } = parsed.value
      const isSet = await unlessBusy(res, () => setPassword(deps, { token, password, at: at() }))
      if (isSet === 'busy') return setUpPage(res, setUpModel(t, owner, { refusal: t('accounts:busy') }), 503)
      if (!isSet) return gone(res)
      res.redirect(303, accountPaths.signIn({ notice: 'password-set' }))
    },
  }
}

export function sessions(deps: Deps): {
  list: RequestHandler
  end: RequestHandler
  endOthers: RequestHandler
} {
  return {
    async list(req, res) {
      const staff = staffOf(res)
      const model = sessionsModel(translateOf(res), {
        lang: langOf(res),
        timeZone: await timeZoneOf(deps, staff),
        rows: await sessionsOf(deps, staff.id, deps.now().epochMilliseconds),
        currentHash: hashToken(req.sessionID),
        ended: endedSessions.find((ended) => ended === req.query['ended']),
      })
      sessionsPage(res, model)
    },
    async end(req, res) {
      const parsed = parseForm(EndSessionForm, req.body)
      if (!parsed.ok) throw new NotFound('session')
      // One that has ended meanwhile is what was asked for.
      await endSession(deps, { staffId: staffOf(res).id, idHash: parsed.value.session })
      res.redirect(303, accountPaths.sessions({ ended: 'one' }))
    },
    async endOthers(req, res) {
      await endOtherSessions(deps, { staffId: staffOf(res).id, keep: hashToken(req.sessionID) })
      res.redirect(303, accountPaths.sessions({ ended: 'others' }))
    },
  }
}

export function language(deps: Deps): RequestHandler {
  return async (req, res) => {
    const parsed = parseForm(LanguageForm, req.body)
    if (!parsed.ok) throw new NotFound('language')
    const { lang, back } = parsed.value
    await chooseLanguage(deps, { staffId: staffOf(res).id, lang })
    res.redirect(303, ownStaffPath(back) ?? accountPaths.firstPage())
  }
}

async function unlessBusy<Result>(res: Response, work: () => Promise<Result>): Promise<Result | 'busy'> {
  try {
    return await work()
  } catch (error) {
    if (!(error instanceof TooManyPasswords)) throw error
    res.set('Retry-After', '60')
    return 'busy'
  }
}

/** Names of the cities of this installation and of the portal, in all languages. */
async function localWords(deps: Deps): Promise<PasswordOwner['localWords']> {
  const all = await cities(deps)
  return [
    ...langs.map((lang) => deps.texts.in(lang)('common:page.site')),
    ...all.flatMap(({ slug, names }) => [slug, names.kk, names.ru, names.en]),
  ]
}

import type { Request, RequestHandler, Response } from 'express'
import { seal, unseal } from '../../../platform/crypto/seal.ts'
import { hashToken } from '../../../platform/crypto/token.ts'
import type { Deps } from '../../../platform/deps.ts'
import { NotFound } from '../../../platform/http/errors.ts'
import { parseForm } from '../../../platform/http/form.ts'
import type { TextKey } from '../../../platform/i18n/text-key.ts'
import { cities, langOf, translateOf } from '../../city/index.ts'
import { type Added, addApp, addPasskey } from '../actions/add-factor.ts'
import { beginChallenge } from '../actions/begin-challenge.ts'
import { makeRecoveryCodes } from '../actions/make-recovery-codes.ts'
import { removeFactor } from '../actions/remove-factor.ts'
import { deviceLabel } from '../device.ts'
import { accountPaths, ownStaffPath, securityDone } from '../paths.ts'
import { timeZoneOf } from '../queries.ts'
import { enterFully } from '../sign-in/enter.ts'
import { isSecondFactorDemanded } from '../sign-in/second-factor-rule.ts'
import { enteringStaff, signedInStaff, staffOf } from '../staff-member.ts'
import { AppForm, PasskeyForm, RemoveForm } from './forms.ts'
import {
  recoveryCodesModel,
  recoveryCodesPage,
  secondFactorModel,
  secondFactorPage,
  securityModel,
  securityPage,
  setUpFactorModel,
  setUpFactorPages,
} from './pages.ts'
import { addingOptions } from './passkey.ts'
import { personOf, readProof } from './proof.ts'
import { factorsOf, hasFactor, passkeysOf } from './queries.ts'
import { newTotpSecret } from './totp.ts'

const nextOf = (req: Request) => ownStaffPath(req.query['next'])

/** Asks for the second factor of whoever has given the password. */
export function secondFactor(deps: Deps): Record<'form' | 'send', RequestHandler> {
  return {
    async form(req, res) {
      if (signedInStaff(res)) return res.redirect(303, nextOf(req) ?? accountPaths.firstPage())
      const factors = await factorsOf(deps, personOf(res).id)
      if (factors.app === null && factors.passkeys.length === 0) {
        const next = nextOf(req)
        return res.redirect(303, accountPaths.firstFactor(next === null ? {} : { next }))
      }
      secondFactorPage(res, secondFactorModel(translateOf(res), { factors, next: nextOf(req) }))
    },
    async send(req, res) {
      const staff = enteringStaff(res)
      const { entry } = req.session
      if (staff === null || entry === undefined) {
        return res.redirect(303, nextOf(req) ?? accountPaths.firstPage())
      }
      // An account without one would be let in by its password again.
      if (!(await hasFactor(deps, staff.id))) return res.redirect(303, accountPaths.firstFactor())
      const proof = await readProof(deps, req, res)
      if (!proof.ok) {
        const factors = await factorsOf(deps, staff.id)
        const { trouble } = proof
        return secondFactorPage(
          res,
          secondFactorModel(translateOf(res), { factors, trouble, next: nextOf(req) }),
          trouble.status,
        )
      }
      res.redirect(303, await enterFully(deps, req, staff, { entry, next: req.query['next'], by: proof.by }))
    },
  }
}

/**
 * Setting up an app or a passkey. `first`: after a password alone, so only where there is none yet; `further`: signed
 * in, behind a fresh proof.
 */
export function setUpFactor(
  deps: Deps,
  kind: 'first' | 'further',
): Record<'form' | 'challenge' | 'app' | 'passkey', RequestHandler> {
  const first = kind === 'first'
  type Trouble = { secret?: string; codeError?: TextKey; refusal?: string }

  const show = (
    req: Request,
    res: Response,
    { secret = newTotpSecret(), ...trouble }: Trouble,
    status = 200,
  ) => {
    const { email } = personOf(res)
    const sealed = seal(deps.keys, secret, appContext(req)).toString('base64url')
    const facts = { first, email, secret, sealed, next: nextOf(req), ...trouble }
    setUpFactorPages[kind](res, setUpFactorModel(translateOf(res), facts), status)
  }
  /** True when this person may not be here and was led on. */
  const isElsewhere = async (res: Response): Promise<boolean> => {
    if (!first) return false
    if (signedInStaff(res)) res.redirect(303, accountPaths.security())
    else if (await hasFactor(deps, personOf(res).id)) res.redirect(303, accountPaths.secondFactor())
    else return false
    return true
  }
  const goOn = async (req: Request, res: Response, added: Added): Promise<boolean> => {
    if (added === 'wrong') return false
    if (added === 'taken') res.redirect(303, accountPaths.secondFactor())
    else if (!first) res.redirect(303, accountPaths.security({ done: 'added' }))
    else {
      const { entry } = req.session
      if (entry === undefined) throw new Error('An entering session without its beginning')
      await enterFully(deps, req, personOf(res), { entry, next: null, by: 'code' })
      res.redirect(303, accountPaths.security({ done: 'entered' }))
    }
    return true
  }
  const now = () => deps.now().epochMilliseconds

  return {
    async form(req, res) {
      if (!(await isElsewhere(res))) show(req, res, {})
    },
    async challenge(req, res) {
      const staff = personOf(res)
      if (first && (signedInStaff(res) !== null || (await hasFactor(deps, staff.id)))) throw new NotFound()
      const options = await addingOptions(deps, { staff, known: await passkeysOf(deps, staff.id) })
      const { challenge } = options
      await beginChallenge(deps, { sessionId: req.sessionID, purpose: 'add', challenge, at: now() })
      res.json(options)
    },
    async app(req, res) {
      if (await isElsewhere(res)) return
      const parsed = parseForm(AppForm, req.body)
      const sealed = parsed.ok ? parsed.value.secret : parsed.form.typed['secret']
      const secret = sealedSecret(deps, req, sealed)
      if (secret === null)
        return show(req, res, { refusal: translateOf(res)('accounts:factor.setUp.old') }, 422)
      if (!parsed.ok) {
        return show(
          req,
          res,
          { secret, codeError: parsed.form.errors['code'] ?? 'accounts:factor.sixDigits' },
          422,
        )
      }
      const { code } = parsed.value
      const added = await addApp(deps, { staffId: personOf(res).id, first, secret, code, at: now() })
      if (await goOn(req, res, added)) return
      show(req, res, { secret, codeError: 'accounts:factor.firstCodeWrong' }, 422)
    },
    async passkey(req, res) {
      if (await isElsewhere(res)) return
      const parsed = parseForm(PasskeyForm, req.body)
      const added = parsed.ok
        ? await addPasskey(deps, {
            ...{ staffId: personOf(res).id, first, at: now(), json: parsed.value.passkey },
            sessionId: req.sessionID,
            device: deviceLabel(req.get('User-Agent') ?? ''),
          })
        : 'wrong'
      if (await goOn(req, res, added)) return
      show(req, res, { refusal: translateOf(res)('accounts:factor.passkeyWrong') }, 422)
    },
  }
}

/** A secret that this session was shown opens in this session only. */
const appContext = (req: Request): string =>
  `staff-totp-set-up/${hashToken(req.sessionID).toString('base64url')}`

function sealedSecret({ keys }: Pick<Deps, 'keys'>, req: Request, sealed: string | undefined): string | null {
  if (sealed === undefined) return null
  try {
    return unseal(keys, Buffer.from(sealed, 'base64url'), appContext(req))
  } catch {
    return null
  }
}

/** The person's own second factors and recovery codes. */
export function security(deps: Deps): Record<'show' | 'remove' | 'codes', RequestHandler> {
  const show = async (res: Response, more: { keptLast?: boolean } = {}, status = 200) => {
    const staff = staffOf(res)
    const model = securityModel(translateOf(res), {
      lang: langOf(res),
      timeZone: await timeZoneOf(deps, staff),
      factors: await factorsOf(deps, staff.id),
      done: securityDone.find((done) => done === res.req.query['done']),
      ...more,
    })
    securityPage(res, model, status)
  }
  return {
    show: (_req, res) => show(res),
    async remove(req, res) {
      const parsed = parseForm(RemoveForm, req.body)
      if (!parsed.ok) throw new NotFound('factor')
      const staff = staffOf(res)
      const outcome = await removeFactor(deps, {
        staffId: staff.id,
        factor: parsed.value.factor,
        demanded: isSecondFactorDemanded(staff, await cities(deps)),
        at: deps.now().epochMilliseconds,
      })
      if (outcome === 'last') return show(res, { keptLast: true }, 422)
      res.redirect(303, accountPaths.security({ done: 'removed' }))
    },
    // Answers with the page itself: nothing keeps the codes, so there is nothing to be led to.
    async codes(_req, res) {
      const { id: staffId, email } = staffOf(res)
      if (!(await hasFactor(deps, staffId))) return res.redirect(303, accountPaths.furtherFactor())
      const codes = await makeRecoveryCodes(deps, { staffId, at: deps.now().epochMilliseconds })
      recoveryCodesPage(res, recoveryCodesModel(translateOf(res), { codes, email }))
    },
  }
}

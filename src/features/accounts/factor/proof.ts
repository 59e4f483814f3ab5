import type { Request, RequestHandler, Response } from 'express'
import type { Deps } from '../../../platform/deps.ts'
import { parseForm } from '../../../platform/http/form.ts'
import type { TextKey } from '../../../platform/i18n/text-key.ts'
import { translateOf } from '../../city/index.ts'
import { beginChallenge } from '../actions/begin-challenge.ts'
import { proveIdentity } from '../actions/prove-identity.ts'
import type { EnteredBy } from '../sign-in/enter.ts'
import { TooManyPasswords } from '../sign-in/password-hash.ts'
import { enteringStaff, type StaffMember, signedInStaff } from '../staff-member.ts'
import { ProofForm } from './forms.ts'
import { provingOptions } from './passkey.ts'
import { passkeysOf } from './queries.ts'

/** Why a proof does not count; `field` where a field is to blame. */
export type ProofTrouble = { status: 422 | 429 | 503; field: TextKey | null; refusal: string | null }

export type Shown = { ok: true; by: EnteredBy } | { ok: false; trouble: ProofTrouble }

/** Reads the proof in the body of a request and judges it. */
export async function readProof(deps: Deps, req: Request, res: Response): Promise<Shown> {
  const t = translateOf(res)
  const no = (trouble: Partial<ProofTrouble>): Shown => ({
    ok: false,
    trouble: { status: 422, field: null, refusal: null, ...trouble },
  })
  const parsed = parseForm(ProofForm, req.body)
  if (!parsed.ok) return no({ field: 'accounts:factor.codeMissing' })
  const at = deps.now().epochMilliseconds
  const proof = parsed.value
  try {
    const proved = await proveIdentity(deps, { staff: personOf(res), sessionId: req.sessionID, proof, at })
    if (proved === 'wrong') {
      return no({ field: 'passkey' in proof ? 'accounts:factor.passkeyWrong' : 'accounts:factor.codeWrong' })
    }
    if ('by' in proved) return { ok: true, by: proved.by }
    deps.log.warn({ waitMs: proved.waitMs }, 'too many second factors')
    res.set('Retry-After', String(Math.ceil(proved.waitMs / 1000)))
    const count = Math.ceil(proved.waitMs / 60_000)
    return no({ status: 429, refusal: t('accounts:factor.wait', { count }) })
  } catch (error) {
    if (!(error instanceof TooManyPasswords)) throw error
    res.set('Retry-After', '60')
    return no({ status: 503, refusal: t('accounts:busy') })
  }
}

/** Gives the browser what one of the person's passkeys must sign, for this session and one use. */
export function proofChallenge(deps: Deps): RequestHandler {
  return async (req, res) => {
    const known = await passkeysOf(deps, personOf(res).id)
    const options = await provingOptions(deps, known)
    const at = deps.now().epochMilliseconds
    const { challenge } = options
    await beginChallenge(deps, { sessionId: req.sessionID, purpose: 'prove', challenge, at })
    res.json(options)
  }
}

/** Signed in or about to be. */
export function personOf(res: Response): StaffMember {
  const staff = signedInStaff(res) ?? enteringStaff(res)
  if (staff === null) throw new Error('This page is not behind requireStaff')
  return staff
}

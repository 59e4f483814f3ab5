import type { Request, RequestHandler, Response } from 'express'
import { seal, unseal } from '../../../platform/crypto/seal.ts'
import type { Deps } from '../../../platform/deps.ts'
import { cookieValue } from '../../../platform/http/cookies.ts'
import { NotFound } from '../../../platform/http/errors.ts'
import { staffOfIdentity } from '../actions/link-identity.ts'
import { accountPaths, ownStaffPath } from '../paths.ts'
import { staffMember } from '../queries.ts'
import { enter } from '../sign-in/enter.ts'
import { Asked, signInProvider, type Vouched } from './provider.ts'

const cookieName = 'staff-provider'
const context = 'staff-provider'
const askedMs = 10 * 60_000

/** Signing in through the city's own service: on the way there and on the way back. */
export function provider(deps: Deps): Record<'begin' | 'answer', RequestHandler> {
  const service = signInProvider(deps)
  const cookie = {
    httpOnly: true,
    sameSite: 'lax',
    secure: deps.config.publicUrl.startsWith('https:'),
    path: accountPaths.provider(),
  } as const

  return {
    async begin(req, res) {
      if (service === null) throw new NotFound()
      const begun = await reached(deps, () => service.begin(ownStaffPath(req.query['next']) ?? ''))
      if (begun === null) return res.redirect(303, accountPaths.signIn({ notice: 'provider-failed' }))
      const sealed = seal(deps.keys, JSON.stringify(begun.asked), context).toString('base64url')
      res.cookie(cookieName, sealed, { ...cookie, maxAge: askedMs })
      res.redirect(303, begun.href)
    },
    async answer(req, res) {
      if (service === null) throw new NotFound()
      const asked = askedOf(deps, req)
      res.clearCookie(cookieName, cookie)
      const query = req.originalUrl.slice(req.path.length)
      const vouched = asked && (await reached(deps, () => service.finish(query, asked)))
      if (asked === null || vouched === null) {
        return res.redirect(303, accountPaths.signIn({ notice: 'provider-failed' }))
      }
      await letIn(deps, { req, res, vouched, next: asked.next })
    },
  }
}

async function letIn(
  deps: Deps,
  { req, res, vouched, next }: { req: Request; res: Response; vouched: Vouched; next: string },
): Promise<void> {
  const at = deps.now().epochMilliseconds
  const id = await staffOfIdentity(deps, { ...vouched, at })
  const staff = id === null ? null : await staffMember(deps, id)
  if (staff === null) return res.redirect(303, accountPaths.signIn({ notice: 'provider-unknown' }))
  const { bothProved } = vouched
  res.redirect(303, await enter(deps, req, staff, { next, newPlace: false, bothProved }, 'provider'))
}

/** What was asked in this browser; null when it was too long ago or never. */
function askedOf({ keys }: Pick<Deps, 'keys'>, req: Request): Asked | null {
  const sealed = cookieValue(req.get('Cookie'), cookieName)
  if (sealed === undefined) return null
  try {
    return Asked.parse(JSON.parse(unseal(keys, Buffer.from(sealed, 'base64url'), context)))
  } catch {
    return null
  }
}

/** Null when the service cannot be reached or its answer is not what was asked for. */
async function reached<Result>(
  { log }: Pick<Deps, 'log'>,
  ask: () => Promise<Result>,
): Promise<Result | null> {
  try {
    return await ask()
  } catch (error) {
    log.warn({ err: error }, 'the sign-in service')
    return null
  }
}

import type { Request, RequestHandler, Response } from 'express'
import type { Deps } from '../../../platform/deps.ts'
import { typedFields } from '../../../platform/http/form.ts'
import { translateOf } from '../../city/index.ts'
import { accountPaths, ownStaffPath } from '../paths.ts'
import { beginSession } from '../sign-in/passport.ts'
import type { Entry } from '../sign-in/session-store.ts'
import { staffOf } from '../staff-member.ts'
import { proofFields } from './forms.ts'
import { confirmModel, confirmPage } from './pages.ts'
import { type ProofTrouble, readProof } from './proof.ts'
import { factorsOf } from './queries.ts'

/** So long a proof is fresh (ASVS 5.0, 7.5.1). */
export const freshMs = 10 * 60_000

/**
 * Lets through who has proved lately who they are; of others it asks the second factor first. A page is shown
 * afterwards; a form goes on with everything that was typed, which travels in hidden fields.
 */
export function requireFreshProof(deps: Deps): RequestHandler {
  return async (req, res, next) => {
    const entry = entryOf(req)
    if (deps.now().epochMilliseconds - entry.provedAt <= freshMs) return next()
    if (req.method !== 'POST') return res.redirect(303, accountPaths.confirm({ next: req.originalUrl }))
    const typed = typedFields(req.body)
    if (!proofFields.some((field) => field in typed)) {
      return show(deps, res, { status: 403, action: req.originalUrl, kept: typed })
    }
    const proof = await readProof(deps, req, res)
    if (!proof.ok) {
      const { trouble } = proof
      return show(deps, res, { status: trouble.status, trouble, action: req.originalUrl, kept: typed })
    }
    await renew(deps, req, res)
    next()
  }
}

/** The page that asks for a fresh proof and then leads to the page that wanted it. */
export function confirm(deps: Deps): Record<'form' | 'send', RequestHandler> {
  const actionOf = (req: Request) => accountPaths.confirm({ next: ownStaffPath(req.query['next']) ?? '' })
  return {
    form: (req, res) => show(deps, res, { status: 200, action: actionOf(req), kept: {} }),
    async send(req, res) {
      const proof = await readProof(deps, req, res)
      if (!proof.ok) {
        const { trouble } = proof
        return show(deps, res, { status: trouble.status, trouble, action: actionOf(req), kept: {} })
      }
      await renew(deps, req, res)
      res.redirect(303, ownStaffPath(req.query['next']) ?? accountPaths.firstPage())
    },
  }
}

/** Another id for a session that can do more now; its end stays where it was. */
async function renew(deps: Deps, req: Request, res: Response): Promise<void> {
  const entry = entryOf(req)
  await beginSession(req, staffOf(res), { ...entry, provedAt: deps.now().epochMilliseconds })
}

function entryOf(req: Request): Entry {
  const { entry } = req.session
  if (entry === undefined) throw new Error('A signed-in session without its beginning')
  return entry
}

type Asking = { status: number; action: string; kept: Record<string, string>; trouble?: ProofTrouble }

async function show(deps: Deps, res: Response, { status, action, kept, trouble }: Asking): Promise<void> {
  const factors = await factorsOf(deps, staffOf(res).id)
  const fields = Object.entries(kept).filter(([name]) => !(proofFields as readonly string[]).includes(name))
  const model = confirmModel(translateOf(res), {
    ...{ action, factors, trouble },
    kept: fields.map(([name, value]) => ({ name, value })),
  })
  confirmPage(res, model, status)
}

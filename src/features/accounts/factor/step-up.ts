import type { Request, RequestHandler, Response } from 'express'
import type { Deps } from '../../../platform/deps.ts'
import { typedFields } from '../../../platform/http/form.ts'
import { translateOf } from '../../city/index.ts'
import { accountPaths, ownStaffPath } from '../paths.ts'
import { beginSession } from '../sign-in/passport.ts'
import { type Entry, isResting, noteUse } from '../sign-in/session-store.ts'
import { staffOf } from '../staff-member.ts'
import { proofFields } from './forms.ts'
import { confirmModel, confirmPage } from './pages.ts'
import { type ProofTrouble, readProof } from './proof.ts'
import { factorsOf } from './queries.ts'

/** So long a proof is fresh (ASVS 5.0, 7.5.1). */
export const freshMs = 10 * 60_000

/** Lets through who has proved lately who they are; of others it asks the second factor first. */
export const requireFreshProof = (deps: Deps): RequestHandler =>
  requireProof(deps, (entry, at) => at - entry.provedAt > freshMs)

/** Lets through whose session does not rest; of others it asks the second factor first. */
export const requireAwake = (deps: Deps): RequestHandler =>
  requireProof(deps, (entry, at) => isResting(entry, at, deps.config.staffIdleMinutes))

/** What is asked of this browser keeps its session awake; what a page asks by itself does not (`unattended`). */
export const keepAwake =
  (deps: Deps): RequestHandler =>
  async (req, _res, next) => {
    await noteUse(deps, req.sessionID, entryOf(req))
    next()
  }

/**
 * Asks for a proof where one is due. A page is shown afterwards; a form goes on with everything that was typed, which
 * travels in hidden fields.
 */
function requireProof(deps: Deps, isDue: (entry: Entry, at: number) => boolean): RequestHandler {
  return async (req, res, next) => {
    if (!isDue(entryOf(req), deps.now().epochMilliseconds)) return next()
    if (req.method !== 'POST') return res.redirect(303, accountPaths.confirm({ next: req.originalUrl }))
    const typed = typedFields(req.body)
    const asking = { req, action: req.originalUrl, kept: typed }
    if (!proofFields.some((field) => field in typed)) return show(deps, res, { ...asking, status: 403 })
    const proof = await readProof(deps, req, res)
    if (!proof.ok) {
      return show(deps, res, { ...asking, status: proof.trouble.status, trouble: proof.trouble })
    }
    await renew(deps, req, res)
    next()
  }
}

/** The page that asks for a fresh proof and then leads to the page that wanted it. */
export function confirm(deps: Deps): Record<'form' | 'send', RequestHandler> {
  const actionOf = (req: Request) => accountPaths.confirm({ next: ownStaffPath(req.query['next']) ?? '' })
  return {
    form: (req, res) => show(deps, res, { req, status: 200, action: actionOf(req), kept: {} }),
    async send(req, res) {
      const proof = await readProof(deps, req, res)
      if (!proof.ok) {
        const { trouble } = proof
        return show(deps, res, { req, status: trouble.status, trouble, action: actionOf(req), kept: {} })
      }
      await renew(deps, req, res)
      res.redirect(303, ownStaffPath(req.query['next']) ?? accountPaths.firstPage())
    },
  }
}

/** Another id for a session that can do more now; its end stays where it was. */
async function renew(deps: Deps, req: Request, res: Response): Promise<void> {
  const at = deps.now().epochMilliseconds
  await beginSession(req, staffOf(res), { ...entryOf(req), provedAt: at, seenAt: at })
}

function entryOf(req: Request): Entry {
  const { entry } = req.session
  if (entry === undefined) throw new Error('A signed-in session without its beginning')
  return entry
}

type Asking = {
  req: Request
  status: number
  action: string
  kept: Record<string, string>
  trouble?: ProofTrouble
}

async function show(deps: Deps, res: Response, asking: Asking): Promise<void> {
  const { req, status, action, kept, trouble } = asking
  const factors = await factorsOf(deps, staffOf(res).id)
  const fields = Object.entries(kept).filter(([name]) => !(proofFields as readonly string[]).includes(name))
  const model = confirmModel(translateOf(res), {
    ...{ action, factors, trouble },
    isResting: isResting(entryOf(req), deps.now().epochMilliseconds, deps.config.staffIdleMinutes),
    kept: fields.map(([name, value]) => ({ name, value })),
  })
  confirmPage(res, model, status)
}

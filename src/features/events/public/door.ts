import type { Response } from 'express'
import { Temporal } from 'temporal-polyfill'
import { issueTicket, verifyTicket } from '../../../platform/crypto/form-ticket.ts'
import type { Deps } from '../../../platform/deps.ts'
import { formKeyOf } from '../../../platform/http/once-key.ts'
import { networkIn, rateLimit } from '../../../platform/http/rate-limit.ts'

const ticketAge = Temporal.Duration.from({ hours: 24 })

/** What is wrong with a form that cannot be taken. */
export type DoorProblem = 'old' | 'often'

export type Passed = { ok: true; formKey: Buffer; isRobot: boolean } | { ok: false; problem: DoorProblem }

export type Door = {
  ticket(): string
  /** Whether a form is taken: shown by us not too long ago, and not one of too many. */
  pass(res: Response, form: { ticket: string; website: string }): Promise<Passed>
}

/**
 * The way into a form without an account. Whole cities sit behind one mobile address, so the limit is wide: it is for
 * floods alone.
 */
export function doorTo(deps: Deps, form: 'event-sign-up' | 'event-ask' | 'event-question'): Door {
  const perNetwork = rateLimit(deps, { name: form, points: 3000, seconds: 3600 })
  return {
    ticket: () => issueTicket(deps.keys, form, deps.now()),
    async pass(res, { ticket, website }) {
      const verified = verifyTicket(deps.keys, ticket, { form, now: deps.now(), maxAge: ticketAge })
      if (!verified.ok) return { ok: false, problem: 'old' }
      const wait = await perNetwork(networkIn(res))
      if (wait > 0) {
        res.set('Retry-After', String(Math.ceil(wait / 1000)))
        return { ok: false, problem: 'often' }
      }
      return { ok: true, formKey: formKeyOf(res.req, verified.nonce), isRobot: website !== '' }
    },
  }
}

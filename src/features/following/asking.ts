import type { Response } from 'express'
import { Temporal } from 'temporal-polyfill'
import { issueTicket, verifyTicket } from '../../platform/crypto/form-ticket.ts'
import type { Deps } from '../../platform/deps.ts'
import { networkIn, type RateLimit, rateLimit } from '../../platform/http/rate-limit.ts'
import type { TextKey } from '../../platform/i18n/text-key.ts'

/**
 * What stands before a mail that a stranger asks for: a form of ours that was looked at for a moment, and a measure
 * of mails for one address and for one network. Whole cities sit behind one mobile address, so that one is wide.
 */
export type Asking = {
  ticket(form: string): string
  /** Why nothing is mailed, as a text key; null when it may be. */
  refusal(asked: { form: string; ticket: string; email: string; res: Response }): Promise<TextKey | null>
}

const longest = Temporal.Duration.from({ hours: 24 })
/** Nobody types an address faster. */
const quickestMs = 1000

const hour = 3600

/** Measures mails that strangers ask for to one address. */
export const mailsToAddress = (deps: Deps): RateLimit =>
  rateLimit(deps, { name: 'follow-mail', points: 6, seconds: hour })

export function asking(deps: Deps): Asking {
  const byAddress = mailsToAddress(deps)
  const byNetwork: RateLimit = rateLimit(deps, { name: 'follow-network', points: 3000, seconds: hour })
  return {
    ticket: (form) => issueTicket(deps.keys, form, deps.now()),
    async refusal({ form, ticket, email, res }) {
      const verified = verifyTicket(deps.keys, ticket, { form, now: deps.now(), maxAge: longest })
      if (!verified.ok) return 'following:error.old'
      if (verified.age.total('milliseconds') < quickestMs) return 'following:error.quick'
      const wait = (await byNetwork(networkIn(res))) || (await byAddress(email))
      return wait > 0 ? 'following:error.wait' : null
    },
  }
}

import PostalMime from 'postal-mime'
import type { Deps } from '../../../platform/deps.ts'
import { bouncedFor, type MailFor } from '../../../platform/mail/mail-links.ts'
import { recordRefusal } from './record-refusal.ts'

/** `none`: no bounce of ours. `later`: the server will try again, so nothing is written down. */
export type Bounce = { what: 'refused'; kind: MailFor['kind']; status: string } | { what: 'later' | 'none' }

/**
 * Reads a bounce report (RFC 3464) as it came to the mailbox and writes down that the address takes no mail. Whose
 * mail it was stands, signed, in the address it was returned to, so nobody can make somebody's mails stop.
 */
export async function recordBounce(deps: Deps, message: Uint8Array): Promise<Bounce> {
  const mail = await PostalMime.parse(message)
  const returnedTo = [
    ...(mail.to ?? []).map(({ address }) => address ?? ''),
    mail.deliveredTo ?? '',
    ...mail.headers.filter(({ key }) => returnHeaders.has(key)).map(({ value }) => value),
  ]
  const whom = returnedTo
    .map((address) => bouncedFor(deps.keys, address.replace(/^<|>$/g, '')))
    .find((one) => one !== null)
  if (whom === undefined || whom === null) return { what: 'none' }
  const status = statusIn(message)
  if (status === null) return { what: 'none' }
  if (!status.startsWith('5.')) return { what: 'later' }
  await recordRefusal(deps, { whom, refusal: status })
  return { what: 'refused', kind: whom.kind, status }
}

const returnHeaders = new Set(['delivered-to', 'x-original-to', 'envelope-to', 'x-envelope-to'])

/** The status of the report's machine-readable part, which is plain ASCII by its standard. */
function statusIn(message: Uint8Array): string | null {
  const text = Buffer.from(message).toString('latin1')
  if (!/report-type="?delivery-status/i.test(text)) return null
  return /^Status:\s*([245]\.\d{1,3}\.\d{1,3})/im.exec(text)?.[1] ?? null
}

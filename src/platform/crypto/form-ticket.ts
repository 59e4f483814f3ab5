import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto'
import { Temporal } from 'temporal-polyfill'
import type { Keys, PurposeKeys } from './keys.ts'

/** `age`: time since the form was shown; `nonce`: 16 bytes, the same for every repeat of one form. */
export type VerifiedTicket =
  | { ok: true; age: Temporal.Duration; nonce: Buffer }
  | { ok: false; reason: 'forged' | 'expired' }

/**
 * A signed value for a hidden field: says which form was shown and when, without a session or a cookie.
 * @param form name of the form in lower case, digits and dashes
 */
export function issueTicket([current]: Keys, form: string, now: Temporal.Instant): string {
  const content = `${form}.${now.epochMilliseconds.toString(36)}.${randomBytes(16).toString('base64url')}`
  return `${content}.${signature(current, content).toString('base64url')}`
}

/**
 * Checks a ticket that came back with a form. Whether a very young ticket means a robot is for the caller.
 * @param maxAge how long a form may stay open
 */
export function verifyTicket(
  keys: Keys,
  ticket: string,
  expected: { form: string; now: Temporal.Instant; maxAge: Temporal.Duration },
): VerifiedTicket {
  const parts = /^([a-z0-9-]+)\.([0-9a-z]{1,11})\.([\w-]{22})\.([\w-]{43})$/.exec(ticket)
  if (parts === null) return { ok: false, reason: 'forged' }
  const [, form = '', issued = '', nonce = '', mac = ''] = parts
  if (form !== expected.form || !isSigned(keys, `${form}.${issued}.${nonce}`, mac)) {
    return { ok: false, reason: 'forged' }
  }
  // Several machines may serve one form; a clock that lags behind shows as an age below zero.
  const ageMs = Math.max(0, expected.now.epochMilliseconds - Number.parseInt(issued, 36))
  if (ageMs > expected.maxAge.total('milliseconds')) return { ok: false, reason: 'expired' }
  return {
    ok: true,
    age: Temporal.Duration.from({ milliseconds: ageMs }),
    nonce: Buffer.from(nonce, 'base64url'),
  }
}

function isSigned(keys: Keys, content: string, mac: string): boolean {
  const given = Buffer.from(mac, 'base64url')
  return keys.some((key) => timingSafeEqual(signature(key, content), given))
}

function signature(key: PurposeKeys, content: string): Buffer {
  return createHmac('sha256', key.ticket).update(content).digest()
}

import fc from 'fast-check'
import { Temporal } from 'temporal-polyfill'
import { describe, expect, it } from 'vitest'
import { issueTicket, verifyTicket } from '../../../src/platform/crypto/form-ticket.ts'
import { deriveKeys } from '../../../src/platform/crypto/keys.ts'

const SECRET = 'a test secret of thirty-two letters'
const keys = deriveKeys(SECRET)
const now = Temporal.Instant.from('2026-11-23T05:00:00Z')
const maxAge = Temporal.Duration.from({ hours: 24 })
const expected = { form: 'file-complaint', now, maxAge }

describe('form ticket', () => {
  it('comes back with its age and its nonce', () => {
    const ticket = issueTicket(keys, 'file-complaint', now.subtract({ seconds: 90 }))
    const first = verifyTicket(keys, ticket, expected)
    if (!first.ok) throw new Error(first.reason)
    expect(first.age.total('seconds')).toBe(90)
    expect(first.nonce).toHaveLength(16)
    expect(verifyTicket(keys, ticket, expected)).toEqual(first)
  })

  it('verifies a ticket that was signed by another program', () => {
    // Python 3.11: HKDF and HMAC with hmac and hashlib
    const ticket =
      'file-complaint.mi8o9ts0.AAECAwQFBgcICQoLDA0ODw.4Z8IVDRJ8CCBSSrAYpm4HrQ-BEBqO7vsRjwv4DyMe0E'
    const verified = verifyTicket(keys, ticket, {
      form: 'file-complaint',
      now: Temporal.Instant.fromEpochMilliseconds(1_763_718_190_848 + 5000),
      maxAge,
    })
    if (!verified.ok) throw new Error(verified.reason)
    expect(verified.age.total('milliseconds')).toBe(5000)
    expect(verified.nonce).toEqual(Buffer.from([...Array(16).keys()]))
  })

  it('has a new nonce each time', () => {
    expect(issueTicket(keys, 'file-complaint', now)).not.toBe(issueTicket(keys, 'file-complaint', now))
  })

  it('is good up to the last moment of its age and not after', () => {
    const atLimit = issueTicket(keys, 'file-complaint', now.subtract({ hours: 24 }))
    const beyond = issueTicket(keys, 'file-complaint', now.subtract({ hours: 24, milliseconds: 1 }))
    expect(verifyTicket(keys, atLimit, expected).ok).toBe(true)
    expect(verifyTicket(keys, beyond, expected)).toEqual({ ok: false, reason: 'expired' })
  })

  it('allows for a clock that lags behind', () => {
    const verified = verifyTicket(
      keys,
      issueTicket(keys, 'file-complaint', now.add({ seconds: 2 })),
      expected,
    )
    if (!verified.ok) throw new Error(verified.reason)
    expect(verified.age.total('milliseconds')).toBe(0)
  })

  it('belongs to one form', () => {
    const ticket = issueTicket(keys, 'answer-complaint', now)
    expect(verifyTicket(keys, ticket, expected)).toEqual({ ok: false, reason: 'forged' })
  })

  it('survives a change of the secret, not its removal', () => {
    const ticket = issueTicket(keys, 'file-complaint', now)
    expect(verifyTicket(deriveKeys('the next secret', SECRET), ticket, expected).ok).toBe(true)
    expect(verifyTicket(deriveKeys('the next secret'), ticket, expected)).toEqual({
      ok: false,
      reason: 'forged',
    })
  })

  it('notices a change of any character of its content', () => {
    const ticket = issueTicket(keys, 'file-complaint', now)
    const contentEnds = ticket.lastIndexOf('.')
    for (let at = 0; at < contentEnds; at++) {
      const changed = ticket.slice(0, at) + (ticket[at] === 'a' ? 'b' : 'a') + ticket.slice(at + 1)
      expect(verifyTicket(keys, changed, expected), changed).toEqual({ ok: false, reason: 'forged' })
    }
  })

  it('never throws on what robots send', () => {
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string(),
          fc.string().map((s) => `file-complaint.${s}.x.y`),
        ),
        (ticket) => {
          expect(verifyTicket(keys, ticket, expected)).toEqual({ ok: false, reason: 'forged' })
        },
      ),
    )
  })
})

import { describe, expect, it } from 'vitest'
import { hashToken, newToken, tokenMatches } from '../../../src/platform/crypto/token.ts'

describe('token', () => {
  it('has 128 bits in 22 characters that are safe in an address', () => {
    const tokens = Array.from({ length: 500 }, newToken)
    for (const token of tokens) {
      expect(token).toMatch(/^[A-Za-z0-9_-]{22}$/)
      expect(Buffer.from(token, 'base64url')).toHaveLength(16)
    }
    expect(new Set(tokens).size).toBe(500)
  })

  it('is stored as SHA-256', () => {
    // FIPS 180-2, example B.1
    expect(hashToken('abc').toString('hex')).toBe(
      'ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad',
    )
  })

  it('matches only itself', () => {
    const token = newToken()
    const stored = new Uint8Array(hashToken(token))
    expect(tokenMatches(token, stored)).toBe(true)
    expect(tokenMatches(newToken(), stored)).toBe(false)
    expect(tokenMatches('', stored)).toBe(false)
    expect(tokenMatches(`${token} `, stored)).toBe(false)
    expect(tokenMatches(token, stored.subarray(0, 31))).toBe(false)
    expect(tokenMatches(token, new Uint8Array())).toBe(false)
  })
})

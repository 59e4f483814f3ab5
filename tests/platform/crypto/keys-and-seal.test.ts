import fc from 'fast-check'
import { describe, expect, it, test } from 'vitest'
import { deriveKeys } from '../../../src/platform/crypto/keys.ts'
import {
  blindIndex,
  blindIndexes,
  isSealedWithOldKey,
  seal,
  unseal,
} from '../../../src/platform/crypto/seal.ts'

const SECRET = 'a test secret of thirty-two letters'
const keys = deriveKeys(SECRET)
const rotated = deriveKeys('another test secret, the next one', SECRET)
const hex = (bytes: Uint8Array) => Buffer.from(bytes).toString('hex')

// Vectors below: Python 3.11, HKDF written out with hmac and hashlib, AES-GCM of the package cryptography.
describe('deriveKeys', () => {
  it('derives the same keys as an independent HKDF', () => {
    expect(hex(keys[0].id)).toBe('00ba55a2')
    expect(hex(keys[0].seal)).toBe('044c8f56de2e0449721bf80af6fd7f438306ceacd85a5d190c5a72c6ff6a1809')
    expect(hex(keys[0].blindIndex)).toBe('234217fbc534f1fa15151b61860a741c13f9640cc8ba1dac1ebd66e1fa2c90a7')
    expect(hex(keys[0].ticket)).toBe('d7fb289aaccd48b591052cefba441379e09c006979a29abe480bc991eec511e8')
  })

  it('keeps the current secret first and the previous ones readable', () => {
    expect(rotated).toHaveLength(2)
    expect(rotated[1]).toEqual(keys[0])
    expect(rotated[0]).not.toEqual(keys[0])
  })
})

describe('seal and unseal', () => {
  const context = 'contact/261104831728/email'

  it('opens a value sealed by another program', () => {
    const sealed =
      '0100ba55a2000102030405060708090a0be5d882b3ef8068bb57b211c816f39f23aa24070bd8614d3f278f541fb372f00a'
    expect(unseal(keys, Buffer.from(sealed, 'hex'), context)).toBe('aigul@example.kz')
  })

  it('gives back every text', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), fc.string(), (text, anyContext) => {
        expect(unseal(keys, seal(keys, text, anyContext), anyContext)).toBe(text)
      }),
    )
  })

  it('accepts the bytes as the database hands them over', () => {
    const sealed = new Uint8Array(seal(keys, '+77051234567', context))
    expect(unseal(keys, sealed, context)).toBe('+77051234567')
  })

  it('never gives the same bytes twice', () => {
    expect(hex(seal(keys, 'x', context))).not.toBe(hex(seal(keys, 'x', context)))
  })

  it('notices a change of any single byte', () => {
    const sealed = seal(keys, 'aigul@example.kz', context)
    for (let at = 0; at < sealed.length; at++) {
      const tampered = Buffer.from(sealed)
      tampered.writeUInt8(tampered.readUInt8(at) ^ 1, at)
      expect(() => unseal(keys, tampered, context), `byte ${at}`).toThrow()
    }
  })

  test.each([0, 1, 4, 5, 20, 32])('refuses %i bytes', (length) => {
    expect(() => unseal(keys, Buffer.alloc(length, 1), context)).toThrow('Not a sealed value')
  })

  it('does not open a value that was copied to another place', () => {
    expect(() => unseal(keys, seal(keys, 'x', context), 'contact/261104831728/phone')).toThrow()
  })

  it('reads with the previous secret, writes with the current one', () => {
    const old = seal(keys, 'x', context)
    const fresh = seal(rotated, 'x', context)
    expect(unseal(rotated, old, context)).toBe('x')
    expect(isSealedWithOldKey(rotated, old)).toBe(true)
    expect(isSealedWithOldKey(rotated, fresh)).toBe(false)
    expect(() => unseal(keys, fresh, context)).toThrow('Sealed with a secret key that is not configured')
  })
})

describe('blindIndex', () => {
  it('is the HMAC of kind and value', () => {
    expect(hex(blindIndex(keys, 'email', 'aigul@example.kz'))).toBe(
      '9d909e2f59b28403dfbd840708de0c8397100dd06f7cf2fbf941326f7824a5e3',
    )
  })

  it('differs by kind, by value and by secret', () => {
    const indexes = [
      blindIndex(keys, 'email', 'a'),
      blindIndex(keys, 'phone', 'a'),
      blindIndex(keys, 'email', 'b'),
      blindIndex(rotated, 'email', 'a'),
    ]
    expect(new Set(indexes.map(hex)).size).toBe(4)
  })

  it('finds values of before and after a change of the secret', () => {
    expect(blindIndexes(rotated, 'email', 'a').map(hex)).toEqual([
      hex(blindIndex(rotated, 'email', 'a')),
      hex(blindIndex(keys, 'email', 'a')),
    ])
  })
})

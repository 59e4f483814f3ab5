import { createCipheriv, createDecipheriv, createHmac, randomBytes } from 'node:crypto'
import type { Keys, PurposeKeys } from './keys.ts'

// Layout: version (1), key id (4), nonce (12), ciphertext, tag (16). Random nonces are safe for 2^32 values
// per key (NIST SP 800-38D, 8.3).
const VERSION = 1
const HEADER_BYTES = 5
const NONCE_BYTES = 12
const TAG_BYTES = 16

/**
 * Encrypts a short text with AES-256-GCM.
 * @param context what the value belongs to, for example `complaint-contact/2611.../email`; it is
 *   authenticated, not stored: a sealed value copied to another row does not open there
 */
export function seal(keys: Keys, text: string, context: string): Buffer {
  const [key] = keys
  const header = Buffer.concat([Buffer.of(VERSION), key.id])
  const nonce = randomBytes(NONCE_BYTES)
  const cipher = createCipheriv('aes-256-gcm', key.seal, nonce).setAAD(authenticated(header, context))
  return Buffer.concat([header, nonce, cipher.update(text, 'utf8'), cipher.final(), cipher.getAuthTag()])
}

/**
 * The text that was sealed for the same `context`.
 * @throws Error when the key is unknown, the context differs or a byte was changed
 */
export function unseal(keys: Keys, sealed: Uint8Array, context: string): string {
  const bytes = Buffer.from(sealed.buffer, sealed.byteOffset, sealed.byteLength)
  if (bytes.length < HEADER_BYTES + NONCE_BYTES + TAG_BYTES || bytes[0] !== VERSION) {
    throw new Error('Not a sealed value')
  }
  const key = keys.find(({ id }) => isSealedWith(id, bytes))
  if (key === undefined) throw new Error('Sealed with a secret key that is not configured')
  const nonce = bytes.subarray(HEADER_BYTES, HEADER_BYTES + NONCE_BYTES)
  const decipher = createDecipheriv('aes-256-gcm', key.seal, nonce, { authTagLength: TAG_BYTES })
    .setAAD(authenticated(bytes.subarray(0, HEADER_BYTES), context))
    .setAuthTag(bytes.subarray(-TAG_BYTES))
  const ciphertext = bytes.subarray(HEADER_BYTES + NONCE_BYTES, -TAG_BYTES)
  return decipher.update(ciphertext, undefined, 'utf8') + decipher.final('utf8')
}

/** True when a value was sealed with an earlier secret and should be sealed again. */
export function isSealedWithOldKey([current]: Keys, sealed: Uint8Array): boolean {
  return !isSealedWith(current.id, sealed)
}

/**
 * A keyed hash by which an encrypted value can be found again (32 bytes, HMAC-SHA-256).
 * @param kind keeps equal values of different fields apart: `email`, `phone`
 * @param value already in its one normal form: E.164 phone, lower-case e-mail
 */
export function blindIndex([current]: Keys, kind: string, value: string): Buffer {
  return indexOf(current, kind, value)
}

/** The index under every configured secret, for look-ups while a secret is being replaced. */
export function blindIndexes(keys: Keys, kind: string, value: string): Buffer[] {
  return keys.map((key) => indexOf(key, kind, value))
}

function indexOf(key: PurposeKeys, kind: string, value: string): Buffer {
  return createHmac('sha256', key.blindIndex).update(`${kind}\0${value}`).digest()
}

function isSealedWith(id: Buffer, sealed: Uint8Array): boolean {
  return id.equals(sealed.subarray(1, HEADER_BYTES))
}

function authenticated(header: Buffer, context: string): Buffer {
  return Buffer.concat([header, Buffer.from(context)])
}

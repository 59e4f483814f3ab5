import { createPrivateKey, createPublicKey, hash, type KeyObject, sign, verify } from 'node:crypto'
import { canonicalJson } from './canonical-json.ts'
import type { PurposeKeys } from './keys.ts'

/** `publicKey`: 32 bytes. `keyId`: the first 8 characters of its SHA-256 in hexadecimal, to find it in a list. */
export type SigningKey = { keyId: string; publicKey: Buffer; privateKey: KeyObject }

// DER of RFC 8410 in front of the 32 bytes of a key, so that Node takes them.
const PRIVATE_PREFIX = Buffer.from('302e020100300506032b657004220420', 'hex')
const PUBLIC_PREFIX = Buffer.from('302a300506032b6570032100', 'hex')

/** The Ed25519 key (RFC 8032) of this portal: it follows from the secret, so every process has the same. */
export function signingKeyOf({ signing }: Pick<PurposeKeys, 'signing'>): SigningKey {
  const der = Buffer.concat([PRIVATE_PREFIX, signing])
  const privateKey = createPrivateKey({ key: der, format: 'der', type: 'pkcs8' })
  const spki = createPublicKey(privateKey).export({ format: 'der', type: 'spki' })
  const publicKey = spki.subarray(PUBLIC_PREFIX.length)
  return { keyId: keyIdOf(publicKey), publicKey, privateKey }
}

export const keyIdOf = (publicKey: Uint8Array): string => hash('sha256', publicKey, 'hex').slice(0, 8)

/** Signs `purpose`, a line feed and the canonical JSON of the statement, so that no statement passes for another kind. */
export const signStatement = ({ privateKey }: SigningKey, purpose: string, statement: unknown): Buffer =>
  sign(null, messageOf(purpose, statement), privateKey)

/** False also for keys and signatures that are none. */
export function isSigned(
  { publicKey, signature }: { publicKey: Uint8Array; signature: Uint8Array },
  purpose: string,
  statement: unknown,
): boolean {
  if (publicKey.length !== 32 || signature.length !== 64) return false
  const der = Buffer.concat([PUBLIC_PREFIX, publicKey])
  const key = createPublicKey({ key: der, format: 'der', type: 'spki' })
  return verify(null, messageOf(purpose, statement), key, signature)
}

const messageOf = (purpose: string, statement: unknown): Buffer =>
  Buffer.from(`${purpose}\n${canonicalJson(statement)}`)

import type { Keys } from '../../../platform/crypto/keys.ts'
import {
  isSigned,
  keyIdOf,
  type SigningKey,
  signingKeyOf,
  signStatement,
} from '../../../platform/crypto/signature.ts'

/**
 * What the portal has received, signed so that nobody can deny it later. `number`: twelve digits. `at`: milliseconds
 * UTC. `event`: hash of the first row of the activity. `content`: from `contentDigest`. Both in hexadecimal.
 */
export type ReceiptFacts = { number: string; at: number; event: string; content: string }

export type SignedReceipt = ReceiptFacts & { keyId: string; signature: Buffer }

const PURPOSE = 'ashyq-qala receipt 1'

export function signReceipt(key: SigningKey, facts: ReceiptFacts): SignedReceipt {
  return { ...facts, keyId: key.keyId, signature: signStatement(key, PURPOSE, factsOf(facts)) }
}

/** Whether one of these public keys (32 bytes each) has signed it. */
export function isOurReceipt(receipt: SignedReceipt, publicKeys: readonly Uint8Array[]): boolean {
  const { signature, keyId } = receipt
  return publicKeys.some(
    (publicKey) =>
      keyIdOf(publicKey) === keyId && isSigned({ publicKey, signature }, PURPOSE, factsOf(receipt)),
  )
}

export const publicKeysOf = (keys: Keys): Buffer[] => keys.map((key) => signingKeyOf(key).publicKey)

/** One line without blanks that fits a square code and a form: the parts of the receipt with dots between. */
export function receiptCode({ number, at, event, content, keyId, signature }: SignedReceipt): string {
  const short = (hexadecimal: string) => Buffer.from(hexadecimal, 'hex').toString('base64url')
  const parts = [
    number,
    at.toString(36),
    short(event),
    short(content),
    keyId,
    signature.toString('base64url'),
  ]
  return `AQ1.${parts.join('.')}`
}

/** Null for what is no receipt; blanks and line breaks from copying are forgiven. */
export function parseReceiptCode(typed: string): SignedReceipt | null {
  const parts =
    /^AQ1\.(\d{12})\.([0-9a-z]{7,11})\.([\w-]{43})\.([\w-]{43})\.([0-9a-f]{8})\.([\w-]{86})$/.exec(
      typed.replaceAll(/\s/g, ''),
    )
  if (parts === null) return null
  const [, number = '', at = '', event = '', content = '', keyId = '', signature = ''] = parts
  const long = (base64url: string) => Buffer.from(base64url, 'base64url').toString('hex')
  return {
    ...{ number, keyId, at: Number.parseInt(at, 36), event: long(event), content: long(content) },
    signature: Buffer.from(signature, 'base64url'),
  }
}

const factsOf = ({ number, at, event, content }: ReceiptFacts): ReceiptFacts => ({
  number,
  at,
  event,
  content,
})

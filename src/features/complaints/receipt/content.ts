import { hash } from 'node:crypto'
import { canonicalJson } from '../../../platform/crypto/canonical-json.ts'
import { newSalt, payloadDigest } from '../../../platform/crypto/hash-chain.ts'

/**
 * What was received. `text`: SHA-256 of the resident's words in UTF-8; `photos`: of the stored pictures, in their order.
 * `salt`: 16 bytes; null in receipts from before there was one. All in hexadecimal.
 */
export type Content = { salt: string | null; text: string; photos: readonly string[] }

/** SHA-256(salt ‖ canonical JSON of photos and text), hexadecimal; of old receipts without a salt in front. */
export function contentDigest({ salt, text, photos }: Content): string {
  const said = { photos: [...photos], text }
  return salt === null
    ? hash('sha256', canonicalJson(said), 'hex')
    : payloadDigest(Buffer.from(salt, 'hex'), said).toString('hex')
}

export const digestOfText = (text: string): string => hash('sha256', text, 'hex')

/** The digest that the first row of the activity keeps for ever, and the salt that is kept where it can be erased. */
export function sealContent({ text, photos }: { text: string; photos: readonly string[] }): {
  content: string
  salt: Buffer<ArrayBuffer>
} {
  const salt = Buffer.from(newSalt())
  const content = contentDigest({ salt: salt.toString('hex'), text: digestOfText(text), photos })
  return { content, salt }
}

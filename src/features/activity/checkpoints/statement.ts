import { hash } from 'node:crypto'
import { canonicalJson } from '../../../platform/crypto/canonical-json.ts'
import { leafHash } from '../../../platform/crypto/merkle-tree.ts'
import { isSigned, type SigningKey, signStatement } from '../../../platform/crypto/signature.ts'

/**
 * What is signed. `at`: milliseconds UTC. `size`: leaves of the tree. `root`, `previous`: 32 bytes in hexadecimal;
 * `previous` is the hash of the statement before, null for the first.
 */
export type Statement = { no: number; at: number; size: number; root: string; previous: string | null }

/** A statement as others keep it; key and signature in base64url. */
export type SignedStatement = Statement & { publicKey: string; signature: string }

/** How far the public and the internal chain of a complaint went; a chain without rows is null. */
export type Tips = { number: string; public: Tip | null; internal: Tip | null }
/** `hash` in hexadecimal. */
export type Tip = { seq: number; hash: string }

/** `Tips` as a row of the database has them. */
export type StoredTips = {
  number: string
  publicSeq: number | null
  publicHash: Uint8Array | null
  internalSeq: number | null
  internalHash: Uint8Array | null
}

const PURPOSE = 'ashyq-qala checkpoint 1'

export const statementHash = (statement: Statement): Buffer =>
  Buffer.from(hash('sha256', canonicalJson(partsOf(statement)), 'hex'), 'hex')

export const signCheckpoint = (key: SigningKey, statement: Statement): Buffer =>
  signStatement(key, PURPOSE, partsOf(statement))

export function isSignedStatement(statement: SignedStatement): boolean {
  const bytes = (text: string) => Buffer.from(text, 'base64url')
  const signed = { publicKey: bytes(statement.publicKey), signature: bytes(statement.signature) }
  return isSigned(signed, PURPOSE, partsOf(statement))
}

/** The hash of a leaf: SHA-256 of 0x00 and the canonical JSON of the tips. */
export const leafOf = ({ number, public: open, internal }: Tips): Buffer =>
  leafHash(Buffer.from(canonicalJson({ number, public: open, internal })))

const partsOf = ({ no, at, size, root, previous }: Statement): Statement => ({ no, at, size, root, previous })

export function toTips({ number, publicSeq, publicHash, internalSeq, internalHash }: StoredTips): Tips {
  const tip = (seq: number | null, hash: Uint8Array | null) =>
    seq === null || hash === null ? null : { seq, hash: Buffer.from(hash).toString('hex') }
  return { number, public: tip(publicSeq, publicHash), internal: tip(internalSeq, internalHash) }
}

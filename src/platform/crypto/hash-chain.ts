import { hash, randomBytes } from 'node:crypto'
import type { Temporal } from 'temporal-polyfill'
import { canonicalJson } from './canonical-json.ts'

/** What the hash of a row vouches for. Nothing in it is private, so anyone can check a published chain. */
export type ChainEntry = {
  /** Name of the chain, so that its rows cannot be shown as those of another: `261104831728/public`. */
  chain: string
  seq: number
  kind: string
  /** Taken to the millisecond, as it is stored. */
  at: Temporal.Instant
  actorKind: string
  officeId: number | null
  /** From `payloadDigest`. */
  payloadDigest: Uint8Array
}

/** A stored row. Salt and payload are both null when the payload was erased. */
export type ChainRow = ChainEntry & {
  salt: Uint8Array | null
  payload: unknown
  prevHash: Uint8Array | null
  hash: Uint8Array
}

/** `seq` names the first broken row; `erased` the rows without payload, to be compared with recorded erasures. */
export type ChainVerdict =
  | { ok: true; erased: number[] }
  | { ok: false; seq: number; reason: 'order' | 'link' | 'hash' | 'payload' }

const NO_PREVIOUS = new Uint8Array(32)

/** Sixteen random bytes: without them the digest of a short payload could be found by trying payloads. */
export function newSalt(): Buffer {
  return randomBytes(16)
}

/**
 * SHA-256(salt ‖ canonical JSON of the payload): 32 bytes that stand for the payload in the chain. Destroying
 * payload and salt erases the content for good, while the digest keeps the chain whole.
 */
export function payloadDigest(salt: Uint8Array, payload: unknown): Buffer {
  return sha256(salt, canonicalJson(payload))
}

/**
 * SHA-256(previous hash ‖ canonical JSON of the entry): 32 bytes. The JSON holds `actorKind`, `at` (Unix time in
 * milliseconds), `chain`, `kind`, `officeId`, `payload` (the digest in hexadecimal) and `seq`.
 * @param prev hash of the row before in the same chain; null for the first, hashed as 32 zero bytes
 */
export function chainHash(prev: Uint8Array | null, entry: ChainEntry): Buffer {
  const { chain, seq, kind, at, actorKind, officeId } = entry
  const payload = Buffer.from(entry.payloadDigest).toString('hex')
  return sha256(
    prev ?? NO_PREVIOUS,
    canonicalJson({ actorKind, at: at.epochMilliseconds, chain, kind, officeId, payload, seq }),
  )
}

/**
 * Checks the rows of one chain, given in their order from the first. Rows cut off at the end leave no trace in
 * the chain itself: compare the last hash with one published before.
 */
export function verifyChain(rows: Iterable<ChainRow>): ChainVerdict {
  const erased: number[] = []
  let previous: ChainRow | undefined
  for (const row of rows) {
    const broken = (reason: 'order' | 'link' | 'hash' | 'payload') =>
      ({ ok: false, seq: row.seq, reason }) as const
    if (previous !== undefined && (row.seq <= previous.seq || row.chain !== previous.chain)) {
      return broken('order')
    }
    if (!isSame(row.prevHash, previous?.hash ?? null)) return broken('link')
    if (!isSame(row.hash, chainHash(row.prevHash, row))) return broken('hash')
    if (row.salt !== null) {
      if (!isSame(row.payloadDigest, payloadDigest(row.salt, row.payload))) return broken('payload')
    } else if (row.payload !== null) {
      return broken('payload')
    } else {
      erased.push(row.seq)
    }
    previous = row
  }
  return { ok: true, erased }
}

function sha256(prefix: Uint8Array, json: string): Buffer {
  const bytes = Buffer.allocUnsafe(prefix.length + Buffer.byteLength(json))
  bytes.set(prefix)
  bytes.write(json, prefix.length)
  // By way of hexadecimal: Node 24 hands out a string twice as fast as a buffer, and imports hash a million times.
  return Buffer.from(hash('sha256', bytes, 'hex'), 'hex')
}

function isSame(a: Uint8Array | null, b: Uint8Array | null): boolean {
  if (a === null || b === null) return a === b
  return Buffer.compare(a, b) === 0
}

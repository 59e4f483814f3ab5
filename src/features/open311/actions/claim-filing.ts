import { randomBytes } from 'node:crypto'
import { blindIndex } from '../../../platform/crypto/seal.ts'
import { hashToken } from '../../../platform/crypto/token.ts'
import { toDate } from '../../../platform/db/instant.ts'
import type { Deps } from '../../../platform/deps.ts'

export type Claim = {
  keyId: number
  /** Keyed digest of what makes it the same: an idempotency key, or everything that was asked. */
  fingerprint: Buffer<ArrayBuffer>
  /** Keyed digest of everything that was asked. */
  content: Buffer<ArrayBuffer>
  /** How long it stays the same, in milliseconds. */
  keptMs: number
  /** Milliseconds UTC. */
  at: number
}

/**
 * The token of the form for what a key asks to be filed: the same for the same, however often and however many at
 * once, and a new one when that was long ago. What was filed then stays that of its key, which may go on adding to it.
 * Null when this idempotency key was used for something else.
 */
export async function claimFiling(
  { db, keys }: Pick<Deps, 'db' | 'keys'>,
  { keyId, fingerprint, content, keptMs, at }: Claim,
): Promise<string | null> {
  const fresh = randomBytes(16)
  const tokenOf = (nonce: Uint8Array) =>
    blindIndex(keys, 'open311-form', Buffer.from(nonce).toString('hex')).subarray(0, 16).toString('base64url')
  // Under a name that nothing else has, the earlier one is out of the way. Of two at once the second finds none.
  await db.$executeRaw`
    UPDATE open311_request SET fingerprint = form_key
    WHERE key_id = ${keyId} AND fingerprint = ${fingerprint} AND at <= ${toDate(at - keptMs)}`
  const [row] = await db.$queryRaw<{ nonce: Uint8Array; same: boolean }[]>`
    INSERT INTO open311_request AS known (key_id, fingerprint, content, nonce, at, form_key)
    VALUES (${keyId}, ${fingerprint}, ${content}, ${fresh}, ${toDate(at)}, ${hashToken(tokenOf(fresh))})
    ON CONFLICT (key_id, fingerprint) DO UPDATE SET at = known.at
    RETURNING nonce, content = ${content} AS same`
  if (row === undefined) throw new Error('a claim returned no row')
  return row.same ? tokenOf(row.nonce) : null
}

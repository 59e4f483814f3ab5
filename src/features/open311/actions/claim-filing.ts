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
 * once, and a new one when that was long ago. Null when this idempotency key was used for something else.
 */
export async function claimFiling(
  { db, keys }: Pick<Deps, 'db' | 'keys'>,
  { keyId, fingerprint, content, keptMs, at }: Claim,
): Promise<string | null> {
  const fresh = randomBytes(16)
  const tokenOf = (nonce: Uint8Array) =>
    blindIndex(keys, 'open311-form', Buffer.from(nonce).toString('hex')).subarray(0, 16).toString('base64url')
  const [row] = await db.$queryRaw<{ nonce: Uint8Array; same: boolean }[]>`
    INSERT INTO open311_request AS known (key_id, fingerprint, content, nonce, at, form_key)
    VALUES (${keyId}, ${fingerprint}, ${content}, ${fresh}, ${toDate(at)}, ${hashToken(tokenOf(fresh))})
    ON CONFLICT (key_id, fingerprint) DO UPDATE SET
      (content, nonce, at, form_key) = (
        SELECT CASE WHEN old THEN excluded.content ELSE known.content END,
          CASE WHEN old THEN excluded.nonce ELSE known.nonce END,
          CASE WHEN old THEN excluded.at ELSE known.at END,
          CASE WHEN old THEN excluded.form_key ELSE known.form_key END
        FROM (SELECT known.at <= ${toDate(at - keptMs)} AS old) age)
    RETURNING nonce, content = ${content} AS same`
  if (row === undefined) throw new Error('a claim returned no row')
  return row.same ? tokenOf(row.nonce) : null
}

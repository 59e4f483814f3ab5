import { signingKeyOf } from '../../../platform/crypto/signature.ts'
import type { Deps } from '../../../platform/deps.ts'
import type { Reading } from '../public/reading.ts'
import {
  type Content,
  contentDigest,
  receiptCode,
  type SignedReceipt,
  signReceipt,
} from './signed-receipt.ts'

/** The signed receipt of a complaint and what its digest is made of; null when the portal did not take it in itself. */
export async function receiptOf(
  { db, keys }: Pick<Deps, 'db' | 'keys'>,
  { id, number }: { id: number; number: string },
): Promise<{ receipt: SignedReceipt; content: Content } | null> {
  const [row] = await db.$queryRaw<{ at: Date; hash: Uint8Array; text: string | null; photos: string[] }[]>`
    SELECT a.at, a.hash, a.payload->>'textDigest' AS text,
      ARRAY(
        SELECT p.large_key FROM photo p WHERE p.complaint_id = a.complaint_id AND p.role = 'before'
        ORDER BY p.position, p.id
      ) AS photos
    FROM activity a
    WHERE a.complaint_id = ${id} AND a.seq = 1 AND a.kind = 'filed' AND a.actor_kind <> 'import'`
  if (row === undefined || row.text === null) return null
  const content = { text: row.text, photos: row.photos }
  const facts = {
    number,
    at: row.at.getTime(),
    event: Buffer.from(row.hash).toString('hex'),
    content: contentDigest(content),
  }
  return { receipt: signReceipt(signingKeyOf(keys[0]), facts), content }
}

/** The receipt as a file: everything that is signed, and what the digest of the content is made of. */
export const receiptFile = (
  { receipt, content }: { receipt: SignedReceipt; content: Content },
  { origin }: Pick<Reading, 'origin'>,
) => ({
  kind: 'ashyq-qala receipt 1',
  portal: origin,
  number: receipt.number,
  receivedAt: new Date(receipt.at).toISOString(),
  at: receipt.at,
  event: receipt.event,
  content: receipt.content,
  contentOf: { textSha256: content.text, photosSha256: content.photos },
  keyId: receipt.keyId,
  signature: receipt.signature.toString('base64url'),
  code: receiptCode(receipt),
})

import { signingKeyOf } from '../../../platform/crypto/signature.ts'
import type { Deps } from '../../../platform/deps.ts'
import type { Reading } from '../public/reading.ts'
import { type Content, contentDigest, digestOfText } from './content.ts'
import { receiptCode, type SignedReceipt, signReceipt } from './signed-receipt.ts'

/** `content`: what the signed digest is made of; null when that was erased or covered since. */
export type GivenReceipt = { receipt: SignedReceipt; content: Content | null }

type FirstRow = {
  at: Date
  hash: Uint8Array
  content: string | null
  textDigest: string | null
  salt: Uint8Array | null
  text: string
  photos: string[]
  originals: string[]
}

/** The signed receipt of a complaint; null when the portal did not take it in itself. */
export async function receiptOf(
  { db, keys }: Pick<Deps, 'db' | 'keys'>,
  { id, number }: { id: number; number: string },
): Promise<GivenReceipt | null> {
  const [row] = await db.$queryRaw<FirstRow[]>`
    SELECT a.at, a.hash, a.payload->>'content' AS content, a.payload->>'textDigest' AS "textDigest",
      c.content_salt AS salt, c.text, p.photos, p.originals
    FROM activity a
    JOIN complaint c ON c.id = a.complaint_id
    CROSS JOIN LATERAL (
      SELECT coalesce(array_agg(p.large_key ORDER BY p.position, p.id), '{}') AS photos,
        coalesce(array_agg(coalesce(p.original_large_key, p.large_key) ORDER BY p.position, p.id), '{}') AS originals
      FROM photo p WHERE p.complaint_id = a.complaint_id AND p.role = 'before'
    ) p
    WHERE a.complaint_id = ${id} AND a.seq = 1 AND a.kind = 'filed' AND a.actor_kind <> 'import'`
  if (row === undefined) return null
  const known = contentOf(row)
  const digest = row.content ?? (known && contentDigest(known))
  if (digest === null) return null
  const facts = {
    number,
    at: row.at.getTime(),
    event: Buffer.from(row.hash).toString('hex'),
    content: digest,
  }
  return { receipt: signReceipt(signingKeyOf(keys[0]), facts), content: known }
}

/** A picture that was covered after the filing is another one than was received: then its first bytes count. */
function contentOf({ content, textDigest, salt, text, photos, originals }: FirstRow): Content | null {
  if (content === null) return textDigest === null ? null : { salt: null, text: textDigest, photos }
  if (salt === null) return null
  const said = { salt: Buffer.from(salt).toString('hex'), text: digestOfText(text) }
  const candidates = [
    { ...said, photos },
    { ...said, photos: originals },
  ]
  return candidates.find((candidate) => contentDigest(candidate) === content) ?? null
}

/** The receipt as a file: everything that is signed, and what the digest of the content is made of. */
export const receiptFile = ({ receipt, content }: GivenReceipt, { origin }: Pick<Reading, 'origin'>) => ({
  kind: 'ashyq-qala receipt 1',
  portal: origin,
  number: receipt.number,
  receivedAt: new Date(receipt.at).toISOString(),
  at: receipt.at,
  event: receipt.event,
  content: receipt.content,
  contentOf: content && {
    ...(content.salt === null ? {} : { salt: content.salt }),
    textSha256: content.text,
    photosSha256: content.photos,
  },
  keyId: receipt.keyId,
  signature: receipt.signature.toString('base64url'),
  code: receiptCode(receipt),
})

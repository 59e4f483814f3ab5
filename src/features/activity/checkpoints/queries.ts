import type { Deps } from '../../../platform/deps.ts'
import { type SignedStatement, type Tips, toTips } from './statement.ts'

type StoredCheckpoint = {
  no: number
  at: Date
  size: number
  root: Uint8Array
  previousHash: Uint8Array | null
  publicKey: Uint8Array
  signature: Uint8Array
}

const hex = (bytes: Uint8Array) => Buffer.from(bytes).toString('hex')
const base64url = (bytes: Uint8Array) => Buffer.from(bytes).toString('base64url')

export const toStatement = (row: StoredCheckpoint): SignedStatement => ({
  no: row.no,
  at: row.at.getTime(),
  size: row.size,
  root: hex(row.root),
  previous: row.previousHash === null ? null : hex(row.previousHash),
  publicKey: base64url(row.publicKey),
  signature: base64url(row.signature),
})

/** Checkpoints after `after`, oldest first. */
export async function checkpointsAfter(
  { db }: Pick<Deps, 'db'>,
  { after, most }: { after: number; most: number },
): Promise<SignedStatement[]> {
  const rows = await db.checkpoint.findMany({
    where: { no: { gt: after } },
    orderBy: { no: 'asc' },
    take: most,
  })
  return rows.map(toStatement)
}

/** Newest first. */
export async function lastCheckpoints({ db }: Pick<Deps, 'db'>, most: number): Promise<SignedStatement[]> {
  const rows = await db.checkpoint.findMany({ orderBy: { no: 'desc' }, take: most })
  return rows.map(toStatement)
}

/** Null when there is none of this number. */
export async function checkpointOf({ db }: Pick<Deps, 'db'>, no: number): Promise<SignedStatement | null> {
  const row = await db.checkpoint.findUnique({ where: { no } })
  return row && toStatement(row)
}

/** The tips under a checkpoint, in the order of its leaves. */
export async function leavesOf({ db }: Pick<Deps, 'db'>, no: number): Promise<Tips[]> {
  const rows = await db.$queryRaw<
    {
      number: string
      publicSeq: number | null
      publicHash: Uint8Array | null
      internalSeq: number | null
      internalHash: Uint8Array | null
    }[]
  >`
    SELECT c.number, l.public_seq AS "publicSeq", l.public_hash AS "publicHash",
      l.internal_seq AS "internalSeq", l.internal_hash AS "internalHash"
    FROM checkpoint_leaf l JOIN complaint c ON c.id = l.complaint_id
    WHERE l.no = ${no} ORDER BY l.index`
  return rows.map(toTips)
}

/** The first checkpoint that covers the public row `seq` of a complaint, and the place of its leaf. */
export async function coveringLeaf(
  { db }: Pick<Deps, 'db'>,
  { complaintId, seq }: { complaintId: number; seq: number },
): Promise<{ no: number; index: number } | null> {
  const found = await db.checkpointLeaf.findFirst({
    where: { complaintId, publicSeq: { gte: seq } },
    orderBy: { no: 'asc' },
    select: { no: true, index: true },
  })
  return found
}

/** The newest checkpoint with a leaf of a complaint; null before the first. */
export async function lastLeaf(
  { db }: Pick<Deps, 'db'>,
  complaintId: number,
): Promise<{ no: number; index: number; tips: Omit<Tips, 'number'> } | null> {
  const row = await db.checkpointLeaf.findFirst({ where: { complaintId }, orderBy: { no: 'desc' } })
  if (row === null) return null
  const { number: _, ...tips } = toTips({ ...row, number: '' })
  return { no: row.no, index: row.index, tips }
}

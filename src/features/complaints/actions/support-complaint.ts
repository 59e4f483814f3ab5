import { toDate } from '../../../platform/db/instant.ts'
import type { Transaction } from '../../../platform/db/transaction.ts'

/** Whose voice it is: that of a confirmed address (id of the follower), or of a device. */
export type Supporter =
  | { followerId: number; deviceHash: null }
  | { followerId: null; deviceHash: Buffer<ArrayBuffer> }

/**
 * "I have this too" by a device: one voice, whoever presses how often and how fast. Voices of devices and of confirmed
 * addresses are counted apart, because anybody can have many devices; neither number moves a deadline. `at` in
 * milliseconds UTC. Safe to repeat.
 *
 * One statement, so that a flood of voices keeps no connection from those who report. Voices for one complaint come one
 * after the other, so that its numbers are right: the row is locked before the voice is looked for.
 */
export async function supportByDevice(
  db: Pick<Transaction, '$executeRaw'>,
  { complaintId, deviceHash, at }: { complaintId: number; deviceHash: Buffer<ArrayBuffer>; at: number },
): Promise<void> {
  await db.$executeRaw`
    WITH locked AS MATERIALIZED (SELECT id FROM complaint WHERE id = ${complaintId} FOR UPDATE),
    added AS (
      INSERT INTO support (complaint_id, device_hash, created_at)
      SELECT id, ${deviceHash}, ${toDate(at)} FROM locked
      ON CONFLICT (complaint_id, device_hash) DO NOTHING RETURNING complaint_id)
    UPDATE complaint c SET support_unconfirmed = c.support_unconfirmed + 1 FROM added WHERE c.id = added.complaint_id`
}

/**
 * Adds the one voice of a confirmed address. A device (its hash) that confirms an address later keeps its one voice, which
 * then counts as confirmed. `at` in milliseconds UTC. Safe to repeat.
 */
export async function supportByFollower(
  tx: Transaction,
  {
    complaintId,
    followerId,
    deviceHash,
    at,
  }: { complaintId: number; followerId: number; deviceHash: Buffer<ArrayBuffer> | null; at: number },
): Promise<void> {
  await tx.$executeRaw`SELECT 1 FROM complaint WHERE id = ${complaintId} FOR UPDATE`
  const known = await tx.support.count({ where: { complaintId, followerId } })
  const own = deviceHash === null ? null : { complaintId, deviceHash, followerId: null }
  if (known > 0) {
    if (own !== null) await tx.support.deleteMany({ where: own })
  } else {
    const confirmed =
      own === null ? 0 : (await tx.support.updateMany({ where: own, data: { followerId } })).count
    if (confirmed === 0) {
      await tx.support.create({ data: { complaintId, followerId, createdAt: toDate(at) } })
    }
  }
  await recount(tx, complaintId)
}

/** Takes a voice back. Safe to repeat. */
export async function withdrawSupport(
  tx: Transaction,
  { complaintId, supporter }: { complaintId: number; supporter: Supporter },
): Promise<void> {
  const { followerId, deviceHash } = supporter
  await tx.$executeRaw`SELECT 1 FROM complaint WHERE id = ${complaintId} FOR UPDATE`
  await tx.support.deleteMany({
    where: { complaintId, ...(followerId === null ? { deviceHash } : { followerId }) },
  })
  await recount(tx, complaintId)
}

async function recount(tx: Transaction, complaintId: number): Promise<void> {
  await tx.$executeRaw`
    UPDATE complaint c SET support_count = s.confirmed, support_unconfirmed = s.unconfirmed
    FROM (SELECT count(follower_id)::int AS confirmed, (count(*) - count(follower_id))::int AS unconfirmed
          FROM support WHERE complaint_id = ${complaintId}) s
    WHERE c.id = ${complaintId}`
}

/** What this device has said of a complaint. */
export async function supportOfDevice(
  db: Pick<Transaction, 'support'>,
  { complaintId, deviceHash }: { complaintId: number; deviceHash: Buffer<ArrayBuffer> },
): Promise<'none' | 'unconfirmed' | 'confirmed'> {
  const row = await db.support.findUnique({ where: { complaintId_deviceHash: { complaintId, deviceHash } } })
  if (row === null) return 'none'
  return row.followerId === null ? 'unconfirmed' : 'confirmed'
}

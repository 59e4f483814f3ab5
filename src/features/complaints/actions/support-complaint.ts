import { toDate } from '../../../platform/db/instant.ts'
import type { Transaction } from '../../../platform/db/transaction.ts'

/** Who says "I have this too": a confirmed address (id of the follower), a device, or a device that confirmed now. */
export type Supporter =
  | { followerId: number; deviceHash: Buffer<ArrayBuffer> | null }
  | { followerId: null; deviceHash: Buffer<ArrayBuffer> }

/**
 * Adds one voice: one per confirmed address and one per device, whoever presses how often and how fast. A device that
 * confirms an address later keeps its one voice, which then counts as confirmed. Voices are counted apart, because
 * anybody can have many devices; neither number moves a deadline. `at` in milliseconds UTC. Safe to repeat.
 */
export async function supportComplaint(
  tx: Transaction,
  { complaintId, supporter, at }: { complaintId: number; supporter: Supporter; at: number },
): Promise<void> {
  const { followerId, deviceHash } = supporter
  // Voices for one complaint come one after the other, so that its two numbers are right.
  await tx.$executeRaw`SELECT 1 FROM complaint WHERE id = ${complaintId} FOR UPDATE`
  if (followerId !== null) {
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
  } else {
    const known = await tx.support.count({ where: { complaintId, deviceHash } })
    if (known === 0) await tx.support.create({ data: { complaintId, deviceHash, createdAt: toDate(at) } })
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

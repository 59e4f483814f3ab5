import { hashToken, newToken } from '../../../platform/crypto/token.ts'
import { toDate } from '../../../platform/db/instant.ts'
import { inTransaction, type Transaction } from '../../../platform/db/transaction.ts'
import type { Deps } from '../../../platform/deps.ts'
import { normalEmail } from '../email.ts'

/** Long enough to pass a link on over a weekend. */
export const setupLinkMs = 72 * 3_600_000

/** `expiresAt` in milliseconds UTC. */
export type SetupLink = { token: string; expiresAt: number }

/**
 * A new link for choosing a password, for the first time or because it was forgotten; earlier links stop working,
 * the present password works until the new one is chosen. Null when nobody active has this address.
 */
export async function issueSetupLink(
  { db }: Pick<Deps, 'db'>,
  { email, at }: { email: string; at: number },
): Promise<SetupLink | null> {
  return inTransaction(db, async (tx) => {
    const staff = await tx.staff.findFirst({
      where: { email: normalEmail(email), disabledAt: null },
      select: { id: true },
    })
    return staff && newSetupLink(tx, staff.id, at)
  })
}

/** Links are in a table of their own, so no other token of the portal opens the page, nor this one another. */
export async function newSetupLink(tx: Transaction, staffId: number, at: number): Promise<SetupLink> {
  const token = newToken()
  const expiresAt = at + setupLinkMs
  await tx.staffSetupLink.deleteMany({ where: { staffId, usedAt: null } })
  await tx.staffSetupLink.create({
    data: { tokenHash: hashToken(token), staffId, createdAt: toDate(at), expiresAt: toDate(expiresAt) },
  })
  return { token, expiresAt }
}

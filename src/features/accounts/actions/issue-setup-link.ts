import { seal } from '../../../platform/crypto/seal.ts'
import { hashToken, newToken } from '../../../platform/crypto/token.ts'
import { toDate } from '../../../platform/db/instant.ts'
import { inTransaction, type Transaction } from '../../../platform/db/transaction.ts'
import type { Deps } from '../../../platform/deps.ts'
import { logStaffAct, staffSubject } from '../../activity/index.ts'
import { normalEmail } from '../email.ts'

/** Long enough to pass a link on over a weekend. */
export const setupLinkMs = 72 * 3_600_000

/** `password`: chooses a password, and the second factor stays. `reset`: it is taken away and set up again. */
export type LinkPurpose = 'password' | 'reset'

/** `expiresAt` in milliseconds UTC. */
export type SetupLink = { token: string; expiresAt: number }

type NewLink = {
  staffId: number
  /** Milliseconds UTC. */
  at: number
  purpose?: LinkPurpose
  /** Who of the staff asked for it; null: the command line. */
  issuedBy?: number | null
}

/**
 * From the command line: a new link for choosing a password, for the first time or because it was forgotten; earlier links stop working,
 * the present password works until the new one is chosen. Null when nobody active has this address.
 */
export async function issueSetupLink(
  { db }: Pick<Deps, 'db'>,
  { email, at, purpose }: { email: string; at: number; purpose?: LinkPurpose },
): Promise<SetupLink | null> {
  return inTransaction(db, async (tx) => {
    const staff = await tx.staff.findFirst({
      where: { email: normalEmail(email), disabledAt: null },
      select: { id: true, roles: { orderBy: { id: 'asc' }, take: 1, select: { cityId: true } } },
    })
    if (staff === null) return null
    const kind = purpose === 'reset' ? 'reset-started' : 'invitation-repeated'
    const cityId = staff.roles[0]?.cityId ?? null
    await logStaffAct(tx, { at, staffId: null, cityId, kind, subject: staffSubject(staff.id) })
    return newSetupLink(tx, { staffId: staff.id, at, ...(purpose === undefined ? {} : { purpose }) })
  })
}

/** Links are in a table of their own, so no other token of the portal opens the page, nor this one another. */
export async function newSetupLink(
  tx: Transaction,
  { staffId, at, purpose = 'password', issuedBy = null }: NewLink,
): Promise<SetupLink> {
  const token = newToken()
  const expiresAt = at + setupLinkMs
  await tx.staffSetupLink.deleteMany({ where: { staffId, usedAt: null } })
  await tx.staffSetupLink.create({
    data: {
      ...{ tokenHash: hashToken(token), staffId, purpose, issuedBy },
      createdAt: toDate(at),
      expiresAt: toDate(expiresAt),
    },
  })
  return { token, expiresAt }
}

/** The same, sent to the person by mail: the token is in that mail and, until it is sent, sealed in the row. */
export async function mailSetupLink(
  { keys, jobs }: Pick<Deps, 'keys' | 'jobs'>,
  tx: Transaction,
  link: NewLink,
): Promise<void> {
  const { token } = await newSetupLink(tx, link)
  const tokenHash = hashToken(token)
  const name = tokenHash.toString('base64url')
  const sealedToken = Buffer.from(seal(keys, token, setupLinkContext(name)))
  await tx.staffSetupLink.update({ where: { tokenHash }, data: { sealedToken } })
  await jobs.add(tx, 'accounts.link', { link: name })
}

/** What a sealed token belongs to. */
export const setupLinkContext = (name: string): string => `staff-setup-link/${name}`

export async function forgetMailedToken(
  { db }: Pick<Deps, 'db'>,
  tokenHash: Uint8Array<ArrayBuffer>,
): Promise<void> {
  await db.staffSetupLink.updateMany({ where: { tokenHash }, data: { sealedToken: null } })
}

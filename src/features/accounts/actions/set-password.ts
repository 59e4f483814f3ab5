import { hashToken } from '../../../platform/crypto/token.ts'
import { toDate } from '../../../platform/db/instant.ts'
import { inTransaction } from '../../../platform/db/transaction.ts'
import type { Deps } from '../../../platform/deps.ts'
import { hashPassword } from '../sign-in/password-hash.ts'

/**
 * Uses a set-up link up: the account has this password from now on, and all its sessions end. The password was
 * judged by `passwordProblem`. `at` in milliseconds UTC. False when the link has expired, was used or never was.
 * @throws TooManyPasswords
 */
export async function setPassword(
  { db }: Pick<Deps, 'db'>,
  { token, password, at }: { token: string; password: string; at: number },
): Promise<boolean> {
  const tokenHash = hashToken(token)
  const passwordHash = await hashPassword(password)
  return inTransaction(db, async (tx) => {
    const claimed = await tx.staffSetupLink.updateManyAndReturn({
      where: { tokenHash, usedAt: null, expiresAt: { gt: toDate(at) }, staff: { disabledAt: null } },
      data: { usedAt: toDate(at) },
      select: { staffId: true },
    })
    const staffId = claimed[0]?.staffId
    if (staffId === undefined) return false
    await tx.staff.update({ where: { id: staffId }, data: { passwordHash } })
    await tx.staffSession.deleteMany({ where: { staffId } })
    return true
  })
}

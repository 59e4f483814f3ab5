import { hashToken } from '../../../platform/crypto/token.ts'
import { toDate } from '../../../platform/db/instant.ts'
import { inTransaction } from '../../../platform/db/transaction.ts'
import type { Deps } from '../../../platform/deps.ts'
import { logStaffAct, staffSubject } from '../../activity/index.ts'
import { hashPassword } from '../sign-in/password-hash.ts'

/**
 * Uses a set-up link up: the account has this password from now on, and all its sessions end. A link of a reset takes
 * the second factor away, no other does (ASVS 5.0, 6.4.3). The password was judged by `passwordProblem`. `at` in milliseconds UTC. False when the link has expired, was used or never was.
 * @throws TooManyPasswords
 */
export async function setPassword(
  { db, jobs }: Pick<Deps, 'db' | 'jobs'>,
  { token, password, at }: { token: string; password: string; at: number },
): Promise<boolean> {
  const tokenHash = hashToken(token)
  const passwordHash = await hashPassword(password)
  return inTransaction(db, async (tx) => {
    const claimed = await tx.staffSetupLink.updateManyAndReturn({
      where: { tokenHash, usedAt: null, expiresAt: { gt: toDate(at) }, staff: { disabledAt: null } },
      data: { usedAt: toDate(at) },
      select: { staffId: true, purpose: true, issuedBy: true },
    })
    const [link] = claimed
    if (link === undefined) return false
    const { staffId, purpose, issuedBy } = link
    await tx.staff.update({ where: { id: staffId }, data: { passwordHash } })
    await tx.staffSession.deleteMany({ where: { staffId } })
    if (purpose === 'reset') {
      await tx.staffTotp.deleteMany({ where: { staffId } })
      await tx.staffPasskey.deleteMany({ where: { staffId } })
      await tx.staffRecoveryCode.deleteMany({ where: { staffId } })
      await jobs.add(tx, 'accounts.notice', { notice: 'factor-reset', staffId, device: '', at })
    }
    await logStaffAct(tx, {
      ...{ at, staffId, cityId: null, kind: 'password-set' },
      subject: issuedBy === null ? '' : staffSubject(issuedBy),
      detail: { purpose },
    })
    return true
  })
}

import { inTransaction } from '../../../platform/db/transaction.ts'
import type { Deps } from '../../../platform/deps.ts'
import { logStaffAct } from '../../activity/index.ts'
import { hasFactor } from '../factor/queries.ts'

/** What is removed: the app, or a passkey by its id. */
export type Removing = 'app' | { passkey: string }

/**
 * Removes a second factor of a person. `last`: it is the only one and `demanded`, so it stays. `gone`: there is none
 * such. `at` in milliseconds UTC.
 */
export async function removeFactor(
  { db, jobs }: Pick<Deps, 'db' | 'jobs'>,
  { staffId, factor, demanded, at }: { staffId: number; factor: Removing; demanded: boolean; at: number },
): Promise<'removed' | 'last' | 'gone'> {
  const kept = new KeptLast()
  try {
    return await inTransaction(db, async (tx) => {
      await tx.$queryRaw`SELECT id FROM staff WHERE id = ${staffId} FOR UPDATE`
      const { count } =
        factor === 'app'
          ? await tx.staffTotp.deleteMany({ where: { staffId } })
          : await tx.staffPasskey.deleteMany({ where: { staffId, credentialId: factor.passkey } })
      if (count === 0) return 'gone'
      const hasOther = await hasFactor({ db: tx }, staffId)
      if (!hasOther && demanded) throw kept
      // Codes on paper stand in for a factor; without one they stand in for nothing.
      if (!hasOther) await tx.staffRecoveryCode.deleteMany({ where: { staffId } })
      const name = factor === 'app' ? 'app' : 'passkey'
      await logStaffAct(tx, {
        at,
        staffId,
        cityId: null,
        kind: 'second-factor-removed',
        detail: { factor: name },
      })
      await jobs.add(tx, 'accounts.notice', { notice: 'factor-removed', staffId, device: '', at })
      return 'removed'
    })
  } catch (error) {
    if (error === kept) return 'last'
    throw error
  }
}

/** Undoes the transaction. */
class KeptLast extends Error {}

import { toDate } from '../../../platform/db/instant.ts'
import { inTransaction } from '../../../platform/db/transaction.ts'
import type { Deps } from '../../../platform/deps.ts'
import { logStaffAct } from '../../activity/index.ts'
import { newRecoveryCodes, normalRecoveryCode, recoveryHashes } from '../factor/recovery-codes.ts'

/** Ten new codes, in this answer and nowhere else; all earlier ones stop working. `at` in milliseconds UTC. */
export async function makeRecoveryCodes(
  { db, keys }: Pick<Deps, 'db' | 'keys'>,
  { staffId, at }: { staffId: number; at: number },
): Promise<string[]> {
  const codes = newRecoveryCodes()
  await inTransaction(db, async (tx) => {
    await tx.staffRecoveryCode.deleteMany({ where: { staffId } })
    await tx.staffRecoveryCode.createMany({
      data: codes.flatMap((code) => {
        const [codeHash] = recoveryHashes(keys, staffId, normalRecoveryCode(code) ?? '')
        return codeHash === undefined ? [] : [{ staffId, codeHash, createdAt: toDate(at) }]
      }),
    })
    await logStaffAct(tx, { at, staffId, cityId: null, kind: 'recovery-codes-made' })
  })
  return codes
}

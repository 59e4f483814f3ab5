import { hashToken } from '../../../platform/crypto/token.ts'
import { inTransaction } from '../../../platform/db/transaction.ts'
import type { Deps } from '../../../platform/deps.ts'
import { isOver, openRequest } from '../requests.ts'
import { mostSends } from '../rules.ts'

/** Mails the same code once more. False when it was mailed as often as may be, or is over. */
export function resendCode(deps: Deps, token: string): Promise<boolean> {
  return inTransaction(deps.db, async (tx) => {
    const row = await tx.followRequest.findUnique({ where: { tokenHash: hashToken(token) } })
    if (row === null || isOver(openRequest(deps, row), deps.now().epochMilliseconds)) return false
    const { count } = await tx.followRequest.updateMany({
      where: { id: row.id, usedAt: null, sends: { lt: mostSends } },
      data: { sends: { increment: 1 }, refusal: null },
    })
    if (count === 0) return false
    const { sends } = await tx.followRequest.findUniqueOrThrow({ where: { id: row.id } })
    await deps.jobs.add(tx, 'following.code', { id: row.id, send: sends })
    return true
  })
}

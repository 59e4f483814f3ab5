import { hashToken, newToken } from '../../../platform/crypto/token.ts'
import { toDate } from '../../../platform/db/instant.ts'
import { inTransaction } from '../../../platform/db/transaction.ts'
import type { Deps } from '../../../platform/deps.ts'
import { logStaffAct } from '../../activity/index.ts'

export type NewKey = {
  /** Null: every city of this installation. */
  cityId: number | null
  name: string
  email: string
  perHour: number
  perDay: number
  /** Staff id of who makes it. */
  by: number
  /** Milliseconds UTC. */
  at: number
}

/** How many signs of a key are kept in clear. */
export const prefixLength = 7

/** Makes a key. What is returned is shown once: only its hash is stored. */
export async function makeKey(deps: Pick<Deps, 'db'>, key: NewKey): Promise<string> {
  const { cityId, name, email, perHour, perDay, by, at } = key
  const secret = `aq_${newToken()}`
  const prefix = secret.slice(0, prefixLength)
  await inTransaction(deps.db, async (tx) => {
    await tx.apiKey.create({
      data: {
        ...{ cityId, name, email, perHour, perDay, prefix, createdById: by },
        keyHash: Buffer.from(hashToken(secret)),
        createdAt: toDate(at),
      },
    })
    const detail = { name, perHour, perDay }
    await logStaffAct(tx, { at, staffId: by, cityId, kind: 'api-key-made', subject: prefix, detail })
  })
  return secret
}

import { hashToken } from '../../../platform/crypto/token.ts'
import { toDate } from '../../../platform/db/instant.ts'
import type { Deps } from '../../../platform/deps.ts'

export type UsedKey = { id: number; perHour: number; perDay: number }

const everyMs = 60_000

/** The key behind what a program sent, if it is good in this city; that it was used is noted to the minute. */
export async function useKey(
  { db }: Pick<Deps, 'db'>,
  { secret, cityId, at }: { secret: string; cityId: number; at: number },
): Promise<UsedKey | null> {
  const key = await db.apiKey.findUnique({
    where: { keyHash: hashToken(secret), revokedAt: null, OR: [{ cityId }, { cityId: null }] },
    select: { id: true, perHour: true, perDay: true },
  })
  if (key === null) return null
  await db.apiKey.updateMany({
    where: { id: key.id, OR: [{ lastUsedAt: null }, { lastUsedAt: { lt: toDate(at - everyMs) } }] },
    data: { lastUsedAt: toDate(at) },
  })
  return key
}

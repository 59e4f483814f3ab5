import { hashToken } from '../../../platform/crypto/token.ts'
import { toDate } from '../../../platform/db/instant.ts'
import type { Transaction } from '../../../platform/db/transaction.ts'
import type { Deps } from '../../../platform/deps.ts'

export type ChallengePurpose = 'prove' | 'add'

const challengeMs = 5 * 60_000

/** Keeps what a passkey must sign in this session; an earlier one is worth nothing from now on. `at` in milliseconds UTC. */
export async function beginChallenge(
  { db }: Pick<Deps, 'db'>,
  {
    sessionId,
    purpose,
    challenge,
    at,
  }: { sessionId: string; purpose: ChallengePurpose; challenge: string; at: number },
): Promise<void> {
  const kept = { purpose, challenge, expiresAt: toDate(at + challengeMs) }
  const sessionHash = hashToken(sessionId)
  await db.staffChallenge.upsert({
    where: { sessionHash },
    create: { sessionHash, ...kept },
    update: kept,
  })
}

/** Takes the challenge of a session, so that it counts once, right or wrong. Null when there is none. */
export async function takeChallenge(
  tx: Transaction,
  { sessionId, purpose, at }: { sessionId: string; purpose: ChallengePurpose; at: number },
): Promise<string | null> {
  const rows = await tx.$queryRaw<{ challenge: string }[]>`
    DELETE FROM staff_challenge
    WHERE session_hash = ${hashToken(sessionId)} AND purpose = ${purpose} AND expires_at > ${toDate(at)}
    RETURNING challenge`
  return rows[0]?.challenge ?? null
}

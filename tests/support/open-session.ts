import { createHmac } from 'node:crypto'
import type { Entry } from '../../src/features/accounts/sign-in/session-store.ts'
import { hashToken, newToken } from '../../src/platform/crypto/token.ts'
import type { Portal } from './portal.ts'

/**
 * A cookie of a session that begins now, without the steps of signing in: for tests in which many people ask many
 * pages. `change` is how far the person has come, `full` unless told otherwise.
 */
export async function openSession(
  { deps }: Pick<Portal, 'deps'>,
  staffId: number,
  change: Partial<Entry> = {},
): Promise<string> {
  const at = deps.now().epochMilliseconds
  const id = newToken()
  const entry: Entry = { level: 'full', begunAt: at, provedAt: at, newPlace: false, ...change }
  await deps.db.staffSession.create({
    data: {
      idHash: hashToken(id),
      staffId,
      data: { cookie: { path: '/', httpOnly: true }, passport: { user: staffId }, entry },
      userAgent: 'Mozilla/5.0',
      createdAt: new Date(at),
      seenAt: new Date(at),
      expiresAt: new Date(at + 12 * 3_600_000),
    },
  })
  // As express-session signs it.
  const key = deps.keys[0]?.session.toString('base64url') ?? ''
  const signature = createHmac('sha256', key).update(id).digest('base64').replace(/=+$/, '')
  return `staff=${encodeURIComponent(`s:${id}.${signature}`)}`
}

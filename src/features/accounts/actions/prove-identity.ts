import { seal, unseal } from '../../../platform/crypto/seal.ts'
import { toDate } from '../../../platform/db/instant.ts'
import { inTransaction, type Transaction } from '../../../platform/db/transaction.ts'
import type { Deps } from '../../../platform/deps.ts'
import { logStaffAct } from '../../activity/index.ts'
import { credentialIn, provenCounter, type StoredPasskey } from '../factor/passkey.ts'
import { hasFactor, passkeysOf } from '../factor/queries.ts'
import { normalRecoveryCode, recoveryHashes } from '../factor/recovery-codes.ts'
import { stepOfCode } from '../factor/totp.ts'
import { credentialsOf } from '../queries.ts'
import type { EnteredBy } from '../sign-in/enter.ts'
import { verifyPassword } from '../sign-in/password-hash.ts'
import { proofThrottle } from '../sign-in/throttle.ts'
import type { StaffMember } from '../staff-member.ts'
import { takeChallenge } from './begin-challenge.ts'

/** What was typed or signed: a code of the app or of paper, the answer of a passkey, the password. */
export type Proof = { code: string } | { passkey: string } | { password: string }

export type Proved = { by: EnteredBy } | { waitMs: number } | 'wrong'

type Proving = { staff: StaffMember; sessionId: string; proof: Proof; at: number }

/**
 * Proves the strongest that the account has: the second factor, or the password where there is none. Each code, each
 * signature counts once. Five tries in a quarter of an hour, then even the right one waits. `at` in milliseconds UTC.
 * @throws TooManyPasswords
 */
export async function proveIdentity(deps: Deps, proving: Proving): Promise<Proved> {
  const { staff, at } = proving
  const throttle = proofThrottle(deps)
  const waitMs = await throttle.count(staff.id)
  if (waitMs > 0) return { waitMs }
  const by = await provenBy(deps, proving)
  if (by === null) {
    await inTransaction(deps.db, (tx) =>
      logStaffAct(tx, { at, staffId: staff.id, cityId: null, kind: 'second-factor-failed' }),
    )
    return 'wrong'
  }
  await throttle.succeeded(staff.id)
  return { by }
}

async function provenBy(deps: Deps, { staff, sessionId, proof, at }: Proving): Promise<EnteredBy | null> {
  if ('passkey' in proof) {
    const isRight = await provePasskey(deps, { staffId: staff.id, sessionId, json: proof.passkey, at })
    return isRight ? 'passkey' : null
  }
  if ('password' in proof) {
    // Whoever has a second factor is never let through by the first.
    if (await hasFactor(deps, staff.id)) return null
    const account = await credentialsOf(deps, staff.email)
    return (await verifyPassword(account?.passwordHash ?? null, proof.password)) ? 'password' : null
  }
  const code = proof.code.replaceAll(/\s/g, '')
  if (/^\d{6}$/.test(code)) return (await useCode(deps, { staffId: staff.id, code, at })) ? 'code' : null
  const written = normalRecoveryCode(code)
  return written !== null && (await useRecoveryCode(deps, { staffId: staff.id, code: written, at }))
    ? 'recovery-code'
    : null
}

type Code = { staffId: number; code: string; at: number }

/** A code counts once: neither it nor an earlier one of the same app works again (RFC 6238, 5.2). */
async function useCode({ db, keys }: Deps, { staffId, code, at }: Code): Promise<boolean> {
  const totp = await db.staffTotp.findUnique({ where: { staffId }, select: { sealed: true } })
  if (totp === null) return false
  const step = stepOfCode(unseal(keys, totp.sealed, totpContext(staffId)), code, at)
  if (step === null) return false
  const { count } = await db.staffTotp.updateMany({
    where: { staffId, OR: [{ lastStep: null }, { lastStep: { lt: step } }] },
    data: { lastStep: step },
  })
  return count > 0
}

/** What a sealed secret of an app belongs to. */
export const totpContext = (staffId: number): string => `staff-totp/${staffId}`

export const sealTotp = (
  { keys }: Pick<Deps, 'keys'>,
  staffId: number,
  secret: string,
): Buffer<ArrayBuffer> => Buffer.from(seal(keys, secret, totpContext(staffId)))

async function useRecoveryCode({ db, keys }: Deps, { staffId, code, at }: Code): Promise<boolean> {
  return inTransaction(db, async (tx) => {
    // On paper for the case that the factor is lost: without one they open nothing.
    if (!(await hasFactor({ db: tx }, staffId))) return false
    const { count } = await tx.staffRecoveryCode.updateMany({
      where: { staffId, codeHash: { in: recoveryHashes(keys, staffId, code) }, usedAt: null },
      data: { usedAt: toDate(at) },
    })
    if (count === 0) return false
    const left = await tx.staffRecoveryCode.count({ where: { staffId, usedAt: null } })
    await logStaffAct(tx, { at, staffId, cityId: null, kind: 'recovery-code-used', detail: { left } })
    return true
  })
}

async function provePasskey(
  deps: Deps,
  { staffId, sessionId, json, at }: { staffId: number; sessionId: string; json: string; at: number },
): Promise<boolean> {
  const challenge = await takeChallenge(deps.db, { sessionId, purpose: 'prove', at })
  const credentialId = credentialIn(json)
  const passkey = (await passkeysOf(deps, staffId)).find((one) => one.credentialId === credentialId)
  if (challenge === null || passkey === undefined) return false
  const counter = await provenCounter(deps, { json, challenge, passkey })
  return counter !== null && (await countPasskey(deps.db, { passkey, counter, at }))
}

/** Most passkeys always say 0; where one counts, a number that was there before is a copy of the key. */
async function countPasskey(
  db: Transaction,
  { passkey, counter, at }: { passkey: StoredPasskey; counter: number; at: number },
): Promise<boolean> {
  const { count } = await db.staffPasskey.updateMany({
    where: { credentialId: passkey.credentialId, OR: [{ counter: { lt: counter } }, { counter: 0 }] },
    data: { counter, usedAt: toDate(at) },
  })
  return count > 0
}

import { toDate } from '../../../platform/db/instant.ts'
import { inTransaction, type Transaction } from '../../../platform/db/transaction.ts'
import { isUniqueViolation } from '../../../platform/db/violation.ts'
import type { Deps } from '../../../platform/deps.ts'
import { logStaffAct } from '../../activity/index.ts'
import { addedPasskey } from '../factor/passkey.ts'
import { hasFactor } from '../factor/queries.ts'
import { stepOfCode } from '../factor/totp.ts'
import { takeChallenge } from './begin-challenge.ts'
import { sealTotp } from './prove-identity.ts'

/**
 * `first`: by whoever has given only the password, so there must be none yet, or a stolen password would add its own.
 * Times in milliseconds UTC.
 */
type Adding = { staffId: number; first: boolean; at: number }

export type Added = 'added' | 'wrong' | 'taken'

/** Adds the app that shows codes, or puts another in its place, once a code of it is right. */
export async function addApp(
  deps: Pick<Deps, 'db' | 'keys' | 'jobs'>,
  { secret, code, ...adding }: Adding & { secret: string; code: string },
): Promise<Added> {
  const { staffId, at } = adding
  const step = stepOfCode(secret, code.replaceAll(/\s/g, ''), at)
  if (step === null) return 'wrong'
  return withFactor(deps, { ...adding, factor: 'app', device: '' }, async (tx) => {
    const kept = { sealed: sealTotp(deps, staffId, secret), lastStep: step, createdAt: toDate(at) }
    await tx.staffTotp.upsert({ where: { staffId }, create: { staffId, ...kept }, update: kept })
    return 'added'
  })
}

/** Adds a passkey that signed the challenge of this session. `device`: how the browser calls itself. */
export async function addPasskey(
  deps: Pick<Deps, 'db' | 'config' | 'jobs'>,
  adding: Adding & { sessionId: string; json: string; device: string },
): Promise<Added> {
  const { staffId, sessionId, json, device, at } = adding
  const challenge = await takeChallenge(deps.db, { sessionId, purpose: 'add', at })
  const passkey = challenge === null ? null : await addedPasskey(deps, { json, challenge })
  if (passkey === null) return 'wrong'
  const { counter, publicKey, ...rest } = passkey
  try {
    return await withFactor(deps, { ...adding, factor: 'passkey' }, async (tx) => {
      await tx.staffPasskey.create({
        data: {
          ...{ ...rest, staffId, device },
          publicKey: Buffer.from(publicKey),
          counter: BigInt(counter),
          createdAt: toDate(at),
        },
      })
      return 'added'
    })
  } catch (error) {
    if (isUniqueViolation(error)) return 'wrong'
    throw error
  }
}

async function withFactor(
  { db, jobs }: Pick<Deps, 'db' | 'jobs'>,
  { staffId, first, at, factor, device }: Adding & { factor: 'app' | 'passkey'; device: string },
  add: (tx: Transaction) => Promise<Added>,
): Promise<Added> {
  return inTransaction(db, async (tx) => {
    // Two first factors at once: the second waits here and then finds the first.
    await tx.$queryRaw`SELECT id FROM staff WHERE id = ${staffId} FOR UPDATE`
    const hadOne = await hasFactor({ db: tx }, staffId)
    if (first && hadOne) return 'taken'
    const added = await add(tx)
    if (added !== 'added') return added
    await logStaffAct(tx, {
      at,
      staffId,
      cityId: null,
      kind: 'second-factor-added',
      detail: { factor, device },
    })
    if (hadOne) await jobs.add(tx, 'accounts.notice', { notice: 'factor-added', staffId, device: '', at })
    return 'added'
  })
}

import type { Transaction } from '../../../platform/db/transaction.ts'
import type { StoredPasskey } from './passkey.ts'

type Db = { db: Transaction }

/** A person's second factors. Times in milliseconds UTC. */
export type Factors = {
  app: { createdAt: number } | null
  passkeys: { id: string; device: string; createdAt: number; usedAt: number | null }[]
  /** Recovery codes that were made and not used. */
  codesLeft: number
}

export async function factorsOf({ db }: Db, staffId: number): Promise<Factors> {
  const [app, passkeys, codesLeft] = await Promise.all([
    db.staffTotp.findUnique({ where: { staffId }, select: { createdAt: true } }),
    db.staffPasskey.findMany({
      where: { staffId },
      orderBy: [{ createdAt: 'asc' }, { credentialId: 'asc' }],
    }),
    db.staffRecoveryCode.count({ where: { staffId, usedAt: null } }),
  ])
  return {
    app: app && { createdAt: app.createdAt.getTime() },
    passkeys: passkeys.map(({ credentialId, device, createdAt, usedAt }) => ({
      id: credentialId,
      device,
      createdAt: createdAt.getTime(),
      usedAt: usedAt?.getTime() ?? null,
    })),
    codesLeft,
  }
}

/** True when there is an app or a passkey; codes on paper alone are none. */
export async function hasFactor({ db }: Db, staffId: number): Promise<boolean> {
  const [found] = await db.$queryRaw<{ has: boolean }[]>`
    SELECT EXISTS (SELECT 1 FROM staff_totp WHERE staff_id = ${staffId})
        OR EXISTS (SELECT 1 FROM staff_passkey WHERE staff_id = ${staffId}) AS has`
  return found?.has === true
}

/** A person's passkeys as they are compared. */
export async function passkeysOf({ db }: Db, staffId: number): Promise<StoredPasskey[]> {
  const rows = await db.staffPasskey.findMany({ where: { staffId }, orderBy: { createdAt: 'asc' } })
  return rows.map(({ credentialId, publicKey, counter, transports }) => ({
    ...{ credentialId, publicKey, transports },
    counter: Number(counter),
  }))
}

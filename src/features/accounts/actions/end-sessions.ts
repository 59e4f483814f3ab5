import type { Deps } from '../../../platform/deps.ts'

type Db = Pick<Deps, 'db'>

/** Ends one session of a person. False when it is not there any more or is somebody else's. */
export async function endSession(
  { db }: Db,
  { staffId, idHash }: { staffId: number; idHash: Uint8Array<ArrayBuffer> },
): Promise<boolean> {
  const { count } = await db.staffSession.deleteMany({ where: { idHash, staffId } })
  return count > 0
}

/** Ends all sessions of a person but the one in use. Returns how many. */
export async function endOtherSessions(
  { db }: Db,
  { staffId, keep }: { staffId: number; keep: Uint8Array<ArrayBuffer> },
): Promise<number> {
  const { count } = await db.staffSession.deleteMany({ where: { staffId, idHash: { not: keep } } })
  return count
}

import { toDate } from '../../../platform/db/instant.ts'
import type { Deps } from '../../../platform/deps.ts'

export type Run = {
  kind: 'backup' | 'base' | 'rehearsal'
  startedAt: Date
  succeeded: boolean
  remark?: string
  rows?: number
  files?: number
  bytes?: number
}

const KEPT_DAYS = 400

/** Notes down what became of a backup or a rehearsal, and forgets what is older than the last snowy season. */
export async function recordRun({ db, now }: Pick<Deps, 'db' | 'now'>, run: Run): Promise<void> {
  const { rows = 0, bytes = 0, ...rest } = run
  const endedAt = now().epochMilliseconds
  await db.backupRun.create({
    data: { ...rest, endedAt: toDate(endedAt), rows: BigInt(rows), bytes: BigInt(bytes) },
  })
  await db.backupRun.deleteMany({ where: { endedAt: { lt: toDate(endedAt - KEPT_DAYS * 86_400_000) } } })
}

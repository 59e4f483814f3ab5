import path from 'node:path'
import { loadConfig } from '../../config.ts'
import { placeBase } from '../../platform/db/embedded/base-copy.ts'
import { openDatabase } from '../../platform/db/open-database.ts'
import { UserError } from '../../platform/user-error.ts'

export type Recovery = { from: string; wal?: string; until?: string; into?: string }

/** Plays the archive back on a base copy, in a new data folder, and says how far it came. */
export async function recover({ from, wal, until, into }: Recovery): Promise<void> {
  if (wal === undefined || into === undefined) {
    throw new UserError('A base copy wants --wal FOLDER (the archive of the log) and --into NEW_FOLDER.')
  }
  const at = until === undefined ? undefined : Date.parse(until)
  if (at !== undefined && (Number.isNaN(at) || !/(Z|[+-]\d\d:?\d\d)$/.test(until ?? ''))) {
    throw new UserError('--until wants a moment with its zone, like --until 2026-11-22T10:41:00Z')
  }
  const dataDir = path.resolve(into)
  const archive = path.resolve(wal)
  await placeBase(path.resolve(from), { dataDir, archive, ...(at === undefined ? {} : { until: at }) })
  const { databaseUrl: _, walArchive: __, ...rest } = loadConfig()
  const config = { ...rest, dataDir }
  const database = await openDatabase(config, { as: 'command', statementTimeoutMs: 0, say: console.log })
  try {
    const { rows } = await database.pool.query<{ number: number; last: Date | null }>(
      'SELECT count(*)::int AS number, max(received_at) AS last FROM complaint',
    )
    const { number = 0, last = null } = rows[0] ?? {}
    console.log(
      `Recovered: ${number} complaints, the last of ${last?.toISOString() ?? 'never'}. Data: ${database.place}.`,
    )
    console.log('Bring photos and the secret key there, then: npm run verify-activity (see docs/backup.md).')
  } finally {
    await database.close()
  }
}

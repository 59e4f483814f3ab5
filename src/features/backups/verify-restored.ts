import pg from 'pg'
import type { Manifest } from '../../platform/backup/manifest.ts'
import { linesOf } from '../../platform/backup/packed-file.ts'
import { eachKey } from '../../platform/backup/stored-files.ts'
import { JOBS } from '../../platform/backup/write-tables.ts'
import type { Deps } from '../../platform/deps.ts'
import { verifyActivity, verifyCheckpoints, verifyStaffLog } from '../activity/index.ts'
import { checkProjections, checkSearch, publicKeysOf } from '../complaints/index.ts'
import { catchUpAll, rebuildAll } from '../statistics/index.ts'

/** One thing that was looked at; `faults` are sentences, none when it is as it should be. */
export type Looked = { what: string; checked: number; faults: string[] }

type VerifyDeps = Pick<Deps, 'db' | 'pool' | 'files' | 'keys' | 'cache' | 'log' | 'now'>

export type Restored = {
  folder: string
  manifest: Manifest
  /** So many jobs of the backup have no queue here. */
  jobsLeftOut: number
  /** The secret key of the backup is lost, so its signatures are by a key that is not this portal's. */
  keyIsLost: boolean
}

/** Compares a restored portal with the manifest of its backup, and with itself: nothing may work on it yet. */
export async function verifyRestored(deps: VerifyDeps, restored: Restored): Promise<Looked[]> {
  const { folder, manifest } = restored
  return [
    await lookAtCounts(deps, restored),
    await lookAtChains(deps),
    await lookAtCheckpoints(deps, restored),
    await lookAtProjections(deps),
    await lookAtFigures(deps),
    await lookAtFiles(deps, folder, manifest),
  ]
}

async function lookAtCounts({ pool }: VerifyDeps, { manifest, jobsLeftOut }: Restored): Promise<Looked> {
  const faults: string[] = []
  for (const { name, rows } of manifest.tables) {
    const table = name === JOBS ? JOBS : pg.escapeIdentifier(name)
    const there = await pool.query<{ there: boolean }>('SELECT to_regclass($1) IS NOT NULL AS there', [table])
    // A later version of the portal may have done away with it.
    if (there.rows[0]?.there !== true) continue
    const { rows: counted } = await pool.query<{ n: string }>(`SELECT count(*) AS n FROM ${table}`)
    const found = Number(counted[0]?.n) + (name === JOBS ? jobsLeftOut : 0)
    if (found !== rows) faults.push(`${name} has ${found} rows, the manifest says ${rows}`)
  }
  return { what: 'rows of tables', checked: manifest.tables.length, faults }
}

async function lookAtChains({ pool }: VerifyDeps): Promise<Looked> {
  const { rows } = await pool.query<{ n: number }>('SELECT count(*)::int AS n FROM activity')
  const chains = await verifyActivity(pool)
  const { checked, broken } = await verifyStaffLog(pool)
  const faults = [
    ...chains.map(({ number, seq, reason }) => `complaint ${number}, row ${seq} of activity: ${reason}`),
    ...broken.map(({ id, reason }) => `row ${id} of the staff log: ${reason}`),
  ]
  return { what: 'rows of hash chains', checked: (rows[0]?.n ?? 0) + checked, faults }
}

async function lookAtCheckpoints(
  { pool, keys }: VerifyDeps,
  { manifest, keyIsLost }: Restored,
): Promise<Looked> {
  const { lastCheckpoint, publicKey } = manifest
  const own = publicKeysOf(keys).map((key) => key.toString('base64url'))
  const { checked, broken } = await verifyCheckpoints(pool, {
    kept: lastCheckpoint === null ? [] : [lastCheckpoint],
    keys: keyIsLost ? [...own, publicKey] : own,
  })
  return {
    what: 'signed checkpoints',
    checked,
    faults: broken.map(
      ({ no, reason, number }) => `checkpoint ${no}: ${reason}${number ? ` (${number})` : ''}`,
    ),
  }
}

async function lookAtProjections({ pool }: VerifyDeps): Promise<Looked> {
  const { checked, faults } = await checkProjections(pool)
  const unsought = await checkSearch(pool)
  return {
    what: 'complaints against their activity',
    checked,
    faults: [
      ...faults.map(({ number, part, column }) => `${number} ${part}: ${column} is not as the activity says`),
      ...(unsought === 0 ? [] : [`${unsought} complaints are not as they are in the search`]),
    ],
  }
}

async function lookAtFigures(deps: VerifyDeps): Promise<Looked> {
  // What waited to be counted when the backup was taken is counted first.
  await catchUpAll(deps)
  const verified = await rebuildAll(deps, { mend: false })
  return {
    what: 'cities whose figures were counted anew',
    checked: verified.length,
    faults: verified
      .filter(({ differences }) => differences > 0)
      .map(({ city, differences }) => `${city}: ${differences} rows behind the figures differ`),
  }
}

async function lookAtFiles({ files }: VerifyDeps, folder: string, { stored }: Manifest): Promise<Looked> {
  const faults = stored.lost.map((key) => `${key} was lost before the backup was taken`)
  const lost = new Set(stored.lost)
  const checked = await eachKey(linesOf(folder, stored), async (key) => {
    const condition = lost.has(key) ? 'ok' : await files.check(key)
    if (condition !== 'ok') faults.push(`${key} is ${condition}`)
  })
  return { what: 'photos and papers', checked, faults: faults.sort() }
}

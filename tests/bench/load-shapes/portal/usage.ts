import { closeSync, fdatasyncSync, openSync, rmSync, writeSync } from 'node:fs'
import { readdir, stat } from 'node:fs/promises'
import path from 'node:path'
import pg from 'pg'
import type { PortalUnderLoad } from './portal-under-load.ts'

/** Bytes of photos on disk, those of them that rows name, and transactions of the database so far. */
export async function usage(
  portal: PortalUnderLoad,
): Promise<{ onDisk: number; owned: number; transactions: number }> {
  const client = new pg.Client({ connectionString: portal.databaseUrl() })
  await client.connect()
  try {
    const { rows } = await client.query<{ transactions: number }>(
      'SELECT sum(xact_commit + xact_rollback)::float8 AS transactions FROM pg_stat_database WHERE datname = current_database()',
    )
    const { rows: keys } = await client.query<{ key: string }>(
      'SELECT DISTINCT key FROM photo CROSS JOIN LATERAL (VALUES (large_key), (small_key)) AS keys (key)',
    )
    const sizes = await sizesIn(path.join(portal.dataDir, 'files'))
    const sum = (values: Iterable<number>) => [...values].reduce((total, value) => total + value, 0)
    return {
      onDisk: sum(sizes.values()),
      owned: sum(keys.map(({ key }) => sizes.get(key) ?? 0)),
      transactions: rows[0]?.transactions ?? 0,
    }
  } finally {
    await client.end()
  }
}

async function sizesIn(folder: string): Promise<Map<string, number>> {
  const found = new Map<string, number>()
  for (const entry of await readdir(folder, { recursive: true, withFileTypes: true })) {
    if (!entry.isFile()) continue
    const size = await stat(path.join(entry.parentPath, entry.name)).then(
      (one) => one.size,
      () => 0,
    )
    found.set(entry.name, size)
  }
  return found
}

/** Microseconds that a small write takes to be on this disk, in the median. */
export function fsyncTime(folder: string): number {
  const file = path.join(folder, 'flushed')
  const handle = openSync(file, 'w')
  const times: number[] = []
  for (let index = 0; index < 51; index += 1) {
    writeSync(handle, 'x')
    const before = performance.now()
    fdatasyncSync(handle)
    times.push((performance.now() - before) * 1000)
  }
  closeSync(handle)
  rmSync(file)
  return Math.round(times.toSorted((a, b) => a - b)[25] ?? 0)
}

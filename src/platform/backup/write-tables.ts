import pg from 'pg'
import { to } from 'pg-copy-streams'
import type { Manifest, StoredFile, StoredTable } from './manifest.ts'
import { packFile } from './packed-file.ts'

/** Everything is read as it was at one instant, however long the reading takes. */
export type Snapshot = { client: pg.ClientBase; tables: TableOf[] }
/** `keys`: columns of which each value is the key of a stored file. */
type TableOf = { name: string; columns: string[]; keys: string[] }

/** COPY writes values by these; reading happens under the same. */
export const copySettings = `SET LOCAL datestyle = 'ISO, MDY'; SET LOCAL timezone = 'UTC';
  SET LOCAL intervalstyle = 'postgres'; SET LOCAL bytea_output = 'hex'; SET LOCAL extra_float_digits = 1;
  SET LOCAL statement_timeout = 0; SET LOCAL idle_in_transaction_session_timeout = 0`

/**
 * Runs `work` in one transaction that sees all tables of the schema `public` but those of `leaveOut` as they were at
 * one instant. The tables are locked against changes of the schema first, so that none goes away under way.
 */
export async function withSnapshot<Result>(
  pool: pg.Pool,
  leaveOut: readonly string[],
  work: (snapshot: Snapshot) => Promise<Result>,
): Promise<Result> {
  const client = await pool.connect()
  // A connection that breaks while nothing is asked of it tells so by the next question.
  client.on('error', () => undefined)
  try {
    const expected = await tablesOf(client, leaveOut)
    await client.query(`BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY; ${copySettings}`)
    // Takes no snapshot yet, so what it waits for is seen.
    await client.query(
      `LOCK TABLE ${expected.map(({ name }) => quoted(name)).join(', ')} IN ACCESS SHARE MODE`,
    )
    const tables = await tablesOf(client, leaveOut)
    const result = await work({ client, tables })
    await client.query('COMMIT')
    return result
  } finally {
    // Whatever state it is in: closing ends the transaction.
    client.release(true)
  }
}

async function tablesOf(client: pg.ClientBase, leaveOut: readonly string[]): Promise<TableOf[]> {
  const { rows } = await client.query<TableOf>(
    `SELECT c.relname AS name, array_agg(a.attname::text ORDER BY a.attnum) AS columns,
       coalesce(array_agg(a.attname::text) FILTER (WHERE a.atttypid = 'text'::regtype AND a.attname ~ '_key$'), '{}') AS keys
     FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped
       AND a.attgenerated = ''
     WHERE c.relnamespace = 'public'::regnamespace AND c.relkind = 'r' AND c.relname <> ALL($1)
     GROUP BY c.relname ORDER BY c.relname`,
    [[...leaveOut, '_prisma_migrations']],
  )
  return rows
}

const quoted = (name: string) => pg.escapeIdentifier(name)
export const columnList = (columns: readonly string[]) => columns.map(quoted).join(', ')

/** Writes one file per table into `folder`. */
export async function writeTables(
  { client, tables }: Snapshot,
  folder: string,
  onTable: (name: string, rows: number) => void,
): Promise<StoredTable[]> {
  const stored: StoredTable[] = []
  for (const { name, columns } of tables) {
    const sql = `COPY ${quoted(name)} (${columnList(columns)}) TO STDOUT`
    const written = await copyOut(client, { folder, file: `${name}.copy.zst`, sql })
    stored.push({ name, columns, ...written })
    onTable(name, written.rows)
  }
  return stored
}

/**
 * Jobs that are not done. One that was at work when the snapshot was taken has no worker in another place, so it
 * waits for its next try.
 */
export async function writeJobs({ client }: Snapshot, folder: string): Promise<StoredTable> {
  const { rows } = await client.query<{ name: string }>(
    `SELECT attname AS name FROM pg_attribute WHERE attrelid = 'pgboss.job'::regclass AND attnum > 0
       AND NOT attisdropped AND attgenerated = '' ORDER BY attnum`,
  )
  const columns = rows.map(({ name }) => name)
  const values = columns.map((name) =>
    name === 'state' ? `CASE state WHEN 'active' THEN 'retry' ELSE state END` : quoted(name),
  )
  const sql = `COPY (SELECT ${values.join(', ')} FROM pgboss.job
    WHERE state IN ('created', 'retry', 'active', 'failed')) TO STDOUT`
  return { name: JOBS, columns, ...(await copyOut(client, { folder, file: 'pgboss.job.copy.zst', sql })) }
}

export const JOBS = 'pgboss.job'

/**
 * Writes the keys of all stored files that the snapshot names, each once. A key is a SHA-256, and its column is called
 * so, which a test of the schema holds.
 */
export async function writeFileKeys(
  { client, tables }: Snapshot,
  folder: string,
): Promise<StoredFile & { rows: number }> {
  const selects = tables.flatMap(({ name, keys }) =>
    keys.map((column) => `SELECT ${quoted(column)} AS key FROM ${quoted(name)}`),
  )
  const sql = `COPY (SELECT key FROM (${selects.join(' UNION ')}) AS named
    WHERE key ~ '^[0-9a-f]{64}$' ORDER BY key COLLATE "C") TO STDOUT`
  return copyOut(client, { folder, file: 'files.txt.zst', sql })
}

async function copyOut(
  client: pg.ClientBase,
  { folder, file, sql }: { folder: string; file: string; sql: string },
): Promise<StoredFile & { rows: number }> {
  const rows = client.query(to(sql))
  const stored = await packFile(folder, file, rows)
  // The number of rows comes after the last of them; the answer to another question comes after both.
  await client.query('SELECT')
  return { ...stored, rows: rows.rowCount }
}

/** Where the next numbers come from. Read after the snapshot, so never behind a row in it. */
export async function readSequences({ client }: Snapshot): Promise<Manifest['sequences']> {
  const { rows } = await client.query<{ name: string }>(
    `SELECT relname AS name FROM pg_class WHERE relnamespace = 'public'::regnamespace AND relkind = 'S' ORDER BY relname`,
  )
  const sequences: Manifest['sequences'] = []
  for (const { name } of rows) {
    const found = await client.query<{ value: string; called: boolean }>(
      `SELECT last_value::text AS value, is_called AS called FROM ${quoted(name)}`,
    )
    sequences.push({ name, value: found.rows[0]?.value ?? '1', called: found.rows[0]?.called ?? false })
  }
  return sequences
}

/** Names and checksums of the migrations that made these tables. */
export async function readMigrationsOf({ client }: Snapshot): Promise<Manifest['migrations']> {
  const { rows } = await client.query<{ name: string; checksum: string }>(
    `SELECT migration_name AS name, checksum FROM _prisma_migrations
     WHERE finished_at IS NOT NULL AND rolled_back_at IS NULL ORDER BY migration_name`,
  )
  return rows
}

import { pipeline } from 'node:stream/promises'
import pg from 'pg'
import { from } from 'pg-copy-streams'
import { UserError } from '../user-error.ts'
import type { Manifest, StoredTable } from './manifest.ts'
import { unpackFile } from './packed-file.ts'
import { columnList, copySettings, JOBS } from './write-tables.ts'

/** @throws UserError when a table of the schema `public` has a row */
export async function refuseFilled(client: pg.ClientBase): Promise<void> {
  const filled = await firstFilledTable(client)
  if (filled === null) return
  throw new UserError(
    `The database is not empty (there are rows in ${filled}), and a restore overwrites nothing. Give an empty one: --into NEW_FOLDER, or the address of a new database.`,
  )
}

async function firstFilledTable(client: pg.ClientBase): Promise<string | null> {
  const { rows } = await client.query<{ name: string }>(
    `SELECT c.relname AS name FROM pg_class c WHERE c.relnamespace = 'public'::regnamespace AND c.relkind IN ('r', 'p')
       AND c.relname <> '_prisma_migrations' ORDER BY c.relname`,
  )
  for (const { name } of rows) {
    const found = await client.query(`SELECT FROM ${quoted(name)} LIMIT 1`)
    if (found.rows.length > 0) return name
  }
  return null
}

/**
 * Fills the empty tables of a migrated database in one transaction: all of the backup or nothing. The owner of the
 * tables may do it, no superuser is needed: references are taken away and made again at the end, which checks every
 * row, and triggers rest, because what they would write is in the backup as well.
 * @returns jobs that were left out because this version of the portal has no such queue
 */
export async function loadTables(
  databaseUrl: string,
  folder: string,
  { tables, sequences }: Pick<Manifest, 'tables' | 'sequences'>,
  onTable: (name: string, rows: number) => void = () => undefined,
): Promise<{ jobsLeftOut: number }> {
  const client = new pg.Client({ connectionString: databaseUrl, application_name: 'ashyq-qala restore' })
  client.on('error', () => undefined)
  await client.connect()
  try {
    await client.query(`BEGIN; ${copySettings}; SET LOCAL lock_timeout = '10s'`)
    const restoreReferences = await setAside(client, tables)
    // Nobody else writes from here on; before, a portal may have been started on it.
    await refuseFilled(client)
    for (const table of tables.filter(({ name }) => name !== JOBS)) {
      const rows = await copyIn(client, folder, { ...table, into: quoted(table.name) })
      onTable(table.name, rows)
    }
    const jobs = tables.find(({ name }) => name === JOBS)
    const jobsLeftOut = jobs === undefined ? 0 : await loadJobs(client, folder, jobs)
    await restoreReferences()
    for (const { name, value, called } of sequences) {
      await client.query('SELECT setval($1::text::regclass, $2::bigint, $3)', [quoted(name), value, called])
    }
    await client.query('COMMIT')
    // Without it the first pages are planned for empty tables.
    await client.query('ANALYZE')
    return { jobsLeftOut }
  } finally {
    await client.end()
  }
}

type Reference = { table: string; name: string; definition: string }

/** Takes references away and rests triggers; answers what brings them back. */
async function setAside(client: pg.Client, tables: readonly StoredTable[]): Promise<() => Promise<void>> {
  const { rows: references } = await client.query<Reference>(
    `SELECT conrelid::regclass::text AS table, quote_ident(conname) AS name, pg_get_constraintdef(oid) AS definition
     FROM pg_constraint WHERE contype = 'f' AND connamespace = 'public'::regnamespace AND conparentid = 0`,
  )
  for (const { table, name } of references) {
    await client.query(`ALTER TABLE ${table} DROP CONSTRAINT ${name}`)
  }
  const names = tables.filter(({ name }) => name !== JOBS).map(({ name }) => quoted(name))
  for (const name of names) await client.query(`ALTER TABLE ${name} DISABLE TRIGGER USER`)
  return async () => {
    for (const name of names) await client.query(`ALTER TABLE ${name} ENABLE TRIGGER USER`)
    for (const { table, name, definition } of references) {
      await client.query(`ALTER TABLE ${table} ADD CONSTRAINT ${name} ${definition}`)
    }
  }
}

async function copyIn(
  client: pg.Client,
  folder: string,
  { into, ...table }: StoredTable & { into: string },
): Promise<number> {
  const target = client.query(from(`COPY ${into} (${columnList(table.columns)}) FROM STDIN`))
  await pipeline(unpackFile(folder, table), target)
  if (target.rowCount === table.rows) return table.rows
  throw new UserError(
    `The file ${table.file} of the backup gave ${target.rowCount} rows of ${table.name} instead of ${table.rows}; nothing was restored.`,
  )
}

/** Jobs keep their ids, so that a mail that was sent after the backup goes out again under the same Message-ID. */
async function loadJobs(client: pg.Client, folder: string, jobs: StoredTable): Promise<number> {
  await client.query(`CREATE TEMPORARY TABLE restored_job (LIKE ${JOBS}) ON COMMIT DROP`)
  // What another version of the queue noted down of its jobs is read and left.
  for (const column of jobs.columns) {
    await client.query(`ALTER TABLE restored_job ADD COLUMN IF NOT EXISTS ${quoted(column)} text`)
  }
  const rows = await copyIn(client, folder, { ...jobs, into: 'restored_job' })
  const { rows: known } = await client.query<{ name: string }>(
    `SELECT attname AS name FROM pg_attribute
     WHERE attrelid = '${JOBS}'::regclass AND attnum > 0 AND NOT attisdropped AND attname = ANY($1)`,
    [jobs.columns],
  )
  const columns = columnList(known.map(({ name }) => name))
  const { rowCount } = await client.query(
    `INSERT INTO ${JOBS} (${columns}) SELECT ${columns} FROM restored_job
     WHERE name IN (SELECT name FROM pgboss.queue) ON CONFLICT DO NOTHING`,
  )
  return rows - (rowCount ?? 0)
}

const quoted = (name: string) => pg.escapeIdentifier(name)

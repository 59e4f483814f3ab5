import { createHash } from 'node:crypto'
import { setTimeout as sleep } from 'node:timers/promises'
import type { MigrationList } from '@prisma/schema-engine-wasm'
import pg from 'pg'
import { UserError } from '../user-error.ts'
import { isAtomic, noFilters, openSchemaEngine, prismaDir, readMigrations } from './schema-engine.ts'
import { sqlStateOf } from './violation.ts'

/** Ours, so that several machines starting at once migrate one after the other. */
const PORTAL_LOCK = 4_151_120_261
/** Prisma's own: taken by `prisma migrate deploy` and by the schema engine. */
const PRISMA_LOCK = 72_707_369

const ATTEMPTS_FOR_BUSY_TABLES = 10
const PAUSE_MS = 1_000
const LOCK_PATIENCE_MS = 300_000
const LOCK_PAUSE_MS = 100

export type MigrationResult = {
  applied: string[]
  /** Known to the database but not to this version of the portal: a newer version ran here before. */
  unknown: string[]
  /** Applied, but their script was changed afterwards, so this database may differ from a new one. */
  edited: string[]
}

/**
 * Brings the database to the newest migration in `folder`/migrations; the same as `prisma migrate deploy`.
 * Each script is one transaction; a script that failed or was interrupted left nothing behind and is tried
 * again by the next call. Tables that are busy for more than 2 s are tried again a few times.
 * Throws UserError naming the migration and what PostgreSQL said.
 * @param only the names of those to apply, for a database that shall stay as an earlier version of the portal knew it
 */
export async function migrate(
  databaseUrl: string,
  folder = prismaDir,
  only?: ReadonlySet<string>,
): Promise<MigrationResult> {
  const migrations = await readMigrations(folder, only)
  const control = new pg.Client({
    connectionString: databaseUrl,
    application_name: 'ashyq-qala migrations',
    connectionTimeoutMillis: 10_000,
    lock_timeout: LOCK_PATIENCE_MS,
  })
  control.on('error', () => undefined)
  await control.connect()
  try {
    const before = await readHistory(control)
    if (isUpToDate(migrations, before)) return { applied: [], ...differences(migrations, before) }
    await checkMayCreate(control)
    await waitForLock(control, PORTAL_LOCK)
    const applied = await applyWithRetries(control, databaseUrl, migrations)
    return { applied, ...differences(migrations, before) }
  } finally {
    await control.end()
  }
}

/** Asks again and again: who waits inside of PostgreSQL keeps a snapshot, and an index made concurrently waits for those. */
async function waitForLock(control: pg.Client, lock: number): Promise<void> {
  const until = Date.now() + LOCK_PATIENCE_MS
  while (!(await tryLock(control, lock))) {
    if (Date.now() > until) {
      throw new UserError(
        'Another process has been migrating this database for five minutes; wait for it or end it.',
      )
    }
    await sleep(LOCK_PAUSE_MS)
  }
}

async function tryLock(control: pg.Client, lock: number): Promise<boolean> {
  const { rows } = await control.query<{ taken: boolean }>('SELECT pg_try_advisory_lock($1) AS taken', [lock])
  return rows[0]?.taken === true
}

const LOCK_NOT_AVAILABLE = '55P03'

async function applyWithRetries(control: pg.Client, databaseUrl: string, migrations: MigrationList) {
  for (let attempt = 1; ; attempt++) {
    await forgetInterrupted(control, migrations)
    try {
      return await apply(databaseUrl, migrations)
    } catch (error) {
      const busy = error instanceof ScriptFailed && sqlStateOf(error.cause) === LOCK_NOT_AVAILABLE
      if (busy && attempt < ATTEMPTS_FOR_BUSY_TABLES) {
        // Everybody who wants the table stands behind a migration that waits for it: they go first now.
        await sleep(PAUSE_MS)
        continue
      }
      const names = await forgetInterrupted(control, migrations)
      if (!(error instanceof ScriptFailed)) throw error
      throw new UserError(`The migration ${names[0] ?? ''} failed and changed nothing: ${error.message}`)
    }
  }
}

class ScriptFailed extends Error {}

async function apply(databaseUrl: string, migrations: MigrationList): Promise<string[]> {
  // Marked as finished in the transaction of the script itself: an interruption cannot fall between the two.
  const afterScript =
    'UPDATE _prisma_migrations SET finished_at = now() WHERE finished_at IS NULL AND rolled_back_at IS NULL'
  const { engine, scriptError, close } = await openSchemaEngine(databaseUrl, { afterScript })
  try {
    const { appliedMigrationNames } = await engine.applyMigrations({
      migrationsList: migrations,
      filters: noFilters,
    })
    return appliedMigrationNames
  } catch (error) {
    const cause = scriptError()
    throw cause === undefined ? error : new ScriptFailed(cause.message, { cause })
  } finally {
    await close()
  }
}

/**
 * An unfinished migration was rolled back by PostgreSQL as a whole, so its mark in the history only stands in
 * the way. What an index made concurrently left is an index that nobody uses, to be dropped. Other scripts outside a
 * transaction a person has to look at. Returns the names.
 */
async function forgetInterrupted(control: pg.Client, migrations: MigrationList): Promise<string[]> {
  if ((await readHistory(control)) === undefined) return []
  await waitForLock(control, PRISMA_LOCK)
  try {
    const { rows } = await control.query<{ name: string; id: string }>(
      `SELECT migration_name AS name, id FROM _prisma_migrations
       WHERE finished_at IS NULL AND rolled_back_at IS NULL`,
    )
    for (const { name, id } of rows) {
      const script = scriptOf(migrations, name)
      const index = loneIndex(script)
      if (index !== null) {
        await control.query(`DROP INDEX CONCURRENTLY IF EXISTS ${pg.escapeIdentifier(index)}`)
      } else if (!isAtomic(script)) {
        throw new UserError(
          `The migration ${name} was interrupted and cannot be undone by itself; look at the database, then say so with: npx prisma migrate resolve`,
        )
      }
      await control.query('UPDATE _prisma_migrations SET rolled_back_at = now() WHERE id = $1', [id])
    }
    return rows.map(({ name }) => name)
  } finally {
    await control.query('SELECT pg_advisory_unlock($1)', [PRISMA_LOCK])
  }
}

/** The name of the index that a script makes concurrently, when it does nothing else. */
function loneIndex(script: string): string | null {
  const bare = script.replaceAll(/--.*$/gm, '').trim()
  return (
    /^CREATE\s+(?:UNIQUE\s+)?INDEX\s+CONCURRENTLY\s+([a-z_0-9]+)\s+ON\s+[^;]+;?$/i.exec(bare)?.[1] ?? null
  )
}

type History = Map<string, { checksum: string; finished: boolean }>

/** What the database knows of its migrations; undefined when it has never been migrated. */
async function readHistory(control: pg.Client): Promise<History | undefined> {
  const table = await control.query<{ found: boolean }>(
    `SELECT to_regclass('_prisma_migrations') IS NOT NULL AS found`,
  )
  if (table.rows[0]?.found !== true) return undefined
  const { rows } = await control.query<{ name: string; checksum: string; finished: boolean }>(
    `SELECT migration_name AS name, checksum, finished_at IS NOT NULL AS finished
     FROM _prisma_migrations WHERE rolled_back_at IS NULL`,
  )
  return new Map(rows.map(({ name, ...rest }) => [name, rest]))
}

/** Looked up without the engine, because loading it takes longer than all else at a usual start. */
const isUpToDate = (migrations: MigrationList, history: History | undefined) =>
  history !== undefined &&
  [...history.values()].every(({ finished }) => finished) &&
  migrations.migrationDirectories.every(({ path }) => history.has(path))

function differences(migrations: MigrationList, history: History = new Map()) {
  const known = new Set(migrations.migrationDirectories.map(({ path }) => path))
  const isEdited = (name: string, checksum: string) =>
    known.has(name) && createHash('sha256').update(scriptOf(migrations, name)).digest('hex') !== checksum
  return {
    unknown: [...history.keys()].filter((name) => !known.has(name)),
    edited: [...history].filter(([name, { checksum }]) => isEdited(name, checksum)).map(([name]) => name),
  }
}

function scriptOf(migrations: MigrationList, name: string): string {
  const content = migrations.migrationDirectories.find(({ path }) => path === name)?.migrationFile.content
  return content?.tag === 'ok' ? content.value : ''
}

async function checkMayCreate(control: pg.Client): Promise<void> {
  const { rows } = await control.query<{ role: string; database: string; may: boolean }>(
    `SELECT current_user AS role, current_database() AS database,
            has_database_privilege(current_database(), 'CREATE') AND
            coalesce(has_schema_privilege('public', 'CREATE'), false) AS may`,
  )
  const row = rows[0]
  if (row === undefined || row.may) return
  throw new UserError(
    `The role "${row.role}" may not create tables in the database "${row.database}"; make it the owner: ALTER DATABASE "${row.database}" OWNER TO "${row.role}"`,
  )
}

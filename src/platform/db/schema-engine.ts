import { readdir, readFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import path from 'node:path'
import { PrismaPg } from '@prisma/adapter-pg'
import {
  bindMigrationAwareSqlAdapterFactory,
  type ColumnType,
  ColumnTypeEnum,
  isDriverAdapterError,
  type SqlMigrationAwareDriverAdapterFactory,
  type SqlQuery,
  type SqlResultSet,
} from '@prisma/driver-adapter-utils'
import type { MigrationList, SchemaContainer, SchemaEngine } from '@prisma/schema-engine-wasm'
import type pg from 'pg'
import { projectDir } from '../../config.ts'
import { UserError } from '../user-error.ts'

export const prismaDir = path.join(projectDir, 'prisma')

/** Nothing in the database is outside Prisma's view; the engine wants that said with every call. */
export const noFilters = { externalTables: [], externalEnums: [] }

const usualPatienceMs = 2_000
/** Nobody waits behind an index that is made concurrently; it waits for every older snapshot, that of a backup too. */
const concurrentPatience = '1h'

export type OpenEngine = {
  engine: SchemaEngine
  /** What PostgreSQL said when the last script failed; the engine itself reports only a digest. */
  scriptError(): Error | undefined
  close(): Promise<void>
}

/**
 * Prisma's schema engine (WebAssembly, so nothing is downloaded) on one connection to `databaseUrl`.
 * `afterScript` is SQL that runs in the same transaction as each migration script.
 */
export async function openSchemaEngine(
  databaseUrl: string,
  options: { models?: SchemaContainer[]; afterScript?: string } = {},
): Promise<OpenEngine> {
  const Engine = await loadEngine()
  const adapter = await new PrismaPg({
    connectionString: databaseUrl,
    application_name: 'ashyq-qala migrations',
    max: 1,
    connectionTimeoutMillis: 10_000,
    allowExitOnIdle: true,
    // A migration that waits for a busy table makes everybody else wait behind it, so it gives up soon.
    lock_timeout: usualPatienceMs,
  }).connect()
  const pool = adapter.underlyingDriver()
  let scriptError: Error | undefined

  // The adapter cuts a script at every semicolon, also inside functions and texts, and runs each piece alone.
  // As one simple query PostgreSQL runs all of it in one transaction, as Prisma's own engine does.
  adapter.executeScript = async (script) => {
    const complete = isAtomic(script) ? `${script}\n;${options.afterScript ?? ''}` : script
    scriptError = undefined
    try {
      if (!isAtomic(script)) await pool.query(`SET lock_timeout = '${concurrentPatience}'`)
      await pool.query(complete)
      if (!isAtomic(script)) await pool.query(`SET lock_timeout = ${usualPatienceMs}`)
    } catch (error) {
      scriptError = error instanceof Error ? error : new Error(String(error))
      throw error
    }
  }
  const queryRaw = adapter.queryRaw.bind(adapter)
  adapter.queryRaw = (query) =>
    queryRaw(query).catch((error) => {
      if (isDriverAdapterError(error) && error.cause.kind === 'UnsupportedNativeDataType') {
        return queryCatalog(pool, query)
      }
      throw error
    })

  // After a diff the engine has ended the connection by itself.
  let disposed: Promise<void> | undefined
  const dispose = adapter.dispose.bind(adapter)
  adapter.dispose = () => {
    disposed ??= dispose()
    return disposed
  }

  const factory: SqlMigrationAwareDriverAdapterFactory = {
    provider: adapter.provider,
    adapterName: adapter.adapterName,
    connect: async () => adapter,
    connectToShadowDb: async () => adapter,
  }
  const engine = await Engine.new(
    { datamodels: options.models?.map(({ path, content }) => [path, content]) },
    () => undefined,
    bindMigrationAwareSqlAdapterFactory(factory),
  )
  return {
    engine,
    scriptError: () => scriptError,
    async close() {
      engine.free()
      await adapter.dispose()
    },
  }
}

/** False for scripts that PostgreSQL refuses to run inside a transaction. */
export const isAtomic = (script: string) => !/\bCONCURRENTLY\b/i.test(script)

const catalogTypes = new Map<number, ColumnType>([
  [16, ColumnTypeEnum.Boolean],
  [18, ColumnTypeEnum.Character],
  [20, ColumnTypeEnum.Int64],
  [21, ColumnTypeEnum.Int32],
  [23, ColumnTypeEnum.Int32],
  [26, ColumnTypeEnum.Int64],
  [1009, ColumnTypeEnum.TextArray],
])

/** The adapter does not know the catalog type "char" (18), which the engine asks for to describe a database. */
async function queryCatalog(pool: pg.Pool, query: SqlQuery): Promise<SqlResultSet> {
  const { fields, rows } = await pool.query({ text: query.sql, values: query.args, rowMode: 'array' })
  return {
    columnNames: fields.map((field) => field.name),
    columnTypes: fields.map((field) => catalogTypes.get(field.dataTypeID) ?? ColumnTypeEnum.Text),
    rows,
  }
}

// @types/node declares the types of WebAssembly but not the global itself.
declare const WebAssembly: {
  instantiate(bytes: Uint8Array, imports: object): Promise<{ instance: { exports: Record<string, unknown> } }>
}

let engineClass: Promise<typeof SchemaEngine> | undefined

/** Loaded by hand, because importing a .wasm file as a module is experimental in Node 24 and prints a warning. */
function loadEngine(): Promise<typeof SchemaEngine> {
  engineClass ??= (async () => {
    const glue = await import('@prisma/schema-engine-wasm/schema_engine_bg')
    const gluePath = createRequire(import.meta.url).resolve('@prisma/schema-engine-wasm/schema_engine_bg')
    const bytes = await readFile(gluePath.replace(/\.js$/, '.wasm'))
    const { instance } = await WebAssembly.instantiate(bytes, {
      './schema_engine_bg.js': withoutLastingTimers(glue),
    })
    glue.__wbg_set_wasm(instance.exports)
    const start = instance.exports.__wbindgen_start
    if (typeof start === 'function') start()
    Object.assign(globalThis, { PRISMA_WASM_PANIC_REGISTRY: { set_message: reportPanic } })
    return glue.SchemaEngine
  })()
  return engineClass
}

/** The engine never clears its ten seconds of patience for a lock, which would keep a finished process alive. */
const withoutLastingTimers = (glue: object) =>
  Object.fromEntries(
    Object.entries(glue).map(([name, value]) =>
      name.startsWith('__wbg_setTimeout_')
        ? [name, (callback: () => void, ms: number) => setTimeout(callback, ms).unref()]
        : [name, value],
    ),
  )

function reportPanic(message: string) {
  process.stderr.write(`Prisma's schema engine stopped: ${message}\n`)
}

/** The migrations in `folder`/migrations (`only` some) in the form the engine wants. Throws UserError for a broken folder. */
export async function readMigrations(folder = prismaDir, only?: ReadonlySet<string>): Promise<MigrationList> {
  const baseDir = path.join(folder, 'migrations')
  const entries = await readdir(baseDir, { withFileTypes: true })
  const names = entries
    .filter((entry) => entry.isDirectory() && only?.has(entry.name) !== false)
    .map((entry) => entry.name)
  return {
    baseDir,
    lockfile: {
      path: 'migration_lock.toml',
      content: await readFile(path.join(baseDir, 'migration_lock.toml'), 'utf8'),
    },
    shadowDbInitScript: '',
    migrationDirectories: await Promise.all(
      names.sort().map(async (name) => ({
        path: name,
        migrationFile: {
          path: 'migration.sql',
          content: { tag: 'ok', value: await readScript(baseDir, name) },
        },
      })),
    ),
  }
}

const readScript = (baseDir: string, name: string) =>
  readFile(path.join(baseDir, name, 'migration.sql'), 'utf8').catch((error) => {
    throw new UserError(`The migration ${name} has no readable migration.sql (${error.code}).`)
  })

/** The Prisma models: all *.prisma files directly in `folder`. */
export async function readModels(folder = prismaDir): Promise<SchemaContainer[]> {
  const names = (await readdir(folder)).filter((name) => name.endsWith('.prisma')).sort()
  return Promise.all(
    names.map(async (name) => ({ path: name, content: await readFile(path.join(folder, name), 'utf8') })),
  )
}

import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { cp, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import os from 'node:os'
import path from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import pg from 'pg'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { changesSinceMigrations } from '../../../src/platform/db/drift.ts'
import { migrate } from '../../../src/platform/db/migrate.ts'
import { prismaDir } from '../../../src/platform/db/schema-engine.ts'
import { createEmptyDatabase } from '../../support/database.ts'

/** A folder like prisma/ with the given migrations and models. */
let folder: string
let database: { url: string; drop(): Promise<void> }
let client: pg.Client

beforeEach(async () => {
  folder = await mkdtemp(path.join(os.tmpdir(), 'ashyq-migrations-'))
  await mkdir(path.join(folder, 'migrations'))
  await cp(path.join(prismaDir, 'schema.prisma'), path.join(folder, 'schema.prisma'))
  await cp(
    path.join(prismaDir, 'migrations/migration_lock.toml'),
    path.join(folder, 'migrations/migration_lock.toml'),
  )
  database = await createEmptyDatabase()
  client = new pg.Client(database.url)
  await client.connect()
})
afterEach(async () => {
  await client.end()
  await database.drop()
  await rm(folder, { recursive: true, force: true })
})

async function addMigration(name: string, sql: string) {
  await mkdir(path.join(folder, 'migrations', name), { recursive: true })
  await writeFile(path.join(folder, 'migrations', name, 'migration.sql'), sql)
}

const history = async () => {
  const { rows } = await client.query(
    `SELECT migration_name AS name, finished_at IS NOT NULL AS finished, rolled_back_at IS NOT NULL AS undone,
            applied_steps_count AS steps
     FROM _prisma_migrations ORDER BY started_at`,
  )
  return rows
}
const scalar = async (query: string) => Object.values((await client.query(query)).rows[0])[0]

test('the migrations of the portal run once, and a second run changes nothing', async () => {
  const first = await migrate(database.url)
  expect(first.applied.length).toBeGreaterThan(0)
  expect(first).toMatchObject({ unknown: [], edited: [] })
  expect(await migrate(database.url)).toEqual({ applied: [], unknown: [], edited: [] })
  expect(await history()).toEqual(
    first.applied.map((name) => ({ name, finished: true, undone: false, steps: 1 })),
  )
})

test('scripts run whole: semicolons in functions and texts do not cut them', async () => {
  await addMigration(
    '20260101000000_function',
    `CREATE TABLE note (body text DEFAULT 'a;b');
     CREATE FUNCTION two() RETURNS int LANGUAGE plpgsql AS $$ BEGIN PERFORM 1; RETURN 2; END $$;
     -- the last statement has no semicolon
     INSERT INTO note DEFAULT VALUES`,
  )
  await migrate(database.url, folder)
  expect(await scalar(`SELECT two() || body FROM note`)).toBe('2a;b')
})

test('a migration that fails leaves nothing behind, says what happened, and can be mended', async () => {
  await addMigration('20260101000000_good', 'CREATE TABLE good (id int)')
  await addMigration('20260102000000_bad', 'CREATE TABLE half (id int); SELECT 1/0')
  await expect(migrate(database.url, folder)).rejects.toThrow(
    'The migration 20260102000000_bad failed and changed nothing: division by zero',
  )
  expect(await scalar(`SELECT to_regclass('good')::text`)).toBe('good')
  expect(await scalar(`SELECT to_regclass('half')::text`)).toBeNull()

  await addMigration('20260102000000_bad', 'CREATE TABLE half (id int)')
  expect(await migrate(database.url, folder)).toMatchObject({ applied: ['20260102000000_bad'] })
  expect(await history()).toMatchObject([
    { name: '20260101000000_good', finished: true },
    { name: '20260102000000_bad', finished: false, undone: true },
    { name: '20260102000000_bad', finished: true, undone: false },
  ])
})

test('a migration whose process was killed is done again', async () => {
  await addMigration('20260101000000_slow', 'CREATE TABLE slow (id int); SELECT pg_sleep(60)')
  const module = new URL('../../../src/platform/db/migrate.ts', import.meta.url).href
  const code = `const { migrate } = await import(${JSON.stringify(module)})
    await migrate(${JSON.stringify(database.url)}, ${JSON.stringify(folder)})`
  const child = spawn(process.execPath, ['--input-type=module', '-e', code])
  const asleep = `SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND query LIKE '%pg_sleep(60)%'
    AND pid <> pg_backend_pid()`
  await expect.poll(() => scalar(asleep), { timeout: 15_000 }).toBe('1')
  child.kill('SIGKILL')
  await once(child, 'exit')
  await client.query(
    `SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()`,
  )
  await addMigration('20260101000000_slow', 'CREATE TABLE slow (id int)')
  expect(await migrate(database.url, folder)).toMatchObject({ applied: ['20260101000000_slow'] })
})

test('several processes starting at once migrate once', { tags: ['long'] }, async () => {
  await addMigration('20260101000000_first', 'CREATE TABLE one (id int); SELECT pg_sleep(0.3)')
  const results = await Promise.all(Array.from({ length: 4 }, () => migrate(database.url, folder)))
  expect(results.flatMap((result) => result.applied)).toEqual(['20260101000000_first'])
})

test('a table that is busy for a moment is waited for without keeping others waiting', {
  tags: ['long'],
}, async () => {
  await addMigration('20260101000000_table', 'CREATE TABLE busy (id int)')
  await migrate(database.url, folder)
  await addMigration('20260102000000_column', 'ALTER TABLE busy ADD COLUMN name text')
  await client.query('BEGIN; SELECT * FROM busy')
  let migrated = false
  const migrating = migrate(database.url, folder).finally(() => {
    migrated = true
  })
  setTimeout(() => client.query('COMMIT'), 4_500)
  // Readers wait two seconds at most behind it, and never for ever.
  const reader = new pg.Client({ connectionString: database.url, statement_timeout: 3_500 })
  await reader.connect()
  let reads = 0
  while (!migrated) {
    await reader.query('SELECT * FROM busy')
    if (!migrated) reads++
    await sleep(20)
  }
  await reader.end()
  expect(reads).toBeGreaterThan(10)
  expect(await migrating).toMatchObject({ applied: ['20260102000000_column'] })
})

test('an index made concurrently runs outside a transaction', async () => {
  await addMigration('20260101000000_table', 'CREATE TABLE big (id int)')
  await addMigration('20260102000000_index', 'CREATE INDEX CONCURRENTLY big_id ON big (id)')
  await migrate(database.url, folder)
  expect(await scalar(`SELECT indisvalid FROM pg_index WHERE indexrelid = 'big_id'::regclass`)).toBe(true)
})

test('an index made concurrently by several processes at once, while somebody reads for long', {
  tags: ['long'],
}, async () => {
  await addMigration('20260101000000_table', 'CREATE TABLE big (id int)')
  await migrate(database.url, folder)
  await addMigration('20260102000000_index', '-- Why.\nCREATE INDEX CONCURRENTLY big_id ON big (id);\n')
  await client.query('BEGIN ISOLATION LEVEL REPEATABLE READ; SELECT 1')
  setTimeout(() => client.query('COMMIT'), 2_500)
  const results = await Promise.all(Array.from({ length: 3 }, () => migrate(database.url, folder)))
  expect(results.flatMap(({ applied }) => applied)).toEqual(['20260102000000_index'])
  expect(await scalar(`SELECT indisvalid FROM pg_index WHERE indexrelid = 'big_id'::regclass`)).toBe(true)
})

test('an index made concurrently that was interrupted is made anew', async () => {
  await addMigration('20260101000000_table', 'CREATE TABLE big AS SELECT 1 AS id UNION ALL SELECT 1')
  await migrate(database.url, folder)
  await addMigration('20260102000000_index', 'CREATE UNIQUE INDEX CONCURRENTLY big_id ON big (id)')
  await expect(migrate(database.url, folder)).rejects.toThrow('20260102000000_index failed')
  await client.query('DELETE FROM big WHERE ctid = (SELECT min(ctid) FROM big)')
  expect(await migrate(database.url, folder)).toMatchObject({ applied: ['20260102000000_index'] })
  expect(await scalar(`SELECT indisvalid FROM pg_index WHERE indexrelid = 'big_id'::regclass`)).toBe(true)
})

test('a database of a newer version and changed scripts are told', { tags: ['long'] }, async () => {
  await addMigration('20260101000000_a', 'CREATE TABLE a (id int)')
  await addMigration('20260102000000_b', 'CREATE TABLE b (id int)')
  await migrate(database.url, folder)
  await rm(path.join(folder, 'migrations/20260102000000_b'), { recursive: true })
  await addMigration('20260101000000_a', 'CREATE TABLE a (id bigint)')
  expect(await migrate(database.url, folder)).toEqual({
    applied: [],
    unknown: ['20260102000000_b'],
    edited: ['20260101000000_a'],
  })
})

test('migrations and models of the portal agree', async () => {
  expect(await changesSinceMigrations(database.url)).toBe('')
})

test.each([
  ['a column only in the models', 'model note {\n id Int @id\n text String\n}', 'ADD COLUMN'],
  ['a column only in the migrations', 'model note {\n id Int @id\n}', 'DROP COLUMN'],
  ['another type', 'model note {\n id Int @id\n text Int\n}', 'text'],
  ['a missing index', 'model note {\n id Int @id\n text String\n @@index([text])\n}', 'CREATE INDEX'],
  ['a missing unique rule', 'model note {\n id Int @id\n text String @unique\n}', 'CREATE UNIQUE INDEX'],
  ['a missing table', 'model note {\n id Int @id\n}\nmodel other {\n id Int @id\n}', 'CREATE TABLE "other"'],
  [
    'a missing foreign key',
    'model note {\n id Int @id\n other Int?\n up note? @relation("r", fields: [other], references: [id])\n down note[] @relation("r")\n}',
    'FOREIGN KEY',
  ],
])('a planted difference is found: %s', async (_name, models, expected) => {
  const column =
    expected === 'ADD COLUMN' || expected === 'CREATE TABLE "other"' ? '' : ', text text NOT NULL'
  const other = expected === 'FOREIGN KEY' ? ', other int' : column
  await addMigration(
    '20260101000000_note',
    `CREATE TABLE note (id int NOT NULL, CONSTRAINT note_pkey PRIMARY KEY (id)${other})`,
  )
  await writeFile(path.join(folder, 'note.prisma'), models)
  expect(await changesSinceMigrations(database.url, folder)).toContain(expected)
})

test('what the models cannot say is no difference', async () => {
  await addMigration(
    '20260101000000_note',
    `CREATE TABLE note (id int NOT NULL, text text NOT NULL, place int, CONSTRAINT note_pkey PRIMARY KEY (id));
     CREATE INDEX note_partial ON note (text) WHERE place IS NULL;
     CREATE INDEX note_expression ON note (lower(text));
     CREATE INDEX note_pattern ON note (text text_pattern_ops);
     CREATE UNIQUE INDEX note_nulls ON note (text, place) NULLS NOT DISTINCT;
     CREATE FUNCTION no() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION 'no'; END $$;
     CREATE TRIGGER note_no BEFORE DELETE ON note FOR EACH ROW EXECUTE FUNCTION no()`,
  )
  await writeFile(path.join(folder, 'note.prisma'), 'model note {\n id Int @id\n text String\n place Int?\n}')
  expect(await changesSinceMigrations(database.url, folder)).toBe('')
})

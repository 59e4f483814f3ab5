import { describe, expect, test } from 'vitest'
import { lintMigrations } from '../../../src/platform/db/migration-lint.ts'
import { readMigrations } from '../../../src/platform/db/schema-engine.ts'

/** The last migration from before the rule: until then every portal was stopped for a new version. */
const BEFORE_THE_RULE = '20261122200000'

const script = (...scripts: string[]) => ({
  baseDir: '',
  lockfile: { path: '', content: '' },
  shadowDbInitScript: '',
  migrationDirectories: scripts.map((value, index) => ({
    path: `2027010${index}000000_step`,
    migrationFile: { path: 'migration.sql', content: { tag: 'ok' as const, value } },
  })),
})

const faultsOf = (sql: string) =>
  lintMigrations(script('CREATE TABLE "lamp" (id int); CREATE TABLE pole (id int);', sql)).map(
    ({ what }) => what,
  )

test('the migrations of the portal let an older version go on, and lock nothing for long', async () => {
  expect(lintMigrations(await readMigrations(), BEFORE_THE_RULE)).toEqual([])
})

describe('is refused', () => {
  test.each([
    ['DROP TABLE lamp;', /still uses the table/],
    ['ALTER TABLE "lamp" DROP COLUMN "id";', /still uses the column/],
    ['ALTER TABLE lamp RENAME COLUMN id TO no;', /old name/],
    ['ALTER TABLE lamp RENAME TO lantern;', /old name/],
    ['ALTER TABLE lamp ALTER COLUMN id SET NOT NULL;', /writes NULL/],
    ['ALTER TABLE lamp ALTER COLUMN id TYPE bigint;', /written anew/],
    ['ALTER TABLE lamp ALTER id SET DATA TYPE bigint;', /written anew/],
    ['ALTER TABLE lamp ADD COLUMN name text NOT NULL;', /DEFAULT/],
    ["ALTER TABLE lamp ADD COLUMN a text NOT NULL DEFAULT '', ADD COLUMN b text NOT NULL;", /DEFAULT/],
    ['ALTER TABLE lamp ADD CONSTRAINT l CHECK (id > 0);', /NOT VALID/],
    ['ALTER TABLE lamp ADD CONSTRAINT l FOREIGN KEY (id) REFERENCES pole(id);', /NOT VALID/],
    ['CREATE INDEX i ON lamp (id);', /CONCURRENTLY/],
    ['CREATE UNIQUE INDEX IF NOT EXISTS i ON "lamp" (id);', /CONCURRENTLY/],
    ['TRUNCATE lamp;', /removed/],
  ])('%s', (sql, why) => {
    expect(faultsOf(sql)).toEqual([expect.stringMatching(why)])
  })
})

describe('is let through', () => {
  test.each([
    "ALTER TABLE lamp ADD COLUMN name text NOT NULL DEFAULT '';",
    'ALTER TABLE lamp ADD COLUMN name text;',
    'ALTER TABLE lamp ADD CONSTRAINT l CHECK (id > 0) NOT VALID;',
    'ALTER TABLE lamp VALIDATE CONSTRAINT l;',
    'CREATE INDEX CONCURRENTLY i ON lamp (id);',
    'CREATE TABLE shade (id int NOT NULL); CREATE INDEX i ON shade (id); ALTER TABLE shade ALTER id TYPE bigint;',
    "INSERT INTO pole VALUES (1); SELECT 'DROP TABLE lamp;';",
    'CREATE FUNCTION f() RETURNS void LANGUAGE sql AS $$ DROP TABLE lamp; $$;',
    '-- two-step: since 20270101_shades nothing reads it\nALTER TABLE lamp DROP COLUMN id;',
  ])('%s', (sql) => {
    expect(faultsOf(sql)).toEqual([])
  })
})

import { execFile } from 'node:child_process'
import { mkdtemp, rm } from 'node:fs/promises'
import os from 'node:os'
import path from 'node:path'
import { promisify } from 'node:util'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { plantCast } from '../support/cast.ts'
import { createTestDatabase, type TestDatabase } from '../support/database.ts'

let database: TestDatabase
let dataDir: string
beforeAll(async () => {
  database = await createTestDatabase()
  dataDir = await mkdtemp(path.join(os.tmpdir(), 'ashyq-staff-'))
})
afterAll(async () => {
  await database.close()
  await rm(dataDir, { recursive: true, force: true })
})

const run = promisify(execFile)
const root = path.resolve(import.meta.dirname, '../..')

/** What the person at the terminal sees. */
async function staff(...args: string[]): Promise<{ code: number; out: string; err: string }> {
  const env = {
    PATH: process.env['PATH'],
    NODE_ENV: 'test',
    DATABASE_URL: database.url,
    DATA_DIR: dataDir,
    PUBLIC_URL: 'https://portal.example.kz',
    SECRET_KEY: 'k'.repeat(43),
  }
  try {
    const { stdout, stderr } = await run(
      process.execPath,
      ['--import', './src/preflight.js', 'src/cli/staff.ts', ...args],
      { cwd: root, env },
    )
    return { code: 0, out: stdout, err: stderr }
  } catch (failed) {
    const { code, stdout, stderr } = failed as { code: number; stdout: string; stderr: string }
    return { code, out: stdout, err: stderr }
  }
}

const newcomer = ['--email', 'Aigul@Example.kz', '--name', 'Айгүл Нұрланова', '--city', 'synaqqala']

test('the only way to the first account, and to the last', { tags: ['long'], timeout: 120_000 }, async () => {
  // A fresh installation has nobody, so nobody can sign in
  expect(await database.db.staff.count()).toBe(0)
  await plantCast(database.db)
  await database.db.staffRole.deleteMany()
  await database.db.staff.deleteMany()
  expect((await staff('list')).out).toContain('Nobody has an account yet.')

  const added = await staff('add', ...newcomer, '--role', 'head', '--role', 'executor', '--office', 'roads')
  expect(added).toMatchObject({ code: 0, err: '' })
  expect(added.out).toContain(
    'Айгүл Нұрланова <aigul@example.kz> may now work in Synaqqala as head, executor.',
  )
  const link = /^https:\/\/portal\.example\.kz\/staff\/set-up\/([\w-]{22})$/m.exec(added.out)?.[1]
  expect(link).toBeDefined()

  const person = await database.db.staff.findUniqueOrThrow({
    where: { email: 'aigul@example.kz' },
    include: { roles: { include: { office: true } } },
  })
  expect(person).toMatchObject({
    passwordHash: null,
    lang: 'ru',
    positionKk: 'Басшы',
    positionRu: 'Руководитель',
  })
  expect(person.roles.map(({ role, office }) => [role, office?.code])).toEqual([
    ['head', 'roads'],
    ['executor', 'roads'],
  ])

  const again = await staff('add', ...newcomer, '--role', 'operator')
  expect(again.code).toBe(1)
  expect(again.err.trim()).toBe(
    'aigul@example.kz has an account already. For a new link: npm run staff -- link --email aigul@example.kz',
  )
  const relinked = await staff('link', '--email', 'aigul@example.kz')
  expect(relinked.out).toMatch(/set-up\/[\w-]{22}$/m)
  expect(relinked.out).not.toContain(link)

  const listed = await staff('list', '--city', 'synaqqala')
  expect(listed.out.trim()).toBe(
    'aigul@example.kz\tАйгүл Нұрланова\tinvited\thead in synaqqala/roads, executor in synaqqala/roads\tsessions: 0',
  )
  expect((await staff('disable', '--email', 'AIGUL@example.kz')).code).toBe(0)
  expect((await staff('list')).out).toContain('\tdisabled\t')
  expect((await staff('link', '--email', 'aigul@example.kz')).code).toBe(1)
})

test('help needs no database', { tags: ['long'] }, async () => {
  const { code, out } = await staff('--help')
  expect(code).toBe(0)
  for (const command of ['add', 'list', 'link', 'disable'])
    expect(out).toContain(`npm run staff -- ${command}`)
})

const refusals = [
  [[], 'Say what to do'],
  [['add', '--emial', 'x'], "Unknown option '--emial'"],
  [['add'], 'Give --email'],
  [['add', ...newcomer, '--role', 'king'], 'king is no role'],
  [['add', ...newcomer, '--role', 'head'], 'give --office, one of roads, housing, akimat'],
  [['add', ...newcomer, '--role', 'head', '--office', 'power'], 'power has no staff here'],
  [['disable', '--email', 'nobody@example.kz'], 'Nobody active has the address'],
] as const

async function isOneSentence(args: readonly string[], sentence: string): Promise<void> {
  const { code, out, err } = await staff(...args)
  expect(code).toBe(1)
  expect(err).toContain(sentence)
  expect(err.trim().split('\n')).toHaveLength(1)
  expect(out).toBe('')
}

test.each(refusals.slice(-1))('%j is one sentence', { timeout: 60_000 }, isOneSentence)
test.each(refusals.slice(0, -1))('%j is one sentence', { tags: ['long'] }, isOneSentence)

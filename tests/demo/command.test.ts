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
  dataDir = await mkdtemp(path.join(os.tmpdir(), 'ashyq-demo-cli-'))
  await plantCast(database.db)
})
afterAll(async () => {
  await database.close()
  await rm(dataDir, { recursive: true, force: true })
})

type Ended = { code: number; out: string; err: string }

async function demo(...args: string[]): Promise<Ended> {
  const env = { ...process.env, NODE_ENV: 'test', DATABASE_URL: database.url, DATA_DIR: dataDir }
  return promisify(execFile)(
    process.execPath,
    ['--import', './src/preflight.js', 'src/cli/demo.ts', ...args],
    { env },
  ).then(
    ({ stdout, stderr }) => ({ code: 0, out: stdout, err: stderr }),
    ({ code, stdout, stderr }) => ({ code, out: stdout, err: stderr }),
  )
}

test('--help says what there is, and touches nothing', { tags: ['long'] }, async () => {
  const { code, out, err } = await demo('--help')
  expect({ code, err }).toEqual({ code: 0, err: '' })
  for (const option of ['--complaints', '--seed', '--city', '--until']) expect(out).toContain(option)
})

const refusals: [string[], string][] = [
  [['--complaints', 'many', '--until', '2026-11-21'], '--complaints must be a whole number'],
  [['--city', 'atlantis'], 'There is no city atlantis here'],
  [[], 'No city here is a demo'],
]

async function isOneSentence(args: string[], sentence: string): Promise<void> {
  const { code, err } = await demo(...args)
  expect(code).toBe(1)
  expect(err).toContain(sentence)
  expect(err).not.toContain('    at ')
}

test.each(refusals.slice(0, 1))('%j is refused in one sentence', isOneSentence)
test.each(refusals.slice(1))('%j is refused in one sentence', { tags: ['long'] }, isOneSentence)

test('a city without complaints becomes a demo city and is filled; the same run is not written twice', {
  tags: ['long'],
  timeout: 120_000,
}, async () => {
  const args = ['--city', 'synaqqala', '--complaints', '25', '--seed', '3', '--until', '2026-03-01']
  const first = await demo(...args)
  expect(first.out).toContain('Synaqqala is a demo city from now on.')
  expect(first.out).toMatch(/Wrote 25 complaints in /)
  const city = await database.db.city.findUniqueOrThrow({ where: { slug: 'synaqqala' } })
  expect(city.demo).toBe(true)
  expect(await database.db.complaint.count({ where: { cityId: city.id } })).toBe(25)
  const again = await demo(...args)
  expect(again.out).toContain('nothing was written')
  expect(await database.db.complaint.count({ where: { cityId: city.id } })).toBe(25)
})

test('invented complaints do not go among real ones', { tags: ['long'] }, async () => {
  const city = await database.db.city.findUniqueOrThrow({ where: { slug: 'synaqqala' } })
  await database.db.complaint.updateMany({ where: { cityId: city.id }, data: { source: 'other-system' } })
  await database.db.city.update({ where: { id: city.id }, data: { demo: false } })
  const { code, err } = await demo('--city', 'synaqqala')
  expect(code).toBe(1)
  expect(err).toContain('synaqqala has real complaints')
})

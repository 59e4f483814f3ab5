import { execFileSync } from 'node:child_process'
import { mkdir, rm } from 'node:fs/promises'
import os from 'node:os'
import path from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest'
import { loadConfig } from '../../../src/config.ts'
import { type OpenDatabase, type OpenOptions, openDatabase } from '../../../src/platform/db/open-database.ts'
import { createEmptyDatabase } from '../../support/database.ts'
import { processesIn } from '../../support/portal-process.ts'

let home: string
let open: OpenDatabase[]
/** A data folder whose database is migrated already; most tests begin with a copy. */
let used: string

beforeAll(async () => {
  used = path.join(os.tmpdir(), `ashyq-open-${process.pid}-used`)
  await mkdir(used, { mode: 0o755 })
  const said: string[] = []
  const config = loadConfig({ DATA_DIR: path.join(used, 'data') })
  const { db, place, close } = await openDatabase(config, {
    as: 'portal',
    say: (sentence) => said.push(sentence),
  })
  expect(await db.complaint.count()).toBe(0)
  expect(place).toBe(`PostgreSQL in ${used}/data/postgres`)
  expect(said[0]).toMatch(/^Database migrated: \d{14}_/)
  await close()
  expect(processesIn(used)).toEqual([])
})
afterAll(() => rm(used, { recursive: true, force: true }))

beforeEach(async () => {
  home = path.join(os.tmpdir(), `ashyq-open-${process.pid}-${Math.random().toString(36).slice(2)}`)
  await mkdir(home, { mode: 0o755 })
  execFileSync('cp', ['-a', `${used}/data`, home])
  open = []
})
afterEach(async () => {
  for (const database of open.reverse()) await database.close()
  await rm(home, { recursive: true, force: true, maxRetries: 50, retryDelay: 100 })
})

async function openAs(as: OpenOptions['as'], env: Record<string, string> = {}, say?: OpenOptions['say']) {
  const config = loadConfig({ DATA_DIR: path.join(home, 'data'), ...env })
  const database = await openDatabase(config, { as, connectTimeoutMs: 20_000, ...(say && { say }) })
  open.push(database)
  return database
}

test('a command works beside a running portal, which stays', { tags: ['long'] }, async () => {
  const portal = await openAs('portal')
  const command = await openAs('command')
  await command.db.rateLimit.create({ data: { key: 'from the command' } })
  await command.close()
  expect(await portal.db.rateLimit.findUnique({ where: { key: 'from the command' } })).not.toBeNull()
})

test('a command alone starts the database for itself', { tags: ['long'] }, async () => {
  const command = await openAs('command')
  expect(await command.db.complaint.count()).toBe(0)
  await command.close()
  expect(processesIn(home)).toEqual([])
})

test('of two commands the first does not take the database from the second', { tags: ['long'] }, async () => {
  const said: string[] = []
  const first = await openAs('command', {}, (sentence) => said.push(sentence))
  const second = await openAs('command')
  await second.pool.query(`SET application_name = 'another process'`)
  let closed = false
  const closing = first.close().then(() => {
    closed = true
  })
  await sleep(1_000)
  expect(closed).toBe(false)
  expect((await second.pool.query('SELECT 1 AS one')).rows).toEqual([{ one: 1 }])
  expect(said).toContain('Other commands still use the database; waiting for them.')
  await second.close()
  await closing
  expect(processesIn(home)).toEqual([])
})

test('a command started together with the portal waits until the database is there', {
  tags: ['long'],
}, async () => {
  const [portal, command] = await Promise.all([openAs('portal'), sleep(50).then(() => openAs('command'))])
  expect(await command.db.complaint.count()).toBe(0)
  expect(command.url).toBe(portal.url)
})

test('DATABASE_URL takes the place of all this', { tags: ['long'] }, async () => {
  const { url, drop } = await createEmptyDatabase()
  const { db, close } = await openAs('portal', { DATABASE_URL: url })
  expect(await db.complaint.count()).toBe(0)
  await close()
  await drop()
  expect(processesIn(home)).toEqual([])
})

test('statements that never end are ended, but not those of commands', { tags: ['long'] }, async () => {
  const { url, drop } = await createEmptyDatabase()
  const env = { DATABASE_URL: url }
  const portal = await openDatabase(loadConfig(env), { as: 'portal', statementTimeoutMs: 200 })
  await expect(portal.pool.query('SELECT pg_sleep(5)')).rejects.toThrow(/statement timeout/)
  await portal.close()
  const command = await openDatabase(loadConfig(env), { as: 'command', statementTimeoutMs: 0 })
  await command.pool.query('SELECT pg_sleep(0.5)')
  await command.close()
  await drop()
})

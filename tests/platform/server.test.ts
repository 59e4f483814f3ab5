import { execFileSync, spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync } from 'node:fs'
import { mkdir, readFile, rm, writeFile } from 'node:fs/promises'
import { connect as connectSocket, createServer } from 'node:net'
import os from 'node:os'
import path from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import pg from 'pg'
import { afterAll, afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { projectDir } from '../../src/config.ts'
import { findRunning } from '../../src/platform/db/embedded/embedded.ts'
import {
  freePort,
  type PortalProcess,
  processesIn,
  startPortal,
  timed,
  untilReady,
} from '../support/portal-process.ts'

// The portal as people start it: a process of its own with a new data folder.

vi.setConfig({ testTimeout: 90_000, hookTimeout: 90_000 })

let home: string
let port: number
const cleanUp: (() => unknown)[] = []

/** A data folder that was started and stopped once, made when a test that is not about the first start asks for it. */
let used: Promise<string> | undefined
async function startBefore(): Promise<void> {
  used ??= startOnce()
  execFileSync('cp', ['-a', `${await used}/data`, home])
}

async function startOnce(): Promise<string> {
  const folder = path.join(os.tmpdir(), `ashyq-server-${process.pid}-used`)
  await mkdir(folder, { mode: 0o755 })
  const env = { DATA_DIR: path.join(folder, 'data'), PORT: String(await freePort()) }
  const first = await untilReady(startPortal(env))
  first.child.kill('SIGINT')
  await first.ended
  return folder
}
afterAll(async () => {
  if (used !== undefined) await rm(await used, { recursive: true, force: true })
})

beforeEach(async () => {
  home = path.join(os.tmpdir(), `ashyq-server-${process.pid}-${Math.random().toString(36).slice(2)}`)
  await mkdir(home, { mode: 0o755 })
  cleanUp.push(() => rm(home, { recursive: true, force: true, maxRetries: 50, retryDelay: 100 }))
  port = await freePort()
})
afterEach(async () => {
  for (const step of cleanUp.splice(0).reverse()) await step()
})

function run(env: Record<string, string> = {}, node?: string): PortalProcess {
  const portal = startPortal({ DATA_DIR: path.join(home, 'data'), PORT: String(port), ...env }, node)
  cleanUp.push(async () => {
    portal.child.kill('SIGKILL')
    await portal.ended
  })
  return portal
}

const runUntilReady = () => untilReady(run())
async function namesOfConnections(): Promise<string[]> {
  const client = new pg.Client(await findRunning(path.join(home, 'data')))
  await client.connect()
  try {
    const { rows } = await client.query<{ name: string }>(
      'SELECT DISTINCT application_name AS name FROM pg_stat_activity',
    )
    return rows.map(({ name }) => name)
  } finally {
    await client.end()
  }
}

const leftProcesses = () => processesIn(home)

const answers = (address = `http://127.0.0.1:${port}/`) =>
  fetch(address, { redirect: 'manual' }).then(({ status }) => status)

test('it starts, answers, and Ctrl-C stops it without a trace; the next start finds its data', async () => {
  const first = await runUntilReady()
  expect(first.output()).toContain(`Ashyq Qala is ready: http://localhost:${port}`)
  expect(first.output()).toContain(`PostgreSQL in ${home}/data/postgres`)
  expect(await answers()).toBeLessThan(500)
  expect(leftProcesses()).not.toEqual([])
  first.child.kill('SIGINT')
  const { result: code, ms } = await timed(first.ended)
  expect(code).toBe(0)
  expect(ms).toBeLessThan(5_000)
  expect(leftProcesses()).toEqual([])
  await expect(answers()).rejects.toThrow()

  const key = await readFile(path.join(home, 'data/secret.key'), 'utf8')
  const second = await runUntilReady()
  expect(second.output()).not.toContain('migrated')
  expect(await readFile(path.join(home, 'data/secret.key'), 'utf8')).toBe(key)
  expect(await answers()).toBeLessThan(500)
  // Jobs that hold all their connections leave those of the pages alone.
  const own = (await namesOfConnections()).filter((name) => name.endsWith(` ${second.child.pid}`))
  expect(own).toContain(`ashyq-qala jobs ${second.child.pid}`)
  expect(own.length).toBeGreaterThan(1)
  second.child.kill('SIGTERM')
  expect(await second.ended).toBe(0)
  expect(leftProcesses()).toEqual([])
})

test('a second start on the same folder is one sentence, and the first goes on', {
  tags: ['long'],
}, async () => {
  await startBefore()
  await runUntilReady()
  const second = run({ PORT: String(await freePort()) })
  expect(await second.ended).toBe(1)
  expect(second.output()).toMatch(
    /^Another process \(number \d+\) already uses the data folder [^\n]+; stop it first, or give this one its own with DATA_DIR and PORT\.\n$/,
  )
  expect(await answers()).toBeLessThan(500)
})

test('a taken port is one sentence, and nothing stays behind', { tags: ['long'] }, async () => {
  await startBefore()
  const other = createServer().listen(port, '127.0.0.1')
  await once(other, 'listening')
  cleanUp.push(() => other.close())
  const running = run()
  expect(await running.ended).toBe(1)
  expect(running.output().trim().split('\n').at(-1)).toBe(
    `The port ${port} is already taken by another program; end that, or choose another: PORT=${port + 1}`,
  )
  expect(running.output()).not.toMatch(/^ +at /m)
  expect(leftProcesses()).toEqual([])
})

type Refused = [what: string, env: Record<string, string>, sentence: RegExp]
test.each<Refused>([
  ['a bad variable', { PORT: 'http' }, /^PORT must be a whole number [^\n]+\n$/],
  [
    'an address this machine has not',
    { HOST: '192.0.2.1' },
    /This machine has no address 192\.0\.2\.1; [^\n]+\n$/,
  ],
  [
    'a database that does not answer',
    { DATABASE_URL: 'postgresql://a:hunter2@127.0.0.1:9/b' },
    /^DATABASE_URL \(127\.0\.0\.1:9\/b\): nothing answers there; [^\n]+\n$/,
  ],
])('%s is one sentence', { tags: ['long'] }, isOneSentence)

async function isOneSentence(...[, env, sentence]: Refused): Promise<void> {
  await startBefore()
  const running = run(env)
  expect(await running.ended).toBe(1)
  expect(running.output()).toMatch(sentence)
  expect(running.output()).not.toContain('hunter2')
  expect(leftProcesses()).toEqual([])
}

test('kill -9: the database server ends as well, and the next start is as quick as ever', {
  tags: ['long'],
}, async () => {
  await startBefore()
  const first = await runUntilReady()
  first.child.kill('SIGKILL')
  await first.ended
  await expect.poll(leftProcesses, { timeout: 5_000 }).toEqual([])
  const second = await runUntilReady()
  expect(await answers()).toBeLessThan(500)
  second.child.kill('SIGINT')
  expect(await second.ended).toBe(0)
})

test.skipIf(process.platform !== 'linux').each(['SIGTERM', 'SIGKILL'] as const)(
  'npm passes no signal on: %s to npm start ends the portal as well, and npm start works at once',
  { tags: ['long'] },
  async (signal) => {
    await startBefore()
    const npmStart = () => {
      const env = {
        PATH: process.env.PATH,
        HOME: home,
        DATA_DIR: `${home}/data`,
        PORT: String(port),
        DEMO: '0',
      }
      const npm = spawn('npm', ['start'], { cwd: projectDir, env })
      cleanUp.push(() => npm.kill('SIGKILL'))
      return npm
    }
    const npm = npmStart()
    await expect.poll(() => answers().catch(() => 0), { timeout: 30_000 }).toBeGreaterThan(0)
    npm.kill(signal)
    await once(npm, 'close')
    const again = npmStart()
    await sleep(3_000)
    await expect.poll(() => answers().catch(() => 0), { timeout: 30_000 }).toBeGreaterThan(0)
    again.kill('SIGTERM')
    await expect.poll(leftProcesses, { timeout: 5_000 }).toEqual([])
  },
)

describe('stopping', () => {
  beforeEach(startBefore)

  test('a request that is under way gets its answer', { tags: ['long'] }, async () => {
    const { child, ended } = await runUntilReady()
    const { socket, received } = await halfRequest()
    child.kill('SIGTERM')
    await sleep(500)
    await expect(answers()).rejects.toThrow()
    socket.write('=1')
    await once(socket, 'close')
    expect(received()).toMatch(/^HTTP\/1\.1 \d{3} /)
    expect(await ended).toBe(0)
  })

  test('a request that never ends is cut', { tags: ['long'] }, async () => {
    const { child, ended } = await runUntilReady()
    await halfRequest()
    child.kill('SIGINT')
    const { result: code, ms } = await timed(ended)
    expect(code).toBe(0)
    expect(ms).toBeLessThan(5_000)
    expect(leftProcesses()).toEqual([])
  })

  test('a second Ctrl-C ends it at once', { tags: ['long'] }, async () => {
    const { child, ended } = await runUntilReady()
    await halfRequest()
    child.kill('SIGINT')
    await sleep(200)
    child.kill('SIGINT')
    const { result: code, ms } = await timed(ended)
    expect(code).toBe(130)
    expect(ms).toBeLessThan(3_000)
    await expect.poll(leftProcesses, { timeout: 2_000 }).toEqual([])
  })
})

test.each([900])('Ctrl-C %i ms into the first start', { tags: ['long'] }, async (ms) => {
  const { child, ended, output } = run()
  await sleep(ms)
  child.kill('SIGINT')
  const { ms: lasted } = await timed(ended)
  expect(lasted).toBeLessThan(5_000)
  expect(output()).not.toMatch(/^ +at /m)
  await expect.poll(leftProcesses, { timeout: 2_000 }).toEqual([])
  const next = await runUntilReady()
  expect(await answers()).toBeLessThan(500)
  next.child.kill('SIGINT')
  expect(await next.ended).toBe(0)
})

/** A form whose last two bytes are still to come. */
async function halfRequest() {
  const socket = connectSocket(port, '127.0.0.1')
  await once(socket, 'connect')
  let text = ''
  socket.on('data', (chunk) => {
    text += chunk
  })
  socket.on('error', () => undefined)
  cleanUp.push(() => socket.destroy())
  socket.write(
    `POST /nowhere HTTP/1.1\r\nHost: localhost:${port}\r\nOrigin: http://localhost:${port}\r\n` +
      'Content-Type: application/x-www-form-urlencoded\r\nContent-Length: 3\r\n\r\na',
  )
  await sleep(200)
  return { socket, received: () => text }
}

const oldNode = ['/usr/local/bin/node', '/usr/bin/node'].find(
  (file) => existsSync(file) && /^v(18|20|22)\./.test(execFileSync(file, ['-v'], { encoding: 'utf8' })),
)

test.skipIf(oldNode === undefined)('an old Node (only where there is one) is told what to do', async () => {
  const { ended, output } = run({}, oldNode)
  expect(await ended).toBe(1)
  expect(output()).toMatch(/^The portal needs Node 24 or newer, this is [\d.]+\. If npm left out [^\n]+\n$/)
})

test('the data folder cannot be written', { tags: ['long'] }, async () => {
  await writeFile(path.join(home, 'file'), '')
  const { ended, output } = run({ DATA_DIR: path.join(home, 'file/data') })
  expect(await ended).toBe(1)
  expect(output()).toMatch(/^The data folder [^\n]+ cannot be made: a part of the path is a file; [^\n]+\n$/)
})

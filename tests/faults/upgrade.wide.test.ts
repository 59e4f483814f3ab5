/** @module-tag long */

import { execFile, execFileSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { mkdir, mkdtemp, readdir, rm, symlink } from 'node:fs/promises'
import http from 'node:http'
import os from 'node:os'
import path from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { promisify } from 'node:util'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { projectDir } from '../../src/config.ts'
import { connect } from '../../src/platform/db/client.ts'
import { createDiskStore } from '../../src/platform/files/disk-store.ts'
import { createEmptyDatabase } from '../support/database.ts'
import { brokenInvariants } from '../support/invariants.ts'
import { freePort, type PortalProcess, startPortal, untilReady } from '../support/portal-process.ts'
import { type Attempt, judge } from './ledger.ts'
import { fileOne } from './residents.ts'

/**
 * A new version comes while residents file: the old one goes on beside it on the new schema, and is started again there
 * as after a step back. (The new one never works on the old schema: it migrates before it listens.)
 */

/** The commit before the newest migration; undefined without a history: then there is no verdict. */
function commitBefore(): string | undefined {
  const git = (...args: string[]) =>
    execFileSync('git', args, {
      cwd: projectDir,
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'ignore'],
    }).trim()
  try {
    const added = git('log', '-1', '--format=%H', '--diff-filter=A', '--', 'prisma/migrations')
    return added === '' ? undefined : git('rev-parse', '--verify', `${added}^`)
  } catch {
    return undefined
  }
}

const before = commitBefore()
if (before === undefined) console.warn('No history of git with a migration here, so no verdict on upgrades.')

describe.skipIf(before === undefined)('residents file while a new version comes', () => {
  let home: string
  let oldTree: string
  let database: { url: string; drop(): Promise<void> }
  let balancer: Balancer
  const portals: PortalProcess[] = []

  beforeAll(async () => {
    home = await mkdtemp(path.join(os.tmpdir(), 'ashyq-upgrade-'))
    oldTree = path.join(home, 'old')
    await mkdir(oldTree)
    const archive = path.join(home, 'old.tar')
    await promisify(execFile)('git', ['archive', '-o', archive, before ?? ''], { cwd: projectDir })
    await promisify(execFile)('tar', ['-xf', archive, '-C', oldTree])
    await symlink(path.join(projectDir, 'node_modules'), path.join(oldTree, 'node_modules'))
    database = await createEmptyDatabase()
    balancer = await createBalancer()
    const add = ['--import', './src/preflight.js', 'src/cli/city.ts', 'add', 'aksu']
    await promisify(execFile)(process.execPath, add, {
      cwd: oldTree,
      env: { ...env(), PATH: process.env.PATH },
    })
  }, 300_000)
  afterAll(async () => {
    for (const { child, ended } of portals) {
      child.kill('SIGKILL')
      await ended
    }
    balancer?.close()
    await database?.drop()
    await rm(home, { recursive: true, force: true })
  })

  const env = () => ({
    DATABASE_URL: database.url,
    DATA_DIR: path.join(home, 'data'),
    SECRET_KEY: 'k'.repeat(43),
    PUBLIC_URL: balancer.origin,
    DEMO: '0',
    JOBS: 'off',
  })

  /** A version that runs; it gets its share of requests from now on. */
  async function run(tree: string): Promise<{ stop(): Promise<number | null> }> {
    const port = await freePort()
    const portal = startPortal({ ...env(), PORT: String(port) }, process.execPath, { tree })
    portals.push(portal)
    await untilReady(portal)
    balancer.send(port)
    return {
      async stop() {
        balancer.leave(port)
        // What it has been sent is answered; an older version gives that less time than this one.
        await sleep(3_000)
        portal.child.kill('SIGTERM')
        return portal.ended
      },
    }
  }

  const migrationsOf = (tree: string) => readdir(path.join(tree, 'prisma/migrations'))

  test('nothing fails, and everything that was acknowledged is there', async () => {
    expect((await migrationsOf(projectDir)).length).toBeGreaterThan((await migrationsOf(oldTree)).length)
    expect(existsSync(path.join(oldTree, 'src/server.ts'))).toBe(true)

    const first = await run(oldTree)
    const attempts: Attempt[] = []
    const noMore = new AbortController()
    const town = { origin: balancer.origin, slug: 'aksu' }
    const lives = Array.from({ length: 4 }, async (_, resident) => {
      while (!noMore.signal.aborted) {
        const habits = { isPatient: true, isNervous: resident === 0, photos: resident % 2 }
        const attempt = await fileOne(town, habits, {
          until: AbortSignal.timeout(60_000),
          onMoment: () => undefined,
        })
        if (attempt !== undefined) attempts.push(attempt)
      }
    })
    const acked = () => attempts.filter(({ outcome }) => outcome === 'acked').length
    const filed = async (more: number) => {
      const goal = acked() + more
      await expect.poll(acked, { timeout: 120_000 }).toBeGreaterThanOrEqual(goal)
    }

    await filed(10)
    // Migrates under the feet of the old one.
    const second = await run(projectDir)
    await filed(20)
    expect(await first.stop()).toBe(0)
    await filed(10)
    const back = await run(oldTree)
    await filed(10)
    expect(await second.stop()).toBe(0)
    await filed(10)
    noMore.abort()
    await Promise.all(lives)
    expect(await back.stop()).toBe(0)

    expect(balancer.faults).toEqual([])
    expect(attempts.filter(({ fault }) => fault !== undefined)).toEqual([])
    const { pool, close } = connect(database.url)
    try {
      const files = createDiskStore({ dataDir: path.join(home, 'data') })
      const verdict = await judge(attempts, { pool, files })
      expect(verdict).toMatchObject({ ackedMissing: 0, refusedPresent: 0, duplicates: 0, wrong: [] })
      expect(verdict.ackedPresent).toBeGreaterThanOrEqual(60)
      expect(await brokenInvariants({ pool, files })).toEqual([])
    } finally {
      await close()
    }
  }, 500_000)
})

type Balancer = {
  origin: string
  /** Answers above 499 that were not 503. */
  faults: string[]
  send(port: number): void
  leave(port: number): void
  close(): void
}

/** Sends each request to the next of the portals, as a balancer before several machines does. */
async function createBalancer(): Promise<Balancer> {
  const ports: number[] = []
  const faults: string[] = []
  let turn = 0
  const server = http.createServer((req, res) => {
    turn++
    const port = ports[turn % ports.length]
    const passed = http.request(
      { host: '127.0.0.1', port, path: req.url, method: req.method, headers: req.headers },
      (answer) => {
        const { statusCode = 0 } = answer
        if (statusCode >= 500 && statusCode !== 503) faults.push(`${req.method} ${req.url}: ${statusCode}`)
        res.writeHead(statusCode, answer.headers)
        answer.pipe(res)
      },
    )
    passed.once('error', (error) => {
      faults.push(`${req.method} ${req.url}: ${error.message}`)
      res.destroy()
    })
    req.pipe(passed)
  })
  const port = await freePort()
  await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve))
  return {
    origin: `http://127.0.0.1:${port}`,
    faults,
    send: (to) => void ports.push(to),
    leave: (to) => void ports.splice(ports.indexOf(to), 1),
    close: () => {
      server.close()
      server.closeAllConnections()
    },
  }
}

import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { openSync, readFileSync } from 'node:fs'
import { mkdir, readFile, rm } from 'node:fs/promises'
import os from 'node:os'
import path from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { loadConfig, projectDir } from '../../src/config.ts'
import { connect, type Database } from '../../src/platform/db/client.ts'
import { findRunning } from '../../src/platform/db/embedded/embedded.ts'
import { clusterFolder, readState } from '../../src/platform/db/embedded/state.ts'
import { openDatabase } from '../../src/platform/db/open-database.ts'
import { createDiskStore } from '../../src/platform/files/disk-store.ts'
import type { FileStore } from '../../src/platform/files/file-store.ts'
import { plantCast } from '../support/cast.ts'
import { freePort, type PortalProcess, startPortal, untilReady } from '../support/portal-process.ts'
import type { Town } from './residents.ts'

/** The portal as people start it, with a data folder and an embedded database of its own, to be killed. */
export type PortalUnderFire = {
  town: Town
  dataDir: string
  start(): Promise<void>
  /** The end of what it has printed since its last start. */
  output(): string
  /** Changes the environment of the next start. */
  setEnv(change: Record<string, string>): void
  /** Any signal to the portal. */
  signal(name: NodeJS.Signals): void
  /** Its process, as long as it is not killed. */
  process(): PortalProcess
  /** kill -9 of the portal; what it had started ends by itself. */
  killPortal(): Promise<void>
  /** kill -9 of the database server; the portal lives on. */
  killDatabase(): Promise<void>
  /** kill -9 of the process that does the jobs, where it is one of its own; another one takes its place. */
  killWorker(): Promise<void>
  /** kill -9 of the processes that decode photos at this moment; answers how many there were. */
  killPictures(): Promise<number>
  /** Stops all processes of a part where they stand (SIGSTOP) until `goOn`; answers how many there were. */
  freeze(part: 'database' | 'worker' | 'pictures'): Promise<number>
  /** What was stopped goes on; what has ended meanwhile is passed over. */
  goOn(): void
  /** A look into the database and the store of the running portal. */
  look<Result>(work: (inside: Database & { files: FileStore }) => Promise<Result>): Promise<Result>
  close(): Promise<void>
}

/**
 * For variants that are broken on purpose: more environment for the portal, a statement for its database.
 * `worker`: jobs are done by a process of their own. `home`: the folder for all its data. `logTo`: a file that gets what
 * the portal prints.
 */
export type Breakage = {
  env?: Record<string, string>
  sql?: string
  worker?: boolean
  home?: string
  logTo?: string
}

export async function createPortalUnderFire(breakage: Breakage = {}): Promise<PortalUnderFire> {
  const { env = {}, sql, worker = false } = breakage
  const home =
    breakage.home ??
    path.join(os.tmpdir(), `ashyq-fire-${process.pid}-${Math.random().toString(36).slice(2)}`)
  await mkdir(home, { mode: 0o755, recursive: true })
  const dataDir = path.join(home, 'data')
  await plantCity(dataDir, sql)
  const port = await freePort()
  let portal: PortalProcess | undefined
  let jobs: ChildProcess | undefined
  const frozen = new Set<number>()
  const all: Record<string, string> = {
    ...{ DATA_DIR: dataDir, PORT: String(port), ...env },
    ...(worker ? { JOBS: 'off' } : {}),
  }

  async function readyPortal(): Promise<PortalProcess> {
    if (breakage.logTo === undefined) return untilReady(startPortal(all))
    const started = startPortal(all, process.execPath, { log: openSync(breakage.logTo, 'a') })
    await untilAnswers(`http://127.0.0.1:${port}/readyz`)
    return started
  }

  async function killPortal(): Promise<void> {
    portal?.child.kill('SIGKILL')
    await portal?.ended
  }
  async function killJobs(): Promise<void> {
    const ending = jobs
    jobs = undefined
    if (ending === undefined || ending.exitCode !== null || ending.signalCode !== null) return
    const ended = once(ending, 'exit')
    ending.kill('SIGKILL')
    await ended
  }
  const decoders = () =>
    childrenOf(portal?.child.pid ?? 0).filter((pid) => /image-child/.test(commandOf(pid)))
  async function partsOf(part: 'database' | 'worker' | 'pictures'): Promise<number[]> {
    if (part === 'pictures') return decoders()
    if (part === 'worker') return jobs?.pid === undefined ? [] : [jobs.pid]
    const postmaster = await postmasterOf(dataDir)
    // First the one that could start others.
    return [postmaster, ...childrenOf(postmaster)]
  }
  function goOn(): void {
    for (const pid of frozen) {
      try {
        process.kill(pid, 'SIGCONT')
      } catch {
        // it has ended
      }
    }
    frozen.clear()
  }
  async function newWorker(): Promise<void> {
    await killJobs()
    if (!worker) return
    const args = ['--import', './src/preflight.js', 'src/worker.ts']
    const own = { PATH: process.env['PATH'], DEMO: '0', ...all }
    jobs = spawn(process.execPath, args, { cwd: projectDir, env: own, stdio: 'ignore' })
  }

  return {
    town: { origin: `http://127.0.0.1:${port}`, slug: 'synaqqala' },
    dataDir,
    async start() {
      // A worker that found no portal has started the database for itself, and would keep it.
      await killJobs()
      portal = await readyPortal()
      await newWorker()
    },
    output: () => portal?.output().slice(-4000) ?? '',
    setEnv: (change) => void Object.assign(all, change),
    signal: (name) => void portal?.child.kill(name),
    process() {
      if (portal === undefined) throw new Error('the portal was not started')
      return portal
    },
    killPortal,
    async killDatabase() {
      const pid = await postmasterOf(dataDir)
      process.kill(pid, 'SIGKILL')
      while ((await postmasterOf(dataDir).catch(() => pid)) === pid) await sleep(20)
    },
    killWorker: newWorker,
    async killPictures() {
      const found = decoders()
      for (const pid of found) process.kill(pid, 'SIGKILL')
      return found.length
    },
    async freeze(part) {
      const found = await partsOf(part)
      for (const pid of found) {
        process.kill(pid, 'SIGSTOP')
        frozen.add(pid)
      }
      return found.length
    },
    goOn,
    async look(work) {
      const url = await findRunning(dataDir)
      if (url === undefined) throw new Error('the database does not run')
      const database = connect(url)
      try {
        return await work({ ...database, files: createDiskStore({ dataDir }) })
      } finally {
        await database.close()
      }
    },
    async close() {
      goOn()
      await killJobs()
      await killPortal()
      await rm(home, { recursive: true, force: true, maxRetries: 50, retryDelay: 100 })
    },
  }
}

async function plantCity(dataDir: string, sql: string | undefined): Promise<void> {
  const config = loadConfig({ NODE_ENV: 'test', DATA_DIR: dataDir, DEMO: '0' })
  const database = await openDatabase(config, { as: 'command' })
  try {
    await plantCast(database.db)
    if (sql !== undefined) await database.pool.query(sql)
  } finally {
    await database.close()
  }
}

/** For a portal that cannot say that it is ready. */
async function untilAnswers(address: string): Promise<void> {
  const deadline = performance.now() + 60_000
  while (
    !(await fetch(address).then(
      ({ ok }) => ok,
      () => false,
    ))
  ) {
    if (performance.now() > deadline) throw new Error(`no answer from ${address}`)
    await sleep(100)
  }
}

/** Process ids of the children of a process (Linux only). */
function childrenOf(pid: number): number[] {
  try {
    const text = readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8')
    return text.trim().split(' ').filter(Boolean).map(Number)
  } catch {
    return []
  }
}

function commandOf(pid: number): string {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, 'utf8')
  } catch {
    return ''
  }
}

async function postmasterOf(dataDir: string): Promise<number> {
  const state = await readState(dataDir)
  if (state === undefined) throw new Error(`no database in ${dataDir}`)
  const text = await readFile(path.join(clusterFolder(dataDir, state), 'postmaster.pid'), 'utf8')
  return Number.parseInt(text, 10)
}

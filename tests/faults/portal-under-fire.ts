import { mkdir, readFile, rm } from 'node:fs/promises'
import os from 'node:os'
import path from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { loadConfig } from '../../src/config.ts'
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
  /** kill -9 of the portal; what it had started ends by itself. */
  killPortal(): Promise<void>
  /** kill -9 of the database server; the portal lives on. */
  killDatabase(): Promise<void>
  /** A look into the database and the store of the running portal. */
  look<Result>(work: (inside: Database & { files: FileStore }) => Promise<Result>): Promise<Result>
  close(): Promise<void>
}

/** For variants that are broken on purpose: more environment for the portal, a statement for its database. */
export type Breakage = { env?: Record<string, string>; sql?: string }

export async function createPortalUnderFire({ env = {}, sql }: Breakage = {}): Promise<PortalUnderFire> {
  const home = path.join(os.tmpdir(), `ashyq-fire-${process.pid}-${Math.random().toString(36).slice(2)}`)
  await mkdir(home, { mode: 0o755 })
  const dataDir = path.join(home, 'data')
  await plantCity(dataDir, sql)
  const port = await freePort()
  let portal: PortalProcess | undefined

  async function killPortal(): Promise<void> {
    portal?.child.kill('SIGKILL')
    await portal?.ended
  }

  return {
    town: { origin: `http://127.0.0.1:${port}`, slug: 'synaqqala' },
    dataDir,
    async start() {
      portal = await untilReady(startPortal({ DATA_DIR: dataDir, PORT: String(port), ...env }))
    },
    output: () => portal?.output().slice(-4000) ?? '',
    killPortal,
    async killDatabase() {
      const pid = await postmasterOf(dataDir)
      process.kill(pid, 'SIGKILL')
      while ((await postmasterOf(dataDir).catch(() => pid)) === pid) await sleep(20)
    },
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

async function postmasterOf(dataDir: string): Promise<number> {
  const state = await readState(dataDir)
  if (state === undefined) throw new Error(`no database in ${dataDir}`)
  const text = await readFile(path.join(clusterFolder(dataDir, state), 'postmaster.pid'), 'utf8')
  return Number.parseInt(text, 10)
}

import { execFile } from 'node:child_process'
import { existsSync } from 'node:fs'
import { mkdir, readFile, rm } from 'node:fs/promises'
import path from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { promisify } from 'node:util'
import { findRunning } from '../../../../src/platform/db/embedded/embedded.ts'
import { clusterFolder, readState } from '../../../../src/platform/db/embedded/state.ts'
import { UserError } from '../../../../src/platform/user-error.ts'
import { freePort, type PortalProcess, startPortal, untilReady } from '../../../support/portal-process.ts'
import { makeDataSet, sampleOf } from '../../data-set.ts'
import type { Sample as CitySample } from '../../pages.ts'
import type { Login } from '../generator/load-order.ts'
import { type Cores, pin, portalCore } from './affinity.ts'

/** The portal as people run it, with its database, behind a proxy that is the generator. Protections are on. */
export type PortalUnderLoad = {
  origin: string
  dataDir: string
  city: CitySample
  logins: Login[]
  pid(): number
  databaseUrl(): string
  /** As a deployment does it: it may finish what it is at. */
  restart(): Promise<void>
  /** kill -9 of the portal, and a new one. */
  killPortal(): Promise<void>
  /** kill -9 of the database server; the portal lives on. */
  killDatabase(): Promise<void>
  /** The end of what the portal has printed. */
  output(): string
  stop(): Promise<void>
}

export type PortalOrder = {
  /** Where data sets are kept. */
  folder: string
  complaints: number
  /** On the set itself; else on a copy that is removed at the end. */
  inPlace: boolean
  cores: Cores
  /** More of the environment, such as NODE_OPTIONS. */
  env: Record<string, string>
  say(line: string): void
}

export async function startUnderLoad(order: PortalOrder): Promise<PortalUnderLoad> {
  const { folder, complaints, inPlace, cores, env, say } = order
  const kept = await makeDataSet(folder, complaints, say)
  if (existsSync(path.join(kept, 'postgres', 'postmaster.pid'))) {
    throw new UserError(`A database runs on ${kept}. End it first, or use another folder: --data FOLDER`)
  }
  const dataDir = inPlace ? kept : await copyOf(kept, say)
  const port = await freePort()
  const origin = `http://127.0.0.1:${port}`
  const environment = {
    ...{ DATA_DIR: dataDir, PORT: String(port), PUBLIC_URL: origin, NODE_ENV: 'production' },
    ...{ TRUST_PROXY: '1', ...env },
  }
  let portal: PortalProcess
  let databaseUrl = ''

  async function start(): Promise<void> {
    portal = startPortal(environment)
    if (cores === 'apart') pin(portal.child.pid ?? 0, portalCore)
    await untilReady(portal)
    databaseUrl = (await findRunning(dataDir)) ?? ''
  }

  async function stop(signal: NodeJS.Signals): Promise<void> {
    portal.child.kill(signal)
    await portal.ended
  }

  await start()
  return {
    origin,
    dataDir,
    city: await sampleOf(databaseUrl),
    logins: await loginsIn(dataDir),
    pid: () => portal.child.pid ?? 0,
    databaseUrl: () => databaseUrl,
    async restart() {
      await stop('SIGTERM')
      await start()
    },
    async killPortal() {
      await stop('SIGKILL')
      await start()
    },
    async killDatabase() {
      const pid = await postmasterOf(dataDir)
      process.kill(pid, 'SIGKILL')
      while ((await postmasterOf(dataDir).catch(() => pid)) === pid) await sleep(20)
      databaseUrl = (await findRunning(dataDir)) ?? databaseUrl
    },
    output: () => portal.output().slice(-4000),
    async stop() {
      await stop('SIGTERM')
      if (!inPlace) await rm(dataDir, { recursive: true, force: true, maxRetries: 50, retryDelay: 100 })
    },
  }
}

/** Owners and modes stay: the database server is picky about them. */
async function copyOf(dataDir: string, say: (line: string) => void): Promise<string> {
  const copy = `${dataDir}-under-load-${process.pid}`
  say('Copying the data set ...')
  await mkdir(path.dirname(copy), { recursive: true })
  await promisify(execFile)('cp', ['-a', '--reflink=auto', dataDir, copy])
  return copy
}

async function loginsIn(dataDir: string): Promise<Login[]> {
  const text = await readFile(path.join(dataDir, 'demo-logins.json'), 'utf8')
  const logins: (Login & { role: string })[] = JSON.parse(text)
  // Only these send complaints on their way.
  const routing = logins.filter(({ role }) => ['registrar', 'executor', 'head'].includes(role))
  return routing.map(({ email, password }) => ({ email, password }))
}

async function postmasterOf(dataDir: string): Promise<number> {
  const state = await readState(dataDir)
  if (state === undefined) throw new Error(`no database in ${dataDir}`)
  return Number.parseInt(
    await readFile(path.join(clusterFolder(dataDir, state), 'postmaster.pid'), 'utf8'),
    10,
  )
}

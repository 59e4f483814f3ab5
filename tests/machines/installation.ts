import { mkdtemp, rm } from 'node:fs/promises'
import os from 'node:os'
import path from 'node:path'
import { loadConfig } from '../../src/config.ts'
import { createDeps } from '../../src/create-deps.ts'
import { connect } from '../../src/platform/db/client.ts'
import { openDatabase } from '../../src/platform/db/open-database.ts'
import type { Deps } from '../../src/platform/deps.ts'
import { createS3Store } from '../../src/platform/files/s3-store.ts'
import { type BucketServer, openBucketServer } from '../support/bucket-server.ts'
import { type Cast, plantCast } from '../support/cast.ts'
import { type Balancer, createBalancer } from '../support/nginx.ts'
import { createPrimary, createReplicaOf, type OutsidePostgres } from '../support/outside-postgres.ts'
import { freePort } from '../support/portal-process.ts'
import { createProgram, type Program } from './program.ts'

/** Several machines on one: every part is a process of its own, and each can be killed and started again. */
export type Installation = {
  /** Where residents come in. */
  origin: string
  cast: Cast
  web: [Program, Program]
  /** The web processes without the balancer. */
  direct: [string, string]
  worker: Program
  balancer: Balancer
  primary: OutsidePostgres
  replica: OutsidePostgres
  bucket: BucketServer
  /** A look into the database and the bucket, with keys of the installation. */
  deps: Deps
  close(): Promise<void>
}

export async function openInstallation(): Promise<Installation> {
  const home = await mkdtemp(path.join(os.tmpdir(), 'ashyq-machines-'))
  const [port, first, second] = [await freePort(), await freePort(), await freePort()]
  const origin = `http://127.0.0.1:${port}`
  const bucket = await openBucketServer()
  const primary = await createPrimary(home)
  const shared = {
    NODE_ENV: 'production',
    DATABASE_URL: primary.url,
    SECRET_KEY: 'k'.repeat(43),
    PUBLIC_URL: origin,
    TRUST_PROXY: '1',
    DEMO: '0',
    ...bucket.env,
  }
  const own = (name: string) => ({ ...shared, DATA_DIR: path.join(home, name) })
  const cast = await plantCity(own('planting'))
  const replica = await createReplicaOf(primary, home)
  const reading = { DATABASE_REPLICA_URL: replica.url }
  const webOn = (name: string, own_: number) =>
    createProgram('src/server.ts', 'is ready', { ...own(name), ...reading, JOBS: 'off', PORT: String(own_) })
  const web: [Program, Program] = [webOn('web-1', first), webOn('web-2', second)]
  const worker = createProgram('src/worker.ts', 'Jobs are running', own('worker'))
  const balancer = await createBalancer({ ports: [first, second], port })
  const database = connect(primary.url)
  const config = loadConfig(own('planting'))
  const deps = createDeps({ config, ...database, secretKey: shared.SECRET_KEY })
  // The judge reads all photos at once, in the process in which the bucket lives.
  const patient = createS3Store({ ...bucket.settings, answerMs: 120_000 })
  await Promise.all([...web, worker].map((one) => one.start()))
  await balancer.start()
  return {
    ...{ origin, cast, web, worker, balancer, primary, replica, bucket },
    deps: { ...deps, files: patient },
    direct: [`http://127.0.0.1:${first}`, `http://127.0.0.1:${second}`],
    async close() {
      await deps.release()
      await database.close()
      await Promise.all([...web, worker].map((one) => one.kill()))
      await balancer.close()
      await replica.kill()
      await primary.kill()
      await bucket.close()
      await rm(home, { recursive: true, force: true, maxRetries: 50, retryDelay: 100 })
    },
  }
}

async function plantCity(env: Record<string, string>): Promise<Cast> {
  const database = await openDatabase(loadConfig(env), { as: 'command' })
  try {
    return await plantCast(database.db)
  } finally {
    await database.close()
  }
}

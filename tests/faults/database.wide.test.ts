/** @module-tag long */
import { setTimeout as sleep } from 'node:timers/promises'
import pg from 'pg'
import request, { type Response } from 'supertest'
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { createApp } from '../../src/app.ts'
import { complaintPaths } from '../../src/features/complaints/index.ts'
import { connect } from '../../src/platform/db/client.ts'
import { findRunning } from '../../src/platform/db/embedded/embedded.ts'
import { connectInLanes } from '../../src/platform/db/lane-pools.ts'
import { residentOf } from '../filing/resident.ts'
import { openPortal, type Portal, sameOrigin } from '../support/portal.ts'
import { timed } from '../support/portal-process.ts'
import { openCuttingProxy } from './cutting-proxy.ts'
import { createPortalUnderFire, type PortalUnderFire } from './portal-under-fire.ts'
import { fileOne } from './residents.ts'

/** A database that crashes, hangs, is busy, or is behind a dead line: rows 3, 4 and 5 of tests/faults/README.md. */

const calm = () => ({ until: AbortSignal.timeout(60_000), onMoment: () => undefined })

describe('3: a database that crashes, five times', () => {
  let portal: PortalUnderFire | undefined
  afterEach(() => portal?.close())

  test('is back within ten seconds, the portal never ends, and forms are kept meanwhile', async () => {
    portal = await createPortalUnderFire()
    await portal.start()
    const { origin, slug } = portal.town
    const address = origin + complaintPaths.new('ru', slug)
    for (let cycle = 0; cycle < 5; cycle++) {
      const filed = await fileOne(portal.town, { isPatient: true, isNervous: false, photos: 0 }, calm())
      expect(filed?.outcome).toBe('acked')
      await portal.killDatabase()
      const url = await findRunning(portal.dataDir)
      const seen = new Set<number>()
      const { ms } = await timed(
        (async () => {
          const deadline = performance.now() + 30_000
          for (;;) {
            const body = new URLSearchParams({
              text: `Круг ${cycle}: во дворе не горит свет`,
              category: 'other',
            })
            const answer = await fetch(address, {
              method: 'POST',
              body,
              headers: { origin },
              redirect: 'manual',
            })
            await answer.arrayBuffer()
            seen.add(answer.status)
            if (answer.status === 303) return
            if (performance.now() > deadline) throw new Error(`not back after half a minute, ${url}`)
            await sleep(50)
          }
        })(),
      )
      console.info(`cycle ${cycle}: ${Math.round(ms)} ms until filing works again; answers ${[...seen]}`)
      expect(ms).toBeLessThan(10_000)
      expect([...seen].filter((status) => status !== 503 && status !== 303)).toEqual([])
      expect(portal.process().child.exitCode).toBeNull()
    }
  }, 300_000)
})

describe('a portal whose database is there and does not answer', () => {
  let portal: Portal
  beforeAll(async () => {
    portal = await openPortal()
  })
  afterAll(() => portal?.close())

  const databaseUrl = () => String(portal.deps.pool.options.connectionString)
  const listOf = (app: Portal['app']) => request(app).get(complaintPaths.list('ru', 'synaqqala'))
  const fileBy = (app: Portal['app']): Promise<Response> =>
    residentOf({ ...portal, app }).begin({
      text: 'Фонтан в сквере не работает второй год',
      category: 'other',
    })

  test('4: connections that are all taken: 503 soon, with the time to come again, and all is well afterwards', async () => {
    const database = connect(databaseUrl(), { poolSize: 3 })
    const app = createApp({ ...portal.deps, db: database.db, pool: database.pool })
    const holders = await Promise.all([1, 2, 3].map(() => database.pool.connect()))
    const { result, ms } = await timed(fileBy(app))
    expect(result.status).toBe(503)
    expect(Number(result.headers['retry-after'])).toBeGreaterThan(0)
    expect(ms).toBeLessThan(8_000)
    for (const holder of holders) holder.release()
    expect((await fileBy(app)).status).toBe(303)
    await database.close()
  })

  test('4: a table that somebody has locked: those who need it are told, the others go on', async () => {
    const database = connect(databaseUrl(), { poolSize: 5, statementTimeoutMs: 2_000 })
    const app = createApp({ ...portal.deps, db: database.db, pool: database.pool })
    const locker = new pg.Client(databaseUrl())
    await locker.connect()
    await locker.query('BEGIN; LOCK TABLE draft IN ACCESS EXCLUSIVE MODE')
    const { result, ms } = await timed(fileBy(app))
    expect(result.status).toBe(503)
    expect(ms).toBeLessThan(10_000)
    expect((await listOf(app)).status).toBe(200)
    await locker.query('ROLLBACK')
    await locker.end()
    expect((await fileBy(app)).status).toBe(303)
    await database.close()
  })

  test('5: a line that swallows everything is noticed within 15 seconds, and the next one is used', async () => {
    const url = new URL(databaseUrl())
    const proxy = await openCuttingProxy({ host: url.hostname, port: Number(url.port) })
    url.host = `127.0.0.1:${proxy.port}`
    // As a web process connects: a single pool has no moment at which it takes a line for dead.
    const database = connectInLanes(url.href)
    const app = createApp({ ...portal.deps, db: database.db, pool: database.pool })
    try {
      expect((await fileBy(app)).status).toBe(303)
      proxy.line = 'silent'
      const { result, ms } = await timed(Promise.race([fileBy(app), sleep(40_000, undefined)]))
      expect(proxy.hits, 'the fault bites').toBeGreaterThan(0)
      expect(result?.status).toBe(503)
      expect(ms).toBeLessThan(20_000)
      proxy.line = 'open'
      await expect.poll(async () => (await fileBy(app)).status, { timeout: 30_000 }).toBe(303)
    } finally {
      await proxy.close()
      await database.close(1_000)
    }
  })

  test('4: readiness tells it, the process stays alive', async () => {
    const database = connect('postgres://nobody@127.0.0.1:1/none', { connectTimeoutMs: 300 })
    const app = createApp({ ...portal.deps, db: database.db, pool: database.pool })
    expect((await request(app).get('/healthz').set(sameOrigin)).status).toBe(200)
    expect((await request(app).get('/readyz').set(sameOrigin)).status).toBe(503)
    await database.close()
  })
})

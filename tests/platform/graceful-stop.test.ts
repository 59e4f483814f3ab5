import { once } from 'node:events'
import { mkdtemp, rm } from 'node:fs/promises'
import http from 'node:http'
import { connect } from 'node:net'
import os from 'node:os'
import path from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { loadConfig } from '../../src/config.ts'
import { createPortal } from '../../src/start.ts'
import { createTestDatabase, type TestDatabase } from '../support/database.ts'
import { freePort } from '../support/portal-process.ts'

/** How a portal ends when a service is stopped. A balancer stands before it, so it gives notice. */

let database: TestDatabase
let dataDir: string
beforeAll(async () => {
  database = await createTestDatabase()
  dataDir = await mkdtemp(path.join(os.tmpdir(), 'ashyq-stop-'))
})
afterAll(async () => {
  await database?.close()
  await rm(dataDir, { recursive: true, force: true })
})

async function running() {
  const port = await freePort()
  const config = loadConfig({
    NODE_ENV: 'test',
    DATABASE_URL: database.url,
    DATA_DIR: dataDir,
    PORT: String(port),
    TRUST_PROXY: '1',
    SECRET_KEY: 'k'.repeat(43),
    JOBS: 'off',
  })
  const portal = createPortal(config)
  await portal.start()
  return { portal, port, at: (page: string) => `http://127.0.0.1:${port}${page}` }
}

test('it says so at once, goes on answering, finishes a slow upload, and takes no more connections', {
  tags: ['long'],
}, async () => {
  const { portal, port, at } = await running()
  expect((await fetch(at('/readyz'))).status).toBe(200)

  // Half of an upload, begun before.
  const upload = connect(port, '127.0.0.1')
  let received = ''
  upload.on('data', (chunk) => {
    received += chunk
  })
  const body = 'lang=ru&text=slow'
  upload.write(
    `POST /staff/sign-in HTTP/1.1\r\nHost: 127.0.0.1:${port}\r\nSec-Fetch-Site: same-origin\r\nContent-Type: application/x-www-form-urlencoded\r\nContent-Length: ${body.length}\r\n\r\n${body.slice(0, 5)}`,
  )
  await sleep(100)

  const stopped = portal.stop('orderly')
  const during = await fetch(at('/readyz'))
  expect([during.status, await during.text()]).toEqual([503, 'ending\n'])
  const page = await fetch(at('/healthz'))
  expect([page.status, page.headers.get('connection')]).toEqual([200, 'close'])

  await expect
    .poll(() =>
      fetch(at('/healthz')).then(
        () => 'taken',
        () => 'refused',
      ),
    )
    .toBe('refused')
  expect(received).toBe('')
  upload.write(body.slice(5))
  await once(upload, 'close')
  expect(received).toMatch(/^HTTP\/1\.1 [2-4]\d\d /)
  await stopped
})

test('nobody who was let in is cut off when it is stopped again and again', { tags: ['long'] }, async () => {
  const cut: string[] = []
  const answered: number[] = []
  for (let round = 0; round < 4; round++) {
    const { portal, at } = await running()
    const agent = new http.Agent({ keepAlive: true, maxSockets: 8 })
    // As a balancer does, they ask now and then whether it is ready, and go elsewhere when it is not.
    let isReady = true
    const watch = async () => {
      for (; isReady; await sleep(250)) isReady = (await get(at('/readyz'), agent)) === 200
    }
    const client = async () => {
      while (isReady) {
        const outcome = await get(at('/ru'), agent)
        if (typeof outcome === 'number') answered.push(outcome)
        else cut.push(outcome)
      }
    }
    const clients = [watch(), ...Array.from({ length: 8 }, client)]
    await sleep(1_500)
    await portal.stop('orderly')
    await Promise.all(clients)
    agent.destroy()
  }
  expect(answered.length).toBeGreaterThan(100)
  expect(answered.filter((status) => status >= 500)).toEqual([])
  expect(cut).toEqual([])
})

/** The status; or why there is none. */
const get = (url: string, agent: http.Agent) =>
  new Promise<number | string>((resolve) => {
    const request = http.get(url, { agent }, (answer) => {
      answer.once('error', ({ message }) => resolve(message))
      answer.resume().once('end', () => resolve(answer.statusCode ?? 0))
    })
    request.once('error', ({ message }) => resolve(message))
  })

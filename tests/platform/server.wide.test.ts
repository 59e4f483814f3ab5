/** @module-tag long */
import { mkdir, rm } from 'node:fs/promises'
import os from 'node:os'
import path from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { afterEach, beforeEach, expect, test } from 'vitest'
import {
  freePort,
  type PortalProcess,
  processesIn,
  startPortal,
  timed,
  untilReady,
} from '../support/portal-process.ts'

// At whatever moment the first start is interrupted: nothing stays behind, and the next start works.

let home: string
let port: number
let portals: PortalProcess[]

beforeEach(async () => {
  home = path.join(os.tmpdir(), `ashyq-wide-${process.pid}-${Math.random().toString(36).slice(2)}`)
  await mkdir(home, { mode: 0o755 })
  port = await freePort()
  portals = []
})
afterEach(async () => {
  for (const { child, ended } of portals) {
    child.kill('SIGKILL')
    await ended
  }
  await rm(home, { recursive: true, force: true, maxRetries: 50, retryDelay: 100 })
})

function run(): PortalProcess {
  const portal = startPortal({ DATA_DIR: path.join(home, 'data'), PORT: String(port) })
  portals.push(portal)
  return portal
}

const moments = Array.from({ length: 16 }, (_, index) => 50 + index * 200)

async function nextStartWorks() {
  await untilReady(run())
  expect((await fetch(`http://127.0.0.1:${port}/`, { redirect: 'manual' })).status).toBeLessThan(500)
}

test.each(moments)('Ctrl-C after %i ms', async (ms) => {
  const { child, ended, output } = run()
  await sleep(ms)
  child.kill('SIGINT')
  const { ms: lasted } = await timed(ended)
  expect(lasted).toBeLessThan(5_000)
  expect(output()).not.toMatch(/^ +at /m)
  await expect.poll(() => processesIn(home), { timeout: 2_000 }).toEqual([])
  await nextStartWorks()
})

test.each(moments)('kill -9 after %i ms, and a next start at once', async (ms) => {
  const { child, ended } = run()
  await sleep(ms)
  child.kill('SIGKILL')
  await ended
  await nextStartWorks()
})

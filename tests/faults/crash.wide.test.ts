/** @module-tag long */
import net from 'node:net'
import { setTimeout as sleep } from 'node:timers/promises'
import { pathToFileURL } from 'node:url'
import { afterEach, describe, expect, test } from 'vitest'
import { complaintPaths } from '../../src/features/complaints/index.ts'
import { brokenInvariants } from '../support/invariants.ts'
import { timed } from '../support/portal-process.ts'
import { createPortalUnderFire, type PortalUnderFire } from './portal-under-fire.ts'
import { fileOne } from './residents.ts'

/** Errors nobody expected, and senders that are slow on purpose: rows 10 and 26 of tests/faults/README.md. */

let portal: PortalUnderFire | undefined
afterEach(() => portal?.close())

const calm = () => ({ until: AbortSignal.timeout(60_000), onMoment: () => undefined })
const habits = { isPatient: true, isNervous: false, photos: 0 }

test('26: an error nobody expected: what runs is finished, the process ends with 1, the next start is at once', async () => {
  const planted = pathToFileURL(`${import.meta.dirname}/broken/breaks-later.ts`).href
  portal = await createPortalUnderFire({ env: { NODE_OPTIONS: `--import ${planted}` } })
  await portal.start()
  const filed = await fileOne(portal.town, habits, calm())
  expect(filed?.outcome).toBe('acked')
  const { child, ended } = portal.process()
  portal.signal('SIGUSR2')
  // Begun before it breaks, and answered.
  const answer = await fetch(portal.town.origin + complaintPaths.list('ru', portal.town.slug))
  expect(answer.status).toBe(200)
  const { result: code, ms } = await timed(ended)
  expect(code, 'a supervisor sees that it failed').toBe(1)
  expect(ms).toBeLessThan(10_000)
  expect(portal.output()).toContain('planted: nobody expected this')
  expect(child.signalCode).toBeNull()
  const start = await timed(portal.start())
  console.info(`ended after ${Math.round(ms)} ms, ready again after ${Math.round(start.ms)} ms`)
  expect((await fileOne(portal.town, habits, calm()))?.outcome).toBe('acked')
  expect(await portal.look(brokenInvariants)).toEqual([])
}, 200_000)

describe('10: senders that are slow on purpose', () => {
  /** A connection that sends `bytes` and then a byte a second; answers how long it was let live. */
  async function drip(port: number, bytes: string, until: AbortSignal): Promise<number> {
    const socket = net.connect(port, '127.0.0.1')
    socket.on('error', () => undefined)
    const closed = new Promise((resolve) => socket.on('close', resolve))
    const begun = performance.now()
    socket.write(bytes)
    const timer = setInterval(() => socket.writable && socket.write('x'), 1_000)
    const end = () => socket.destroy()
    until.addEventListener('abort', end)
    await closed
    clearInterval(timer)
    until.removeEventListener('abort', end)
    return performance.now() - begun
  }

  test('in headers they are cut within fifteen seconds; 500 of them and 1,500 idle ones keep nobody waiting', async () => {
    portal = await createPortalUnderFire()
    await portal.start()
    const port = Number(new URL(portal.town.origin).port)
    const page = portal.town.origin + complaintPaths.list('ru', portal.town.slug)
    const times = async () => {
      const found: number[] = []
      for (let round = 0; round < 60; round++) {
        const { ms, result } = await timed(
          fetch(page).then((answer) => answer.arrayBuffer().then(() => answer.status)),
        )
        expect(result).toBe(200)
        found.push(ms)
      }
      return found.sort((a, b) => a - b)[56] ?? 0
    }
    await times()
    const calmP95 = await times()
    const over = new AbortController()
    const slow = Array.from({ length: 500 }, () =>
      drip(port, 'GET / HTTP/1.1\r\nHost: portal\r\nX-Slow: ', over.signal),
    )
    const idle = Array.from({ length: 1_500 }, () => {
      const socket = net.connect(port, '127.0.0.1')
      socket.on('error', () => undefined)
      return socket
    })
    await sleep(500)
    const besiegedP95 = await times()
    const filed = await timed(fileOne(portal.town, habits, calm()))
    expect(filed.result?.outcome).toBe('acked')
    const lived = await Promise.race([Promise.all(slow), sleep(40_000, null)])
    over.abort()
    for (const socket of idle) socket.destroy()
    console.info(
      `p95 ${calmP95.toFixed(1)} ms, besieged ${besiegedP95.toFixed(1)} ms, filing ${filed.ms.toFixed(0)} ms`,
    )
    expect(lived, 'all slow ones were cut').not.toBeNull()
    expect(Math.max(...(lived ?? []))).toBeLessThan(20_000)
    // A share of a few milliseconds is noise of the machine; this is what a person would notice.
    expect(besiegedP95).toBeLessThan(Math.max(calmP95 * 2, 250))
  }, 200_000)
})

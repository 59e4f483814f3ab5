import { once } from 'node:events'
import { createServer } from 'node:http'
import { connect, type Socket } from 'node:net'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { complaintPaths } from '../../src/features/complaints/index.ts'
import { httpLimits, limitConnections } from '../../src/platform/http/listening.ts'
import { openPortal, type Portal } from '../support/portal.ts'

/** reliability.md D10: 500 sockets that dawdle change the others' p95 by less than a fifth, and are cut. */

let portal: Portal
const server = createServer(httpLimits)
const slow: Socket[] = []
beforeAll(async () => {
  portal = await openPortal()
  limitConnections(server)
  server.on('request', portal.app)
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
})
afterAll(async () => {
  for (const socket of slow) socket.destroy()
  server.closeAllConnections()
  server.close()
  await portal.close()
})

const port = () => {
  const address = server.address()
  return typeof address === 'object' ? Number(address?.port) : 0
}

async function p95Of(times: number): Promise<number> {
  const spent: number[] = []
  for (let index = 0; index < times; index++) {
    const begun = performance.now()
    const answer = await fetch(`http://127.0.0.1:${port()}${complaintPaths.list('ru', 'synaqqala')}`)
    await answer.text()
    expect(answer.status).toBe(200)
    spent.push(performance.now() - begun)
  }
  return spent.sort((one, other) => one - other)[Math.floor(0.95 * times)] ?? 0
}

/** One byte a second, within the head or within the form. */
async function dawdle(index: number): Promise<{ ended: Promise<unknown> }> {
  const socket = connect(port(), '127.0.0.1')
  slow.push(socket)
  socket.on('error', () => undefined)
  await once(socket, 'connect')
  const form =
    'POST /ru/synaqqala/complaints/new HTTP/1.1\r\nHost: x\r\nSec-Fetch-Site: same-origin\r\nContent-Type: application/x-www-form-urlencoded\r\nContent-Length: 60000\r\n\r\n'
  socket.write(index % 2 === 0 ? 'GET / HTTP/1.1\r\nHost: x\r\nX-A: ' : form)
  const timer = setInterval(() => socket.write('a'), 1_000)
  const ended = new Promise((resolve) => socket.once('close', resolve))
  return { ended: ended.then(() => clearInterval(timer)) }
}

test('500 dawdling sockets', { tags: ['long'], timeout: 180_000 }, async () => {
  await p95Of(200)
  const alone = await p95Of(300)
  const ends = await Promise.all(Array.from({ length: 500 }, (_, index) => dawdle(index)))
  const beside = Math.min(await p95Of(300), await p95Of(300), await p95Of(300))
  console.log(`p95 alone ${alone.toFixed(1)} ms, beside 500 slow sockets ${beside.toFixed(1)} ms`)
  expect(beside).toBeLessThan(1.2 * alone)
  await Promise.all(ends.map(({ ended }) => ended))
})

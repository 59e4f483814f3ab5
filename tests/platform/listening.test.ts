import { createServer, type Server } from 'node:http'
import { connect, createServer as createNetServer, type Socket } from 'node:net'
import { setImmediate as nextTurn } from 'node:timers/promises'
import { afterEach, expect, test } from 'vitest'
import { drain, type Listening, limitConnections, listen } from '../../src/platform/http/listening.ts'

const onLinux = process.platform === 'linux'

const opened: Listening[] = []
const clients: Socket[] = []
afterEach(async () => {
  for (const client of clients.splice(0)) client.destroy()
  for (const one of opened.splice(0)) await drain(one, { noticeMs: 0, patienceMs: 0 })
})

async function open(server: Server, count?: number): Promise<number> {
  const listening = await listen(server, { port: 0, host: '127.0.0.1' }, count)
  opened.push(listening)
  return Number(new URL(listening.address).port)
}

function dial(port: number, text = ''): { said: () => string; ended: Promise<unknown>; client: Socket } {
  const client = connect(port, '127.0.0.1')
  clients.push(client)
  let said = ''
  client.on('error', () => undefined)
  client.on('data', (chunk) => {
    said += chunk
  })
  if (text !== '') client.write(text)
  return { client, said: () => said, ended: new Promise((resolve) => client.once('close', resolve)) }
}

const ask = 'GET / HTTP/1.1\r\nHost: x\r\n\r\n'

/**
 * In how many turns of the event loop so many connections are taken, all of which wait when the first turn begins.
 * @throws when some of them do not come
 */
async function turnsFor(connections: number, count?: number): Promise<number> {
  let taken = 0
  const server = createServer().on('connection', () => {
    taken++
  })
  const port = await open(server, count)
  // The system makes connections over loopback by itself, before anybody takes them.
  for (let index = 0; index < connections; index++) dial(port)
  // They set out when this turn's callbacks of `nextTick` have run; nobody takes one as long as the next does not begin.
  await new Promise<void>((resolve) => process.nextTick(resolve))
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 50)
  let turns = 0
  for (let all = 0, before = 0; all < 100_000; all++, before = taken) {
    if (taken === connections) return turns
    await nextTurn()
    if (taken > before) turns++
  }
  throw new Error(`${taken} of ${connections} connections were taken`)
}

test.runIf(onLinux)('a turn of the event loop takes a connection from each of the sockets', async () => {
  // Should this be fewer one day, Node takes several by itself, and one socket is enough.
  expect(await turnsFor(64, 1)).toBe(64)
  expect(await turnsFor(64)).toBeLessThan(32)
})

test('requests on every socket are answered by the one server, and counted together', async () => {
  const asked = new Set<number | undefined>()
  const server = createServer((req, res) => {
    asked.add(req.socket.remotePort)
    res.end('ok')
  })
  const port = await open(server)
  const all = Array.from({ length: 40 }, () => dial(port, ask))
  for (const { said } of all) await expect.poll(said).toContain('ok')
  expect(asked.size).toBe(40)
  server.closeIdleConnections()
  await Promise.all(all.map(({ ended }) => ended))
})

test('another server is refused the port, in words', async () => {
  const port = await open(createServer())
  const second = listen(createServer(), { port, host: '127.0.0.1' })
  await expect(second).rejects.toThrow(`The port ${port} is already taken by another program`)
  const other = createNetServer()
  const failed = new Promise<Error>((resolve) => other.once('error', resolve))
  other.listen(port, '127.0.0.1')
  expect((await failed).message).toContain('EADDRINUSE')
})

test('the most connections are those of all sockets together', async () => {
  const server = createServer((_req, res) => void res.end('ok'))
  limitConnections(server, 32)
  const port = await open(server)
  const all = Array.from({ length: 100 }, () => dial(port, 'GET / HTTP/1.1\r\nHost:'))
  const sockets = opened[0]?.sockets ?? []
  const counts = () =>
    Promise.all(
      sockets.map((socket) => new Promise<number>((resolve) => socket.getConnections((_, n) => resolve(n)))),
    )
  await expect.poll(() => all.filter(({ client }) => client.closed).length).toBeGreaterThanOrEqual(100 - 32)
  const held = async () => (await counts()).reduce((sum, n) => sum + n, 0)
  await expect.poll(held).toBeLessThanOrEqual(32)
  expect(await held()).toBeGreaterThan(16)
})

test('what is under way on any socket comes to its end, and nothing new is taken', async () => {
  const waiting: (() => void)[] = []
  const server = createServer((_req, res) => void waiting.push(() => res.end('late')))
  const port = await open(server)
  const all = Array.from({ length: 20 }, () => dial(port, ask))
  await expect.poll(() => waiting.length).toBe(20)
  const [listening] = opened.splice(0)
  if (listening === undefined) throw new Error('nothing was opened')
  const drained = drain(listening, { noticeMs: 0, patienceMs: 10_000 })
  await expect.poll(() => listening.sockets.some((socket) => socket.listening)).toBe(false)
  const beyond = dial(port, ask)
  await beyond.ended
  expect(beyond.said()).toBe('')
  for (const answer of waiting) answer()
  await drained
  for (const { said } of all) await expect.poll(said).toContain('late')
})

import { once } from 'node:events'
import { createServer, type RequestListener, type Server } from 'node:http'
import { connect, type Socket } from 'node:net'
import express from 'express'
import { afterEach, expect, test } from 'vitest'
import { limitConnections } from '../../src/platform/http/listening.ts'
import { cutSlowForms } from '../../src/platform/http/slow-forms.ts'

let server: Server
const clients: Socket[] = []
afterEach(() => {
  for (const client of clients.splice(0)) client.destroy()
  server.closeAllConnections()
  server.close()
})

async function listen(handle: RequestListener): Promise<void> {
  server = createServer(handle)
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
}

/** What a client gets that sends this and then nothing more; '' when the connection ends without a word. */
async function dial(text: string): Promise<{ client: Socket; said: () => string; ended: Promise<unknown> }> {
  const address = server.address()
  const client = connect(typeof address === 'object' ? Number(address?.port) : 0, '127.0.0.1')
  clients.push(client)
  let said = ''
  client.on('error', () => undefined)
  client.on('data', (chunk) => {
    said += chunk
  })
  const ended = new Promise((resolve) => client.once('close', resolve))
  await once(client, 'connect')
  client.write(text)
  return { client, said: () => said, ended }
}

const head = (length: number, type = 'application/x-www-form-urlencoded') =>
  `POST / HTTP/1.1\r\nHost: x\r\nContent-Type: ${type}\r\nContent-Length: ${length}\r\n\r\n`

test('a form that does not come to its end is cut, one that comes in parts is not', async () => {
  const app = express()
  app.use(cutSlowForms(300))
  app.post('/', express.text({ type: () => true }), (req, res) => void res.send(`got ${req.body}`))
  await listen(app)

  const slow = await dial(`${head(10)}12345`)
  const inParts = await dial(`${head(10)}12345`)
  inParts.client.write('67890')
  await expect.poll(inParts.said).toContain('got 1234567890')
  await slow.ended
  expect(slow.said()).toMatch(/^HTTP\/1.1 408 /)
})

test('when most connections are taken the idle ones are closed, and beyond the most none is taken', async () => {
  await listen((_req, res) => void res.end('ok'))
  limitConnections(server, 8)
  const ask = 'GET / HTTP/1.1\r\nHost: x\r\n\r\n'
  const idle = await Promise.all(Array.from({ length: 6 }, () => dial(ask)))
  await Promise.all(idle.map(({ said }) => expect.poll(said).toContain('ok')))
  const busy = await Promise.all(Array.from({ length: 8 }, () => dial('GET / HTTP/1.1\r\nHost:')))
  await Promise.all(idle.map(({ ended }) => ended))
  const beyond = await dial(ask)
  await beyond.ended
  expect(beyond.said()).toBe('')
  expect(busy.filter(({ client }) => !client.destroyed).length).toBeGreaterThan(0)
})

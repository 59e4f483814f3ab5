import { once } from 'node:events'
import http from 'node:http'
import type { AddressInfo } from 'node:net'
import { setImmediate as turn } from 'node:timers/promises'
import express, { type RequestHandler } from 'express'
import request from 'supertest'
import { expect, test, vi } from 'vitest'
import { createKeptPages } from '../../../src/platform/http/kept-pages.ts'
import { type Sendable, sendPacked } from '../../../src/platform/http/send-packed.ts'
import { withoutTracking } from '../../../src/platform/http/tracking.ts'

/** What one process keeps of its pages; a portal under it would hide which page was rendered how often. */

function shop({ ask = async () => {} }: { ask?: () => Promise<unknown> } = {}) {
  const made: string[] = []
  const state = { fails: null as Error | null, gate: Promise.resolve() }
  const page: RequestHandler = async (req, res) => {
    made.push(req.originalUrl)
    await state.gate
    if (state.fails !== null) throw state.fails
    res.set('Cache-Control', 'public, max-age=0, s-maxage=20')
    res.type('html').send(`<main>${req.originalUrl} ${'word '.repeat(3_000)}</main>`)
  }
  const pages = createKeptPages({
    load: { strain: () => 0 },
    noteOf: () => () => 'old',
    ask,
    hasReplica: false,
  })
  const app = express()
  app.use(withoutTracking, pages.answer)
  app.get('/ru/:page', page)
  app.use(pages.insteadOfFailure)
  return { app, pages, made, state }
}

const lost = () => Object.assign(new Error('Connection terminated unexpectedly'), { code: 'ECONNRESET' })
const isOld = ({ text }: { text: string }) => text.includes('prose">old')

test('one broken connection makes nobody else read old pages; a database that is silent does', async () => {
  const ask = vi.fn(async (): Promise<unknown> => undefined)
  const { app, state } = shop({ ask })
  const read = () => request(app).get('/ru/home').expect(200)
  await read()
  state.fails = lost()
  expect(isOld(await read())).toBe(true)
  state.fails = null
  expect(isOld(await read())).toBe(false)
  expect(ask).toHaveBeenCalledOnce()
  ask.mockReturnValue(new Promise(() => {}))
  state.fails = lost()
  await read()
  state.fails = null
  await expect.poll(async () => isOld(await read()), { timeout: 5_000 }).toBe(true)
})

test('made up queries drive out no page that people read', async () => {
  const { app, pages, made, state } = shop()
  for (let time = 0; time < 4; time++) await request(app).get('/ru/home')
  for (let no = 0; no < 700; no++) await request(app).get(`/ru/home?no=${no}`)
  expect(pages.counts().pages).toBeLessThan(650)
  state.fails = lost()
  expect(isOld(await request(app).get('/ru/home').expect(200))).toBe(true)
  state.fails = null
  const before = made.length
  await Promise.all([1, 2, 3].map((no) => request(app).get(`/ru/news?fbclid=${no}&utm_source=tv`)))
  expect(made.slice(before).every((address) => address === '/ru/news')).toBe(true)
})

test('what could not be packed is sent as it is, and packed for the next', async () => {
  const body = Buffer.from('word '.repeat(3_000))
  const broken = Promise.reject(new Error('no memory'))
  broken.catch(() => undefined)
  const encoded: Sendable['encoded'] = new Map([['gzip', broken]])
  const app = express().get('/', (req, res) => sendPacked(req, res, { body, headers: [], encoded }))
  const read = () => request(app).get('/').set('Accept-Encoding', 'gzip').expect(200)
  const [plain, packed] = [await read(), await read()]
  expect(plain.headers['content-encoding']).toBeUndefined()
  expect(packed.headers['content-encoding']).toBe('gzip')
  expect(String(packed.body) + packed.text).toContain('word')
})

test('when the one who asked first goes away, the next makes the page for all', async () => {
  const { app, made, state } = shop()
  const open = Promise.withResolvers<void>()
  state.gate = open.promise
  const server = app.listen(0)
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  const ask = () => {
    const asked = http.get({ port, path: '/ru/home', agent: false })
    asked.on('error', () => undefined)
    return asked
  }
  const first = ask()
  await expect.poll(() => made.length).toBe(1)
  const others = Array.from({ length: 10 }, ask).map((asked) => once(asked, 'response'))
  await expect.poll(() => new Promise((done) => server.getConnections((_, n) => done(n)))).toBe(11)
  for (let time = 0; time < 20; time++) await turn()
  first.destroy()
  await expect.poll(() => made.length).toBe(2)
  open.resolve()
  const statuses = await Promise.all(others.map(async (answer) => (await answer)[0].resume().statusCode))
  expect(statuses).toEqual(Array(10).fill(200))
  expect(made).toHaveLength(2)
  server.close()
  server.closeAllConnections()
})

import express from 'express'
import request from 'supertest'
import { expect, test } from 'vitest'
import { type Mounted, routeIndex } from '../../../src/platform/http/route-index.ts'

const route = (path: string, method: Mounted['method'] = 'get'): Mounted => ({
  method,
  path,
  handlers: [(req, res) => void res.json({ path, params: req.params })],
})

/** Those of the portal have shapes like these. */
const shapes = [
  '/healthz',
  '/staff/complaints/:number',
  '/staff/:anything/last',
  '/:lang/:city/complaints/new',
  '/:lang/:city/complaints/:number',
  '/:lang/:city/complaints/:number/history.:format',
  '/:lang/:city/statistics',
  '/:lang/:city/:page',
  '/:lang/:city',
  '/:lang',
  '/',
]

const asked = [
  ...['/', '/ru', '/ru/', '/RU/aksu', '/healthz', '/healthz/', '/staff', '/staff/x', '/staff/x/last'],
  ...['/staff/complaints/17', '/staff/complaints/last', '/Staff/Complaints/17', '/ru/aksu/complaints/new'],
  ...['/ru/aksu/complaints/NEW', '/ru/aksu/complaints/17', '/ru/aksu/complaints/17/', '/ru/aksu/complaints'],
  ...['/ru/aksu/complaints/17/history.atom', '/ru/aksu/statistics', '/ru/aksu/Statistics/', '/ru/aksu/x'],
  ...[
    '/ru//complaints/17',
    '//ru/aksu',
    '//',
    '///',
    '//?y=1',
    '/ru/aksu/:page',
    '/ru/aksu/%D0%B4',
    '/a/b/c/d/e/f/g',
    '/ru/aksu/x?y=1',
  ],
]

test('every address is answered by the route that Express alone would choose', async () => {
  const routes = shapes.map((shape) => route(shape))
  const plain = express()
  for (const { path, handlers } of routes) plain.get(path, ...handlers)
  const indexed = express().use(routeIndex(routes))
  const answerOf = async (app: express.Express, address: string) => {
    const { status, body } = await request(app).get(address)
    return { address, status, body }
  }
  const answers = await Promise.all(asked.map((address) => answerOf(indexed, address)))
  expect(answers).toEqual(await Promise.all(asked.map((address) => answerOf(plain, address))))
  expect(new Set(answers.map(({ body }) => body.path))).toEqual(new Set([...shapes, undefined]))
})

test('an address has its own route for each method, and tells nobody which', async () => {
  const app = express().use(routeIndex([route('/:lang/x'), route('/:lang/:page', 'post')]))
  expect((await request(app).post('/ru/x')).body.path).toBe('/:lang/:page')
  expect((await request(app).head('/ru/x')).status).toBe(200)
  expect((await request(app).get('/ru/y')).status).toBe(404)
  expect((await request(app).options('/ru/x')).headers['allow']).toBeUndefined()
})

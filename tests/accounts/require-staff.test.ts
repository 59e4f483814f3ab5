import express, { type Express, type RequestHandler } from 'express'
import request from 'supertest'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { requireStaff, staffOf, staffSession } from '../../src/features/accounts/index.ts'
import { NotFound } from '../../src/platform/http/errors.ts'
import { openPortal, type Portal } from '../support/portal.ts'
import { signInAs } from '../support/sign-in.ts'

let portal: Portal
/** Pages for some roles, beside the portal and on its sessions. */
let pages: Express
beforeAll(async () => {
  portal = await openPortal()
  pages = express()
  pages.use(staffSession(portal.deps))
  const page: RequestHandler = (_req, res) => res.json(staffOf(res))
  pages.get('/staff/any', requireStaff('any'), page)
  pages.get('/staff/heads', requireStaff(['head', 'city_admin']), page)
  const failed: express.ErrorRequestHandler = (error, _req, res, _next) => {
    res.sendStatus(error instanceof NotFound ? 404 : 500)
  }
  pages.use(failed)
})
afterAll(() => portal.close())

/** The session cookie of a person who signs in to the portal. */
async function cookieOf(email: string): Promise<string> {
  const browser = await signInAs(portal, email)
  const { name, value } = browser.jar.getCookie('staff', {
    domain: '127.0.0.1',
    path: '/',
    secure: false,
    script: false,
  }) ?? { name: '', value: '' }
  return `${name}=${value}`
}

const get = (path: string, cookie = '') => request(pages).get(path).set('Cookie', cookie)

test('a page for some roles is not found by the others, and strangers are asked to sign in', async () => {
  const [head, operator] = [await cookieOf('head@example.kz'), await cookieOf('operator@example.kz')]
  expect((await get('/staff/heads', head)).status).toBe(200)
  expect((await get('/staff/heads', operator)).status).toBe(404)
  expect((await get('/staff/any', operator)).status).toBe(200)
  const stranger = await get('/staff/heads?a=1')
  expect([stranger.status, stranger.headers['location']]).toEqual([
    303,
    '/staff/sign-in?next=%2Fstaff%2Fheads%3Fa%3D1',
  ])
})

test('a page finds the person with roles and office, and never the password', async () => {
  const { city, offices, staff } = portal.cast
  expect((await get('/staff/any', await cookieOf('head@example.kz'))).body).toEqual({
    id: staff.head,
    name: 'Asel head',
    email: 'head@example.kz',
    lang: 'ru',
    position: { kk: 'Бас маман', ru: 'Главный специалист', en: 'Chief specialist' },
    roles: [{ cityId: city.id, officeId: offices.roads, role: 'head' }],
    officeLabel: 'Дороги',
    standsInFor: [],
  })
  const operator = await get('/staff/any', await cookieOf('operator@example.kz'))
  expect(operator.body.officeLabel).toBe('Сынаккала')
})

test('a role that is taken away is gone at the next click', async () => {
  const cookie = await cookieOf('head@example.kz')
  expect((await get('/staff/heads', cookie)).status).toBe(200)
  await portal.deps.db.staffRole.deleteMany({ where: { staffId: portal.cast.staff.head } })
  expect((await get('/staff/heads', cookie)).status).toBe(404)
  expect((await get('/staff/any', cookie)).status).toBe(200)
})

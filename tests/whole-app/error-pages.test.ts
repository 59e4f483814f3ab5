import express, { type Express } from 'express'
import pg from 'pg'
import request from 'supertest'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { errorPages } from '../../src/error-pages.ts'
import { openPortal, type Portal } from '../support/portal.ts'
import { signInAs } from '../support/sign-in.ts'

let portal: Portal
/** What the route throws. */
let error: unknown
let app: Express

beforeAll(async () => {
  portal = await openPortal()
  app = express()
  app.locals = portal.app.locals
  app.get('/ru/page', () => {
    throw error
  })
  app.use(...errorPages(portal.deps))
})
afterAll(() => portal.close())

const databaseError = (code: string) =>
  Object.assign(new pg.DatabaseError('canceling statement', 100, 'error'), { code })

describe('what went wrong decides the status', () => {
  test.each([
    ['no connection free for a transaction', Object.assign(new Error('x'), { code: 'P2028' }), 503],
    ['no connection free for a query', new Error('timeout exceeded when trying to connect'), 503],
    ['a statement that took too long', databaseError('57014'), 503],
    ['a server that goes away', databaseError('57P01'), 503],
    ['a mistake of ours', databaseError('42P01'), 500],
    ['an error of ours', new TypeError('x is not a function'), 500],
    ['a body that is too long', Object.assign(new Error('too large'), { status: 413 }), 413],
  ])('%s', async (_name, thrown, status) => {
    error = thrown
    const page = await request(app).get('/ru/page')
    expect(page.status).toBe(status)
    expect(page.headers['cache-control']).toBe('no-store')
    expect(page.headers['retry-after']).toBe(status === 503 ? '10' : undefined)
    expect(page.text).toMatch(/<html lang="ru"/)
  })
})

test('staff who find nothing are led back to their work', async () => {
  const browser = await signInAs(portal, 'executor@example.kz')
  const page = await browser.get('/staff/complaints/2603-1234-5673').expect(404)
  expect(page.text).toContain('href="/staff/inbox"')
})

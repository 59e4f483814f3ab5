import request from 'supertest'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { openPortal, type Portal, sameOrigin } from '../support/portal.ts'

let portal: Portal

beforeAll(async () => {
  portal = await openPortal()
})
afterAll(() => portal.close())

const save = (fields: Record<string, string | string[]>) =>
  request(portal.app).post('/view-settings').set(sameOrigin).type('form').send(fields)

test('are kept in a cookie and shown by the next page', async () => {
  const saved = await save({ scheme: 'contrast', textSize: '150', back: '/ru/synaqqala/complaints?page=2' })
  expect(saved.status).toBe(303)
  expect(saved.headers['location']).toBe('/ru/synaqqala/complaints?page=2')
  const [cookie = ''] = saved.headers['set-cookie'] ?? []
  expect(cookie).toMatch(/^view=contrast\.150;.*HttpOnly; SameSite=Lax/)
  const page = await request(portal.app)
    .get('/ru/synaqqala')
    .set('Cookie', cookie.split(';')[0] ?? '')
  expect(page.text).toMatch(/<html lang="ru" data-color-scheme="contrast" data-text-size="150">/)
})

test('that are not known are the usual ones', async () => {
  const [cookie] = (await save({ scheme: 'x', textSize: '900' })).headers['set-cookie'] ?? []
  expect(cookie).toMatch(/^view=auto\.100;/)
})

describe('lead nowhere but to a page of this portal', () => {
  test.each([
    'https://evil.example',
    '//evil.example',
    '/\\evil.example',
    '/\t/evil.example',
    'javascript:alert(1)',
    '',
  ])('%j', async (back) => {
    const { headers } = await save({ scheme: 'dark', textSize: '100', back })
    const target = new URL(headers['location'] ?? '', 'http://portal.test')
    expect(target.origin).toBe('http://portal.test')
  })
})

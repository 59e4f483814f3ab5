import request from 'supertest'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { issueFirstRunLink, settingsPaths } from '../../src/features/settings/index.ts'
import { openPortal, type Portal, sameOrigin } from '../support/portal.ts'
import { signInAs } from '../support/sign-in.ts'

let portal: Portal
beforeAll(async () => {
  portal = await openPortal()
  // An installation as it is before anybody has made a city.
  for (const table of ['routing_rule', 'staff_role', 'staff', 'category', 'district', 'office', 'city']) {
    await portal.deps.pool.query(`DELETE FROM ${table}`)
  }
  portal.deps.cache.forget('')
})
afterAll(() => portal?.close())

const form = {
  ...{ pack: 'aksu', slug: 'semey', name_kk: 'Семей', name_ru: 'Семей', name_en: 'Semey' },
  ...{ admin: 'Асель Ахметова', email: 'asel@example.kz' },
}

test('the link of the start makes one city with its administrator, and works once', async () => {
  const { token } = await issueFirstRunLink(portal.deps)
  const path = settingsPaths.firstRun(token)
  const send = (fields: Record<string, string>) =>
    request(portal.app).post(path).set(sameOrigin).type('form').send(fields)
  expect((await request(portal.app).get(path).expect(200)).text).toContain('name="slug"')
  await request(portal.app)
    .get(settingsPaths.firstRun('A'.repeat(22)))
    .expect(404)

  const bad = await send({ ...form, slug: 'Семей', email: 'x' })
  expect(bad.status).toBe(422)
  expect(bad.text).toContain('href="#slug"')
  expect(await portal.deps.db.city.count()).toBe(0)

  const [first, second] = await Promise.all([send(form), send({ ...form, slug: 'other' })])
  expect([first.status, second.status].sort()).toEqual([303, 404])
  await request(portal.app).get(path).expect(404)
  const [city] = await portal.deps.db.city.findMany()
  expect(await portal.deps.db.city.count()).toBe(1)

  const admin = await signInAs(portal, 'asel@example.kz')
  await admin.get(settingsPaths.home(city?.slug ?? '')).expect(200)
  await request(portal.app).get(`/kk/${city?.slug}`).expect(200)
}, 60_000)

test('an old link opens nothing', async () => {
  const { token } = await issueFirstRunLink(portal.deps)
  await request(portal.app).get(settingsPaths.firstRun(token)).expect(404)
})

import request from 'supertest'
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import { settingsPaths } from '../../src/features/settings/index.ts'
import { openPortal, type Portal, sameOrigin } from '../support/portal.ts'
import { openSecondProcess } from '../support/second-process.ts'
import { type Browser, signInAs } from '../support/sign-in.ts'
import { filledForm } from './filled-form.ts'

const city = 'synaqqala'
let portal: Portal
let admin: Browser
let other: Awaited<ReturnType<typeof openSecondProcess>>
beforeAll(async () => {
  portal = await openPortal()
  admin = await signInAs(portal, 'city_admin@example.kz')
  other = await openSecondProcess(portal)
})
afterAll(async () => {
  await other?.close()
  await portal?.close()
})

const office = settingsPaths.thing(city, 'office', 'roads')
const publicPage = async () => (await request(other.app).get(`/ru/${city}/offices/roads`).expect(200)).text

async function rename(name: string): Promise<void> {
  const form = filledForm((await admin.get(office).expect(200)).text)
  await admin
    .post(office)
    .set(sameOrigin)
    .type('form')
    .send({ ...form, 'names.ru': name })
    .expect(303)
}

/** Long before the answers are too old: fifteen and thirty seconds. */
const soon = { timeout: 8_000, interval: 50 }

describe('a change that one process makes', () => {
  test('is on the pages of another as soon as its notice is heard', async () => {
    expect(await publicPage()).toContain('Управление: Дороги')
    await rename('Управление мостов')
    await vi.waitFor(async () => expect(await publicPage()).toContain('Управление мостов'), soon)
  })

  test('is there after a lost connection as well', async () => {
    await publicPage()
    const { rowCount } = await portal.deps.pool.query(
      "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE query LIKE 'LISTEN%' AND datname = current_database()",
    )
    expect(rowCount).toBe(1)
    await rename('Управление дорог и мостов')
    await vi.waitFor(async () => expect(await publicPage()).toContain('дорог и мостов'), soon)
  })
})

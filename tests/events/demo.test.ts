import request from 'supertest'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { eventDemo } from '../../src/features/events/demo/demo.ts'
import { eventPaths } from '../../src/features/events/index.ts'
import { file } from '../complaints/history.ts'
import { openPortal, type Portal } from '../support/portal.ts'
import { slug } from './plant-event.ts'

let portal: Portal
beforeAll(async () => {
  portal = await openPortal()
})
afterAll(() => portal?.close())

test('a demo city has an agenda with a past; twice changes nothing', async () => {
  for (let n = 0; n < 4; n++) await file(portal)
  const { deps, cast } = portal
  const city = { ...cast.city, timeZone: 'Asia/Almaty', at: deps.now().epochMilliseconds }
  await eventDemo(deps, city)
  const all = () => deps.db.event.findMany({ orderBy: { id: 'asc' }, include: { signUps: true } })
  const first = await all()
  expect(first.length).toBeGreaterThan(8)
  expect(new Set(first.map(({ state }) => state))).toEqual(
    new Set(['draft', 'published', 'cancelled', 'held']),
  )
  expect(first.some(({ signUps }) => signUps.some(({ state }) => state === 'waiting'))).toBe(true)
  await eventDemo(deps, city)
  expect(await all()).toEqual(first)
  for (const lang of ['kk', 'ru', 'en'] as const) {
    const { text } = await request(portal.app).get(eventPaths.agenda(lang, slug)).expect(200)
    expect(text.match(/class="card"/g)?.length).toBeGreaterThan(5)
  }
  const past = await request(portal.app).get(eventPaths.agenda('ru', slug, { when: 'past' }))
  expect(past.text).toContain('Пришли 47 человек')
})

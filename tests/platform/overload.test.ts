import request from 'supertest'
import { afterAll, afterEach, beforeAll, describe, expect, test, vi } from 'vitest'
import { createApp } from '../../src/app.ts'
import { createDeps } from '../../src/create-deps.ts'
import { complaintPaths } from '../../src/features/complaints/index.ts'
import { statisticsPaths } from '../../src/features/statistics/index.ts'
import type { Database } from '../../src/platform/db/client.ts'
import { connectInLanes } from '../../src/platform/db/lane-pools.ts'
import { hiddenFields, locationOf, residentOf, tokenIn, typedIn, wordsOf } from '../filing/resident.ts'
import { type DatabaseLine, openDatabaseLine } from '../support/database-line.ts'
import { openSession } from '../support/open-session.ts'
import { openPortal, type Portal } from '../support/portal.ts'
import { streetLike } from './images-support.ts'

/** A crowd, and a database that is away: what people get then. */

let calm: Portal
/** Another web process on the same database, by a line that can be damaged. */
let portal: Portal
let line: DatabaseLine
let database: Database
beforeAll(async () => {
  calm = await openPortal()
  line = await openDatabaseLine(String(calm.deps.pool.options.connectionString))
  database = connectInLanes(line.url, { connections: 10, connectTimeoutMs: 2_000, giveUpMs: 3_000 })
  const { config, now } = calm.deps
  const deps = createDeps({ config, db: database.db, pool: database.pool, secretKey: 'k'.repeat(43), now })
  portal = { ...calm, deps: Object.assign(deps, { jobs: calm.deps.jobs }), app: createApp(deps) }
})
afterAll(async () => {
  await database.close(0)
  await line.close()
  await calm.close()
})
afterEach(() => {
  vi.restoreAllMocks()
  line.set('whole')
})

const [lang, city] = ['ru', 'synaqqala'] as const
const pages = {
  statistics: statisticsPaths.city(lang, city),
  map: complaintPaths.map(lang, city),
  reading: complaintPaths.list(lang, city),
  staff: '/staff/inbox',
  beginning: complaintPaths.new(lang, city),
}

describe('a crowd', () => {
  const strainOf = (strain: number) => vi.spyOn(portal.deps.load, 'strain').mockReturnValue(strain)

  test('loses statistics, map, reading, the lists of staff, new reports, in this order, and begun ones last', async () => {
    const { id } = await calm.deps.db.staff.findUniqueOrThrow({ where: { email: 'executor@example.kz' } })
    const cookie = await openSession(calm, id)
    const begun = locationOf(await residentOf(portal).begin({ text: 'Фонарь не горит', category: 'other' }))
    const all = { ...pages, filing: begun }
    const left = async (strain: number) => {
      strainOf(strain)
      portal.deps.pages.forget()
      const answers = await Promise.all(
        Object.entries(all).map(async ([lane, path]) => {
          const { status, headers } = await request(portal.app)
            .get(path)
            .set('Cookie', lane === 'staff' ? cookie : '')
          if (status === 503) expect(headers['retry-after']).toBe('10')
          return status === 200 ? lane : `${lane} ${status}`
        }),
      )
      return answers.filter((answer) => !answer.endsWith('503'))
    }
    expect(await left(0)).toEqual(['statistics', 'map', 'reading', 'staff', 'beginning', 'filing'])
    // Between a little and too much chance decides: only how many go is certain.
    expect(await left(4)).not.toContain('statistics')
    expect(await left(6)).not.toContain('map')
    expect(await left(6)).toContain('staff')
    expect(await left(10)).not.toContain('reading')
    expect(await left(10)).toContain('filing')
    expect(await left(14)).toEqual(['beginning', 'filing'])
    expect(await left(24)).toEqual(['filing'])
    expect(await left(40)).toEqual([])
  })

  test('a page that somebody has read before is still given, with a word about its age', async () => {
    const read = () => request(portal.app).get(pages.reading)
    await read().expect(200)
    strainOf(10)
    await expect
      .poll(async () => wordsOf((await read().expect(200)).text))
      .toContain('Она показана такой, какой была в 12:00')
    const old = await read()
    expect(old.headers).toMatchObject({ 'cache-control': 'no-store', age: expect.any(String) })
    // whoever only asks whether his copy is good gets the page as well
    await read().set('If-None-Match', '"x"').expect(200)
  })

  test('what a resident wrote comes back with its key, and is filed once the crowd has gone', async () => {
    const aigul = residentOf(portal)
    const check = await aigul.reachCheck({ text: 'Толпа, а у нас потоп' })
    strainOf(40)
    const page = await request(calm.app).get(check)
    const fields = { ...hiddenFields(page.text), replyLang: 'ru', visibility: 'public', name: 'Айгуль С.' }
    const refused = await aigul.post(check, fields)
    expect([refused.status, refused.headers['retry-after']]).toEqual([503, '10'])
    expect(wordsOf(refused.text)).toContain('сохранено на этой странице')
    expect({ ...hiddenFields(refused.text), name: typedIn(refused.text, 'name') }).toEqual(fields)
    // Nothing typed in words: the page does not speak of words that it does not show.
    const { name: _, ...choices } = fields
    expect(wordsOf((await aigul.post(check, choices)).text)).toContain('отправленное раньше — на портале')
    vi.restoreAllMocks()
    expect(locationOf(await aigul.post(check, { ...hiddenFields(refused.text), name: 'Айгуль С.' }))).toMatch(
      /filed/,
    )
  })

  test('lets a report that was begun go on to its number while no new one is let in', async () => {
    const aigul = residentOf(portal)
    const text = 'Начато до толпы: прорвало трубу'
    const where = locationOf(await aigul.begin({ text, category: 'other' }))
    strainOf(24)
    const begins = [
      await aigul.get(pages.beginning),
      await aigul.begin({ text: 'Начато в толпе, яма у дома', category: 'other' }),
      await aigul.post(complaintPaths.newPhotos(lang, city), { text: '' }, []),
    ]
    expect(begins.map(({ status }) => status)).toEqual([503, 503, 503])
    const photo = await aigul.post(complaintPaths.draftPhotos(lang, city, tokenIn(where)), {}, [
      { name: 'a.jpg', bytes: await streetLike(400, 300).jpeg().toBuffer() },
    ])
    expect([photo.status, photo.body.photos?.length]).toEqual([200, 1])
    const check = locationOf(await aigul.post(where, { address: 'ул. Абая, 10' }))
    expect(locationOf(await aigul.send(check))).toMatch(/filed/)
    expect(await calm.deps.db.complaint.count({ where: { text, photoCount: 1 } })).toBe(1)
  })

  test('no password comes back', async () => {
    strainOf(40)
    const signIn = (email: string) =>
      request(portal.app)
        .post('/staff/sign-in')
        .set('Sec-Fetch-Site', 'same-origin')
        .type('form')
        .send({ email, password: 'correct horse battery' })
    const refused = await signIn('head of office')
    expect(refused.status).toBe(503)
    expect(refused.text).toContain('head of office')
    expect(refused.text).not.toContain('battery')
    // Without the password there is nothing to send again.
    const usual = await signIn('head@office.example')
    expect(usual.status).toBe(503)
    expect(usual.text).not.toMatch(/<form[^>]*sign-in|battery/)
  })

  test('that wants one page causes one rendering, unless somebody has just sent something', async () => {
    const before = portal.deps.pages.counts().shared
    const answers = await Promise.all(
      Array.from({ length: 20 }, () => request(portal.app).get(pages.reading)),
    )
    expect(new Set(answers.map(({ text }) => text)).size).toBe(1)
    expect(portal.deps.pages.counts().shared).toBeGreaterThan(before)
    const shared = portal.deps.pages.counts().shared
    await Promise.all(
      Array.from({ length: 5 }, () => request(portal.app).get(pages.reading).set('Cookie', 'acted=1')),
    )
    expect(portal.deps.pages.counts().shared).toBe(shared)
  })
})

test('a page that many strangers read is rendered once a second', async () => {
  const clock = vi.spyOn(performance, 'now').mockReturnValue(performance.now() + 60_000)
  const shared = () => portal.deps.pages.counts().shared
  const read = async (times: number) => {
    const before = shared()
    for (let time = 0; time < times; time++) await request(portal.app).get(pages.reading).expect(200)
    return shared() - before
  }
  expect(await read(10)).toBe(0)
  expect(await read(10)).toBe(9)
  clock.mockReturnValue(performance.now() + 1_100)
  expect(await read(2)).toBe(1)
  clock.mockReturnValue(performance.now() + 5_000)
  expect(await read(10)).toBe(0)
})

test('whoever sends something reads what nobody has kept for some seconds', async () => {
  const begun = await residentOf(portal).begin({ text: 'Яма на дороге у школы', category: 'other' })
  expect(String(begun.headers['set-cookie'])).toMatch(/acted=1; Max-Age=15; Path=\/.*HttpOnly; SameSite=Lax/)
})

describe('without the database', () => {
  const staysPublic = '%s: public pages stay, the others say so soon, and all is well when it is back'
  test.each(['cut'] as const)(staysPublic, stayPublic)
  test.each(['deaf'] as const)(staysPublic, { tags: ['long'] }, stayPublic)

  async function stayPublic(state: 'cut' | 'deaf'): Promise<void> {
    portal.deps.pages.forget()
    await request(portal.app).get(pages.reading).expect(200)
    line.set(state)
    const [old, none] = await Promise.all([
      request(portal.app).get(pages.reading),
      request(portal.app).get(`${pages.map}?x=1`),
    ])
    expect([old.status, none.status]).toEqual([200, 503])
    expect(wordsOf(old.text)).toContain('какой была в 12:00')
    expect(none.headers['retry-after']).toBe('10')
    // known visitors get the page of everybody rather than none
    await request(portal.app).get(pages.reading).set('Cookie', 'device=x').expect(200)
    line.set('whole')
    await expect
      .poll(async () => wordsOf((await request(portal.app).get(pages.reading)).text))
      .not.toContain('какой была')
  }

  const keepsForm = '%s: a filing in flight keeps the form with its key, and sending it again files it once'
  test.each(['cut'] as const)(keepsForm, keepForm)
  test.each(['deaf'] as const)(keepsForm, { tags: ['long'] }, keepForm)

  async function keepForm(state: 'cut' | 'deaf'): Promise<void> {
    const aigul = residentOf(portal)
    const text = `Связь с базой: ${state}`
    const check = await aigul.reachCheck({ text })
    const fields = { ...hiddenFields((await aigul.get(check)).text), replyLang: 'ru', visibility: 'public' }
    line.set(state)
    const refused = await aigul.post(check, fields)
    expect(refused.status).toBe(503)
    expect(hiddenFields(refused.text)).toEqual(fields)
    line.set('whole')
    await expect.poll(async () => (await aigul.post(check, hiddenFields(refused.text))).status).toBe(303)
    expect(await calm.deps.db.complaint.count({ where: { text } })).toBe(1)
  }
})

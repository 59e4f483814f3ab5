import request from 'supertest'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { checkProjections, complaintPaths } from '../../src/features/complaints/index.ts'
import { settingsPaths } from '../../src/features/settings/index.ts'
import { fileOne } from '../desk/file-one.ts'
import { openPortal, type Portal, sameOrigin } from '../support/portal.ts'
import { runJobs } from '../support/run-jobs.ts'
import { type Browser, signInAs } from '../support/sign-in.ts'

const city = 'synaqqala'
let portal: Portal
let admin: Browser
beforeAll(async () => {
  portal = await openPortal()
  admin = await signInAs(portal, 'city_admin@example.kz')
})
afterAll(() => portal?.close())

const post = (path: string, fields: Record<string, string>) =>
  admin.post(path).set(sameOrigin).type('form').send(fields)

const dayOff = (day: string, name: string) =>
  post(settingsPaths.fresh(city, 'day'), {
    ...{ day, kind: 'off', source: 'Постановление № 1', confirm: 'Synaqqala', version: '0' },
    ...{ 'names.kk': name, 'names.ru': name, 'names.en': name },
  })

const dueOn = async (number: string) =>
  (await portal.deps.db.complaint.findFirstOrThrow({ where: { number } })).dueOn?.toISOString().slice(0, 10)

const reasons = { 'reason.kk': 'Жаңа мереке', 'reason.ru': 'Новый праздник', 'reason.en': 'A new holiday' }
const recount = (fields: Record<string, string> = {}) =>
  post(settingsPaths.recount(city), { ...reasons, confirm: 'Synaqqala', ...fields })

describe('a change of the calendar', () => {
  let before: string
  beforeAll(async () => {
    // Wednesday, 11 March 2026, noon: fifteen working days, Nauryz (23 to 25 March) between, end on 6 April.
    before = (await fileOne(portal)).number
  })

  test('is for this city alone, and promised terms stay', async () => {
    expect(await dueOn(before)).toBe('2026-04-06')
    expect((await dayOff('2026-04-02', 'Қала күні')).status).toBe(303)
    const { db } = portal.deps
    const own = await db.city.findFirstOrThrow({ where: { slug: city } })
    const other = await db.city.findFirstOrThrow({ where: { slug: 'basqaqala' } })
    expect([own.calendar, other.calendar]).toEqual(['kz-synaqqala', 'kz'])
    expect(await dueOn(before)).toBe('2026-04-06')
    expect(await dueOn((await fileOne(portal)).number)).toBe('2026-04-07')
  })

  test('shows in the trial of a term, with the reason', async () => {
    const page = await admin
      .get(`${settingsPaths.tryTerm(city)}?day=2026-03-11&time=12:00&lang=ru`)
      .expect(200)
    expect(page.text).toContain('7 апреля 2026')
    expect(page.text).toContain('Қала күні')
    const evening = await admin.get(`${settingsPaths.tryTerm(city)}?day=2026-03-20&time=18:30&lang=en`)
    expect(evening.text).toContain('Came after the working day')
    await admin.get(`${settingsPaths.tryTerm(city)}?day=x&time=12:00`).expect(422)
  })

  test('moves open terms by an act that is asked for, with a reason that everybody reads', async () => {
    const extended = (await fileOne(portal)).number
    const page = await admin.get(`${settingsPaths.recount(city)}?lang=en`).expect(200)
    expect(page.text).toContain('1 term moves.')
    expect(page.text).not.toContain(extended)
    expect((await recount({ 'reason.kk': '' })).status).toBe(422)
    expect((await recount({ confirm: '' })).status).toBe(422)
    expect((await recount()).status).toBe(303)
    expect(await dueOn(before)).toBe('2026-04-06')
    await runJobs(portal)
    expect(await dueOn(before)).toBe('2026-04-07')
    const shown = await request(portal.app)
      .get(complaintPaths.show('ru', city, before))
      .expect(200)
    expect(shown.text).toContain('Срок пересчитан по новому календарю')
    expect(shown.text).toContain('Новый праздник')
    expect(await portal.deps.db.termRecount.findFirst()).toMatchObject({ moved: 1 })
    expect((await checkProjections(portal.deps.pool)).faults).toEqual([])
  })

  test('is asked for once per version of the calendar', async () => {
    expect((await recount()).status).toBe(409)
  })

  test('that is taken back moves the same terms back', async () => {
    const [change] = await portal.deps.db.settingChange.findMany({ where: { kind: 'day' } })
    await post(settingsPaths.undo(city, change?.id ?? 0), {}).expect(303)
    expect((await recount()).status).toBe(303)
    await runJobs(portal)
    expect(await dueOn(before)).toBe('2026-04-06')
  })
})

describe('a notice', () => {
  test('stands on the pages of residents on its days only, in their language', async () => {
    const fields = {
      ...{ code: 'heating', place: 'strip', tone: 'warning', link: 'https://example.kz/heat' },
      ...{ startsOn: '2026-03-11', endsOn: '2026-03-12' },
      ...{ 'text.kk': 'Жылу өшеді', 'text.ru': 'Отопление отключат', 'text.en': 'Heating ends' },
    }
    expect((await post(settingsPaths.fresh(city, 'notice'), fields)).status).toBe(303)
    const home = async (lang: string) => (await request(portal.app).get(`/${lang}/${city}`).expect(200)).text
    expect(await home('kk')).toContain('Жылу өшеді')
    expect(await home('ru')).toContain('Отопление отключат')
    expect((await request(portal.app).get('/ru/basqaqala')).text).not.toContain('Отопление')
    portal.setNow('2026-03-12T19:00:00Z')
    expect(await home('ru')).not.toContain('Отопление отключат')
    portal.setNow('2026-03-11T07:00:00Z')
  })
})

test('a trial of the routing names the office, the rule and the guess of real complaints', async () => {
  const ask = async (fields: Record<string, string>) =>
    (await admin.get(`${settingsPaths.tryRouting(city)}?${new URLSearchParams({ lang: 'ru', ...fields })}`))
      .text
  const west = await ask({ text: 'Снег не убирают', point: '49.95, 82.55' })
  expect(west).toContain('Управление: Акимат')
  expect(west).toContain('Правило для категории и района')
  const east = await ask({ text: 'Снег не убирают', point: '49.95, 82.65' })
  expect(east).toContain('Управление: Дороги')
  expect(await ask({ text: '', category: '' })).toContain('href="#text"')
  expect(await ask({ text: 'Снег', point: '51.1 71.4' })).toContain('href="#point"')
})

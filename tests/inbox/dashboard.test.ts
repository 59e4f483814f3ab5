import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { answered, file, happen } from '../complaints/history.ts'
import { fileOne } from '../desk/file-one.ts'
import { liveIn } from '../support/lived-in.ts'
import { openPortal, type Portal, sameOrigin } from '../support/portal.ts'
import { type Browser, signInAs } from '../support/sign-in.ts'

let portal: Portal
let head: Browser
let controller: Browser

beforeAll(async () => {
  portal = await openPortal()
  await liveIn(portal)
  // More than one page of the inbox, so that the rows behind a number are counted over pages.
  for (let index = 0; index < 55; index++) await fileOne(portal, { text: `Яма номер ${index} на дороге` })
  const { number } = await file(portal, { text: 'Отправлено дальше' })
  await happen(portal, number, { kind: 'forwarded', payload: { to: 'Водоканал', reason: 'Их сеть' } })
  portal.setNow('2026-03-18T07:00:00Z')
  head = await signInAs(portal, 'head@example.kz')
  controller = await signInAs(portal, 'controller@example.kz')
}, 120_000)
afterAll(() => portal.close())

/** Numbers of the page with the inbox behind each. */
const numbersOf = (html: string) =>
  [
    ...[
      ...html.matchAll(/<a href="(\/staff\/inbox[^"]*)">[^<]*<\/a><\/p>\s*<p class="stat-value">([\d\s+]+)/g),
    ],
    ...[...html.matchAll(/<(?:td|dd)[^>]*><a href="(\/staff\/inbox[^"]*)">([\d\s]+)<\/a>/g)],
  ].map(([, href = '', shown = '']) => ({
    href: href.replaceAll('&amp;', '&'),
    shown: Number(shown.replace(/\D/g, '')),
  }))

async function rowsBehind(browser: Browser, href: string): Promise<number> {
  let rows = 0
  for (let page = 1; ; page++) {
    const { text } = await browser.get(`${href}${href.includes('?') ? '&' : '?'}page=${page}`).expect(200)
    const found = text.match(/<tr id="c\d{12}"/g)?.length ?? 0
    rows += found
    if (found < 50) return rows
  }
}

describe('every number', () => {
  test.each([
    'controller',
    'head',
    'controller of an office',
  ])('of the %s is the rows behind it', async (who) => {
    const browser = who === 'head' ? head : controller
    const path = who.endsWith('office')
      ? `/staff/dashboard?office=${portal.cast.offices.roads}`
      : '/staff/dashboard'
    const numbers = numbersOf((await browser.get(path).expect(200)).text)
    expect(numbers.length).toBeGreaterThan(12)
    expect(Math.max(...numbers.map(({ shown }) => shown))).toBeGreaterThan(50)
    for (const { href, shown } of numbers) expect(await rowsBehind(browser, href), href).toBe(shown)
  }, 60_000)
})

test('an office that has done nothing for three working days is silent, one that noted something is not', async () => {
  const silent = async () => (await head.get('/staff/inbox?view=silent')).text
  portal.setNow('2026-03-11T07:00:00Z')
  const filed = await fileOne(portal, { text: 'Эта яма лежит без ответа', channel: 'letter' })
  const row = `id="c${filed.number}"`
  const listed = async () => (await head.get('/staff/inbox?view=silent&channel=letter')).text.includes(row)
  portal.setNow('2026-03-13T07:00:00Z')
  expect(await listed()).toBe(false)
  portal.setNow('2026-03-16T07:00:00Z')
  head = await signInAs(portal, 'head@example.kz')
  expect(await listed()).toBe(true)
  expect(await silent()).toContain('Ведомство молчит')
  await head.post(`${filed.path}/note`).set(sameOrigin).type('form').send({ text: 'Осмотр назначен' })
  expect(await listed()).toBe(false)
})

describe('answers drawn by lot', () => {
  test('are drawn once a week for each office, marked by its lead, and not seen by others', {
    tags: ['long'],
  }, async () => {
    portal.setNow('2026-03-11T07:00:00Z')
    for (let index = 0; index < 8; index++) {
      const { number } = await file(portal, { text: `Яма для проверки ${index}` })
      await happen(portal, number, answered(`Заделано, проверка ${index}`))
    }
    await portal.deps.db.answer.updateMany({ data: { staffId: portal.cast.staff.executor } })
    portal.setNow('2026-03-16T07:00:00Z')
    const draw = () => portal.jobs.get('complaints.draw-answers')?.run({}, portal.deps.now())
    await draw()
    await draw()
    const drawn = await portal.deps.db.answerSample.findMany({
      where: { officeId: portal.cast.offices.roads },
    })
    expect(drawn).toHaveLength(5)
    head = await signInAs(portal, 'head@example.kz')
    const page = await head.get('/staff/dashboard/quality').expect(200)
    expect(page.text.match(/<li id="sample-/g)).toHaveLength(5)
    const action = `/staff/dashboard/quality/${drawn[0]?.id}`
    const mark = (browser: Browser, fields: object) =>
      browser.post(action).set(sameOrigin).type('form').send(fields)
    expect((await mark(head, { mark: 'improve', note: '' }).expect(422)).text).toContain(
      'Напишите, что улучшить',
    )
    expect((await mark(head, { mark: 'improve', note: 'Нет даты работ' })).headers['location']).toBe(
      `/staff/dashboard/quality#sample-${drawn[0]?.id}`,
    )
    expect((await head.get('/staff/dashboard/quality')).text).toContain('Нет даты работ')
    const executor = await signInAs(portal, 'executor@example.kz')
    await mark(executor, { mark: 'good' }).expect(404)
    await portal.deps.db.answerSample.updateMany({
      where: { id: drawn[0]?.id ?? 0 },
      data: { officeId: portal.cast.offices.housing },
    })
    await mark(head, { mark: 'good' }).expect(404)
  })
})

import request, { type Response } from 'supertest'
import { Temporal } from 'temporal-polyfill'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { checkProjections, complaintPaths } from '../../src/features/complaints/index.ts'
import { moderationPaths } from '../../src/features/moderation/index.ts'
import { fileOne } from '../desk/file-one.ts'
import { hiddenFields } from '../filing/resident.ts'
import { openPortal, type Portal, sameOrigin } from '../support/portal.ts'
import { readMails } from '../support/read-mails.ts'
import { runJobs } from '../support/run-jobs.ts'
import { type Browser, signInAs } from '../support/sign-in.ts'
import { passBy } from './pass-by.ts'

let portal: Portal
let registrar: Browser
beforeAll(async () => {
  portal = await openPortal()
  registrar = await signInAs(portal, 'registrar@example.kz')
})
afterAll(() => portal.close())

const show = (number: string) => request(portal.app).get(complaintPaths.show('ru', 'synaqqala', number))

/** Reports a part from a device of its own, or from that of `browser`. */
async function report(
  number: string,
  {
    part,
    browser = request.agent(portal.app),
    ...fields
  }: { part?: string; browser?: Browser } & Record<string, unknown> = {},
): Promise<Response> {
  const path = complaintPaths.report('ru', 'synaqqala', number, part)
  const page = await browser.get(path)
  if (page.status !== 200) return page
  return browser
    .post(path)
    .set(sameOrigin)
    .type('form')
    .send({ ...hiddenFields(page.text), ground: 'spam', ...fields })
}

async function decide(
  number: string,
  act: Parameters<typeof moderationPaths.act>[1],
  fields: Record<string, string>,
) {
  const page = await registrar.get(moderationPaths.item(number))
  const version = /name="version" value="(\d+)"/.exec(page.text)?.[1] ?? ''
  return registrar
    .post(moderationPaths.act(number, act))
    .set(sameOrigin)
    .type('form')
    .send({ version, ...fields })
}
const reportsOf = (number: string) =>
  portal.deps.db.abuseReport.findMany({ where: { complaint: { number } }, orderBy: { id: 'asc' } })

describe('a report of a violation', () => {
  test('is one per device and part, and stands in the queue', async () => {
    const { number } = await fileOne(portal)
    const browser = request.agent(portal.app)
    expect((await report(number, { browser, text: 'Реклама магазина' })).status).toBe(303)
    expect((await report(number, { browser, text: 'Ещё раз' })).status).toBe(303)
    expect((await report(number, { ground: 'insult' })).status).toBe(303)
    expect((await reportsOf(number)).map(({ text }) => text)).toEqual(['Реклама магазина', ''])
    const queue = await registrar.get(moderationPaths.queue())
    expect(queue.text).toContain('2 сообщения о нарушении')
    expect((await registrar.get(moderationPaths.item(number))).text).toContain('Реклама магазина')
  })

  test('a bad form comes back with what was typed; an old ticket says so', async () => {
    const { number } = await fileOne(portal)
    const bad = await report(number, { ground: 'other', text: '', email: 'x@' })
    expect(bad.status).toBe(422)
    expect(bad.text).toContain('Напишите, что не так.')
    expect(bad.text).toContain('value="x@"')
    expect((await report(number, { ticket: 'forged' })).status).toBe(422)
    expect(await reportsOf(number)).toEqual([])
  })

  test('what people do not see is filled in by robots only', async () => {
    const { number } = await fileOne(portal)
    expect((await report(number, { website: 'http://spam' })).status).toBe(303)
    expect(await reportsOf(number)).toEqual([])
  })

  test('a device that reports all day is asked to wait', async () => {
    const { number } = await fileOne(portal)
    const browser = request.agent(portal.app)
    const statuses: number[] = []
    for (let index = 0; index < 12; index++) statuses.push((await report(number, { browser })).status)
    expect(statuses.filter((status) => status === 429).length).toBeGreaterThan(0)
  })

  test('what cannot be seen cannot be reported', async () => {
    const { number } = await fileOne(portal, { text: 'Видео www.example.kz' })
    expect((await report(number)).status).toBe(404)
    const open = await fileOne(portal)
    for (const part of [
      'answer:1',
      'entry:1',
      'entry:99',
      'photo:00000000-0000-4000-8000-000000000001',
      'x',
      'answer:-1',
    ]) {
      expect((await report(open.number, { part })).status, part).toBe(404)
    }
  })
})

describe('decisions', () => {
  test('to hide: everybody reads ground, reason and role; the reporter hears of it once', async () => {
    const { number } = await fileOne(portal)
    await report(number, { email: 'reporter@example.kz' })
    const page = await decide(number, 'hide', { ground: 'spam', reason: 'Реклама магазина шин' })
    expect(page.status).toBe(303)
    const shown = await show(number)
    expect(shown.text).toContain('Реклама магазина шин')
    expect(shown.text).toContain('Реклама или спам')
    expect(shown.text).not.toContain('глубокая яма')
    await runJobs(portal)
    const mails = (await readMails(portal)).filter(({ head }) => head.includes('reporter@example.kz'))
    expect(mails).toHaveLength(1)
    expect(mails[0]?.text).toContain(`http://portal.test${complaintPaths.show('ru', 'synaqqala', number)}`)
    expect(mails[0]?.html).toContain('<html lang="ru">')
    expect(await reportsOf(number)).toMatchObject([{ outcome: 'hidden', sealedEmail: null }])
    expect((await registrar.get(moderationPaths.queue())).text).not.toContain(number.slice(-4))
  })

  test('without a reason nothing happens, and what was typed stays', async () => {
    const { number } = await fileOne(portal)
    const page = await decide(number, 'hide', { ground: 'spam', reason: 'мало' })
    expect(page.status).toBe(422)
    expect(page.text).toContain('>мало</textarea>')
    expect((await show(number)).text).toContain('глубокая яма')
  })

  test('to publish with less: the first text stays with staff', async () => {
    const { number } = await fileOne(portal, { text: 'Яма у дома Петрова, видео www.example.kz' })
    await decide(number, 'publish', { visible: 'Яма у дома, звоните 8 705 123 45 67' })
    const shown = await show(number)
    expect(shown.text).toContain('Яма у дома, звоните [телефон скрыт]')
    expect(shown.text).not.toContain('Петрова')
    expect((await registrar.get(`/staff/complaints/${number}`)).text).toContain('дома Петрова')
  })

  test('to publish without a change is no cut, however the marks are printed', async () => {
    const { number } = await fileOne(portal, { text: 'Яма, звоните 8 705 123 45 67, видео www.example.kz' })
    const page = await registrar.get(moderationPaths.item(number))
    expect(page.text).toContain('звоните [телефон скрыт]')
    await decide(number, 'publish', { visible: 'Яма, звоните [телефон скрыт], видео www.example.kz' })
    const { publicText } = await portal.deps.db.complaint.findUniqueOrThrow({ where: { number } })
    expect(publicText).toBe('Яма, звоните ⟦phone⟧, видео www.example.kz')
    expect(await portal.deps.db.activity.count({ where: { complaint: { number }, kind: 'redacted' } })).toBe(
      0,
    )
    expect((await show(number)).text).toContain('звоните [телефон скрыт], видео')
  })

  test('to hide one addition, and to show it again', async () => {
    const { number, secretToken } = await fileOne(portal)
    await request(portal.app)
      .post(complaintPaths.act('ru', 'synaqqala', secretToken, 'add'))
      .set(sameOrigin)
      .type('form')
      .send({ text: 'Начальник отдела ворует', version: '9' })
    const { seq } = await portal.deps.db.activity.findFirstOrThrow({
      where: { complaint: { number }, kind: 'added' },
    })
    const part = `entry:${seq}`
    expect((await show(number)).text).toContain('Начальник отдела ворует')
    expect((await report(number, { part, ground: 'untrue' })).status).toBe(303)
    await decide(number, 'conceal', { part, ground: 'untrue', reason: 'Обвинение без доказательств' })
    const hidden = await show(number)
    expect(hidden.text).not.toContain('ворует')
    expect(hidden.text).toContain('Обвинение без доказательств')
    expect(hidden.text).toContain('глубокая яма')
    expect((await reportsOf(number)).map(({ outcome }) => outcome)).toEqual(['hidden'])
    await decide(number, 'reveal', { part, reason: 'Автор приложил решение суда' })
    expect((await show(number)).text).toContain('ворует')
    expect((await checkProjections(portal.deps.pool)).faults).toEqual([])
  })

  test('words of a passer-by are read before they are public, can be reported and hidden by themselves', async () => {
    const { number } = await fileOne(portal)
    await passBy(portal, number, 'Сосед Петров сам её вырыл')
    const { seq } = await portal.deps.db.activity.findFirstOrThrow({
      where: { complaint: { number }, kind: 'witnessed' },
    })
    const part = `entry:${seq}`
    expect((await report(number, { part })).status).toBe(404)
    const item = await registrar.get(moderationPaths.item(number))
    expect(item.text).toContain('Сосед Петров сам её вырыл')
    expect(item.text).toContain('фото и слова посторонних смотрит модератор')
    expect((await registrar.get(moderationPaths.queue())).text).toContain('слова посторонних')
    await decide(number, 'publish', { visible: '' })
    expect((await show(number)).text).toContain('Сосед Петров сам её вырыл')
    expect((await show(number)).text).toContain(complaintPaths.report('ru', 'synaqqala', number, part))
    expect((await report(number, { part, ground: 'untrue' })).status).toBe(303)
    await decide(number, 'conceal', { part, ground: 'untrue', reason: 'Обвинение без доказательств' })
    const hidden = await show(number)
    expect(hidden.text).not.toContain('Петров')
    expect(hidden.text).toContain('Обвинение без доказательств')
    expect((await checkProjections(portal.deps.pool)).faults).toEqual([])
  })

  test('to hide an answer: the resident still reads it', async () => {
    const { number, secretToken, path } = await fileOne(portal, {
      categoryId: portal.cast.categories.snow,
      districtId: null,
    })
    const executor = await signInAs(portal, 'executor@example.kz')
    const version =
      /name="version" value="(\d+)"/.exec((await executor.get(`${path}?act=answer`)).text)?.[1] ?? ''
    const answer = {
      version,
      outcome: 'explained',
      text: 'Жалуется житель Иванов из квартиры 5, он всегда так.',
    }
    expect((await executor.post(`${path}/answer`).set(sameOrigin).type('form').send(answer)).status).toBe(303)
    expect((await show(number)).text).toContain('Иванов')
    await decide(number, 'conceal', {
      part: 'answer:1',
      ground: 'personal',
      reason: 'Назван заявитель с квартирой',
    })
    expect((await show(number)).text).not.toContain('Иванов')
    const mine = await request(portal.app).get(complaintPaths.mine('ru', 'synaqqala', secretToken))
    expect(mine.text).toContain('Иванов')
  })

  test('to dismiss: nothing public changes', async () => {
    const { number } = await fileOne(portal)
    await report(number)
    const before = await portal.deps.db.activity.count({ where: { complaint: { number } } })
    expect((await decide(number, 'dismiss', { part: 'complaint' })).status).toBe(303)
    expect((await reportsOf(number)).map(({ outcome }) => outcome)).toEqual(['dismissed'])
    expect(await portal.deps.db.activity.count({ where: { complaint: { number } } })).toBe(before)
  })

  test('on what somebody else has changed meanwhile: looked at again', async () => {
    const { number } = await fileOne(portal)
    const page = await decide(number, 'hide', {
      version: '1',
      ground: 'spam',
      reason: 'Реклама магазина шин',
    })
    expect(page.status).toBe(409)
    expect(page.text).toContain('Реклама магазина шин')
  })
})

describe('who may', () => {
  test.each(['executor', 'head', 'operator'])('%s finds no queue', async (role) => {
    const browser = await signInAs(portal, `${role}@example.kz`)
    expect((await browser.get(moderationPaths.queue())).status).toBe(404)
  })

  test.each(['controller', 'city_admin'])('%s does', async (role) => {
    const browser = await signInAs(portal, `${role}@example.kz`)
    const page = await browser.get(moderationPaths.queue())
    expect(page.status).toBe(200)
    expect(page.text).toContain(moderationPaths.queue())
  })
})

test('the queue is in the order of waiting, oldest first', async () => {
  portal.setNow('2026-03-11T07:30:00Z')
  const first = await fileOne(portal, { text: 'Видео лежит на www.example.kz/1' })
  portal.setNow('2026-03-11T08:00:00Z')
  const second = await fileOne(portal, { text: 'Видео лежит на www.example.kz/2' })
  const { text } = await registrar.get(moderationPaths.queue())
  const [a, b] = [
    text.indexOf(moderationPaths.item(first.number)),
    text.indexOf(moderationPaths.item(second.number)),
  ]
  expect(a).toBeGreaterThan(0)
  expect(b).toBeGreaterThan(a)
})

test('reports go a year after the decision', async () => {
  const job = portal.jobs.get('moderation.forget')
  const decided = () => portal.deps.db.abuseReport.count({ where: { NOT: { decidedAt: null } } })
  await job?.run({}, Temporal.Instant.from('2027-03-11T06:00:00Z'))
  expect(await decided()).toBeGreaterThan(0)
  const open = await portal.deps.db.abuseReport.count({ where: { decidedAt: null } })
  await job?.run({}, Temporal.Instant.from('2027-03-13T06:00:00Z'))
  expect(await decided()).toBe(0)
  expect(await portal.deps.db.abuseReport.count()).toBe(open)
})

import request from 'supertest'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { createApp } from '../../src/app.ts'
import { analysisPaths } from '../../src/features/analysis/index.ts'
import { file } from '../complaints/history.ts'
import { castNow } from '../support/cast.ts'
import { openPortal, type Portal, sameOrigin } from '../support/portal.ts'
import { runJobs } from '../support/run-jobs.ts'
import { type Browser, signInAs } from '../support/sign-in.ts'
import { type MailServer, openMailServer } from '../support/smtp.ts'

const slug = 'synaqqala'
let smtp: MailServer
let portal: Portal
let admin: Browser
let head: Browser

beforeAll(async () => {
  smtp = await openMailServer()
  portal = await openPortal({ smtpUrl: smtp.url })
  const { deps, cast } = portal
  for (let n = 0; n < 12; n++) await file(portal, { text: `Шұңқыр, тереңдігі үлкен, жол жиегінде ${n}` })
  for (let n = 0; n < 3; n++) {
    await file(portal, {
      text: `Ауладағы тайғақ, қар тазаланбаған ${n}`,
      categoryId: cast.categories.snow,
      districtId: cast.districts.east,
    })
  }
  await deps.db.consultation.createMany({
    data: Array.from({ length: 4 }, (_one, n) => ({
      cityId: cast.city.id,
      at: new Date(`2026-03-0${n + 1}T06:00:00Z`),
      channel: 'phone',
      categoryId: n === 0 ? null : cast.categories.heating,
      question: 'Жылу қашан беріледі',
    })),
  })
  await runJobs(portal)
  admin = await signInAs(portal, 'city_admin@example.kz')
  head = await signInAs(portal, 'head@example.kz')
}, 60_000)
afterAll(async () => {
  await portal.close()
  await smtp.close()
})
beforeEach(() => {
  portal.setNow(castNow)
  portal.deps.cache.forget('analysis:')
  smtp.arrived.length = 0
})

const get = (path: string) => request(portal.app).get(path)

/** Rows of a CSV, without its head, by what stands in them. */
const rowsIn = (csv: string) =>
  csv
    .replace('\uFEFF', '')
    .trim()
    .split('\r\n')
    .slice(1)
    .map((line) => line.split(','))

describe('the analysis for staff', () => {
  test('counts topics, areas and time over all ways in which people came, and leads to one topic', async () => {
    const page = await admin.get(analysisPaths.show(slug)).expect(200)
    const [, heat = ''] = /<table class="ds-table heat"([\s\S]*?)<\/table>/.exec(page.text) ?? []
    expect(heat).toMatch(/data-level="5">12<\/td>/)
    expect(page.text).toContain('19')
    const link = /href="([^"]*category=potholes[^"]*)"/.exec(heat)?.[1]?.replaceAll('&amp;', '&') ?? ''
    const one = await admin.get(link).expect(200)
    expect(one.text).not.toMatch(/<th scope="row"><a[^>]*>Снег/)
    const none = await admin
      .get(analysisPaths.show(slug, { from: '2024-01-01', to: '2024-02-01' }))
      .expect(200)
    expect(none.text).toContain('За этот период ничего нет')
    await admin.get(`${analysisPaths.show(slug)}?from=x&kind=<>&area=${'z'.repeat(80)}`).expect(200)
  })

  test('gives a file whose sums are those of the page, and the export stands in the staff log', async () => {
    const file = await admin.get(analysisPaths.csv(slug)).expect(200)
    const rows = rowsIn(file.text)
    expect(rows.map((row) => [row[1], row[3], row[5], row[7]])).toEqual([
      ['complaints', 'potholes', 'west', '12'],
      ['complaints', 'snow', 'east', '3'],
      ['consultations', '', '', '1'],
      ['consultations', 'heating', '', '3'],
    ])
    const log = await portal.deps.db.staffLog.findFirst({ where: { kind: 'exported', subject: 'appeals' } })
    expect(log?.detail).toEqual({ rows: 4 })
  })

  test('shows a head what the own office holds alone, and a stranger nothing', async () => {
    const { roads, housing } = portal.cast.offices
    for (const office of [roads, housing, 999_999]) {
      const file = await head.get(analysisPaths.csv(slug, { office: String(office) })).expect(200)
      const held = await portal.deps.db.complaint.count({ where: { officeId: roads } })
      expect(rowsIn(file.text).reduce((sum, row) => sum + Number(row[7]), 0)).toBe(held)
      expect(file.text).not.toContain('consultations')
    }
    await head.get(analysisPaths.show('basqaqala')).expect(404)
    const executor = await signInAs(portal, 'executor@example.kz')
    await executor.get(analysisPaths.show(slug)).expect(404)
  })

  test('takes in what a later feature counts without knowing it', async () => {
    const { deps } = portal
    const receptions = {
      kind: 'receptions',
      label: 'analysis:title' as const,
      counts: async () => [{ day: '2026-03-01', category: 'snow', area: 'west', count: 7 }],
    }
    const beside = { ...deps.beside, appeals: [...deps.beside.appeals, receptions] }
    const app = createApp({ ...deps, beside })
    const answer = await request(app)
      .get(analysisPaths.file('ru', slug, 'json'))
      .expect(200)
    // Three and seven are few each, and a sum of both would tell the one to whoever knows the other
    expect(answer.body.rows).toContainEqual({
      ...{ period: '2026-03-01', kind: 'receptions', category: 'snow', area: '*', count: null },
    })
  })
})

describe('the counts for everybody', () => {
  test('are months without words, and few cases are not told', async () => {
    const answer = await get(analysisPaths.file('ru', slug, 'json')).expect(200)
    expect(answer.body).toMatchObject({ from: '2025-04-01', to: '2026-03-11', unit: 'month' })
    expect(answer.body.rows).toContainEqual({
      ...{ period: '2026-03-01', kind: 'complaints', category: 'potholes', area: 'west', count: 12 },
    })
    expect(answer.body.rows).toContainEqual({
      ...{ period: '2026-03-01', kind: 'complaints', category: 'snow', area: '*', count: null },
    })
    const csv = await get(analysisPaths.file('ru', slug, 'csv', { from: '2026-03-01' })).expect(200)
    expect(
      rowsIn(csv.text)
        .find((row) => row[3] === 'snow')
        ?.slice(7),
    ).toEqual(['', 'yes'])
    const page = await get(analysisPaths.page('ru', slug)).expect(200)
    const days = await get(`${analysisPaths.file('ru', slug, 'json')}?from=2026-03-08&to=2026-03-10`).expect(
      200,
    )
    expect(days.body).toMatchObject({ from: '2026-03-01', to: '2026-03-11' })
    expect(page.text).not.toContain('тайғақ')
    expect(page.headers['cache-control']).toContain('s-maxage')
  })
})

describe('a log of receptions', () => {
  const send = (content: string, fields: Record<string, string> = {}) => {
    const form = admin.post(analysisPaths.log(slug)).set(sameOrigin)
    for (const [name, value] of Object.entries(fields)) form.field(name, value)
    return form.attach('file', Buffer.from(content), 'log.csv')
  }
  const log = [
    'Дата;Канал;Тема;Вопрос;Номер',
    '10.03.2026 10:00;Телефон;Яма;Когда отремонтируют дорогу;1',
    '10.03.2026 11:00;звонок;Луна;Вопрос;2',
    'вчера;Телефон;;Вопрос;3',
  ].join('\n')

  test('is checked, brought in with each bad line named, and repeats nothing', async () => {
    const [category] = await portal.deps.db.category.findMany({
      where: { id: portal.cast.categories.potholes },
    })
    const file = log.replace('Яма', category?.nameRu ?? '')
    const count = () => portal.deps.db.consultation.count({ where: { source: '109' } })
    const trial = await send(file, { source: '109', check: '1' }).expect(422)
    expect(trial.text).toMatch(/Строка 3[\s\S]*Неизвестный способ: «звонок»/)
    expect(trial.text).toMatch(/Строка 4[\s\S]*Непонятные дата и время: «вчера»/)
    expect(await count()).toBe(0)
    const words = { source: '109', channels: 'звонок = phone', topics: 'Луна =' }
    const bad = await send(file, words).expect(422)
    expect(bad.text).toContain('Принято: 2')
    expect(await count()).toBe(2)
    const good = file.split('\n').slice(0, 3).join('\n')
    const again = await send(good, words).expect(303)
    expect(String(again.headers['location'])).toContain('imported=0&repeated=2')
    expect(
      (await portal.deps.db.staffLog.findFirst({ where: { subject: 'consultations' } }))?.detail,
    ).toEqual({ rows: 2 })
    await portal.deps.db.consultation.deleteMany({ where: { source: '109' } })
  })

  test('says which column is missing, and is a matter of who leads the city', async () => {
    expect((await send('a;b\n1;2').expect(422)).text).toContain('В файле не найден столбец: Дата и время')
    expect(
      (await send('Когда;Как\n', { 'column-at': 'Когда', 'column-channel': 'Как' }).expect(303)).status,
    ).toBe(303)
    const misnamed = await send('Дата;Канал;Вопрос\n', { 'column-question': 'Вопроc' }).expect(422)
    expect(misnamed.text).toContain('В файле нет столбца: Вопроc')
    expect(misnamed.text).toContain('href="#column-question"')
    const spare = '\uFEFFДата;Канал;Вопрсо\n'
    expect((await send(spare).expect(422)).text).toContain('Непонятные столбцы: Вопрсо')
    await send(spare, { skip: '1' }).expect(303)
    await head.get(analysisPaths.log(slug)).expect(404)
  })
})

describe('the ways in which people come', () => {
  test('hold requests for guides and visits of receptions', async () => {
    const { deps, cast } = portal
    const at = new Date('2026-03-10T06:00:00Z')
    const day = new Date('2026-03-10')
    await deps.db.guideRequest.create({
      data: {
        cityId: cast.city.id,
        words: 'как получить',
        lang: 'ru',
        formKey: Buffer.from('k'),
        at,
        changedAt: at,
      },
    })
    const body = await deps.db.receptionBody.create({
      data: {
        ...{ cityId: cast.city.id, code: 'office', kind: 'front_office', updatedAt: at },
        ...{ nameKk: 'Терезе', nameRu: 'Окно', nameEn: 'Window' },
      },
    })
    const ticket = { cityId: cast.city.id, bodyId: body.id, day, state: 'served', issuedAt: at }
    await deps.db.queueTicket.createMany({ data: [1, 2].map((no) => ({ ...ticket, no })) })
    const file = await admin.get(analysisPaths.csv(slug)).expect(200)
    const rows = rowsIn(file.text).map((row) => [row[1], row[7]])
    expect(rows).toContainEqual(['guide-requests', '1'])
    expect(rows).toContainEqual(['receptions', '2'])
    await deps.db.queueTicket.deleteMany({ where: { bodyId: body.id } })
    await deps.db.receptionBody.delete({ where: { id: body.id } })
    await deps.db.guideRequest.deleteMany({ where: { cityId: cast.city.id } })
  })
})

describe('the weekly mail', () => {
  const press = (browser: Browser, act: string, office = '') =>
    browser.post(analysisPaths.weekly(slug)).set(sameOrigin).type('form').send({ act, office }).expect(303)
  const monday = '2026-03-16T03:00:00Z'

  test('comes on Monday to who asked for it, once, about the week that ended and the own office', async () => {
    await press(admin, 'start')
    await press(head, 'start', String(portal.cast.offices.housing))
    expect((await admin.get(analysisPaths.show(slug))).text).toContain('Прекратить письма')
    portal.setNow(monday)
    for (let again = 0; again < 2; again++) {
      await portal.jobs.get('analysis.weekly')?.run({}, portal.deps.now())
      await runJobs(portal)
    }
    expect(smtp.arrived.map(({ to }) => to).sort()).toEqual(['city_admin@example.kz', 'head@example.kz'])
    const mail = smtp.lastTo('city_admin@example.kz').mail
    expect(mail.text).toContain('Всего: 15')
    expect(mail.text).toContain(`http://portal.test${analysisPaths.show(slug)}`)
    const own = await portal.deps.db.complaint.count({ where: { officeId: portal.cast.offices.roads } })
    expect(smtp.lastTo('head@example.kz').mail.text).toContain(`Всего: ${own}`)
  })

  test('is ended by one press of the mail program, and by the page of its link', async () => {
    const { deps, cast } = portal
    await press(admin, 'start')
    const row = await deps.db.analysisReader.findFirstOrThrow({ where: { staffId: cast.staff.city_admin } })
    await portal.jobs.get('analysis.letter')?.run({ id: row.id, week: '2026-03-02' }, deps.now())
    await runJobs(portal)
    const { mail } = smtp.lastTo('city_admin@example.kz')
    const link =
      /http:\/\/portal\.test(\/\w\w\/\w+\/unsubscribe-week\/[\w-]+)/.exec(mail.text ?? '')?.[1] ?? ''
    expect(link).not.toBe('')
    expect(JSON.stringify(mail.headers)).toContain(link)
    await get(link).expect(200)
    expect(await deps.db.analysisReader.count({ where: { id: row.id } })).toBe(1)
    await request(portal.app).post(link).type('form').send({ 'List-Unsubscribe': 'One-Click' }).expect(200)
    expect(await deps.db.analysisReader.count({ where: { id: row.id } })).toBe(0)
    await get(link.replace(/.$/, (end) => (end === '0' ? '1' : '0'))).expect(404)
    await press(admin, 'start')
  })

  test('does not come to who ended it or may not see it any more', async () => {
    await press(admin, 'stop')
    await portal.deps.db.staffRole.deleteMany({ where: { staffId: portal.cast.staff.head } })
    portal.setNow('2026-03-23T03:00:00Z')
    await portal.jobs.get('analysis.weekly')?.run({}, portal.deps.now())
    await runJobs(portal)
    expect(smtp.arrived).toEqual([])
  })
})

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
    expect(answer.body.rows).toContainEqual({
      // Three and seven are few, ten together are not
      period: '2026-03-01',
      kind: '*',
      category: 'snow',
      area: '*',
      count: 10,
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
      ...{ period: '2026-03-01', kind: '*', category: 'snow', area: '*', count: null },
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

  test('does not come to who ended it or may not see it any more', async () => {
    await press(admin, 'stop')
    await portal.deps.db.staffRole.deleteMany({ where: { staffId: portal.cast.staff.head } })
    portal.setNow('2026-03-23T03:00:00Z')
    await portal.jobs.get('analysis.weekly')?.run({}, portal.deps.now())
    await runJobs(portal)
    expect(smtp.arrived).toEqual([])
  })
})

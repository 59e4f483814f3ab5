import { randomUUID } from 'node:crypto'
import { Temporal } from 'temporal-polyfill'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { cityBySlug } from '../../src/features/city/index.ts'
import { settingsPaths } from '../../src/features/settings/index.ts'
import { answered, file, happen } from '../complaints/history.ts'
import { openPortal, type Portal, sameOrigin } from '../support/portal.ts'
import { type Browser, signInAs } from '../support/sign-in.ts'
import { filledForm } from './filled-form.ts'

/** For how long a city keeps what is about people, and the hour of its open data. */

const city = 'synaqqala'
let portal: Portal
let admin: Browser
beforeAll(async () => {
  portal = await openPortal()
  admin = await signInAs(portal, 'city_admin@example.kz')
})
afterAll(() => portal?.close())

async function change(kind: 'retention' | 'openData', fields: Record<string, string>) {
  const path = settingsPaths.thing(city, kind, '')
  const typed = { ...filledForm((await admin.get(path).expect(200)).text), ...fields }
  return admin.post(path).set(sameOrigin).type('form').send(typed)
}
const profile = async () => {
  portal.deps.cache.forget('')
  return (await cityBySlug(portal.deps, city))?.profile
}
const run = async (job: string, instant: string) => {
  const found = portal.jobs.get(job)
  if (!found) throw new Error(`no job ${job}`)
  await found.run({}, Temporal.Instant.from(instant))
}

test('where nothing was set the longest that is allowed holds', async () => {
  const page = filledForm((await admin.get(settingsPaths.thing(city, 'retention', ''))).text)
  expect(page).toMatchObject({
    ...{
      contactDays: '365',
      reportDays: '365',
      talkDays: '365',
      consultationDays: '365',
      callBackDays: '90',
    },
  })
  expect((await profile())?.openData.hour).toBe(3)
})

test.each([
  ['contactDays', '91'],
  ['contactDays', '366'],
  ['reportDays', '30'],
  ['talkDays', '29'],
  ['consultationDays', ''],
  ['callBackDays', '91'],
])('%s of "%s" days is beyond what the law leaves', async (field, value) => {
  const answer = await change('retention', { [field]: value, confirm: 'Synaqqala' })
  expect(answer.status).toBe(422)
  expect(answer.text).toContain(`href="#${field}"`)
})

test('a shorter period is confirmed by the name of the city, told on the privacy page, and kept by the jobs', async () => {
  const { deps, cast } = portal
  const contacts = { email: 'aigul@example.kz', phone: '+77051234567' }
  const ended = await file(portal, contacts)
  // Answered on 11 March 2026 at 08:00 UTC.
  await happen(portal, ended.number, answered())
  const { id: complaintId } = await deps.db.complaint.findUniqueOrThrow({ where: { number: ended.number } })
  const at = new Date('2026-03-11T08:00:00Z')
  for (const cityId of [cast.city.id, cast.otherCity.id]) {
    await deps.db.consultation.create({
      data: { cityId, at, channel: 'phone', question: 'When?', answer: 'Soon' },
    })
    await deps.db.callBack.create({
      data: {
        ...{
          id: randomUUID(),
          cityId,
          lang: 'kk',
          reason: 'x',
          staffId: cast.staff.operator,
          sealed: Buffer.from('x'),
        },
        ...{ dueAt: at, doneAt: at, createdAt: at },
      },
    })
  }
  await deps.db.abuseReport.create({
    data: {
      ...{ cityId: cast.city.id, complaintId, part: 'complaint', ground: 'spam', lang: 'kk' },
      ...{ device: Buffer.from('x'), reportedAt: at, decidedAt: at, outcome: 'dismissed' },
    },
  })

  const shorter = { contactDays: '100', reportDays: '95', consultationDays: '30', callBackDays: '7' }
  expect((await change('retention', shorter)).status).toBe(422)
  expect((await profile())?.retention.contactDays).toBe(365)
  expect((await change('retention', { ...shorter, confirm: 'Synaqqala' })).status).toBe(303)
  expect((await profile())?.retention).toEqual({
    ...{ contactDays: 100, reportDays: 95, talkDays: 365, consultationDays: 30, callBackDays: 7 },
  })
  expect((await admin.get(`/en/${city}/privacy`).expect(200)).text).toContain('100 days')

  const left = async () => ({
    contacts: await deps.db.complaintContact.count({ where: { complaintId } }),
    reports: await deps.db.abuseReport.count(),
    words: (await deps.db.consultation.findMany({ where: { question: 'When?' } })).map(
      ({ cityId }) => cityId,
    ),
    callBacks: (await deps.db.callBack.findMany()).map(({ cityId }) => cityId),
  })
  const all = ['complaints.forget-contacts', 'complaints.retention', 'moderation.forget', 'operator.forget']
  const both = [cast.city.id, cast.otherCity.id]
  for (const job of all) await run(job, '2026-03-18T07:59:00Z')
  expect(await left()).toEqual({ contacts: 3, reports: 1, words: both, callBacks: both })
  // The other city has set nothing: its call-backs stay 90 days, its words a year.
  for (const job of all) await run(job, '2026-04-11T08:00:00Z')
  expect(await left()).toEqual({
    ...{ contacts: 3, reports: 1, words: [cast.otherCity.id], callBacks: [cast.otherCity.id] },
  })
  for (const job of all) await run(job, '2026-06-14T08:01:00Z')
  expect(await left()).toMatchObject({ contacts: 3, reports: 0, words: [cast.otherCity.id], callBacks: [] })
  for (const job of all) await run(job, '2026-06-19T08:01:00Z')
  expect((await left()).contacts).toBe(0)
})

test('the hour of open data is a whole hour of the day', async () => {
  for (const hour of ['24', '-1', '3:30', ''])
    expect((await change('openData', { hour })).status, hour).toBe(422)
  expect((await change('openData', { hour: '5' })).status).toBe(303)
  expect((await profile())?.openData.hour).toBe(5)
})

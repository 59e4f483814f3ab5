import request from 'supertest'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { followingPaths, topicPaths } from '../../src/features/following/index.ts'
import { askedTopic } from '../../src/features/guides/asked-topic.ts'
import { guidePaths, guideStaffPaths } from '../../src/features/guides/index.ts'
import { hiddenFields } from '../filing/resident.ts'
import { plantOneGuide } from '../support/one-guide.ts'
import { openPortal, type Portal, sameOrigin } from '../support/portal.ts'
import { runJobs } from '../support/run-jobs.ts'
import { type Browser, signInAs } from '../support/sign-in.ts'
import { type MailServer, openMailServer } from '../support/smtp.ts'

/** Who hears of guides: who waits for one with others, and who answers for them. */

let smtp: MailServer
let portal: Portal
let planted: Record<string, string>
const slug = 'synaqqala'

beforeAll(async () => {
  smtp = await openMailServer()
  portal = await openPortal({ smtpUrl: smtp.url })
  planted = await plantOneGuide(portal)
})
afterAll(async () => {
  await portal?.close()
  await smtp?.close()
})

const get = (path: string) => request(portal.app).get(path)
const post = (browser: Browser | ReturnType<typeof request.agent>, path: string, fields: object) =>
  browser.post(path).set(sameOrigin).type('form').send(fields)
const mailsTo = (address: string) => smtp.arrived.filter(({ to }) => to === address).map(({ mail }) => mail)
const later = (time: { seconds?: number; hours?: number }) =>
  portal.setNow(portal.deps.now().add(time).toString())

test('topics stand with their guides on one page, and are found by search', async () => {
  const page = await get(guidePaths.topics('ru', slug)).expect(200)
  expect(page.text).toContain(`href="${guidePaths.topic('ru', slug, 'heat')}"`)
  expect(page.text).toContain(`href="${guidePaths.show('ru', slug, 'cold-flat')}"`)
  const found = await get(`/ru/${slug}/search?q=${encodeURIComponent('дома нет тепла')}`).expect(200)
  expect(found.text).toContain(`href="${guidePaths.topic('ru', slug, 'heat')}"`)
})

test('whoever waits for a situation as well is told once, and the address is forgotten', async () => {
  const email = 'neighbour@example.kz'
  const id = Number(planted['asked'])
  const queue = await get(guidePaths.requests('ru', slug)).expect(200)
  const href = topicPaths.follow('ru', slug, askedTopic(id))
  expect(queue.text).toContain(`href="${href.replaceAll('&', '&amp;')}"`)
  const form = await get(href).expect(200)
  later({ seconds: 5 })
  const resident = request.agent(portal.app)
  const sent = await post(resident, followingPaths.new('ru', slug), {
    ...hiddenFields(form.text),
    ...{ email, cadence: 'now' },
  }).expect(303)
  await runJobs(portal)
  const [, code = ''] = /^(\d{6})$/m.exec(smtp.lastTo(email).mail.text ?? '') ?? []
  await post(resident, String(sent.headers['location']), { code }).expect(303)
  expect(await portal.deps.db.follower.count()).toBe(1)

  const admin = await signInAs(portal, 'city_admin@example.kz')
  const move = { version: '1', state: 'published', guide: planted['guideId'] }
  await post(admin, guideStaffPaths.request(id), move).expect(303)
  await runJobs(portal)
  const told = mailsTo(email).slice(1)
  expect(told.map(({ subject }) => subject)).toEqual([expect.stringContaining('Появилась инструкция')])
  expect(told[0]?.text).toContain(guidePaths.show('ru', slug, 'cold-flat'))
  expect(await portal.deps.db.follower.count()).toBe(0)
  await get(href).expect(404)
})

test('who answers for a guide gets one letter a day about it, until they leave', async () => {
  const head = 'head@example.kz'
  // Only accounts that somebody can enter are written to
  const enterable = (passwordHash: string | null) =>
    portal.deps.db.staff.updateMany({ data: { passwordHash } })
  await enterable('set')
  const guide = { cityId: portal.cast.city.id, guideId: Number(planted['guideId']) }
  const { id: textId } = await portal.deps.db.guideText.findFirstOrThrow({ where: { ...guide, lang: 'ru' } })
  const says = (reason: string) =>
    portal.deps.db.guideVerdict.create({
      data: {
        ...{ ...guide, textId, helped: false, reason, words: 'Звоните мне: 87010000000' },
        at: new Date(portal.deps.now().epochMilliseconds),
      },
    })
  const morning = async () => {
    await portal.jobs.get('guides.owners')?.run({}, portal.deps.now())
    await runJobs(portal)
    return mailsTo(head).map(({ text }) => text ?? '')
  }
  expect(await morning()).toEqual([])
  await says('unclear')
  await says('unclear')
  later({ hours: 1 })
  const [first = '', ...more] = await morning()
  expect(more).toEqual([])
  expect(first).toContain('2 читателям не помогло')
  expect(first).toContain('Непонятно написано: 2')
  expect(first).toContain(guideStaffPaths.show(guide.guideId))
  expect(first).not.toContain('8701')
  expect(mailsTo('city_admin@example.kz')).toEqual([])

  // Nothing new the next day; then an answer, and the guide is due
  later({ hours: 24 })
  expect(await morning()).toHaveLength(1)
  await says('wrong')
  await portal.deps.db.guide.update({
    where: { id: guide.guideId },
    data: { reviewedOn: new Date('2025-06-01') },
  })
  later({ hours: 24 })
  expect((await morning())[1]).toContain('Пора проверить, последний раз проверено 1 июня 2025')

  const path = /http:\/\/portal\.test(\/\w\w\/\w+\/unsubscribe-guides\/[\w-]+)/.exec(first)?.[1] ?? ''
  await get(path).expect(200)
  await get(path.slice(0, -1)).expect(404)
  await request(portal.app).post(path).type('form').send({ 'List-Unsubscribe': 'One-Click' }).expect(200)
  later({ hours: 1 })
  await says('missing')
  later({ hours: 24 })
  expect(await morning()).toHaveLength(2)
  await enterable(null)
  const browser = await signInAs(portal, head)
  await enterable('set')
  expect((await browser.get(guideStaffPaths.list()).expect(200)).text).toContain('Присылать письмо')
  await post(browser, guideStaffPaths.letters(), { act: 'start' }).expect(303)
  later({ hours: 24 })
  expect(await morning()).toHaveLength(3)
})

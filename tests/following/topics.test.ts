import request from 'supertest'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { createApp } from '../../src/app.ts'
import {
  followingPaths,
  startTopicRequest,
  tellTopic,
  topicPaths,
  untellTopic,
} from '../../src/features/following/index.ts'
import { inTransaction } from '../../src/platform/db/transaction.ts'
import type { Besides } from '../../src/platform/http/beside.ts'
import { errorsOf, hiddenFields } from '../filing/resident.ts'
import { castNow } from '../support/cast.ts'
import { openPortal, type Portal, sameOrigin } from '../support/portal.ts'
import { runJobs } from '../support/run-jobs.ts'
import { type MailServer, openMailServer } from '../support/smtp.ts'

/** As a feature with topics would answer: streets with works on them. */
const topic: Besides['topic'] = async (asked, { lang, slug }) => {
  if (asked === 'street') return { label: 'Все улицы', href: `/${lang}/${slug}`, feed: '/streets.atom' }
  const [, street] = /^street:(abai|satpaev)$/.exec(asked) ?? []
  return street === undefined ? null : { label: `Улица ${street}`, href: `/${lang}/${slug}?${street}` }
}

const slug = 'synaqqala'
let smtp: MailServer
let portal: Portal
let app: ReturnType<typeof createApp>

beforeAll(async () => {
  smtp = await openMailServer()
  portal = await openPortal({ smtpUrl: smtp.url })
  app = createApp({ ...portal.deps, beside: { ...portal.deps.beside, topic } })
})
afterAll(async () => {
  await portal.close()
  await smtp.close()
})
beforeEach(async () => {
  await portal.deps.pool.query('DELETE FROM rate_limit')
  portal.setNow(castNow)
  smtp.arrived.length = 0
})

const get = (path: string) => request(app).get(path)
const post = (path: string, fields: Record<string, string>) =>
  request(app).post(path).set(sameOrigin).type('form').send(fields)

/** Types the mailed code. Answers the address of the page where everything is managed. */
async function confirm(page: string, email: string): Promise<string> {
  await runJobs(portal)
  const [, code = ''] = /^(\d{6})$/m.exec(smtp.lastTo(email).mail.text ?? '') ?? []
  const done = await post(page, { code }).expect(303)
  return String(done.headers['location']).replace(/\?.*/, '')
}

async function follow(topic: string, email: string, cadence = 'now'): Promise<string> {
  portal.setNow(castNow)
  const page = await get(topicPaths.follow('ru', slug, topic)).expect(200)
  portal.setNow('2026-03-11T07:00:05Z')
  const sent = await post(followingPaths.new('ru', slug), { ...hiddenFields(page.text), email, cadence })
  expect([sent.status, errorsOf(sent.text)]).toEqual([303, []])
  return confirm(String(sent.headers['location']), email)
}

const news = (title: string, href = '/street/1') => {
  const one = (lang: string) => ({
    title: `${title} (${lang})`,
    lines: [`${lang}: с 5 мая`],
    href: `/${lang}${href}`,
  })
  return { kk: one('kk'), ru: one('ru'), en: one('en') }
}

async function tell(topic: string, key: string, told = news(key)): Promise<void> {
  const { deps, cast } = portal
  await inTransaction(deps.db, (tx) => tellTopic(tx, deps, { cityId: cast.city.id, topic, key, news: told }))
  await runJobs(portal)
}

const mailsTo = (address: string) =>
  smtp.arrived.filter(({ to, mail }) => to === address && !/код|code/i.test(mail.subject ?? ''))

describe('a topic', () => {
  test('is followed by a code, told once at once, and left by one press that leaves the rest', async () => {
    const email = 'street@example.kz'
    const manage = await follow('street:abai', email)
    await follow('street:satpaev', email)
    await tell('street:abai', 'closed')
    // The same thing on another street of theirs, and a repeat of it.
    await tell('street:satpaev', 'closed')
    await tell('street:abai', 'closed')
    const letters = mailsTo(email)
    expect(letters.map(({ mail }) => mail.subject)).toEqual(['closed (ru)'])
    const [{ mail, sender } = { mail: null, sender: '' }] = letters
    expect(mail?.text).toContain('ru: с 5 мая')
    expect(mail?.text).toContain('http://portal.test/ru/street/1')
    expect(mail?.text).toContain('Отписаться от этой рассылки')
    expect(sender).toMatch(/^bounce\+f\d+-/)
    const header = mail?.headers.find(({ key }) => key === 'list-unsubscribe')?.value ?? ''
    const link = new URL(header.replace(/[<>]/g, '')).pathname
    expect((await get(manage)).text).toContain('Улица abai')
    await request(app).post(link).type('form').send('List-Unsubscribe=One-Click').expect(200)
    const left = (await get(manage)).text
    expect(left).not.toContain('Улица abai')
    expect(left).toContain('Улица satpaev')
    await tell('street:abai', 'opened')
    expect(mailsTo(email)).toHaveLength(1)
  })

  test('comes once a day in one letter, without what was taken back', async () => {
    const email = 'daily-street@example.kz'
    const { deps, cast } = portal
    const manage = await follow('street', email, 'daily')
    await tell('street', 'first', news('first', '/street/2'))
    await tell('street', 'second', news('second', '/street/3'))
    await tell('street', 'third', news('third', '/street/4'))
    await inTransaction(deps.db, (tx) =>
      untellTopic(tx, { cityId: cast.city.id, key: 'second', href: '/kk/street/3' }),
    )
    expect(mailsTo(email)).toEqual([])
    await portal.jobs.get('following.daily')?.run({}, deps.now())
    await runJobs(portal)
    const letters = mailsTo(email)
    expect(letters).toHaveLength(1)
    expect(letters[0]?.mail.text).toMatch(/first \(ru\)[\s\S]*third \(ru\)/)
    expect(letters[0]?.mail.text).not.toContain('second')
    // At once from now on, by the page that manages it.
    const [, subscription = ''] = /name="subscription" value="(\d+)"/.exec((await get(manage)).text) ?? []
    await post(`${manage}/cadence`, { subscription, cadence: 'now' }).expect(303)
    await tell('street', 'fourth', news('fourth', '/street/5'))
    expect(mailsTo(email)).toHaveLength(2)
  })

  test('reaches hundreds, and nobody of another city', async () => {
    const { deps, cast } = portal
    const at = new Date(castNow)
    const followers = await deps.db.follower.createManyAndReturn({
      data: Array.from({ length: 450 }, (_one, n) => {
        const bytes = Buffer.from(`crowd ${n}`)
        return {
          blindIndex: bytes,
          sealed: bytes,
          tokenHash: bytes,
          sealedToken: bytes,
          lang: 'kk',
          confirmedAt: at,
        }
      }),
    })
    const shared = { topic: 'street:crowd', scope: 'tstreet:crowd', cadence: 'daily', createdAt: at }
    await deps.db.subscription.createMany({
      data: followers.map(({ id }, n) => ({
        ...shared,
        followerId: id,
        cityId: n < 420 ? cast.city.id : cast.otherCity.id,
      })),
    })
    await tell('street:crowd', 'crowd')
    expect(await deps.db.followNotice.count({ where: { topicNews: { key: 'crowd' } } })).toBe(420)
    await deps.db.follower.deleteMany({ where: { id: { in: followers.map(({ id }) => id) } } })
  })

  test('that there is not is no page, and what has gone can still be left', async () => {
    for (const topic of ['street:none', 'works', 'street:abai:x', 'STREET', '../x']) {
      await get(topicPaths.follow('ru', slug, topic)).expect(404)
      await post(followingPaths.new('ru', slug), { topic, email: 'a@example.kz', cadence: 'now' }).expect(404)
    }
    const manage = await follow('street:abai', 'gone@example.kz')
    await portal.deps.db.subscription.updateMany({
      where: { topic: 'street:abai' },
      data: { topic: 'street:gone' },
    })
    const page = await get(manage).expect(200)
    expect(page.text).toContain('Этой страницы больше нет')
    const [, subscription = ''] = /name="subscription" value="(\d+)"/.exec(page.text) ?? []
    await post(`${manage}/remove`, { subscription }).expect(303)
    expect((await get(manage)).text).toContain('Пока вы ни на что не подписаны')
  })

  test('is asked for by a form of another feature; nobody floods a mailbox by it', async () => {
    const { deps, cast } = portal
    const asked = {
      cityId: cast.city.id,
      slug,
      lang: 'en',
      topic: 'street:abai',
      email: 'form@example.kz',
    } as const
    const page = await startTopicRequest(deps, asked)
    await confirm(page, asked.email)
    await tell('street:abai', 'again', news('again', '/street/9'))
    expect(mailsTo(asked.email).map(({ mail }) => mail.subject)).toEqual(['again (en)'])
    for (let n = 0; n < 5; n++) expect(await startTopicRequest(deps, asked)).toContain('/confirm/')
    expect(await startTopicRequest(deps, asked)).toBe(topicPaths.follow('en', slug, 'street:abai'))
  })

  test('shows its feed for whoever wants no mail, and an address that bounces is written down', async () => {
    const page = await get(topicPaths.follow('ru', slug, 'street'))
    expect(page.text).toContain('href="/streets.atom"')
    const email = 'refused@example.kz'
    const manage = await follow('street', email)
    smtp.refuses.set(email, '550 5.1.1 no such user')
    await tell('street', 'refused', news('refused', '/street/6'))
    expect((await get(manage)).text).toContain('550 5.1.1')
  })

  test('is forgotten when its letters are old', async () => {
    const { deps } = portal
    expect(await deps.db.topicNews.count()).toBeGreaterThan(0)
    await portal.jobs.get('following.forget')?.run({}, deps.now().add({ hours: 24 * 91 }))
    expect(await deps.db.topicNews.count()).toBe(0)
  })
})

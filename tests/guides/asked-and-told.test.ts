import { once } from 'node:events'
import { createServer } from 'node:http'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { guidePaths, guideStaffPaths } from '../../src/features/guides/index.ts'
import { openBrowser } from '../support/browser.ts'
import { plantOneGuide } from '../support/one-guide.ts'
import { openPortal, type Portal } from '../support/portal.ts'
import { runJobs } from '../support/run-jobs.ts'
import { cookieOf, signInAs } from '../support/sign-in.ts'
import { type MailServer, openMailServer } from '../support/smtp.ts'
import { openWatched, type Watched } from '../support/watched-page.ts'

/** Somebody looks for how to do a thing, asks for it, staff write it, and the asker is told by a real mail. */

let portal: Portal
let mails: MailServer
let origin: string
let browser: Awaited<ReturnType<typeof openBrowser>>
let resident: Watched
const server = createServer()
const slug = 'synaqqala'

beforeAll(async () => {
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  origin = `http://localhost:${typeof address === 'object' ? address?.port : 0}`
  mails = await openMailServer()
  portal = await openPortal({ publicUrl: origin, smtpUrl: mails.url })
  server.on('request', portal.app)
  await plantOneGuide(portal)
  browser = await openBrowser()
  resident = await openWatched(browser, origin)
}, 120_000)
afterAll(async () => {
  await browser?.close()
  server.closeAllConnections()
  server.close()
  await portal?.close()
  await mails?.close()
})

/** A window in which this person is signed in. */
async function staffPage(email: string): Promise<Page> {
  const [name = '', value = ''] = cookieOf(await signInAs(portal, email)).split('=')
  const context = await browser.newContext({ viewport: { width: 1366, height: 900 }, locale: 'ru-RU' })
  await context.addCookies([{ name, value, url: origin }])
  context.setDefaultTimeout(10_000)
  return context.newPage()
}

test('find how to do it, miss it, ask, be told, and read it without a network', {
  tags: ['long'],
  timeout: 120_000,
}, async () => {
  const { page } = resident
  await page.goto(origin + guidePaths.list('ru', slug))
  await page.fill('main input[name="q"]', 'потерял ключи от подъезда')
  await page.keyboard.press('Enter')
  await page.waitForSelector('.empty-state')
  await page.click('.empty-state a')
  expect(await page.inputValue('#words')).toBe('потерял ключи от подъезда')
  await page.fill('#email', 'asker@example.kz')
  await page.click('main form button[type="submit"]')
  await page.waitForSelector('[role="status"] .ds-alert')

  const executor = await staffPage('executor@example.kz')
  const head = await staffPage('head@example.kz')
  await head.goto(origin + guideStaffPaths.requests())
  await head.click('main ol a:has-text("потерял ключи")')
  await head.click('main a[href*="/staff/guides/new"]')
  await head.selectOption('#lang', 'ru')
  await head.fill('#title', 'Потерял ключи от подъезда')
  await head.selectOption('#owner', String(portal.cast.offices.roads))
  await head.check('#topic-heat')
  await head.click('main form button[type="submit"]')
  await head.waitForURL(/\/staff\/guides\/\d+\/ru/)
  const editor = head.url()

  // Its head begins it, the executor writes it, so somebody else has to publish it
  await executor.goto(editor)
  await executor.fill('#summary', 'Позвоните председателю дома: он закажет новый ключ.')
  await executor.fill('#steps', 'Позвоните председателю дома.\nОплатите ключ и возьмите чек.')
  await executor.click('button[name="next"]')
  await executor.waitForURL(/done=sent/)
  await head.goto(editor)
  await head.click('form[action$="/publish"] button')
  await head.waitForSelector('.ds-alert:has-text("другой сотрудник")')
  const controller = await staffPage('controller@example.kz')
  await controller.goto(editor)
  await controller.click('form[action$="/publish"] button')
  await controller.waitForURL(/done=published/)

  expect(mails.arrived).toEqual([])
  await runJobs(portal)
  const { mail } = mails.lastTo('asker@example.kz')
  expect(mail.subject).toContain('появилась')
  expect(mail.text).toContain('потерял ключи от подъезда')
  const link = /https?:\S+\/guides\/[a-z0-9-]+/.exec(mail.text ?? '')?.[0] ?? ''
  await page.goto(link)
  expect(await page.textContent('h1')).toBe('Потерял ключи от подъезда')
  expect(await portal.deps.db.guideRequest.count({ where: { sealedEmail: { not: null } } })).toBe(0)

  await page.click('form[action$="/helped"] button')
  await page.waitForURL(/done=1/)
  await page.goto(link)
  const kept = JSON.stringify(new URL(link).pathname)
  await page.waitForFunction(`caches.match(${kept}).then((found) => found !== undefined)`)
  expect(resident.faults()).toEqual([])
  expect(resident.foreign()).toEqual([])
  server.closeAllConnections()
  server.close()
  await page.reload()
  expect(await page.textContent('h1')).toBe('Потерял ключи от подъезда')
})

import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { TextKey } from '../../src/platform/i18n/text-key.ts'
import { plantReceptions, slug } from '../receptions/visitors.ts'
import { openBrowser } from '../support/browser.ts'
import { type ListeningPortal, openListeningPortal } from '../support/listening-portal.ts'
import { runJobs } from '../support/run-jobs.ts'
import { type MailServer, openMailServer } from '../support/smtp.ts'

/** Two residents want the last place: one books and cancels, the other waits, is told by mail and takes the place. */

let portal: ListeningPortal
let browser: Browser
let server: MailServer

beforeAll(async () => {
  server = await openMailServer()
  ;[portal, browser] = await Promise.all([openListeningPortal({ smtpUrl: server.url }), openBrowser()])
  await plantReceptions(portal, { slots: 1, waitingMost: 5 })
}, 60_000)
afterAll(async () => {
  await browser?.close()
  await portal?.close()
  await server?.close()
})

const text = (key: TextKey) => portal.deps.texts.in('ru')(key)

/** As a resident without scripts finds the first reception and sends the form. */
async function book(name: string, button: TextKey): Promise<Page> {
  const page = await browser.newPage({ javaScriptEnabled: false, viewport: { width: 360, height: 720 } })
  await page.goto(`${portal.origin}/ru/${slug}/receptions`)
  await page.getByRole('link', { name: 'Руководитель управления' }).first().click()
  await page.getByLabel(text('receptions:field.name')).fill(name)
  await page.getByLabel(text('receptions:field.topic')).fill('Яма у школы на улице Абая')
  await page.getByLabel(text('receptions:field.email')).fill(`${name}@example.kz`)
  // Somebody reads and types; the clock of the portal stands still
  portal.setNow(portal.deps.now().add({ seconds: 30 }).toString())
  await page.getByRole('button', { name: text(button) }).click()
  await page.waitForURL(/\/bookings\//)
  return page
}

test('book, cancel, the next in line is told and takes the place', {
  tags: ['long'],
  timeout: 60_000,
}, async () => {
  const aigul = await book('aigul', 'receptions:show.free.button')
  await expect.poll(() => aigul.textContent('main')).toContain(text('receptions:booking.said.booked'))
  const viktor = await book('viktor', 'receptions:show.waiting.button')
  expect(await viktor.textContent('main')).toContain(text('receptions:booking.said.waiting'))
  await runJobs(portal)
  expect(server.lastTo('viktor@example.kz').mail.subject).toContain('Вы в листе ожидания')

  // From the mail, as somebody who has closed the browser.
  const link = /http:\S+\/bookings\/[\w-]+/.exec(server.lastTo('aigul@example.kz').mail.text ?? '')?.[0] ?? ''
  await aigul.goto(link)
  await aigul.getByText(text('receptions:booking.cancel'), { exact: true }).click()
  await aigul.getByRole('button', { name: text('receptions:booking.cancelSure') }).click()
  expect(await aigul.textContent('main')).toContain(text('receptions:booking.said.cancelled'))

  await runJobs(portal)
  const told = server.lastTo('viktor@example.kz')
  expect(told.mail.subject).toContain('Освободилось место')
  expect(told.sender).toMatch(/^bounce\+v\d+-[0-9a-f]+@/)
  await viktor.goto(/http:\S+\/bookings\/[\w-]+/.exec(told.mail.text ?? '')?.[0] ?? '')
  await viktor.getByRole('button', { name: text('receptions:booking.accept') }).click()
  expect(await viktor.textContent('main')).toContain(text('receptions:booking.said.accepted'))
  await runJobs(portal)
  expect(server.lastTo('viktor@example.kz').mail.subject).toContain('Вы записаны')
})

import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { complaintPaths } from '../../src/features/complaints/index.ts'
import { eventDeskPaths, eventPaths } from '../../src/features/events/paths.ts'
import { file } from '../complaints/history.ts'
import { openBrowser } from '../support/browser.ts'
import { type ListeningPortal, openListeningPortal } from '../support/listening-portal.ts'
import { axeFaults } from '../support/sample-browser.ts'
import { cookieOf, signInAs } from '../support/sign-in.ts'
import { openWatched, type Watched } from '../support/watched-page.ts'
import { plantEvent, slug } from './plant-event.ts'

/** A clean-up day from its announcement to its results, on a phone without scripts and at the office's screen. */

let portal: ListeningPortal
let browser: Browser
beforeAll(async () => {
  ;[portal, browser] = await Promise.all([openListeningPortal(), openBrowser()])
})
afterAll(async () => {
  await browser?.close()
  await portal?.close()
})

async function signedIn(role: string): Promise<Watched> {
  const window = await openWatched(browser, portal.origin, { width: 1366, height: 768, bypassCSP: true })
  const [name = '', value = ''] = cookieOf(await signInAs(portal, `${role}@example.kz`)).split('=')
  await window.context.addCookies([{ name, value, url: portal.origin }])
  return window
}

test('somebody signs up on a phone, the office checks them in, the results stand at the complaint', {
  tags: ['long'],
}, async () => {
  const complaint = await file(portal)
  const { id } = await portal.deps.db.complaint.findUniqueOrThrow({ where: { number: complaint.number } })
  const event = await plantEvent(portal, { complaintIds: [id], places: 10 })

  const phone = await openWatched(browser, portal.origin, { scripts: false })
  const { page } = phone
  await page.goto(portal.origin + eventPaths.agenda('ru', slug))
  await page.getByRole('link', { name: 'Субботник на набережной Иртыша' }).click()
  await page.getByRole('link', { name: 'Записаться' }).click()
  await page.getByLabel('Сколько вас будет?').selectOption('2')
  await page.getByLabel('Как вас зовут').fill('Динара')
  await page.getByLabel('Эл. почта').fill('dinara@example.kz')
  await page.getByRole('button', { name: 'Записаться' }).click()
  // The consent was forgotten; everything else is still there
  await page.getByLabel(/Согласен на сбор/).check()
  expect(await page.getByLabel('Как вас зовут').inputValue()).toBe('Динара')
  await page.getByRole('button', { name: 'Записаться' }).click()
  await page.getByText('Вы записаны. Место за вами.').waitFor()
  expect([phone.faults(), phone.foreign()]).toEqual([[], []])

  portal.setNow('2026-03-14T08:30:00Z')
  const office = await signedIn('head')
  await office.page.goto(portal.origin + eventDeskPaths.people(event))
  await office.page
    .getByRole('row', { name: /Динара/ })
    .getByRole('button', { name: 'Отметить' })
    .click()
  await office.page.getByText('Записано: 2, пришли: 2').waitFor()
  expect(await axeFaults(office.page)).toEqual([])
  await office.page.getByRole('link', { name: 'Итоги' }).click()
  expect(await office.page.getByLabel('Участников').inputValue()).toBe('2')
  await office.page.getByLabel('Часов работы').fill('6')
  await office.page.getByLabel('Мешков мусора').fill('21')
  await office.page.getByLabel('Русский').fill('Берег чист от моста до причала.')
  await office.page.getByRole('button', { name: 'Опубликовать итоги' }).click()
  await office.page.getByText('Итоги опубликованы.').waitFor()
  expect(office.faults()).toEqual([])

  await page.goto(portal.origin + complaintPaths.show('ru', slug, complaint.number))
  const told = page.getByRole('link', { name: /прошло мероприятие: Субботник/ })
  expect(await page.getByText('2 участника, 21 мешок мусора').count()).toBe(1)
  await told.click()
  await page.getByText('Берег чист от моста до причала.').waitFor()
  expect(phone.faults()).toEqual([])
})

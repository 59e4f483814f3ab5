import { once } from 'node:events'
import { mkdtemp, rm } from 'node:fs/promises'
import { createServer, type Server } from 'node:http'
import os from 'node:os'
import path from 'node:path'
import type { BrowserContext, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { TextKey } from '../../src/platform/i18n/text-key.ts'
import { openProfile } from '../support/browser.ts'
import { openPortal, type Portal } from '../support/portal.ts'
import { type StreetPhotos, streetPhotos } from '../support/street-photos.ts'

/** A report that is written where there is no network, on a phone that dies meanwhile. */

let portal: Portal
let line: Line
let photos: StreetPhotos
let profile: string

/** The way to the portal, which can be cut. */
type Line = { origin: string; cut(): Promise<void>; mend(): Promise<void> }

beforeAll(async () => {
  const first = await listen(0)
  const origin = `http://localhost:${portOf(first)}`
  portal = await openPortal({ publicUrl: origin })
  let server: Server | null = first
  first.on('request', portal.app)
  line = {
    origin,
    async cut() {
      server?.closeAllConnections()
      server?.close()
      server = null
    },
    async mend() {
      server = await listen(Number(new URL(origin).port))
      server.on('request', portal.app)
    },
  }
  photos = await streetPhotos(path.join(portal.deps.config.dataDir, 'made-up'))
  profile = await mkdtemp(path.join(os.tmpdir(), 'ashyq-profile-'))
}, 60_000)
afterAll(async () => {
  await line?.cut()
  await portal?.close()
  if (profile) await rm(profile, { recursive: true, force: true })
})

async function listen(port: number): Promise<Server> {
  const server = createServer()
  server.listen(port, '127.0.0.1')
  await once(server, 'listening')
  return server
}

const portOf = (server: Server) => {
  const address = server.address()
  return typeof address === 'object' && address !== null ? address.port : 0
}

const t = (key: TextKey) => portal.deps.texts.in('ru')(key)
const text = 'За школой свалка: вывезите, пожалуйста, мешки со строительным мусором'
const home = () => `${line.origin}/ru/synaqqala`
const filed = () =>
  portal.deps.db.complaint.findMany({ where: { text }, include: { photos: true, contacts: true } })

test('written offline, the browser killed, reopened, sent once when the network is back, with both photos', {
  tags: ['long'],
  timeout: 60_000,
}, async () => {
  // One visit with a network: the phone keeps what it needs.
  let [context, page] = await open()
  await page.goto(home())
  await expect.poll(() => page.evaluate(keptPages), { timeout: 10_000 }).toBe(3)
  // Numbers to call are kept when their page was opened once.
  await page.goto(`${home()}/contacts`)
  await expect
    .poll(() => page.evaluate(keptAddresses), { timeout: 10_000 })
    .toContain('/ru/synaqqala/contacts')

  await line.cut()
  await page.goto(`${home()}/contacts`)
  expect(await page.textContent('h1')).toBe(t('contacts:title'))
  await page.goto(`${home()}/statistics`)
  await page.getByRole('heading', { level: 1, name: t('filing:offline.title') }).waitFor()
  expect(await page.locator('.call-list a[href="tel:112"]').count()).toBeGreaterThan(0)
  await page.getByLabel(t('filing:what.text')).fill(text)
  await page.locator('input[type=file]').setInputFiles(photos.before)
  await expect.poll(() => page.locator('.thumbs img').count()).toBe(2)
  await page.getByLabel(t('filing:where.address'), { exact: true }).fill('ул. Абая, 12')
  await expect.poll(() => page.evaluate(keptPhotos)).toBe(2)
  await kill(context)

  ;[context, page] = await open()
  await page.goto(home())
  await page.getByRole('button', { name: t('filing:device.goOn') }).click()
  expect(await page.getByLabel(t('filing:what.text')).inputValue()).toBe(text)
  await expect.poll(() => page.locator('.thumbs img').count()).toBe(2)
  await page.getByLabel(t('filing:check.email')).fill('aigul@example.kz')
  await page.getByRole('button', { name: t('filing:check.send') }).click()
  await page.getByText(t('filing:outbox.waiting')).waitFor()
  await kill(context)
  expect(await filed()).toEqual([])

  await line.mend()
  portal.setNow('2026-11-20T09:00:00Z')
  ;[context, page] = await open()
  await page.goto(home())
  await expect.poll(async () => (await filed()).length, { timeout: 10_000 }).toBe(1)
  // Once more, from a page that has its own idea of when to send.
  await page.goto(`${home()}/offline`)
  const [complaint] = await filed()
  await page.getByText(`${complaint?.number.slice(0, 4)}-${complaint?.number.slice(4, 8)}`).waitFor()
  const all = await filed()
  expect(all).toHaveLength(1)
  expect(all[0]?.photos).toHaveLength(2)
  expect(all[0]?.contacts.some(({ kind }) => kind === 'email')).toBe(true)
  expect(all[0]?.address).toBe('ул. Абая, 12')
  // Nothing that was written, and no contact, is left on the phone; no personal page was kept.
  expect(await page.evaluate(leftovers)).not.toMatch(/aigul|свалка/)
  expect(await page.evaluate(keptAddresses)).toEqual([
    `/en/synaqqala/offline`,
    `/kk/synaqqala/offline`,
    `/ru/synaqqala/contacts`,
    `/ru/synaqqala/offline`,
  ])
  await context.close()
})

async function open(): Promise<[BrowserContext, Page]> {
  const context = await openProfile(profile, { locale: 'ru-RU', viewport: { width: 360, height: 780 } })
  context.setDefaultTimeout(8000)
  return [context, context.pages()[0] ?? (await context.newPage())]
}

/** As when the system ends it: no page gets to say goodbye. */
async function kill(context: BrowserContext): Promise<void> {
  const session = await context.browser()?.newBrowserCDPSession()
  await session?.send('Browser.crash').catch(() => {})
  await context.close().catch(() => {})
}

// These run in the page, so they are given to it as text.

const keptPages = `caches.open('pages').then((cache) => cache.keys()).then((all) =>
  all.filter(({ url }) => url.endsWith('/offline')).length)`
const keptAddresses = `caches.open('pages').then((cache) => cache.keys()).then((all) =>
  all.map(({ url }) => new URL(url).pathname).filter((path) => !path.startsWith('/theme/')).sort())`
const everything = `new Promise((done) => {
  const opening = indexedDB.open('ashyq-qala')
  opening.onsuccess = () => {
    const asking = opening.result.transaction('reports').objectStore('reports').getAll()
    asking.onsuccess = () => { opening.result.close(); done(asking.result) }
  }
})`
const keptPhotos = `${everything}.then((all) => all.flatMap(({ photos }) => photos).length)`
const leftovers = `${everything}.then((all) => JSON.stringify(all))`

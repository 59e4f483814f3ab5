import path from 'node:path'
import type { Browser, CDPSession, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { TextKey } from '../../src/platform/i18n/text-key.ts'
import { openBrowser } from '../support/browser.ts'
import { type ListeningPortal, openListeningPortal } from '../support/listening-portal.ts'
import { type StreetPhotos, streetPhotos } from '../support/street-photos.ts'
import { transfer } from '../support/transfer.ts'

/** A cheap phone on a slow line: 400 ms, 400 kbit/s, a quarter of this machine's speed, 360 px. */

let portal: ListeningPortal
let browser: Browser
let photos: StreetPhotos
beforeAll(async () => {
  ;[portal, browser] = await Promise.all([openListeningPortal(), openBrowser()])
  photos = await streetPhotos(path.join(portal.deps.config.dataDir, 'made-up'))
})
afterAll(async () => {
  await browser?.close()
  await portal?.close()
})

const t = (key: TextKey) => portal.deps.texts.in('ru')(key)
const text = 'На дороге у школы глубокая яма, машины объезжают её по тротуару'

/** Kilobytes of a first visit, and of what comes while a report is written (ux.md 11). */
const mostBytes = { home: 75 * 1024, filing: 14 * 1024 }

test('home leads to the confirmation in three presses, and the first page is light', {
  tags: ['long'],
  timeout: 60_000,
}, async () => {
  const context = await browser.newContext({ viewport: { width: 360, height: 780 }, locale: 'ru-RU' })
  context.setDefaultTimeout(20_000)
  const page = await context.newPage()
  const session = await slowDown(page)
  const weight = await weigh(session)

  await page.goto(`${portal.origin}/ru/synaqqala`)
  const home = { bytes: weight.taken(), lcp: await page.evaluate<number>(largestPaint) }
  await page.getByLabel(t('home:text')).fill(text)
  await page.locator('input[type=file]').setInputFiles(photos.before[0] ?? '')
  await page.getByText(t('filing:photo.sent'), { exact: true }).waitFor()
  const scripts = await scriptBytes(page)

  let presses = 0
  const press = async (name: string, address: RegExp) => {
    await page.getByRole('button', { name, exact: true }).and(page.locator('[type=submit]')).click()
    presses += 1
    await page.waitForURL(address)
  }
  await press(t('home:continue'), /\/where$/)
  await page.getByLabel(t('filing:where.address'), { exact: true }).fill('ул. Абая, 10')
  await press(t('filing:continue'), /\/check$/)
  portal.setNow('2026-03-11T07:03:00Z')
  await press(t('filing:check.send'), /\/filed$/)

  expect(presses).toBe(3)
  const stored = await portal.deps.db.complaint.findFirstOrThrow({
    where: { text },
    include: { photos: true },
  })
  expect(stored.photos).toHaveLength(1)
  expect(stored.categoryId).toBe(portal.cast.categories.potholes)
  process.stdout.write(
    `slow 3G, CPU x4, 360 px: home ${(home.bytes / 1024).toFixed(1)} KB, LCP ${Math.round(home.lcp)} ms, ` +
      `scripts of the filing ${(scripts / 1024).toFixed(1)} KB\n`,
  )
  expect(home.bytes).toBeLessThan(mostBytes.home)
  expect(scripts).toBeLessThan(mostBytes.filing)
  await context.close()
})

async function slowDown(page: Page): Promise<CDPSession> {
  const session = await page.context().newCDPSession(page)
  await session.send('Network.enable')
  const throughput = (400 * 1024) / 8
  await session.send('Network.emulateNetworkConditions', {
    offline: false,
    latency: 400,
    downloadThroughput: throughput,
    uploadThroughput: throughput,
  })
  await session.send('Emulation.setCPUThrottlingRate', { rate: 4 })
  return session
}

/** Bytes as they go over the line. */
async function weigh(session: CDPSession) {
  const bytes = new Map<string, number>()
  session.on('Network.loadingFinished', ({ requestId, encodedDataLength }) =>
    bytes.set(requestId, encodedDataLength),
  )
  const sum = () => [...bytes.values()].reduce((all, size) => all + size, 0)
  return { taken: () => sum() }
}

/** What all scripts of the page weigh on the line, whoever has kept them meanwhile. */
async function scriptBytes(page: Page): Promise<number> {
  const addresses = await page.evaluate<string[]>(
    `performance.getEntriesByType('resource').map(({ name }) => name).filter((name) => name.endsWith('.js'))`,
  )
  const sizes = await Promise.all([...new Set(addresses)].map((address) => transfer(address)))
  return sizes.reduce((all, { bytes }) => all + bytes, 0)
}

const largestPaint = `new Promise((done) => {
  new PerformanceObserver((list) => done(list.getEntries().at(-1).startTime))
    .observe({ type: 'largest-contentful-paint', buffered: true })
})`

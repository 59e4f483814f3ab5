import { rm, writeFile } from 'node:fs/promises'
import path from 'node:path'
import type { Browser, Page } from 'playwright-core'
import sharp from 'sharp'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { hashToken } from '../../src/platform/crypto/token.ts'
import type { TextKey } from '../../src/platform/i18n/text-key.ts'
import { openBrowser } from '../support/browser.ts'
import { type ListeningPortal, openListeningPortal } from '../support/listening-portal.ts'
import { type StreetPhotos, streetPhotos } from '../support/street-photos.ts'
import { openWatched } from '../support/watched-page.ts'

/** What a device keeps of a report, and what becomes of photos on a line that breaks. */

let portal: ListeningPortal
let browser: Browser
let photos: StreetPhotos
let notAPhoto: string
beforeAll(async () => {
  ;[portal, browser] = await Promise.all([openListeningPortal(), openBrowser()])
  const folder = path.join(portal.deps.config.dataDir, 'made-up')
  photos = await streetPhotos(folder)
  notAPhoto = path.join(portal.deps.config.dataDir, 'letter.jpg')
  await writeFile(notAPhoto, 'Dear akim')
})
afterAll(async () => {
  await browser?.close()
  await portal?.close()
  await rm(notAPhoto, { force: true })
})

const t = (key: TextKey) => portal.deps.texts.in('ru')(key)
const text = 'На дороге у школы глубокая яма, машины объезжают её по тротуару'
const home = () => `${portal.origin}/ru/synaqqala`
const start = () => `${home()}/complaints/new`
const goOn = (page: Page) => page.getByRole('button', { name: t('filing:device.goOn') })
const field = (page: Page) => page.locator('[name=text]')
const thumbs = (page: Page) => page.locator('.photo-field .thumbs img')

test('an unfinished report is offered after a reload, goes on with text and photo, and is gone once sent', {
  tags: ['long'],
  timeout: 40_000,
}, async () => {
  const { page, context, faults } = await openWatched(browser, portal.origin)
  await page.goto(home())
  await field(page).fill(text)
  await expect.poll(() => page.evaluate(keptTexts)).toContain(text)
  await page.reload()
  await goOn(page).click()
  expect(await field(page).inputValue()).toBe(text)
  await page.locator('input[type=file]').setInputFiles(photos.before)
  await page.getByText('2 из 2').waitFor()

  // The browser is closed and opened again: the draft of the server has the photos.
  await page.goto(start())
  await goOn(page).click()
  await page.waitForURL(/\/what#draft$/)
  expect(await field(page).inputValue()).toBe(text)
  await expect.poll(() => thumbs(page).count()).toBe(2)
  await page
    .getByRole('button', { name: t('filing:photo.turn') })
    .first()
    .click()
  await expect
    .poll(() => portal.deps.db.photo.findMany({ orderBy: { position: 'asc' } }).then(isTurned))
    .toBe(true)
  await page
    .getByRole('button', { name: t('filing:what.remove') })
    .last()
    .click()
  await expect.poll(() => portal.deps.db.photo.count()).toBe(1)

  await next(page, t('filing:continue'), /\/where$/)
  await page.getByLabel(t('filing:where.address'), { exact: true }).fill('ул. Абая, 10')
  await next(page, t('filing:continue'), /\/check$/)
  await page.getByLabel(t('filing:check.email')).fill('aigul@example.kz')
  await next(page, t('filing:check.send'), /\/filed$/)
  await expect.poll(() => page.evaluate(keptTexts)).toEqual([])
  expect(faults()).toEqual([])
  await context.close()
})

test('a second tab with the same report says so', { tags: ['long'], timeout: 30_000 }, async () => {
  const { page, context } = await openWatched(browser, portal.origin)
  await page.goto(start())
  await field(page).fill(text)
  await next(page, t('filing:continue'), /\/where$/)
  const second = await context.newPage()
  await second.goto(page.url().replace(/where$/, 'what'))
  await page.getByLabel(t('filing:where.landmark')).fill('за школой')
  await second.getByText(t('filing:device.elsewhere')).waitFor()
  await context.close()
})

test('a photo that does not get through is tried again, and goes with the form when that fails', {
  tags: ['long'],
  timeout: 40_000,
}, async () => {
  const { page, context } = await openWatched(browser, portal.origin)
  await page.goto(start())
  let tries = 0
  await page.route('**/photos', (route) => {
    tries += 1
    return route.abort()
  })
  await field(page).fill(text)
  await page.locator('input[type=file]').setInputFiles([photos.before[0] ?? '', notAPhoto])
  await expect.poll(() => page.getByText(t('filing:photo.failed')).count(), { timeout: 25_000 }).toBe(2)
  expect(tries).toBeGreaterThanOrEqual(3)
  await page.unroute('**/photos')
  await page
    .getByRole('button', { name: t('filing:photo.again') })
    .first()
    .click()
  await page.getByText(t('filing:photo.sent'), { exact: true }).waitFor()
  // What is no photo is refused with a sentence beside it, and is in nobody's way.
  await expect.poll(() => page.getByRole('button', { name: t('filing:photo.again') }).count()).toBe(1)
  await page.getByRole('button', { name: t('filing:photo.again') }).click()
  await page.locator('.thumbs .ds-validation-message').waitFor()
  await next(page, t('filing:continue'), /\/where$/)
  expect(await photosOf(page)).toBe(1)
  await context.close()
})

test('Continue waits for photos that a slow phone is still making smaller', {
  tags: ['long'],
  timeout: 40_000,
}, async () => {
  const { page, context } = await openWatched(browser, portal.origin)
  await page.addInitScript(`{
    const make = createImageBitmap
    globalThis.createImageBitmap = async (...given) => {
      await new Promise((done) => setTimeout(done, 700))
      return make(...given)
    }
  }`)
  await page.goto(start())
  await field(page).fill(text)
  await page.locator('input[type=file]').setInputFiles(await largePhotos())
  await next(page, t('filing:continue'), /\/where$/)
  expect(await photosOf(page)).toBe(2)
  await context.close()
})

/** How many photos the draft has whose step is open. */
const photosOf = (page: Page) => {
  const token = new URL(page.url()).pathname.split('/').at(-2) ?? ''
  return portal.deps.db.photo.count({ where: { draftId: Buffer.from(hashToken(token)) } })
}

/** Two pictures that are too large to go up as they are. */
async function largePhotos() {
  const noise = (seed: number) =>
    sharp(Buffer.from(Array.from({ length: 900 * 900 * 3 }, (_, at) => (at * 7919 * seed) % 251)), {
      raw: { width: 900, height: 900, channels: 3 },
    })
      .jpeg({ quality: 100 })
      .toBuffer()
  const buffers = await Promise.all([noise(3), noise(5)])
  return buffers.map((buffer, index) => ({ name: `${index}.jpg`, mimeType: 'image/jpeg', buffer }))
}

async function next(page: Page, name: string, address: RegExp): Promise<void> {
  await page.getByRole('button', { name, exact: true }).click()
  await page.waitForURL(address)
}

const isTurned = ([first]: { width: number; height: number }[]) =>
  first !== undefined && first.width < first.height

// Opening a database that is not there would make one without its stores.
const keptTexts = `indexedDB.databases().then((all) => all.length === 0 ? [] : new Promise((done) => {
  const opening = indexedDB.open('ashyq-qala')
  opening.onsuccess = () => {
    const names = [...opening.result.objectStoreNames]
    if (!names.includes('reports')) { opening.result.close(); return done([]) }
    const asking = opening.result.transaction('reports').objectStore('reports').getAll()
    asking.onsuccess = () => { opening.result.close(); done(asking.result.map(({ fields }) => fields.text)) }
  }
}))`

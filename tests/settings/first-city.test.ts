import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { issueFirstRunLink, settingsPaths } from '../../src/features/settings/index.ts'
import { openBrowser } from '../support/browser.ts'
import { type ListeningPortal, openListeningPortal } from '../support/listening-portal.ts'
import { castPassword, codeOf } from '../support/sign-in.ts'

let portal: ListeningPortal
let browser: Browser
beforeAll(async () => {
  ;[portal, browser] = await Promise.all([openListeningPortal(), openBrowser()])
  // An installation as it is before anybody has made a city.
  for (const table of ['routing_rule', 'staff_role', 'staff', 'category', 'district', 'office', 'city']) {
    await portal.deps.pool.query(`DELETE FROM ${table}`)
  }
  portal.deps.cache.forget('')
})
afterAll(async () => {
  await browser?.close()
  await portal?.close()
})

const main = (page: Page) => page.locator('#main')
const press = (page: Page) => main(page).locator('form button[type=submit].ds-button').first().click()

test('from the link of the start to the first complaint, in a browser and without a command line', async () => {
  const { token } = await issueFirstRunLink(portal.deps)
  const context = await browser.newContext({ locale: 'ru-KZ', viewport: { width: 1366, height: 768 } })
  const page = await context.newPage()
  page.setDefaultTimeout(20_000)

  await page.goto(portal.origin + settingsPaths.firstRun(token))
  await page.getByRole('radio').first().check()
  for (const [name, value] of Object.entries({
    ...{ name_kk: 'Семей', name_ru: 'Семей', name_en: 'Semey', slug: 'semey' },
    ...{ admin: 'Асель Ахметова', email: 'asel@example.kz' },
  })) {
    await page.locator(`[name="${name}"]`).fill(value)
  }
  await press(page)
  await page.locator('[name="repeat"]').waitFor()
  await page.locator('[name="password"]').fill(castPassword)
  await page.locator('[name="repeat"]').fill(castPassword)
  await press(page)
  await page.locator('[name="email"]').fill('asel@example.kz')
  await page.locator('[name="password"]').fill(castPassword)
  await press(page)
  const secret = (await page.locator('#main code').first().textContent()) ?? ''
  const form = page.locator('form', { has: page.locator('[name="code"]') })
  await form.locator('[name="code"]').fill(codeOf(portal, secret.replaceAll(' ', '')))
  await form.locator('button[type=submit]').click()
  await page.waitForLoadState()
  await page.goto(`${portal.origin}${settingsPaths.start()}`)
  await page.waitForURL(`**${settingsPaths.home('semey')}`)
  for (const href of await page
    .locator('.first-steps a')
    .evaluateAll((all) => all.map((one) => one.getAttribute('href')))) {
    const answer = await context.request.get(portal.origin + href)
    expect(answer.status(), href ?? '').toBe(200)
  }

  const resident = await (await browser.newContext({ locale: 'kk' })).newPage()
  resident.setDefaultTimeout(20_000)
  await resident.goto(`${portal.origin}/`)
  expect(new URL(resident.url()).pathname).toMatch(/^\/\w\w\/semey$/)
  await resident.goto(`${portal.origin}/ru/semey/complaints/new`)
  await resident.locator('[name="text"]').fill('На дороге у школы глубокая яма, объезжают по тротуару')
  await main(resident).locator('form button[type=submit]').last().click()
  await resident.locator('[name="landmark"]').fill('у школы №5, со стороны ворот')
  await main(resident).locator('form button[type=submit]').last().click()
  await main(resident).locator('form button[type=submit]').last().click()
  await resident.waitForLoadState()
  const [filed] = await portal.deps.db.complaint.findMany({ include: { office: true, category: true } })
  expect(filed).toMatchObject({ status: 'sent', category: { code: 'pothole' } })
  expect(filed?.office).not.toBeNull()
}, 120_000)

import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { accountPaths } from '../../src/features/accounts/index.ts'
import { complaintPaths } from '../../src/features/complaints/index.ts'
import { openBrowser } from '../support/browser.ts'
import { type ListeningPortal, openListeningPortal } from '../support/listening-portal.ts'
import { appOf, castPassword, codeOf, signInAs } from '../support/sign-in.ts'

/**
 * In the network of an akimat the portal may stand behind a plain name without a certificate. Browsers send no
 * `Sec-Fetch-Site` there, nor do older ones anywhere, so the Origin of our own forms has to come through.
 */

let portal: ListeningPortal
let browser: Browser
let origin: string

beforeAll(async () => {
  portal = await openListeningPortal()
  browser = await openBrowser(['--host-resolver-rules=MAP portal.example 127.0.0.1'])
  origin = portal.origin.replace('localhost', 'portal.example')
  await signInAs(portal, 'executor@example.kz')
})
afterAll(async () => {
  await browser?.close()
  await portal?.close()
})

test('staff sign in, and a resident begins a complaint and goes on behind its token', {
  tags: ['long'],
}, async () => {
  const page = await browser.newPage()
  page.setDefaultTimeout(10_000)
  await page.goto(origin + accountPaths.signIn())
  await page.fill('[name=email]', 'executor@example.kz')
  await page.fill('[name=password]', castPassword)
  await page.click('main form button')
  await page.waitForURL(/second-factor/)
  await page.fill('[name=proof_code]', codeOf(portal, await appOf(portal, portal.cast.staff.executor)))
  await page.click('main form button')
  await page.waitForURL(/inbox/)
  expect(page.url()).toBe(origin + accountPaths.firstPage())

  await page.goto(origin + complaintPaths.new('ru', portal.cast.city.slug))
  await page.fill('[name=text]', 'На дороге возле школы глубокая яма, машины объезжают её по тротуару')
  await page.click('main form .form-actions button')
  await page.waitForURL(/\/where$/)
  expect(await page.locator('#category-guess').isChecked()).toBe(true)
})

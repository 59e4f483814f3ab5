import type { Browser, BrowserContext } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { accountPaths } from '../../src/features/accounts/index.ts'
import { openBrowser } from '../support/browser.ts'
import { type ListeningPortal, openListeningPortal } from '../support/listening-portal.ts'
import { openSession } from '../support/open-session.ts'

/** The script of passkeys with a real browser and an authenticator that Chromium plays. */

let portal: ListeningPortal
let chromium: Browser
beforeAll(async () => {
  ;[portal, chromium] = await Promise.all([openListeningPortal(), openBrowser()])
}, 60_000)
afterAll(async () => {
  await chromium?.close()
  await portal?.close()
})

/** The browser of somebody who has given the password and owes the second factor. */
async function enterWithPassword(context: BrowserContext, staffId: number): Promise<void> {
  const [name = '', value = ''] = (await openSession(portal, staffId, { level: 'password' })).split('=')
  await context.clearCookies()
  await context.addCookies([{ name, value, url: portal.origin }])
}

test('a passkey is made as the first second factor, and lets its owner in the next time', {
  tags: ['long'],
  timeout: 60_000,
}, async () => {
  const { executor } = portal.cast.staff
  const context = await chromium.newContext({ locale: 'ru' })
  const page = await context.newPage()
  const devices = await context.newCDPSession(page)
  await devices.send('WebAuthn.enable')
  await devices.send('WebAuthn.addVirtualAuthenticator', {
    options: {
      ...{ protocol: 'ctap2', transport: 'internal', hasResidentKey: true, hasUserVerification: true },
      ...{ isUserVerified: true, automaticPresenceSimulation: true },
    },
  })

  await enterWithPassword(context, executor)
  await page.goto(portal.origin + accountPaths.firstFactor())
  await page.locator('form[data-passkey=create] button').click()
  await page.waitForURL(`**${accountPaths.security({ done: 'entered' })}`)
  const made = await portal.deps.db.staffPasskey.findMany({ where: { staffId: executor } })
  expect(made).toHaveLength(1)

  await enterWithPassword(context, executor)
  await page.goto(portal.origin + accountPaths.sessions())
  expect(page.url()).toContain(accountPaths.secondFactor())
  await page.locator('form[data-passkey=get] button').click()
  await page.waitForURL(`**${accountPaths.sessions()}`)
  expect(await page.locator('h1').textContent()).not.toBe('')
  await context.close()
})

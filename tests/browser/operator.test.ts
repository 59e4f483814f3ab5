import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { formatNumber } from '../../src/features/complaints/index.ts'
import { openBrowser } from '../support/browser.ts'
import { type ListeningPortal, openListeningPortal } from '../support/listening-portal.ts'
import { signInAs } from '../support/sign-in.ts'
import { openWatched } from '../support/watched-page.ts'

let portal: ListeningPortal
let browser: Browser

beforeAll(async () => {
  ;[portal, browser] = await Promise.all([openListeningPortal(), openBrowser()])
})
afterAll(async () => {
  await browser?.close()
  await portal?.close()
})

/** A window in which the operator is signed in. */
async function atTheDesk() {
  const agent = await signInAs(portal, 'operator@example.kz')
  const watched = await openWatched(browser, portal.origin, { width: 1366, height: 768 })
  const cookies = agent.jar.getCookies({ domain: '127.0.0.1', path: '/staff', secure: false, script: false })
  await watched.context.addCookies(
    cookies.map(({ name, value }) => ({ name, value, domain: 'localhost', path: '/' })),
  )
  return watched
}

const focused = (page: Page) => page.evaluate(`document.activeElement?.getAttribute('name') ?? ''`)

/** By the Tab key to a field, as somebody who has no mouse. */
async function tabTo(page: Page, name: string): Promise<void> {
  for (let step = 0; step < 40; step++) {
    if ((await focused(page)) === name) return
    await page.keyboard.press('Tab')
  }
  throw new Error(`No way by Tab to ${name}`)
}

test('a whole call by the keyboard alone: number, words, category, place, consent, read-back, save', async () => {
  const { page, faults } = await atTheDesk()
  await page.goto(`${portal.origin}/staff/operator`)
  // The cursor waits where the number goes.
  expect(await focused(page)).toBe('caller')
  await page.keyboard.type('87051234567')
  await page.keyboard.press('Enter')
  await page.waitForSelector('#earlier')
  await tabTo(page, 'text')
  await page.keyboard.type('Во дворе яма, машины не проезжают')
  // The guess and the address of the conversation come late and leave the cursor where it is.
  await page.waitForSelector('[data-guesses] input[value="potholes"]')
  expect(await focused(page)).toBe('text')
  await tabTo(page, 'category')
  await page.keyboard.press('Space')
  await tabTo(page, 'address')
  await page.keyboard.type('ул. Абая, 12')
  await page.waitForSelector('[data-kept]:not(:empty)')
  expect(await focused(page)).toBe('address')
  await tabTo(page, 'wish')
  await page.keyboard.press('ArrowUp')
  await page.keyboard.press('ArrowUp')
  await tabTo(page, 'readOut')
  await page.keyboard.press('Space')
  await page.keyboard.press('Control+Enter')
  await page.waitForSelector('#read-back')
  expect(await page.textContent('#read-back')).toContain('Во дворе яма, машины не проезжают')
  await page.keyboard.press('Control+Enter')
  await page.waitForURL(/\/ended$/)
  const complaint = await portal.deps.db.complaint.findFirstOrThrow({ include: { contacts: true } })
  expect(complaint).toMatchObject({ channel: 'phone', categoryId: portal.cast.categories.potholes })
  expect(complaint.contacts.map(({ kind }) => kind)).toEqual(['phone'])
  expect(await page.textContent('main')).toContain(formatNumber(complaint.number).replaceAll('-', ', '))
  // The next call is one press away.
  await page.keyboard.press('Enter')
  await page.waitForURL(/\/operator\/synaqqala$/)
  expect(await focused(page)).toBe('caller')
  expect(faults()).toEqual([])
})

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

/** Counts the keys that are pressed besides those of the words themselves. */
function handsOn(page: Page) {
  let pressed = 0
  const press = (key: string) => {
    pressed++
    return page.keyboard.press(key)
  }
  /** By the Tab key to a field, as somebody who has no mouse. */
  const tabTo = async (name: string): Promise<void> => {
    for (let step = 0; step < 40; step++) {
      if ((await focused(page)) === name) return
      await press('Tab')
    }
    throw new Error(`No way by Tab to ${name}`)
  }
  return { press, tabTo, pressed: () => pressed }
}

test('a whole call by the keyboard alone: number, words, category, place, consent, read-back, save', {
  tags: ['long'],
}, async () => {
  const { page, faults } = await atTheDesk()
  const { press, tabTo, pressed } = handsOn(page)
  await page.goto(`${portal.origin}/staff/operator`)
  // The cursor waits where the number goes.
  expect(await focused(page)).toBe('caller')
  await page.keyboard.type('87051234567')
  await press('Enter')
  await page.waitForSelector('#earlier')
  await tabTo('text')
  await page.keyboard.type('Во дворе яма, машины не проезжают')
  // The guess and the address of the conversation come late and leave the cursor where it is.
  await page.waitForSelector('[data-guesses] input[value="potholes"]')
  expect(await focused(page)).toBe('text')
  await tabTo('category')
  await press('Space')
  await tabTo('address')
  await page.keyboard.type('ул. Абая, 12')
  await page.waitForSelector('[data-kept]:not(:empty)')
  expect(await focused(page)).toBe('address')
  await tabTo('wish')
  await press('ArrowUp')
  await press('ArrowUp')
  await tabTo('readOut')
  await press('Space')
  await press('Control+Enter')
  await page.waitForSelector('#read-back')
  expect(await page.textContent('#read-back')).toContain('Во дворе яма, машины не проезжают')
  await press('Control+Enter')
  await page.waitForURL(/\/ended$/)
  const complaint = await portal.deps.db.complaint.findFirstOrThrow({ include: { contacts: true } })
  expect(complaint).toMatchObject({ channel: 'phone', categoryId: portal.cast.categories.potholes })
  expect(complaint.contacts.map(({ kind }) => kind)).toEqual(['phone'])
  expect(await page.textContent('main')).toContain(formatNumber(complaint.number).replaceAll('-', ', '))
  // A usual call: 23 keys besides the words. More would be felt 200 times a day.
  expect(pressed()).toBeLessThanOrEqual(23)
  // The next call is one press away.
  await press('Enter')
  await page.waitForURL(/\/operator\/synaqqala$/)
  expect(await focused(page)).toBe('caller')
  expect(faults()).toEqual([])
})

test('without a network: what is said is kept sealed in the browser, and goes out once when the line is back', {
  tags: ['long'],
}, async () => {
  const { page, context, faults } = await atTheDesk()
  await page.goto(`${portal.origin}/staff/operator`)
  await page.waitForLoadState('networkidle')
  const { db } = portal.deps
  const [cases, talks] = [await db.complaint.count(), await db.operatorTalk.count()]
  await context.setOffline(true)

  // One is put on hold.
  await page.fill('#caller', '87010000001')
  await page.fill('#text', 'Қоқыс шығарылмай жатыр, ауладағы жәшік толы')
  await page.keyboard.press('Alt+u')
  await page.waitForSelector('.talk-kept')
  expect(await page.inputValue('#text')).toBe('')
  // The next one is read back and kept for sending.
  await page.fill('#caller', '87010000002')
  await page.fill('#text', 'Көшеде шұңқыр бар, көлік өте алмайды')
  await page.keyboard.press('Control+Enter')
  await page.waitForSelector('[data-line]:not([hidden])')
  expect(await focused(page)).toBe('address')
  await page.fill('#address', 'Абай көшесі, 99')
  await page.check('#readOut')
  await page.keyboard.press('Control+Enter')
  await page.waitForSelector('#read-back-here:not([hidden])')
  expect(await page.textContent('#read-back-here')).toContain('Көшеде шұңқыр бар, көлік өте алмайды')
  await page.keyboard.press('Control+Enter')
  await page.waitForSelector('.talk-kept + .talk-kept')
  // Nothing of it can be read by whoever comes next, and the number of a caller least of all.
  const stored = await page.evaluate(readDesk)
  expect(stored).toHaveLength(2)
  expect(stored.join('')).not.toMatch(/8701|Көше/)
  expect([await db.complaint.count(), await db.operatorTalk.count()]).toEqual([cases, talks])

  await context.setOffline(false)
  await page.waitForSelector('.talk-kept:only-child[data-state="sent"]', { timeout: 30_000 })
  expect([await db.complaint.count(), await db.operatorTalk.count()]).toEqual([cases + 1, talks + 2])
  const saved = await db.complaint.findFirstOrThrow({ orderBy: { id: 'desc' } })
  expect(saved).toMatchObject({ channel: 'phone', text: 'Көшеде шұңқыр бар, көлік өте алмайды' })
  expect(await page.textContent('.talk-kept')).toContain(formatNumber(saved.number))
  // The one on hold stands among the open conversations.
  expect(await page.textContent('#desk-nav')).toContain('Қоқыс шығарылмай жатыр')
  expect(faults().filter((fault) => !fault.includes('ERR_INTERNET_DISCONNECTED'))).toEqual([])
})

/** What the browser holds of conversations, as bytes read as Latin and as UTF-8. */
const readDesk = `new Promise((done) => {
  const opening = indexedDB.open('ashyq-qala-desk')
  opening.onsuccess = () => {
    const all = opening.result.transaction('talks').objectStore('talks').getAll()
    all.onsuccess = () => done(all.result.map(({ bytes }) => new TextDecoder().decode(bytes)))
  }
})` as unknown as () => Promise<string[]>

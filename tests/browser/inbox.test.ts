import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { fileOne } from '../desk/file-one.ts'
import { openBrowser } from '../support/browser.ts'
import { type ListeningPortal, openListeningPortal } from '../support/listening-portal.ts'
import { cookieOf, signInAs } from '../support/sign-in.ts'

/** The inbox by keys alone, in any layout, as a clerk works through it. */

let portal: ListeningPortal
let browser: Awaited<ReturnType<typeof openBrowser>>
let page: Page
const filed: Awaited<ReturnType<typeof fileOne>>[] = []

beforeAll(async () => {
  portal = await openListeningPortal()
  for (let index = 0; index < 3; index++)
    filed.push(await fileOne(portal, { text: `Яма номер ${index} у школы` }))
  const cookie = cookieOf(await signInAs(portal, 'executor@example.kz'))
  browser = await openBrowser()
  const context = await browser.newContext({ viewport: { width: 1500, height: 900 } })
  const [name = '', ...value] = cookie.split('=')
  await context.addCookies([{ name, value: value.join('='), url: portal.origin }])
  page = await context.newPage()
  await page.goto(`${portal.origin}/staff/inbox`)
}, 120_000)
afterAll(async () => {
  await browser?.close()
  await portal?.close()
})

/** A press of the key that stands where J stands, while the layout types Cyrillic. */
const press = (code: string, key: string, shiftKey = false) =>
  page.dispatchEvent('body', 'keydown', { code, key, shiftKey, bubbles: true, cancelable: true })

const ticked = () => page.locator('.worklist tbody input:checked').count()

describe('keys', () => {
  test('move, tick and preview in a Kazakh layout, and rest while somebody types', async () => {
    await press('KeyJ', 'о')
    await press('KeyX', 'ч')
    await press('KeyJ', 'о')
    await press('KeyX', 'ч')
    expect(await ticked()).toBe(2)
    expect(await page.locator('[data-count]').textContent()).toBe('2')
    await press('KeyO', 'щ')
    await page.waitForSelector('#preview:not([hidden]) .preview-body')
    expect(await page.locator('#preview').textContent()).toContain('у школы')
    await press('Escape', 'Escape')
    expect(await page.locator('#preview').isHidden()).toBe(true)
    await page.focus('#q')
    await page.keyboard.type('x')
    expect(await ticked()).toBe(2)
    expect(await page.inputValue('#q')).toBe('x')
  })

  test('are listed on the question mark', async () => {
    await press('Escape', 'Escape')
    await press('Slash', '?', true)
    expect(await page.locator('#keys-dialog[open] kbd').count()).toBeGreaterThan(15)
    await page.keyboard.press('Escape')
  })

  test('give the ticked ones a note, and take it back before it begins', async () => {
    await press('KeyN', 'т')
    await page.waitForURL(/\/staff\/bulk\//)
    await page.fill('#text', 'Осмотреть в пятницу')
    await page.keyboard.press('Control+Enter')
    await page.waitForSelector('form[action$="/start"]')
    await page.locator('form[action$="/start"] button').press('Enter')
    await page.waitForSelector('form[data-undo]')
    await page.locator('form[data-undo] button').press('Enter')
    await page.waitForSelector('text=Отменено: ничего не изменилось.')
    expect(await portal.deps.db.activity.count({ where: { kind: 'noted' } })).toBe(0)
  })

  test('open a complaint, its answer, and lead back to the same row of the same list', async () => {
    await page.goto(`${portal.origin}/staff/inbox?channel=web`)
    await press('KeyJ', 'о')
    await page.keyboard.press('Enter')
    await page.waitForURL(/\/staff\/complaints\//)
    await press('KeyR', 'к')
    await page.waitForURL(/act=answer/)
    await press('Escape', 'Escape')
    await page.waitForURL(/\/staff\/inbox\?channel=web#c\d{12}$/)
  })
})

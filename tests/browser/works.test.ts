import type { Browser, BrowserContext, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { complaintPaths } from '../../src/features/complaints/index.ts'
import { workDeskPaths, workPaths } from '../../src/features/works/paths.ts'
import { openBrowser } from '../support/browser.ts'
import { type ListeningPortal, openListeningPortal } from '../support/listening-portal.ts'
import { cookieOf, signInAs } from '../support/sign-in.ts'
import { openWatched } from '../support/watched-page.ts'
import { plantStreets, publish, roadWork } from '../works/planned.ts'

let portal: ListeningPortal
let browser: Browser
beforeAll(async () => {
  ;[portal, browser] = await Promise.all([openListeningPortal(), openBrowser()])
  const { abai } = await plantStreets(portal)
  await publish(
    portal,
    roadWork(portal, {
      streets: [{ streetId: abai, range: { from: 2, to: 40, side: 'even' } }],
      shape: {
        type: 'LineString',
        coordinates: [
          [82.55, 49.95],
          [82.57, 49.955],
        ],
      },
    }),
  )
  portal.deps.cache.forget('')
})
afterAll(async () => {
  await browser?.close()
  await portal?.close()
})

test('somebody looks up works at an address and sees them again while filing', {
  tags: ['long'],
  timeout: 60_000,
}, async () => {
  const { page, context, faults } = await openWatched(browser, portal.origin)
  await page.goto(`${portal.origin}${workPaths.list('ru', 'synaqqala')}`)
  const address = page.getByRole('combobox', { name: 'Ваш адрес' })
  await address.pressSequentially('абая 12', { delay: 20 })
  await expect.poll(() => page.locator('.address-list [role=option]').count()).toBe(1)
  await address.press('ArrowDown')
  await address.press('Enter')
  await page.getByRole('button', { name: 'Узнать, что запланировано' }).click()
  await page.waitForURL('**/works/at?**')
  expect(await page.locator('h1').textContent()).toBe('пр. Абая, 12: работы и отключения')
  await page.getByRole('link', { name: 'Укладка асфальта' }).click()
  expect(await page.locator('h1').textContent()).toBe('Укладка асфальта')
  expect(await page.locator('.map-line-work').count()).toBe(1)

  await page.goto(`${portal.origin}${complaintPaths.new('ru', 'synaqqala', { category: 'potholes' })}`)
  await page.getByLabel('Опишите проблему').fill('Глубокая яма на дороге у школы')
  await page.getByRole('button', { name: 'Продолжить' }).last().click()
  await page.waitForURL('**/where')
  await page.getByRole('combobox', { name: 'Адрес' }).fill('пр. Абая, 12')
  await page.getByRole('button', { name: 'Продолжить' }).last().click()
  await page.waitForURL('**/check')
  expect(await page.locator('.hint').first().textContent()).toContain('Укладка асфальта')
  expect(faults()).toEqual([])
  await context.close()
})

/** The shape of a work drawn on the map of its form, each press by `tap` at a place in shares of the frame. */
async function drawn(page: Page, tap: (x: number, y: number) => Promise<void>): Promise<object> {
  await page.getByRole('button', { name: 'Нарисовать на карте' }).click()
  const frame = page.locator('.works-draw .city-map')
  await frame.waitFor()
  await frame.scrollIntoViewIfNeeded()
  const press = async (right: number, down: number) => {
    const box = await frame.boundingBox()
    await tap((box?.x ?? 0) + (box?.width ?? 0) * right, (box?.y ?? 0) + (box?.height ?? 0) * down)
  }
  await page.getByRole('button', { name: 'Область' }).click()
  await press(0.3, 0.3)
  await press(0.6, 0.3)
  await press(0.6, 0.6)
  await press(0.3, 0.6)
  await page.getByRole('button', { name: 'Убрать последнюю точку' }).click()
  return JSON.parse(await page.locator('textarea[name="shape"]').inputValue())
}

async function draftWith(browserContext: BrowserContext, page: Page): Promise<void> {
  const [name = '', value = ''] = cookieOf(await signInAs(portal, 'head@example.kz')).split('=')
  await browserContext.addCookies([{ name, value, url: portal.origin }])
  await page.goto(`${portal.origin}${workDeskPaths.fresh('synaqqala')}`)
}

test('staff draw an area with a mouse, pull a corner, and find it again', {
  tags: ['long'],
  timeout: 60_000,
}, async () => {
  const { page, context, faults } = await openWatched(browser, portal.origin)
  await draftWith(context, page)
  const area = await drawn(page, (x, y) => page.mouse.click(x, y))
  expect(area).toMatchObject({ type: 'Polygon' })
  const corner = await page.locator('.work-corner').last().boundingBox()
  await page.mouse.move((corner?.x ?? 0) + 14, (corner?.y ?? 0) + 14)
  await page.mouse.down()
  await page.mouse.move((corner?.x ?? 0) + 54, (corner?.y ?? 0) + 54, { steps: 4 })
  await page.mouse.up()
  const pulled = await page.locator('textarea[name="shape"]').inputValue()
  expect(JSON.parse(pulled)).not.toEqual(area)
  // Another kind of shape is the same corners, and back again
  await page.getByRole('button', { name: 'Линия' }).click()
  expect(await page.locator('textarea[name="shape"]').inputValue()).toContain('LineString')
  await page.getByRole('button', { name: 'Область' }).click()
  await page.selectOption('#kind', 'yard')
  await page.fill('#titleRu', 'Благоустройство двора')
  await page.fill('#startsOn', '2026-03-16')
  await page.fill('#endsOn', '2026-03-20')
  await page.getByRole('button', { name: 'Сохранить черновик' }).click()
  await page.waitForURL('**done=added')
  await page.getByRole('button', { name: 'Нарисовать на карте' }).click()
  await page.locator('.work-corner').first().waitFor()
  expect(await page.locator('.work-corner').count()).toBe(3)
  expect(await page.locator('textarea[name="shape"]').inputValue()).toBe(pulled)
  expect(faults()).toEqual([])
  await context.close()
})

test('staff draw by touch on a phone', { tags: ['long'], timeout: 60_000 }, async () => {
  const context = await browser.newContext({
    ...{ viewport: { width: 360, height: 740 }, hasTouch: true, isMobile: true, locale: 'ru-RU' },
  })
  const page = await context.newPage()
  await draftWith(context, page)
  const area = await drawn(page, (x, y) => page.touchscreen.tap(x, y))
  expect(area).toMatchObject({ type: 'Polygon' })
  await context.close()
})

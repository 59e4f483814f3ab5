import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { complaintPaths } from '../../src/features/complaints/index.ts'
import { workPaths } from '../../src/features/works/paths.ts'
import { openBrowser } from '../support/browser.ts'
import { type ListeningPortal, openListeningPortal } from '../support/listening-portal.ts'
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

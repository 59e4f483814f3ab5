import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { complaintPaths } from '../../src/features/complaints/index.ts'
import { eventDeskPaths } from '../../src/features/events/paths.ts'
import { openBrowser } from '../support/browser.ts'
import { places } from '../support/cast.ts'
import { type ListeningPortal, openListeningPortal } from '../support/listening-portal.ts'
import { cookieOf, signInAs } from '../support/sign-in.ts'
import { openWatched } from '../support/watched-page.ts'

let portal: ListeningPortal
let browser: Browser
beforeAll(async () => {
  ;[portal, browser] = await Promise.all([openListeningPortal(), openBrowser()])
  const { id: cityId } = portal.cast.city
  const street = (kind: string, nameKk: string, nameRu: string, former: string[], folded: string) => ({
    cityId,
    kind,
    nameKk,
    nameRu,
    formerNames: former,
    folded,
  })
  await portal.deps.db.street.createMany({
    data: [
      street('avenue', 'Жеңіс', 'Победы', ['Старая'], 'женис победы старая'),
      street('street', 'Жеңілтау', 'Женильтау', [], 'женилтау женильтау'),
    ],
  })
})
afterAll(async () => {
  await browser?.close()
  await portal?.close()
})

async function toWhere(page: Page): Promise<void> {
  await page.goto(`${portal.origin}${complaintPaths.new('ru', 'synaqqala', { category: 'potholes' })}`)
  await page.getByLabel('Опишите проблему').fill('Глубокая яма на дороге у школы')
  await page.getByRole('button', { name: 'Продолжить' }).last().click()
  await page.waitForURL('**/where')
}

test('streets are offered while the address is typed, and picked by keyboard or by touch', async () => {
  const { page, context, faults } = await openWatched(browser, portal.origin)
  await toWhere(page)
  const address = page.getByRole('combobox', { name: 'Адрес' })
  await expect.poll(() => page.getByRole('button', { name: 'Найти в списке улиц' }).count()).toBe(0)
  await address.pressSequentially('жени', { delay: 20 })
  const options = page.locator('.address-list [role=option]')
  await expect.poll(() => options.count()).toBe(2)
  expect(await address.getAttribute('aria-expanded')).toBe('true')
  expect(await page.locator('.address-box [role=status]').textContent()).toContain('Найдено адресов: 2')
  await address.press('Escape')
  expect(await address.getAttribute('aria-expanded')).toBe('false')
  expect(await address.inputValue()).toBe('жени')
  await address.press('ArrowDown')
  const active = (await address.getAttribute('aria-activedescendant')) ?? ''
  expect(await page.locator(`#${active}`).getAttribute('aria-selected')).toBe('true')
  await address.press('Enter')
  expect(await address.inputValue()).toMatch(/^(?:пр\. Победы|ул\. Женильтау)$/)

  await address.fill('старая 9')
  await expect.poll(() => options.count()).toBe(1)
  expect(await options.first().textContent()).toBe('пр. Победы, 9раньше: Старая')
  await options.first().click()
  expect(await address.inputValue()).toBe('пр. Победы, 9')
  expect(await page.locator('.address-list').isVisible()).toBe(false)

  // A network that is gone: the field is a field.
  await context.setOffline(true)
  await address.fill('жен')
  await page.waitForTimeout(400)
  expect(await options.count()).toBe(0)
  expect(faults().filter((fault) => !fault.includes('ERR_INTERNET_DISCONNECTED'))).toEqual([])
  await context.close()
})

test('the place of the device brings its district; outside, the way on is said', {
  tags: ['long'],
}, async () => {
  const { page, context, faults } = await openWatched(browser, portal.origin)
  await context.grantPermissions(['geolocation'], { origin: portal.origin })
  const { lat, lon } = places.east
  await context.setGeolocation({ latitude: lat, longitude: lon, accuracy: 20 })
  await toWhere(page)
  const district = page.getByLabel('Район')
  await page.getByRole('button', { name: 'Определить моё место' }).click()
  await expect.poll(() => district.inputValue()).toBe('east')
  expect(await page.locator('.point-line').textContent()).toContain('По точке это: Восточный район')

  await context.setGeolocation({ latitude: 51.1, longitude: 71.4, accuracy: 20 })
  await page.reload()
  await page.getByRole('button', { name: 'Определить моё место' }).click()
  await expect.poll(() => page.locator('.point-field .ds-alert').count()).toBe(1)
  expect(await page.locator('.point-field .ds-alert').textContent()).toContain('eOtinish.kz')

  await context.setGeolocation({ latitude: lat, longitude: lon, accuracy: 3000 })
  await page.reload()
  await page.getByRole('button', { name: 'Определить моё место' }).click()
  await expect.poll(() => page.locator('.point-line').textContent()).toContain('точность 3000 м')
  await context.clearPermissions()
  expect(faults()).toEqual([])
  await context.close()
})

describe('the point of an event', { tags: ['long'], timeout: 60_000 }, () => {
  test('is chosen on the map of the form, said there, and stored', async () => {
    const { page, context, faults } = await openForm()
    const point = page.locator('input[name="point"]')
    await point.fill('49.96, 82.61')
    await page.getByRole('button', { name: 'Выбрать на карте' }).click()
    await page.locator('.place-picker-pin').waitFor()
    await page.getByRole('button', { name: 'Взять эту точку' }).click()
    const taken = await point.inputValue()
    expect(taken).toMatch(/^49\.9[56]\d{4}, 82\.6[01]\d{4}$/)
    const said = page.locator('.place-picker-taken[role=status]')
    expect(await said.textContent()).toBe(`Выбрана точка: ${taken}.`)
    await point.fill('49.96, 82.62')
    expect(await said.textContent()).toBe('')
    await page.getByRole('button', { name: 'Взять эту точку' }).click()
    await save(page)
    const [lat, lon] = taken.split(', ').map(Number)
    expect(await newestEvent()).toMatchObject({ lat, lon })
    expect(faults()).toEqual([])
    await context.close()
  })

  test('is typed where there is no map', async () => {
    const { page, context, faults } = await openForm({ scripts: false })
    expect(await page.getByRole('button', { name: 'Выбрать на карте' }).count()).toBe(0)
    await page.locator('input[name="point"]').fill('49.97, 82.63')
    await save(page)
    expect(await newestEvent()).toMatchObject({ lat: 49.97, lon: 82.63 })
    expect(faults()).toEqual([])
    await context.close()
  })

  async function openForm({ scripts = true } = {}) {
    const watched = await openWatched(browser, portal.origin, { scripts })
    const [name = '', value = ''] = cookieOf(await signInAs(portal, 'head@example.kz')).split('=')
    const cookie = { name, value, domain: 'localhost', path: '/', httpOnly: true, sameSite: 'Lax' as const }
    await watched.context.addCookies([cookie])
    await watched.page.goto(`${portal.origin}${eventDeskPaths.new()}`)
    return watched
  }

  async function save(page: Page): Promise<void> {
    await page.locator('input[name="titleRu"]').fill('Субботник в парке')
    await page.locator('input[name="day"]').fill('2026-03-14')
    await page.locator('input[name="from"]').fill('10:00')
    await page.locator('input[name="till"]').fill('12:00')
    await page.locator('input[name="placeRu"]').fill('Центральный парк')
    await page.locator('.settings-save button[type="submit"]').click()
    await page.waitForURL(/\/events\/\d+/)
  }

  const newestEvent = () => portal.deps.db.event.findFirstOrThrow({ orderBy: { id: 'desc' } })
})

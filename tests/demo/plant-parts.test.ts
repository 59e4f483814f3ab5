import { afterAll, beforeAll, expect, test } from 'vitest'
import { plantMissing } from '../../src/seed.ts'
import { openPortal, type Portal } from '../support/portal.ts'

/** A city that is older than a feature gets what the feature begins with, at the next start. */

let portal: Portal
beforeAll(async () => {
  portal = await openPortal()
})
afterAll(() => portal.close())

async function start(): Promise<string[]> {
  const said: string[] = []
  portal.deps.cache.forget('')
  await plantMissing(portal.deps, (sentence) => said.push(sentence))
  return said
}

test('cities get what they lack once, and what staff remove afterwards stays away', async () => {
  const { db } = portal.deps
  const { city, otherCity } = portal.cast
  expect(await db.guide.count()).toBe(0)
  // Two processes that start at once do it once
  const said = (await Promise.all([start(), start()])).flat()
  expect(said).toHaveLength(2)
  expect(said.join(' ')).toContain('guides')
  for (const { id: cityId } of [city, otherCity]) {
    expect(await db.guide.count({ where: { cityId } })).toBeGreaterThan(19)
    expect(await db.receptionBody.count({ where: { cityId } })).toBeGreaterThan(3)
  }
  await db.receptionBody.deleteMany({ where: { cityId: city.id, code: 'front-office' } })
  expect(await start()).toEqual([])
  expect(await db.receptionBody.count({ where: { cityId: city.id, code: 'front-office' } })).toBe(0)
})

test('what a feature plants anew comes to cities that have its earlier content', async () => {
  const { db } = portal.deps
  await db.plantedPart.updateMany({ where: { feature: 'receptions' }, data: { version: 0 } })
  expect((await start()).join(' ')).toContain('receptions')
  expect(await start()).toEqual([])
})

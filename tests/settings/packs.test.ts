import { afterAll, beforeAll, expect, test } from 'vitest'
import { cityPacks } from '../../prisma/seed/index.ts'
import { plantCity } from '../../prisma/seed/plant-city.ts'
import { cityBySlug } from '../../src/features/city/index.ts'
import { directoryOf } from '../../src/features/offices/index.ts'
import { readDoc, typedOf } from '../../src/features/settings/form-fields.ts'
import { coverageOf, gapsIn } from '../../src/features/settings/routing.ts'
import { storeOf } from '../../src/features/settings/stores/index.ts'
import { thingKinds } from '../../src/features/settings/thing.ts'
import { thingOf } from '../../src/features/settings/things/index.ts'
import { openPortal, type Portal } from '../support/portal.ts'

let portal: Portal
beforeAll(async () => {
  portal = await openPortal()
})
afterAll(() => portal?.close())

test.each(
  cityPacks,
)('everything of the pack $slug can be edited: its forms come back as they were', async (pack) => {
  const { deps } = portal
  await plantCity(deps.db, pack, { at: deps.now().epochMilliseconds, demo: false, position: 5 })
  deps.cache.forget('city:')
  const city = await cityBySlug(deps, pack.slug)
  if (city === null) throw new Error(`${pack.slug} was not planted`)
  const wrong: string[] = []
  let count = 0
  for (const kind of thingKinds) {
    for (const [key, doc] of await storeOf(kind).all(deps.db, city.id)) {
      count++
      const thing = thingOf(kind)
      const read = readDoc(thing, typedOf(thing.groups, doc), doc)
      if (!read.ok) wrong.push(`${kind} ${key}: ${JSON.stringify(read.errors)}`)
      else expect(read.doc, `${kind} ${key}`).toEqual(doc)
    }
  }
  expect(wrong).toEqual([])
  expect(count).toBeGreaterThan(100)
  expect(gapsIn(coverageOf({ city, directory: await directoryOf(deps, city.id) }))).toBe(0)
})

import request from 'supertest'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { guidePack } from '../../prisma/seed/guides/index.ts'
import { cityPacks } from '../../prisma/seed/index.ts'
import { plantCalendar, plantCity } from '../../prisma/seed/plant-city.ts'
import { type City, cities } from '../../src/features/city/index.ts'
import { inventGuideReaders } from '../../src/features/guides/actions/invent-guides.ts'
import { plantGuides } from '../../src/features/guides/actions/plant-guides.ts'
import { guidePaths } from '../../src/features/guides/index.ts'
import { officesOf } from '../../src/features/guides/reading/offices-of.ts'
import { directoryOf } from '../../src/features/offices/index.ts'
import { openPortal, type Portal } from '../support/portal.ts'

/** The pack in the three real cities, and their invented readers. */

let portal: Portal
let planted: City[]

beforeAll(async () => {
  portal = await openPortal()
  const { deps } = portal
  const at = deps.now().epochMilliseconds
  await plantCalendar(deps.db, at)
  for (const [position, pack] of cityPacks.entries())
    await plantCity(deps.db, pack, { at, demo: true, position })
  deps.cache.forget('city:')
  planted = (await cities(deps)).filter(({ slug }) => cityPacks.some((pack) => pack.slug === slug))
  for (let time = 0; time < 2; time++) await plantAll()
}, 90_000)
afterAll(() => portal?.close())

async function plantAll() {
  const { deps } = portal
  for (const city of planted) {
    const place = { ...city, at: deps.now().epochMilliseconds }
    await plantGuides(deps, place, guidePack)
    await inventGuideReaders(deps, place)
  }
}

test('twice changes nothing', async () => {
  const { db } = portal.deps
  const counts = () =>
    Promise.all([db.guideText.count(), db.guideVerdict.count(), db.guideRequest.count(), db.guideMiss.count()])
  const before = await counts()
  expect(before[0]).toBe(guidePack.guides.length * 3 * planted.length)
  expect(before.slice(1).every((count) => count > 0)).toBe(true)
  await plantAll()
  expect(await counts()).toEqual(before)
})

describe('every guide of every city', () => {
  test('names an office of that city, or says that it depends on the district', async () => {
    const nowhere: string[] = []
    for (const city of planted) {
      const directory = await directoryOf(portal.deps, city.id)
      for (const guide of await portal.deps.db.guide.findMany({ where: { cityId: city.id } })) {
        const { offices, byDistrict } = officesOf(guide, directory)
        if (offices.length === 0 && !byDistrict) nowhere.push(`${city.slug} ${guide.slug}`)
      }
    }
    expect(nowhere).toEqual([])
  })

  test('opens, and the prosecutor stands where no category leads', async () => {
    for (const { slug } of planted) {
      const path = guidePaths.show('kk', slug, 'disagree-with-answer')
      const { text } = await request(portal.app).get(path).expect(200)
      expect(text).toContain('X-PRO')
    }
  })

  test('is found by the words of the state language and of the other', async () => {
    const [city] = planted
    for (const q of ['үйде жылу жоқ', 'нет отопления', 'холодные батареи', 'жылу жок']) {
      const path = guidePaths.list('kk', city?.slug ?? '', { q })
      expect((await request(portal.app).get(path)).text).toContain('/guides/no-heating')
    }
  })
})

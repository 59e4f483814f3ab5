import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { findDuplicates } from '../../src/features/complaints/duplicates/find-duplicates.ts'
import { file } from '../complaints/history.ts'
import { places } from '../support/cast.ts'
import { openPortal, type Portal } from '../support/portal.ts'
import { duplicateCases } from './duplicate-cases.ts'

let portal: Portal

beforeAll(async () => {
  portal = await openPortal()
})
afterAll(() => portal?.close())

/** Each case has a block of its own, a kilometre from the next one. */
const pointOf = (index: number, metres: number) => ({
  lat: places.west.lat + metres / 111_320,
  lon: places.west.lon - 0.04 + index * 0.014,
})

describe('what is offered as the same', () => {
  duplicateCases.forEach(({ there, written, metres, joins, why, works = true }, index) => {
    const outcome = joins === works ? 'is offered' : 'is not offered'
    test(`${written.text} / ${there.text}: ${outcome} (${why})`, async () => {
      const { categories, city } = portal.cast
      const { number } = await file(portal, {
        text: there.text,
        categoryId: categories[there.kind ?? 'potholes'],
        address: there.address ?? '',
        point: metres === null ? null : pointOf(index, 0),
      })
      const found = await findDuplicates(
        portal.deps,
        {
          cityId: city.id,
          categories: [{ id: categories[written.kind ?? 'potholes'], duplicateRadius: 100 }],
          text: written.text,
          address: written.address ?? '',
          point: metres === null ? null : pointOf(index, metres),
          photos: [],
          now: portal.deps.now().epochMilliseconds,
        },
        { among: 'shown', most: 3 },
      )
      expect(found.some((one) => one.number === number)).toBe(joins === works)
    })
  })
})

test('a flood of reports that wait for a moderator takes no place of what everybody may see', async () => {
  const { categories, city } = portal.cast
  const filed = {
    text: 'Яма на дороге',
    categoryId: categories['potholes'],
    address: 'ул. Потопная, 1',
    point: null,
  }
  const shown = await file(portal, filed)
  const held = await file(portal, filed)
  await portal.deps.pool.query("UPDATE complaint SET shown = false, publication = 'held' WHERE number = $1", [
    held.number,
  ])
  await portal.deps.pool.query(
    `INSERT INTO complaint SELECT (json_populate_record(c, json_build_object('id', nextval('complaint_id_seq'),
         'number', 'held-' || n, 'form_key', NULL, 'secret_hash', NULL))).*
       FROM complaint c, generate_series(1, 150) n WHERE c.number = $1`,
    [held.number],
  )
  const { now } = portal.deps
  const sought = {
    ...{ cityId: city.id, categories: [{ id: categories['potholes'], duplicateRadius: 100 }] },
    ...{ text: filed.text, address: filed.address, point: null, photos: [], now: now().epochMilliseconds },
  }
  const found = await findDuplicates(portal.deps, sought, { among: 'shown', most: 3 })
  expect(found.map(({ number }) => number)).toEqual([shown.number])
})

test('the first three of a busy corner are the likeliest of all that stand there', async () => {
  const { categories, city } = portal.cast
  const corner = { lat: places.west.lat + 0.03, lon: places.west.lon }
  const at = (metres: number) => ({ lat: corner.lat + metres / 111_320, lon: corner.lon })
  const texts = [
    'Разбит асфальт у остановки',
    'Глубокая яма на дороге',
    'Яма перед школой',
    'Провал у люка, яма во дворе',
  ]
  for (let n = 0; n < 16; n++) {
    const text = texts[n % texts.length] ?? ''
    await file(portal, { text, categoryId: categories['potholes'], address: '', point: at(n * 5) })
  }
  const sought = {
    ...{ cityId: city.id, categories: [{ id: categories['potholes'], duplicateRadius: 100 }] },
    ...{ text: 'Яма во дворе, провал у люка', address: '', point: at(0), photos: [] },
    now: portal.deps.now().epochMilliseconds,
  }
  const all = await findDuplicates(portal.deps, sought, { among: 'shown', most: 60 })
  const three = await findDuplicates(portal.deps, sought, { among: 'shown', most: 3 })
  expect(all).toHaveLength(16)
  expect(three).toEqual(all.slice(0, 3))
  // The nearest of all is not among them: its words are others.
  expect(three[0]?.text).toBe(texts[3])
  expect(all.findIndex(({ metres }) => metres === 0)).toBeGreaterThan(2)
})

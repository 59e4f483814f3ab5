import { afterAll, beforeAll, expect, test } from 'vitest'
import { fileOne } from '../desk/file-one.ts'
import { openPortal, type Portal } from '../support/portal.ts'

/** Threat C13 of reliability.md: nothing of a flood is lost or refused, and it does not fill the public pages. */

let portal: Portal
beforeAll(async () => {
  portal = await openPortal()
})
afterAll(() => portal.close())

const stateOf = (numbers: string[]) =>
  portal.deps.db.complaint.findMany({
    where: { number: { in: numbers } },
    orderBy: { id: 'asc' },
    select: { publication: true, status: true },
  })

test('what floods one place waits for a moderator, goes to its office all the same, and costs nobody else', async () => {
  const flood: string[] = []
  for (let sent = 0; sent < 43; sent++) {
    flood.push((await fileOne(portal, { point: { lat: 49.9501 + sent * 1e-6, lon: 82.5501 } })).number)
  }
  const stored = await stateOf(flood)
  expect(stored.map(({ publication }) => publication)).toEqual([
    ...Array.from({ length: 40 }, () => 'published'),
    ...['held', 'held', 'held'],
  ])
  expect(new Set(stored.map(({ status }) => status))).toEqual(new Set(['sent']))

  const honest = await fileOne(portal, { point: { lat: 49.96, lon: 82.58 } })
  expect((await stateOf([honest.number]))[0]?.publication).toBe('published')
  const held = await portal.deps.db.activity.findFirstOrThrow({ where: { kind: 'held' } })
  expect(held.payload).toEqual({ reasons: ['flood'] })
})

test('so does what one contact floods, wherever it points, and a later report of theirs does not', async () => {
  const numbers: string[] = []
  for (let sent = 0; sent < 22; sent++) {
    const point = { lat: 49.9 + sent * 0.005, lon: 82.5 }
    numbers.push((await fileOne(portal, { point, phone: '+77051234567' })).number)
  }
  expect((await stateOf(numbers)).map(({ publication }) => publication)).toEqual([
    ...Array.from({ length: 20 }, () => 'published'),
    ...['held', 'held'],
  ])
  portal.setNow('2026-04-20T07:00:00Z')
  const later = await fileOne(portal, { phone: '+77051234567' })
  expect((await stateOf([later.number]))[0]?.publication).toBe('published')
})

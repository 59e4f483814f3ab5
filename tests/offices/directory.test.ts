import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { chooseRule, directoryOf } from '../../src/features/offices/index.ts'
import { dayToDate } from '../../src/platform/db/instant.ts'
import { openPortal, type Portal } from '../support/portal.ts'

let portal: Portal

beforeAll(async () => {
  portal = await openPortal()
})
afterAll(() => portal.close())
beforeEach(() => portal.setNow('2026-03-11T07:00:00Z'))

const read = () => {
  portal.deps.cache.forget('directory:')
  return directoryOf(portal.deps, portal.cast.city.id)
}
const date = (day: string | null) => (day === null ? null : dayToDate(day))
const change = (
  id: number,
  days: { from?: string | null; to?: string | null; successorId?: number | null },
) =>
  portal.deps.db.office.update({
    where: { id },
    data: {
      validFrom: date(days.from ?? null),
      validTo: date(days.to ?? null),
      successorId: days.successorId ?? null,
    },
  })
const officeForPotholes = async () => {
  const { categories, districts } = portal.cast
  const routed = chooseRule((await read()).rules, {
    categoryId: categories.potholes,
    districtId: districts.west,
  })
  return routed && { office: routed.rule.officeId, why: routed.specificity }
}

describe('an office with dates', () => {
  test.each([
    ['2026-03-10', false],
    ['2026-03-11', true],
    ['2026-09-01', true],
  ])('whose last day is %s, seen on 11 March: current is %s', async (to, current) => {
    const { roads } = portal.cast.offices
    await change(roads, { to })
    expect((await read()).officeById.get(roads)?.current).toBe(current)
    await change(roads, {})
  })

  test('begins on its first day, by the clock of the city', async () => {
    const { roads } = portal.cast.offices
    await change(roads, { from: '2026-03-12' })
    // 12 March has begun in Almaty, not yet in Greenwich
    for (const [moment, current] of [
      ['2026-03-11T18:59:00Z', false],
      ['2026-03-11T19:00:00Z', true],
    ] as const) {
      portal.setNow(moment)
      expect((await read()).officeById.get(roads)?.current).toBe(current)
    }
    await change(roads, {})
  })

  test('a category ends like that, too', async () => {
    const { snow } = portal.cast.categories
    await portal.deps.db.category.update({ where: { id: snow }, data: { validTo: dayToDate('2026-03-11') } })
    expect((await read()).categoryById.get(snow)?.current).toBe(true)
    portal.setNow('2026-03-12T07:00:00Z')
    expect((await read()).categoryById.get(snow)?.current).toBe(false)
    await portal.deps.db.category.update({ where: { id: snow }, data: { validTo: null } })
  })
})

describe('the rule of an office that has ended', () => {
  test('leads to its successor, or to that one’s', async () => {
    const { roads, housing, akimat } = portal.cast.offices
    await change(roads, { to: '2026-03-01', successorId: housing })
    expect(await officeForPotholes()).toEqual({ office: housing, why: 'category' })
    await change(housing, { to: '2026-03-05', successorId: akimat })
    expect(await officeForPotholes()).toEqual({ office: akimat, why: 'category' })
  })

  test('is passed over when nobody succeeded, even when two offices name each other', async () => {
    const { roads, housing, akimat } = portal.cast.offices
    await change(housing, { to: '2026-03-05', successorId: roads })
    expect(await officeForPotholes()).toEqual({ office: akimat, why: 'default' })
    await change(roads, { to: '2026-03-01' })
    expect(await officeForPotholes()).toEqual({ office: akimat, why: 'default' })
    await change(roads, {})
    await change(housing, {})
  })
})

import fc from 'fast-check'
import { Temporal } from 'temporal-polyfill'
import { describe, expect, test } from 'vitest'
import { mayDo } from '../../src/features/receptions/access.ts'
import {
  bookingAt,
  bookingMoves,
  bookingStates,
  occurrencesOf,
  offerEnds,
} from '../../src/features/receptions/rules.ts'
import { isWorkingDay } from '../../src/platform/time/working-days.ts'

/** Nauryz of 2026, and a Saturday that works. */
const calendar = {
  version: 'test',
  off: new Set(['2026-03-23', '2026-03-24', '2026-03-25']),
  work: new Set(['2026-03-28']),
}
const always = { weeks: [], validFrom: '2026-01-01', validTo: null }

describe('the days of a rule', () => {
  test('are those of the week and of the month, without days off or moved past them', () => {
    const march = { from: '2026-03-01', to: '2026-03-31', calendar }
    const days = (rule: Parameters<typeof occurrencesOf>[0]) =>
      occurrencesOf(rule, march).map(({ day }) => day)
    expect(days({ ...always, weekdays: [1], onHoliday: 'skip' })).toEqual([
      ...['2026-03-02', '2026-03-09', '2026-03-16', '2026-03-30'],
    ])
    expect(days({ ...always, weekdays: [1], weeks: [4], onHoliday: 'next' })).toEqual(['2026-03-26'])
    expect(days({ ...always, weekdays: [6], onHoliday: 'skip' })).toEqual(['2026-03-28'])
    expect(days({ ...always, weekdays: [1], validTo: '2026-03-08', onHoliday: 'skip' })).toEqual([
      '2026-03-02',
    ])
  })

  test('are working days, each of another day of the rule, whatever the rule', () => {
    const rule = fc.record({
      weekdays: fc.uniqueArray(fc.integer({ min: 1, max: 7 }), { minLength: 1 }),
      weeks: fc.uniqueArray(fc.integer({ min: 1, max: 5 })),
      onHoliday: fc.constantFrom('skip' as const, 'next' as const),
    })
    fc.assert(
      fc.property(rule, (given) => {
        const asked = { from: '2026-03-01', to: '2026-05-31', calendar }
        const found = occurrencesOf({ ...always, ...given }, asked)
        expect(new Set(found.map(({ ruleDay }) => ruleDay)).size).toBe(found.length)
        expect(new Set(found.map(({ day }) => day)).size).toBe(found.length)
        for (const { ruleDay, day } of found) {
          expect(isWorkingDay(Temporal.PlainDate.from(day), calendar)).toBe(true)
          expect(day >= ruleDay).toBe(true)
          if (given.onHoliday === 'skip') expect(day).toBe(ruleDay)
        }
      }),
    )
  })
})

describe('a place', () => {
  const openness = fc.record({
    cancelledAt: fc.option(fc.constant(0)),
    ...{ opensAt: fc.nat(100), closesAt: fc.nat(100), startsAt: fc.constant(200) },
    ...{ places: fc.nat(5), taken: fc.nat(5), waiting: fc.nat(5), waitingMost: fc.nat(5) },
  })
  test('is free only while one is, and never before somebody who waits', () => {
    fc.assert(
      fc.property(openness, fc.nat(100), (one, now) => {
        const may = bookingAt(now, one)
        if (may === 'free') expect(one.taken < one.places && one.waiting === 0).toBe(true)
        if (may === 'waiting') expect(one.waiting).toBeLessThan(one.waitingMost)
        if (now < one.opensAt || now >= one.closesAt) expect(['cancelled', 'early', 'closed']).toContain(may)
      }),
    )
  })

  test('is kept for the next in line for a day, never past the end of booking', () => {
    const hour = 3_600_000
    expect(offerEnds(0, 100 * hour)).toBe(24 * hour)
    expect(offerEnds(0, 5 * hour)).toBe(5 * hour)
    expect(offerEnds(0, hour / 2)).toBeNull()
  })

  test('that was given back or lapsed stays so', () => {
    for (const state of bookingStates) {
      for (const next of bookingMoves[state]) expect(next).not.toBe(state)
    }
    expect([...bookingMoves.cancelled, ...bookingMoves.lapsed]).toEqual([])
  })
})

describe('who may', () => {
  const held = (
    role: 'head' | 'executor' | 'auditor' | 'city_admin' | 'operator',
    officeId: number | null,
  ) => ({
    roles: [{ cityId: 1, officeId, role }],
  })
  test('people of an office at its own body, people of the city at each, nobody in another city', () => {
    expect(mayDo(held('head', 7), 'manage', 1, 7)).toBe(true)
    expect(mayDo(held('head', 7), 'read', 1, 8)).toBe(false)
    expect(mayDo(held('head', 7), 'read', 1, null)).toBe(false)
    expect(mayDo(held('executor', 7), 'manage', 1, 7)).toBe(false)
    expect(mayDo(held('auditor', null), 'read', 1, 7)).toBe(true)
    expect(mayDo(held('auditor', null), 'work', 1, 7)).toBe(false)
    expect(mayDo(held('operator', null), 'work', 1, null)).toBe(true)
    expect(mayDo(held('city_admin', null), 'manage', 2, null)).toBe(false)
  })
})

import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { canBecome, doorOf, states, whoGets } from '../../src/features/events/rules.ts'

const waiting = fc
  .array(fc.integer({ min: 1, max: 20 }), { maxLength: 30 })
  .map((sizes) => sizes.map((persons, index) => ({ id: index + 1, persons })))

describe('who gets a place', () => {
  test('never more than there are, and nobody waits who would fit', () => {
    fc.assert(
      fc.property(waiting, fc.integer({ min: 0, max: 60 }), (list, free) => {
        const given = new Set(whoGets(list, free))
        const sum = list.filter(({ id }) => given.has(id)).reduce((all, { persons }) => all + persons, 0)
        expect(sum).toBeLessThanOrEqual(free)
        for (const { id, persons } of list) if (!given.has(id)) expect(persons).toBeGreaterThan(free - sum)
      }),
    )
  })

  test('whoever is left out was too large for what those before them left', () => {
    fc.assert(
      fc.property(waiting, fc.integer({ min: 0, max: 60 }), (list, free) => {
        const given = new Set(whoGets(list, free))
        let left = free
        for (const { id, persons } of list) {
          expect(given.has(id)).toBe(persons <= left)
          if (given.has(id)) left -= persons
        }
      }),
    )
  })

  test('everybody where nobody counts', () => {
    fc.assert(
      fc.property(waiting, (list) => {
        expect(whoGets(list, null)).toEqual(list.map(({ id }) => id))
      }),
    )
  })
})

test('what was cancelled or held stays so, and nothing becomes a draft again', () => {
  const moves = states.flatMap((from) =>
    states.filter((to) => canBecome(from, to)).map((to) => `${from} ${to}`),
  )
  expect(moves).toEqual(['draft published', 'draft cancelled', 'published cancelled', 'published held'])
})

test('the door is what it is at every hour', () => {
  const event = {
    ...{ state: 'published' as const, signUp: true, signUpUntil: 10, startsAt: 20, endsAt: 30 },
    ...{ places: 2, taken: 1 },
  }
  const at = (hour: number, change: Partial<typeof event> = {}) => doorOf({ ...event, ...change }, hour)
  expect([at(9), at(9, { taken: 2 }), at(10), at(29), at(30)]).toEqual([
    ...['open', 'list', 'closed', 'closed', 'over'],
  ])
  expect(at(9, { signUp: false })).toBe('none')
})

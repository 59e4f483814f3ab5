import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { mayWorkIn, type RoleAt, rolesIn, scopeOf, staffRoles } from '../../src/features/accounts/index.ts'

const head: RoleAt = { cityId: 1, officeId: 10, role: 'head' }
const executor: RoleAt = { cityId: 1, officeId: 10, role: 'executor' }
const elsewhere: RoleAt = { cityId: 1, officeId: 11, role: 'executor' }
const controller: RoleAt = { cityId: 2, officeId: null, role: 'controller' }

describe('reach of roles', () => {
  test('an office role reaches its office and nothing else', () => {
    const staff = { roles: [head, executor] }
    expect(mayWorkIn(staff, { cityId: 1, officeId: 10 })).toBe(true)
    expect(rolesIn(staff, 1, 10)).toEqual(['head', 'executor'])
    expect(mayWorkIn(staff, { cityId: 1, officeId: 11 })).toBe(false)
    // a complaint that no office has yet
    expect(mayWorkIn(staff, { cityId: 1, officeId: null })).toBe(false)
    expect(mayWorkIn(staff, { cityId: 2, officeId: 10 })).toBe(false)
    expect(rolesIn(staff, 2, 10)).toEqual([])
  })

  test('a city role reaches every office of its city, no other city', () => {
    const staff = { roles: [controller, head] }
    expect(rolesIn(staff, 2, null)).toEqual(['controller'])
    expect(rolesIn(staff, 2, 77)).toEqual(['controller'])
    expect(rolesIn(staff, 1, 10)).toEqual(['head'])
    expect(mayWorkIn(staff, { cityId: 3, officeId: null })).toBe(false)
  })

  test('scope names each place once, and no office inside a whole city', () => {
    const officer: RoleAt = { cityId: 2, officeId: 20, role: 'head' }
    expect(scopeOf({ roles: [head, executor, elsewhere, controller, officer] })).toEqual([
      { cityId: 2, officeId: null },
      { cityId: 1, officeId: 10 },
      { cityId: 1, officeId: 11 },
    ])
    expect(scopeOf({ roles: [] })).toEqual([])
  })

  test('the scope says the same as mayWorkIn', () => {
    // Offices of city n are n0 to n3, as in the database an office belongs to one city.
    const place = fc.integer({ min: 1, max: 3 }).chain((cityId) =>
      fc.option(fc.integer({ min: 0, max: 3 }), { nil: null }).map((office) => ({
        cityId,
        officeId: office === null ? null : cityId * 10 + office,
      })),
    )
    const role = fc.tuple(place, fc.constantFrom(...staffRoles)).map(([at, name]) => ({ ...at, role: name }))
    fc.assert(
      fc.property(fc.array(role, { maxLength: 6 }), place, (roles, at) => {
        const inScope = scopeOf({ roles }).some(
          (scope) =>
            scope.cityId === at.cityId && (scope.officeId === null || scope.officeId === at.officeId),
        )
        expect(mayWorkIn({ roles }, at)).toBe(inScope)
        expect(rolesIn({ roles }, at.cityId, at.officeId).length > 0).toBe(inScope)
      }),
    )
  })
})

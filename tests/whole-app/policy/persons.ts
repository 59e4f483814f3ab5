import type { StaffRole } from '../../../src/features/accounts/index.ts'
import { openSession } from '../../support/open-session.ts'
import type { Portal } from '../../support/portal.ts'

/** Where a role is held. Roads hold the complaint, the akimat helps with it, housing has nothing to do with it. */
export type Where = 'city' | 'roads' | 'akimat' | 'housing' | 'otherCity'
export type Held = { role: StaffRole; where: Where }

/**
 * none: nobody is signed in · password: the second factor is owed · stale: it was proved too long ago for what asks
 * for a fresh proof · full: signed in
 */
export type Person = { session: 'none' | 'password' | 'stale' | 'full'; roles: readonly Held[] }

const person = (role: StaffRole, where: Where, session: Person['session'] = 'full'): Person => ({
  session,
  roles: [{ role, where }],
})

/** Everybody who tries every door. */
export const persons = {
  /** Has a link that is nobody's. */
  stranger: { session: 'none', roles: [] },
  /** Has the secret link of the complaint. */
  resident: { session: 'none', roles: [] },
  /** An administrator whose account was closed a moment ago. */
  disabled: { session: 'none', roles: [] },
  entering: person('city_admin', 'city', 'password'),
  stale: person('city_admin', 'city', 'stale'),
  /** Signed in, without any role. */
  unroled: { session: 'full', roles: [] },
  executor: person('executor', 'roads'),
  /** Has no role of the own, and stands in for the executor. */
  substitute: person('executor', 'roads'),
  head: person('head', 'roads'),
  /** Of the office that helps. */
  helper: person('executor', 'akimat'),
  otherOffice: person('head', 'housing'),
  registrar: person('registrar', 'city'),
  controller: person('controller', 'city'),
  operator: person('operator', 'city'),
  auditor: person('auditor', 'city'),
  admin: person('city_admin', 'city'),
  otherCity: person('city_admin', 'otherCity'),
} as const satisfies Record<string, Person>

export type PersonName = keyof typeof persons
export const personNames = Object.keys(persons) as PersonName[]

/** Who has a session; the others come without a cookie, or with one that is worth nothing any more. */
export const isSignedIn = (name: PersonName): boolean => persons[name].session !== 'none'

/** Makes the accounts and their sessions, once for all. Returns the cookie of each. */
export async function plantPersons(portal: Portal): Promise<ReadonlyMap<PersonName, string>> {
  const cookies = new Map<PersonName, string>()
  for (const name of personNames) {
    const { session, roles }: Person = persons[name]
    if (session === 'none' && name !== 'disabled') continue
    const isSubstitute = name === 'substitute'
    const held: readonly Held[] = name === 'disabled' ? [{ role: 'city_admin', where: 'city' }] : roles
    const id = await plantPerson(portal, name, isSubstitute ? [] : held)
    if (isSubstitute) await standIn(portal, id)
    const at = portal.deps.now().epochMilliseconds
    const change = {
      none: {},
      full: {},
      password: { level: 'password' as const },
      stale: { provedAt: at - 3_000_000 },
    }
    cookies.set(name, await openSession(portal, id, change[session]))
    if (name === 'disabled') {
      await portal.deps.db.staff.update({ where: { id }, data: { disabledAt: new Date(at) } })
    }
  }
  return cookies
}

/** An account with these roles. */
export async function plantPerson(
  { deps, cast }: Portal,
  name: string,
  roles: readonly Held[],
): Promise<number> {
  const placeOf = (where: Where) => {
    if (where === 'city') return { cityId: cast.city.id, officeId: null }
    if (where === 'otherCity') return { cityId: cast.otherCity.id, officeId: null }
    return { cityId: cast.city.id, officeId: cast.offices[where] }
  }
  const { id } = await deps.db.staff.create({
    data: {
      email: `policy-${name}@example.kz`.toLowerCase(),
      name: `Policy ${name}`,
      ...{ positionKk: 'маман', positionRu: 'специалист', positionEn: 'specialist' },
      createdAt: new Date('2025-01-01T00:00:00Z'),
      roles: { create: roles.map(({ role, where }) => ({ role, ...placeOf(where) })) },
    },
  })
  return id
}

async function standIn({ deps, cast }: Portal, substituteId: number): Promise<void> {
  const days = { fromOn: new Date('2026-03-01'), toOn: new Date('2026-04-30') }
  const set = { setBy: cast.staff.head, setAt: new Date('2026-03-01T00:00:00Z') }
  await deps.db.staffSubstitute.create({
    data: { absentId: cast.staff.executor, substituteId, ...set, ...days },
  })
}

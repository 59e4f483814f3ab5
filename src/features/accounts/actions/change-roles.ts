import type { Deps } from '../../../platform/deps.ts'
import { mayGive } from '../people/rules.ts'
import type { RoleAt } from '../roles.ts'
import { type Change, type Changing, changePerson } from './change-person.ts'

type Db = Pick<Deps, 'db'>

/** Gives a person one more role. One that is there already is what was asked for. */
export async function giveRole(
  deps: Db,
  { role, ...changing }: Changing & { role: RoleAt },
): Promise<Change> {
  return changePerson(deps, changing, {
    kind: 'role-given',
    // Nobody gives themselves anything; whom one may not see at all is told apart by the roles that are there.
    may: (by, person) => by.id !== person.id && mayGive(by, role) && person.disabledAt === null,
    async work(tx, person) {
      const { cityId, officeId } = role
      if (officeId !== null) {
        const office = await tx.office.count({ where: { id: officeId, cityId, external: false } })
        if (office === 0) return 'no-such-office'
      }
      await tx.staffRole.createMany({ data: [{ staffId: person.id, ...role }], skipDuplicates: true })
      return { cityId, detail: { role: role.role, officeId } }
    },
  })
}

/** Takes a role away; the next click of the person is without it. The last one stays: an account is closed instead. */
export async function takeRole(
  deps: Db,
  { role, ...changing }: Changing & { role: RoleAt },
): Promise<Change> {
  return changePerson(deps, changing, {
    kind: 'role-taken',
    may: (by, person) =>
      by.id !== person.id &&
      mayGive(by, role) &&
      person.roles.some(
        (held) => held.role === role.role && held.officeId === role.officeId && held.cityId === role.cityId,
      ),
    async work(tx, person) {
      if (person.roles.length === 1) return 'last'
      await tx.staffRole.deleteMany({ where: { staffId: person.id, ...role } })
      return { cityId: role.cityId, detail: { role: role.role, officeId: role.officeId } }
    },
  })
}

import { z } from 'zod'
import { inTransaction, type Transaction } from '../../../platform/db/transaction.ts'
import type { Deps } from '../../../platform/deps.ts'
import { logStaffAct, type StaffLogDetail, type StaffLogKind, staffSubject } from '../../activity/index.ts'
import { type RoleAt, staffRoles } from '../roles.ts'
import type { StaffMember } from '../staff-member.ts'

/** Who changes whose account; `at` in milliseconds UTC. */
export type Changing = { by: StaffMember; personId: number; at: number }

export type ChangedPerson = {
  id: number
  name: string
  email: string
  disabledAt: Date | null
  disabledFor: string | null
  roles: (RoleAt & { id: number })[]
}

/** `not-allowed`: nobody such, or nobody whom this person may change; the two are not told apart. */
export type Change = 'done' | 'not-allowed' | Refusal

/** Why something allowed is not done. */
export type Refusal = 'last' | 'no-such-office' | 'no-such-person'

const Roles = z.array(
  z.object({ id: z.int(), cityId: z.int(), officeId: z.int().nullable(), role: z.enum(staffRoles) }),
)

/**
 * One change of an account by somebody else: looks the person up, asks the rule with the roles as they are now, does
 * the work and writes it into the log, all in one transaction. Two who change one account come one after the other.
 */
export async function changePerson(
  { db }: Pick<Deps, 'db'>,
  { by, personId, at }: Changing,
  {
    may,
    work,
    kind,
  }: {
    may: (by: StaffMember, person: ChangedPerson) => boolean
    kind: StaffLogKind
    work: (
      tx: Transaction,
      person: ChangedPerson,
    ) => Promise<Refusal | { detail?: StaffLogDetail; cityId?: number }>
  },
): Promise<Change> {
  return inTransaction(db, async (tx) => {
    await tx.$queryRaw`SELECT id FROM staff WHERE id = ${personId} FOR UPDATE`
    const row = await tx.staff.findUnique({
      where: { id: personId },
      select: {
        ...{ id: true, name: true, email: true, disabledAt: true, disabledFor: true },
        roles: { orderBy: { id: 'asc' } },
      },
    })
    const person = row && { ...row, roles: Roles.parse(row.roles) }
    if (person === null || !may(by, person)) return 'not-allowed'
    const done = await work(tx, person)
    if (typeof done === 'string') return done
    const cityId = done.cityId ?? person.roles[0]?.cityId ?? null
    const subject = staffSubject(personId)
    await logStaffAct(tx, { at, staffId: by.id, cityId, kind, subject, detail: done.detail ?? {} })
    return 'done'
  })
}

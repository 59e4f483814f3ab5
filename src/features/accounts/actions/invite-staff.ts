import { toDate } from '../../../platform/db/instant.ts'
import { inTransaction } from '../../../platform/db/transaction.ts'
import { isUniqueViolation } from '../../../platform/db/violation.ts'
import type { Deps } from '../../../platform/deps.ts'
import { logStaffAct, staffSubject } from '../../activity/index.ts'
import { normalEmail } from '../email.ts'
import { mayGive } from '../people/rules.ts'
import type { StaffMember } from '../staff-member.ts'
import type { NewStaff } from './add-staff.ts'
import { mailSetupLink } from './issue-setup-link.ts'

/**
 * Makes an account and mails its owner the link by which they choose a password. `taken`: the address has an account;
 * `not-allowed`: a role that is not this person's to give.
 */
export async function inviteStaff(
  deps: Pick<Deps, 'db' | 'keys' | 'jobs'>,
  { by, email, name, position, lang, roles, at }: NewStaff & { by: StaffMember },
): Promise<{ staffId: number } | 'taken' | 'not-allowed'> {
  if (roles.length === 0 || !roles.every((role) => mayGive(by, role))) return 'not-allowed'
  try {
    return await inTransaction(deps.db, async (tx) => {
      const { id: staffId } = await tx.staff.create({
        data: {
          ...{ email: normalEmail(email), name, lang, createdAt: toDate(at) },
          ...{ positionKk: position.kk, positionRu: position.ru, positionEn: position.en },
          roles: { create: roles.map(({ cityId, officeId, role }) => ({ cityId, officeId, role })) },
        },
      })
      await mailSetupLink(deps, tx, { staffId, at, issuedBy: by.id })
      const subject = staffSubject(staffId)
      for (const { cityId, officeId, role } of roles) {
        const detail = { role, officeId }
        await logStaffAct(tx, { at, staffId: by.id, cityId, kind: 'invited', subject, detail })
      }
      return { staffId }
    })
  } catch (error) {
    if (isUniqueViolation(error)) return 'taken'
    throw error
  }
}

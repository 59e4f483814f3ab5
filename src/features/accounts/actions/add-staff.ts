import { toDate } from '../../../platform/db/instant.ts'
import { inTransaction } from '../../../platform/db/transaction.ts'
import { isUniqueViolation } from '../../../platform/db/violation.ts'
import type { Deps } from '../../../platform/deps.ts'
import type { Lang } from '../../../platform/i18n/texts.ts'
import { logStaffAct, staffSubject } from '../../activity/index.ts'
import { normalEmail } from '../email.ts'
import type { RoleAt } from '../roles.ts'
import { newSetupLink, type SetupLink } from './issue-setup-link.ts'

export type NewStaff = {
  email: string
  name: string
  /** What the public reads under an answer instead of the name. */
  position: { kk: string; ru: string; en: string }
  lang: Lang
  roles: readonly RoleAt[]
  /** Milliseconds UTC. */
  at: number
}

/**
 * Makes an account from the command line, without a password, and the link by which its owner chooses one. The token is in the answer and
 * nowhere else. Null when the address has an account already.
 */
export async function addStaff(
  { db }: Pick<Deps, 'db'>,
  { email, name, position, lang, roles, at }: NewStaff,
): Promise<({ staffId: number } & SetupLink) | null> {
  try {
    return await inTransaction(db, async (tx) => {
      const staff = await tx.staff.create({
        data: {
          email: normalEmail(email),
          name,
          positionKk: position.kk,
          positionRu: position.ru,
          positionEn: position.en,
          lang,
          createdAt: toDate(at),
          roles: { create: roles.map(({ cityId, officeId, role }) => ({ cityId, officeId, role })) },
        },
      })
      for (const { cityId, officeId, role } of roles) {
        const subject = staffSubject(staff.id)
        const detail = { role, officeId }
        await logStaffAct(tx, { at, staffId: null, cityId, kind: 'invited', subject, detail })
      }
      return { staffId: staff.id, ...(await newSetupLink(tx, { staffId: staff.id, at })) }
    })
  } catch (error) {
    if (isUniqueViolation(error)) return null
    throw error
  }
}

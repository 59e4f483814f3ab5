import { toDate } from '../../../platform/db/instant.ts'
import type { Transaction } from '../../../platform/db/transaction.ts'
import type { Deps } from '../../../platform/deps.ts'
import { mayManage } from '../people/rules.ts'
import { type Change, type Changing, changePerson } from './change-person.ts'
import { mailSetupLink } from './issue-setup-link.ts'

type Mailing = Pick<Deps, 'db' | 'keys' | 'jobs'>

/** Sends a person the link for a password, the first or a forgotten one. The second factor stays. */
export const sendPasswordLink = (deps: Mailing, changing: Changing): Promise<Change> =>
  changePerson(deps, changing, {
    kind: 'invitation-repeated',
    may: (by, person) => mayManage(by, person) && person.disabledAt === null,
    async work(tx, { id }) {
      await mailSetupLink(deps, tx, { staffId: id, at: changing.at, issuedBy: changing.by.id })
      return {}
    },
  })

/**
 * Begins a reset for somebody who has lost the second factor: two people, because the one who begins it gets nothing,
 * and the one who gets the link has to choose a password and set the factor up anew. The sessions end at once. An account
 * that was locked for want of use wakes by it.
 */
export const startReset = (deps: Mailing, changing: Changing): Promise<Change> =>
  changePerson(deps, changing, {
    kind: 'reset-started',
    may: (by, person) => mayManage(by, person) && (person.disabledAt === null || isAsleep(person)),
    async work(tx, { id }) {
      await tx.staff.updateMany({ where: { id, disabledFor: 'unused' }, data: awake })
      await tx.staffSession.deleteMany({ where: { staffId: id } })
      await mailSetupLink(deps, tx, {
        staffId: id,
        at: changing.at,
        purpose: 'reset',
        issuedBy: changing.by.id,
      })
      return {}
    },
  })

/** Ends all sessions of a person. */
export const endSessionsOf = (deps: Pick<Deps, 'db'>, changing: Changing): Promise<Change> =>
  changePerson(deps, changing, {
    kind: 'sessions-ended',
    may: mayManage,
    async work(tx, { id }) {
      const { count } = await tx.staffSession.deleteMany({ where: { staffId: id } })
      return { detail: { sessions: count } }
    },
  })

/** Closes an account: its sessions end and its links stop working at once. What the person did stays under the name. */
export const disablePerson = (deps: Pick<Deps, 'db'>, changing: Changing): Promise<Change> =>
  changePerson(deps, changing, {
    kind: 'disabled',
    may: (by, person) => mayManage(by, person) && person.disabledAt === null,
    async work(tx, { id }) {
      await tx.staff.update({ where: { id }, data: { disabledAt: toDate(changing.at) } })
      await endAccess(tx, id)
      return {}
    },
  })

/** Opens a closed account again. */
export const enablePerson = (deps: Pick<Deps, 'db'>, changing: Changing): Promise<Change> =>
  changePerson(deps, changing, {
    kind: 'enabled',
    may: (by, person) => mayManage(by, person) && person.disabledAt !== null,
    async work(tx, { id }) {
      await tx.staff.update({ where: { id }, data: awake })
      return {}
    },
  })

const awake = { disabledAt: null, disabledFor: null }

/** Locked because nobody used it, and not by anybody. */
const isAsleep = ({ disabledFor }: { disabledFor: string | null }): boolean => disabledFor === 'unused'

/** Sessions and unused links of an account are gone at once. */
export async function endAccess(tx: Transaction, staffId: number): Promise<void> {
  await tx.staffSession.deleteMany({ where: { staffId } })
  await tx.staffSetupLink.deleteMany({ where: { staffId, usedAt: null } })
}

import { inTransaction } from '../../../platform/db/transaction.ts'
import type { Deps } from '../../../platform/deps.ts'
import { logStaffAct } from '../../activity/index.ts'

/** Who looks at whose contacts; without `signUpId` at those of the whole list. */
export type Look = { eventId: number; signUpId?: number; cityId: number; staffId: number; at: number }

/** Writes down that somebody of the staff is shown contacts, before they are. */
export const lookAtPeople = ({ db }: Pick<Deps, 'db'>, { eventId, signUpId, ...act }: Look): Promise<void> =>
  inTransaction(db, (tx) =>
    logStaffAct(tx, {
      ...{ ...act, kind: 'contacts-seen', subject: `event ${eventId}` },
      detail: signUpId === undefined ? {} : { signUp: signUpId },
    }),
  )

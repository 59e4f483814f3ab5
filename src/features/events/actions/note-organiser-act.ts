import { toDate } from '../../../platform/db/instant.ts'
import { inTransaction, type Transaction } from '../../../platform/db/transaction.ts'
import type { Deps } from '../../../platform/deps.ts'

/** Which organiser does it, by the link; `at`: milliseconds UTC. */
export type ByOrganiser = { linkId: number; cityId: number; at: number }

type Act = {
  kind: 'looked' | 'checked' | 'unchecked' | 'walk_in' | 'walk_in_undone' | 'results' | 'pictures'
  signUpId?: number
  /** Persons, or pictures. */
  n?: number | null
}

/** Writes down what was done by a link, in the transaction of the act. */
export async function noteOrganiserAct(
  tx: Transaction,
  { linkId, cityId, at }: ByOrganiser,
  act: Act,
): Promise<void> {
  await tx.eventOrganiserAct.create({ data: { linkId, cityId, at: toDate(at), ...act } })
}

/** Writes down that an organiser is shown the names of a list, before they are. */
export const lookAtNames = ({ db }: Pick<Deps, 'db'>, by: ByOrganiser): Promise<void> =>
  inTransaction(db, (tx) => noteOrganiserAct(tx, by, { kind: 'looked' }))

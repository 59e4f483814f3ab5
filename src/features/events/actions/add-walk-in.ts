import { toDate } from '../../../platform/db/instant.ts'
import { inTransaction } from '../../../platform/db/transaction.ts'
import type { Deps } from '../../../platform/deps.ts'
import { type ByOrganiser, noteOrganiserAct } from './note-organiser-act.ts'

export type NewWalkIn = {
  eventId: number
  persons: number
  /** Of the form: sent twice it is one. */
  formKey: Buffer<ArrayBuffer>
  by: ByOrganiser
}

/** Counts persons who came without having signed up. */
export const addWalkIn = (
  { db }: Pick<Deps, 'db'>,
  { eventId, persons, formKey, by }: NewWalkIn,
): Promise<void> =>
  inTransaction(db, async (tx) => {
    const { count } = await tx.eventWalkIn.createMany({
      data: [{ eventId, cityId: by.cityId, persons, formKey, at: toDate(by.at) }],
      skipDuplicates: true,
    })
    if (count > 0) await noteOrganiserAct(tx, by, { kind: 'walk_in', n: persons })
  })

/** Takes one of those entries back; false: it is gone. */
export const removeWalkIn = (
  { db }: Pick<Deps, 'db'>,
  { eventId, id, by }: { eventId: number; id: number; by: ByOrganiser },
): Promise<boolean> =>
  inTransaction(db, async (tx) => {
    const { count } = await tx.eventWalkIn.deleteMany({ where: { id, eventId } })
    if (count > 0) await noteOrganiserAct(tx, by, { kind: 'walk_in_undone' })
    return count > 0
  })

import { toDate } from '../../../../platform/db/instant.ts'
import { inTransaction } from '../../../../platform/db/transaction.ts'
import type { Deps } from '../../../../platform/deps.ts'
import type { LeadScope } from '../scope.ts'

export const marks = ['good', 'improve'] as const
export type Mark = (typeof marks)[number]

export type Marking = {
  id: number
  /** Where the person leads. */
  scopes: readonly LeadScope[]
  staffId: number
  mark: Mark
  note: string
  /** Milliseconds UTC. */
  at: number
}

/** Says what a lead thinks of a drawn answer; the last word counts. False when it is none of theirs. */
export async function markAnswer(
  { db }: Pick<Deps, 'db'>,
  { id, scopes, staffId, mark, note, at }: Marking,
): Promise<boolean> {
  return inTransaction(db, async (tx) => {
    const { count } = await tx.answerSample.updateMany({
      where: {
        id,
        OR: scopes.map(({ cityId, officeId }) => ({ cityId, ...(officeId === null ? {} : { officeId }) })),
      },
      data: { mark, note, markedById: staffId, markedAt: toDate(at) },
    })
    return count > 0
  })
}

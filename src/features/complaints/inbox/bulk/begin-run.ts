import { randomUUID } from 'node:crypto'
import { toDate } from '../../../../platform/db/instant.ts'
import { inTransaction } from '../../../../platform/db/transaction.ts'
import type { Deps } from '../../../../platform/deps.ts'
import type { StaffMember } from '../../../accounts/index.ts'
import { visibleTo } from '../../desk/scope.ts'
import { type BulkKind, mostAtOnce } from './rules.ts'

export type NewRun = {
  staff: StaffMember
  kind: BulkKind
  /** In the order of the list, with the version that was shown. */
  picks: readonly { number: string; version: number }[]
  /** Address of the list, after the `?`. */
  back: string
  /** Milliseconds UTC. */
  at: number
}

/** Writes down what was chosen; nothing is done to it yet. Null when none of it may be seen by this person. */
export async function beginRun({ db }: Pick<Deps, 'db'>, run: NewRun): Promise<string | null> {
  const { staff, kind, back, at } = run
  const picks = run.picks.slice(0, mostAtOnce)
  return inTransaction(db, async (tx) => {
    const found = await tx.$queryRaw<{ id: number; number: string }[]>`
      SELECT c.id, c.number FROM complaint c WHERE c.number = ANY(${picks.map(({ number }) => number)}) AND ${visibleTo(staff)}`
    if (found.length === 0) return null
    const idOf = new Map(found.map(({ id, number }) => [number, id]))
    const id = randomUUID()
    await tx.bulkRun.create({
      data: { id, staffId: staff.id, kind, state: 'draft', back, createdAt: toDate(at) },
      select: { id: true },
    })
    await tx.bulkItem.createMany({
      data: picks.flatMap(({ number, version }, position) => {
        const complaintId = idOf.get(number)
        return complaintId === undefined
          ? []
          : [{ runId: id, complaintId, position, version, outcome: 'waiting' }]
      }),
    })
    return id
  })
}

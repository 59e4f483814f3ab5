import { toDate } from '../../../platform/db/instant.ts'
import type { Deps } from '../../../platform/deps.ts'
import { lengthAt, type Talk } from '../talk/queries.ts'

export type TalkOutcome = 'filed' | 'joined' | 'dropped'

/** Closes a conversation once, with its length; `number` of the complaint that it became or joined. Safe to repeat. */
export async function endTalk(
  deps: Pick<Deps, 'db' | 'now'>,
  { talk, outcome, number }: { talk: Talk; outcome: TalkOutcome; number: string | null },
): Promise<void> {
  const now = deps.now().epochMilliseconds
  const complaint =
    number === null ? null : await deps.db.complaint.findUnique({ where: { number }, select: { id: true } })
  await deps.db.operatorTalk.updateMany({
    where: { id: talk.id, endedAt: null },
    data: {
      outcome,
      endedAt: toDate(now),
      updatedAt: toDate(now),
      heldAt: null,
      secondsBefore: lengthAt(talk, now),
      runningSince: null,
      complaintId: complaint?.id ?? null,
      ...(outcome === 'dropped' ? { sealed: null } : {}),
    },
  })
}

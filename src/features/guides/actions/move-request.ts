import { toDate } from '../../../platform/db/instant.ts'
import { inTransaction, type Transaction } from '../../../platform/db/transaction.ts'
import { logStaffAct } from '../../activity/index.ts'
import { type OutcomeDeps, tellOutcome } from '../asked-topic.ts'
import { type RequestState, requestMoves } from '../rules.ts'
import { GuideChanged } from './guide-act.ts'

export type RequestMove = {
  requestId: number
  cityId: number
  staffId: number
  seenVersion: number
  state: RequestState
  /** Why it was declined; '' otherwise. */
  reason: string
  /** The guide that answers it, or is being written. */
  guideId: number | null
  /** What everybody reads in the queue; left as it is unless told. */
  title?: string | null
  /** Milliseconds UTC. */
  at: number
}

/**
 * Moves a request in the transaction of the caller. Who asked, and who waits for it as well, is told when it is published
 * or declined, by jobs.
 * @throws GuideChanged when somebody else was faster or the move is none
 */
export async function moveRequest(
  deps: OutcomeDeps,
  tx: Transaction,
  { requestId, cityId, staffId, seenVersion, state, reason, guideId, title, at }: RequestMove,
): Promise<void> {
  const from = Object.entries(requestMoves).flatMap(([one, to]) => (to.includes(state) ? [one] : []))
  const [moved] = await tx.guideRequest.updateManyAndReturn({
    where: { id: requestId, cityId, version: seenVersion, state: { in: from } },
    data: {
      ...{ state, reason, guideId, changedAt: toDate(at), version: { increment: 1 } },
      ...(title === undefined ? {} : { title }),
    },
    select: { sealedEmail: true, title: true, version: true },
  })
  if (moved === undefined) throw new GuideChanged()
  await tx.guideRequestAct.create({
    data: { requestId, cityId, state, at: toDate(at), staffId, note: reason },
  })
  await logStaffAct(tx, {
    ...{ at, staffId, cityId, kind: 'guide-request-moved' },
    subject: `guide-request ${requestId}`,
    detail: { state, note: reason },
  })
  const isEnd = state === 'published' || state === 'declined'
  if (!isEnd) return
  if (moved.sealedEmail !== null) await deps.jobs.add(tx, 'guides.tell', { requestId })
  const slug = state === 'published' ? await slugOf(tx, guideId) : null
  if (state === 'published' && slug === null) return
  await tellOutcome(tx, deps, { requestId, cityId, reason, slug, title: moved.title, version: moved.version })
}

async function slugOf(tx: Transaction, guideId: number | null): Promise<string | null> {
  if (guideId === null) return null
  return (await tx.guide.findUnique({ where: { id: guideId }, select: { slug: true } }))?.slug ?? null
}

/** The same as an act of its own. */
export function handleRequest(deps: OutcomeDeps, move: Omit<RequestMove, 'at'>): Promise<void> {
  const at = deps.now().epochMilliseconds
  return inTransaction(deps.db, (tx) => moveRequest(deps, tx, { ...move, at }))
}

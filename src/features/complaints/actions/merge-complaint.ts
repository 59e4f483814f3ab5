import type { Transaction } from '../../../platform/db/transaction.ts'
import type { Deps } from '../../../platform/deps.ts'
import { NotAllowed, type StaffAct, staffAct } from './staff-act.ts'

/** Why a complaint cannot be merged into that one. */
export type MergeProblem = 'missing' | 'itself' | 'merged' | 'ended' | 'private'

export type MergeTarget = { ok: true; id: number; number: string } | { ok: false; problem: MergeProblem }

type Reader = Pick<Transaction, '$queryRaw'>

/**
 * The complaint that another is to be merged into: of the same city, not merged itself (then its own main one is meant),
 * not withdrawn, and public when the merged one is, because its page leads there.
 */
export async function mergeTarget(
  db: Reader,
  { complaintId, number }: { complaintId: number; number: string },
): Promise<MergeTarget> {
  const [found] = await db.$queryRaw<{ id: number; status: string; visible: boolean }[]>`
    SELECT main.id, main.status, (main.visibility = 'public' OR own.visibility <> 'public') AS visible
    FROM complaint own JOIN complaint main ON main.city_id = own.city_id
    WHERE own.id = ${complaintId} AND main.number = ${number}`
  if (found === undefined) return { ok: false, problem: 'missing' }
  if (found.id === complaintId) return { ok: false, problem: 'itself' }
  if (found.status === 'merged') return { ok: false, problem: 'merged' }
  if (found.status === 'withdrawn') return { ok: false, problem: 'ended' }
  return found.visible ? { ok: true, id: found.id, number } : { ok: false, problem: 'private' }
}

/**
 * Makes the complaint part of another about the same thing: it ends here, its page leads there, its residents hear of the
 * answers there. Its own stay ends as merged (statistics.md 1) and goes on as it was if the two are parted again.
 */
export const mergeComplaint = (deps: Deps, act: StaffAct, { number }: { number: string }) =>
  staffAct(deps, { ...act, kind: 'merged' }, async ({ tx, at, actor }) => {
    // In the order of their ids, so that two who merge each into the other wait instead of making a circle.
    await tx.$queryRaw`
      SELECT id FROM complaint WHERE id = ${act.complaintId} OR number = ${number} ORDER BY id FOR UPDATE`
    const target = await mergeTarget(tx, { complaintId: act.complaintId, number })
    if (!target.ok) throw new NotAllowed('merged')
    return [{ kind: 'merged', at, actor, payload: { intoId: target.id, intoNumber: number } }]
  })

/** It was another thing after all: the complaint goes on where it was, with the term that it had. */
export const unmergeComplaint = (deps: Deps, act: StaffAct, { reason }: { reason: string }) =>
  staffAct(deps, { ...act, kind: 'unmerged' }, ({ at, actor }) => [
    { kind: 'unmerged', at, actor, payload: { reason } },
  ])

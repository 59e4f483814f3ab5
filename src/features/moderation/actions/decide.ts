import { toDate } from '../../../platform/db/instant.ts'
import { inTransaction, type Transaction } from '../../../platform/db/transaction.ts'
import type { Deps } from '../../../platform/deps.ts'
import type { StaffMember } from '../../accounts/index.ts'
import { type Decision, moderate, partName } from '../../complaints/index.ts'

export type Deciding = { staff: StaffMember; complaintId: number; seenVersion: number }

/** Decides about a complaint or a part, and settles the reports of it. Throws what staffAct throws, and NotFound. */
export async function decide(deps: Deps, { staff, ...seen }: Deciding, decision: Decision): Promise<void> {
  const act = {
    staff,
    complaintId: seen.complaintId,
    ...(seen.seenVersion > 0 ? { seenVersion: seen.seenVersion } : {}),
  }
  await moderate(deps, act, {
    decision,
    also: async (tx, at) => {
      const outcome = outcomeOf(decision)
      if (outcome === null) return
      const part = decision.kind === 'conceal' ? partName(decision.part) : 'complaint'
      await settle(deps, tx, { complaintId: seen.complaintId, part, outcome, staffId: staff.id, at })
    },
  })
}

/** The reports of a part are unfounded; nothing public changes. */
export async function dismissReports(
  deps: Deps,
  { staff, complaintId, part }: { staff: StaffMember; complaintId: number; part: string },
): Promise<void> {
  const at = deps.now().epochMilliseconds
  await inTransaction(deps.db, (tx) =>
    settle(deps, tx, { complaintId, part, outcome: 'dismissed', staffId: staff.id, at }),
  )
}

type Outcome = 'hidden' | 'masked' | 'dismissed'

/** To publish as it is answers no report: those of the complaint itself are dismissed by hand. */
function outcomeOf(decision: Decision): Outcome | null {
  if (decision.kind === 'hide' || decision.kind === 'conceal') return 'hidden'
  return decision.kind === 'publish' && decision.visible !== null ? 'masked' : null
}

type Settling = { complaintId: number; part: string; outcome: Outcome; staffId: number; at: number }

async function settle(
  deps: Deps,
  tx: Transaction,
  { complaintId, part, outcome, staffId, at }: Settling,
): Promise<void> {
  const settled = await tx.abuseReport.updateManyAndReturn({
    where: { complaintId, part, outcome: null },
    data: { outcome, decidedAt: toDate(at), staffId },
    select: { id: true, sealedEmail: true },
  })
  for (const { id, sealedEmail } of settled) {
    if (sealedEmail !== null) await deps.jobs.add(tx, 'moderation.tell', { reportId: id })
  }
}

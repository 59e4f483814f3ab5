import { toDate } from '../../../platform/db/instant.ts'
import { inTransaction } from '../../../platform/db/transaction.ts'
import type { Deps } from '../../../platform/deps.ts'
import type { Lang } from '../../../platform/i18n/texts.ts'
import { type ByOrganiser, noteOrganiserAct } from './note-organiser-act.ts'

export type Proposal = { participants: number; hours: number; bags: number; text: string; lang: Lang }

/**
 * Keeps what an organiser says came of an event, for staff to take into the results. `version`: what the organiser had
 * seen, 0: nothing. False: another organiser was faster.
 */
export const proposeResults = (
  { db }: Pick<Deps, 'db'>,
  {
    eventId,
    version,
    proposal,
    by,
  }: { eventId: number; version: number; proposal: Proposal; by: ByOrganiser },
): Promise<boolean> =>
  inTransaction(db, async (tx) => {
    const data = { ...proposal, linkId: by.linkId, updatedAt: toDate(by.at) }
    const { count } =
      version === 0
        ? await tx.eventResultDraft.createMany({
            data: [{ ...data, eventId, cityId: by.cityId }],
            skipDuplicates: true,
          })
        : await tx.eventResultDraft.updateMany({
            where: { eventId, version },
            data: { ...data, version: { increment: 1 }, takenAt: null },
          })
    if (count > 0) await noteOrganiserAct(tx, by, { kind: 'results', n: proposal.participants })
    return count > 0
  })

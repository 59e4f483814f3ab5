import { toDate } from '../../../platform/db/instant.ts'
import type { Deps } from '../../../platform/deps.ts'
import { logStaffAct } from '../../activity/index.ts'
import { differences } from '../content.ts'
import type { Texts } from '../translated.ts'
import { changeEvent } from './change-event.ts'
import { changeState } from './change-state.ts'
import type { StaffStep } from './publish-event.ts'

/** What came of an event; `hours` of work by all together. */
export type Results = { participants: number; hours: number; bags: number; text: Texts }

/**
 * Writes down what came of an event; with `publish` everybody reads it, and the event was held. What was published can be
 * mended, and the log keeps what it said. False when the event has changed meanwhile, or has not begun.
 */
export function saveResults(
  deps: Pick<Deps, 'db' | 'cache'>,
  {
    results,
    publish,
    draft,
    ...step
  }: StaffStep & {
    results: Results
    publish: boolean
    /** The version of the organiser's words that stood in the form; null: none. */
    draft: number | null
  },
): Promise<boolean> {
  const { eventId, cityId, staffId, at, version } = step
  return changeEvent(deps, async (tx) => {
    const before = await tx.eventResult.findUnique({ where: { eventId } })
    const moved = publish
      ? await changeState(tx, { ...step, to: 'held', begun: true })
      : (
          await tx.event.updateMany({
            where: {
              id: eventId,
              version,
              state: { in: ['published', 'held'] },
              startsAt: { lte: toDate(at) },
            },
            data: { version: { increment: 1 }, updatedAt: toDate(at) },
          })
        ).count > 0
    if (!moved) return false
    const { text, ...sums } = results
    const data = { ...sums, textKk: text.kk, textRu: text.ru, textEn: text.en }
    await tx.eventResult.upsert({
      where: { eventId },
      create: { eventId, ...data, updatedAt: toDate(at) },
      update: { ...data, updatedAt: toDate(at) },
    })
    if (draft !== null)
      await tx.eventResultDraft.updateMany({
        where: { eventId, version: draft },
        data: { takenAt: toDate(at) },
      })
    const detail = { changes: differences(before ?? {}, data) }
    await logStaffAct(tx, { at, staffId, cityId, kind: 'event-results', subject: `event ${eventId}`, detail })
    return true
  })
}

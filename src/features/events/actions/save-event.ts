import { toDate } from '../../../platform/db/instant.ts'
import type { Deps } from '../../../platform/deps.ts'
import { logStaffAct } from '../../activity/index.ts'
import { complaintRows, differences, type EventContent, eventColumns, organiserRows } from '../content.ts'
import { remindHours } from '../rules.ts'
import { changeEvent } from './change-event.ts'
import { serveList } from './serve-list.ts'

export type EventChange = {
  eventId: number
  /** What the person had seen. */
  version: number
  content: EventContent
  staffId: number
  /** Milliseconds UTC. */
  at: number
}

/** changed: somebody was faster, or it is over · fewer: more places are given already than it would have */
export type Saved = 'saved' | 'changed' | 'fewer'

/** Changes what an event says. Who has signed up is told when its time or place moves; new places go to the list. */
export function saveEvent(deps: Deps, change: EventChange): Promise<Saved> {
  const { eventId, version, content, staffId, at } = change
  return changeEvent(deps, async (tx): Promise<Saved> => {
    const before = await tx.event.findUniqueOrThrow({ where: { id: eventId } })
    const columns = eventColumns(content)
    const { count } = await tx.event.updateMany({
      where: {
        ...{ id: eventId, version, state: { in: ['draft', 'published'] } },
        ...(content.places === null ? {} : { taken: { lte: content.places } }),
      },
      data: { ...columns, version: { increment: 1 }, updatedAt: toDate(at) },
    })
    if (count === 0)
      return before.version === version && content.places !== null && before.taken > content.places
        ? 'fewer'
        : 'changed'
    await tx.eventOrganiser.deleteMany({ where: { eventId } })
    await tx.eventOrganiser.createMany({ data: organiserRows(eventId, content.organisers) })
    await tx.eventComplaint.deleteMany({ where: { eventId } })
    await tx.eventComplaint.createMany({ data: complaintRows(eventId, content.complaintIds) })
    const changes = differences(before, columns)
    const detail = { changes }
    const { cityId } = before
    await logStaffAct(tx, { at, staffId, cityId, kind: 'event-changed', subject: `event ${eventId}`, detail })
    if (before.state !== 'published') return 'saved'
    if (isMoved(before, content)) {
      await deps.jobs.add(tx, 'events.tell', { eventId, what: 'moved', afterNo: 0, n: version + 1 })
      // Who was reminded of the day before is reminded of the new one
      const isFar = content.startsAt > at + remindHours * 3_600_000
      if (isFar) await tx.eventSignUp.updateMany({ where: { eventId }, data: { remindedAt: null } })
    }
    await serveList(tx, deps, { eventId, at })
    return 'saved'
  })
}

type Where = { startsAt: Date; endsAt: Date; placeKk: string; placeRu: string }

const isMoved = (before: Where, { startsAt, endsAt, place }: EventContent): boolean =>
  before.startsAt.getTime() !== startsAt ||
  before.endsAt.getTime() !== endsAt ||
  before.placeKk !== place.kk ||
  before.placeRu !== place.ru

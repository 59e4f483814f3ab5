import { Temporal } from 'temporal-polyfill'
import { inTransaction } from '../../../platform/db/transaction.ts'
import type { Deps } from '../../../platform/deps.ts'
import type { EventContent } from '../content.ts'
import type { Repeat } from '../rules.ts'
import { insertDraft } from './make-event.ts'

const spans: Record<Repeat, (n: number) => Temporal.DurationLike> = {
  week: (n) => ({ weeks: n }),
  fortnight: (n) => ({ weeks: 2 * n }),
  month: (n) => ({ months: n }),
}

export type Series = {
  event: { id: number; seriesId: number | null; cityId: number; officeId: number | null }
  content: EventContent
  every: Repeat
  times: number
  timeZone: string
  staffId: number
  /** Milliseconds UTC. */
  at: number
}

/** Makes drafts of the same event on later days, at the same hour of the city's clocks: one series. */
export async function repeatEvent({ db }: Pick<Deps, 'db'>, series: Series): Promise<number[]> {
  const { event, content, every, times, timeZone, staffId, at } = series
  const seriesId = event.seriesId ?? event.id
  return inTransaction(db, async (tx) => {
    await tx.event.update({ where: { id: event.id }, data: { seriesId } })
    const made: number[] = []
    for (let n = 1; n <= times; n++) {
      const later = (moment: number) =>
        Temporal.Instant.fromEpochMilliseconds(moment).toZonedDateTimeISO(timeZone).add(spans[every](n))
          .epochMilliseconds
      const moved = {
        ...content,
        startsAt: later(content.startsAt),
        endsAt: later(content.endsAt),
        signUpUntil: later(content.signUpUntil),
        // What one date solves, the next does not solve again
        complaintIds: [],
      }
      const place = { cityId: event.cityId, officeId: event.officeId }
      made.push(await insertDraft(tx, { ...place, content: moved, seriesId, staffId, at }))
    }
    return made
  })
}

import { Temporal } from 'temporal-polyfill'
import { once } from '../../../platform/db/once.ts'
import { inTransaction } from '../../../platform/db/transaction.ts'
import type { Deps } from '../../../platform/deps.ts'
import type { EventContent } from '../content.ts'
import type { Repeat } from '../rules.ts'
import { eventByForm, insertDraft } from './make-event.ts'

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
  /** Of the form: sent twice it makes its drafts once. */
  formKey: Buffer<ArrayBuffer>
  /** Milliseconds UTC. */
  at: number
}

/** Makes drafts of the same event on later days, at the same hour of the city's clocks: one series. Answers the first. */
export const repeatEvent = ({ db }: Pick<Deps, 'db'>, series: Series): Promise<number> =>
  once(
    () => writeSeries(db, series),
    () => eventByForm(db, series.formKey),
  )

async function writeSeries(db: Deps['db'], series: Series): Promise<number> {
  const { event, content, every, times, timeZone, staffId, formKey, at } = series
  const seriesId = event.seriesId ?? event.id
  return inTransaction(db, async (tx) => {
    await tx.event.update({ where: { id: event.id }, data: { seriesId } })
    let first = 0
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
      // The first stands for the form
      const key = n === 1 ? { formKey } : {}
      const id = await insertDraft(tx, { ...place, ...key, content: moved, seriesId, staffId, at })
      if (n === 1) first = id
    }
    return first
  })
}

import { dayToDate, toDate } from '../../../platform/db/instant.ts'
import { once } from '../../../platform/db/once.ts'
import { inTransaction } from '../../../platform/db/transaction.ts'
import type { Deps } from '../../../platform/deps.ts'
import { addConsultation } from '../../operator/index.ts'

type At = { cityId: number; bodyId: number; staffId: number /** ISO day of the city. */; day: string }

type NewTicket = At & { formKey: Buffer<ArrayBuffer> }

/** Gives the next number of the day at a window; two at once get two numbers, the same form sent twice gets one. */
export function issueTicket(deps: Pick<Deps, 'db' | 'now'>, ticket: NewTicket): Promise<number> {
  const { formKey } = ticket
  return once(
    () => writeTicket(deps, ticket),
    async () => (await deps.db.queueTicket.findUnique({ where: { formKey } }))?.no ?? null,
  )
}

function writeTicket(
  { db, now }: Pick<Deps, 'db' | 'now'>,
  { cityId, bodyId, staffId, day, formKey }: NewTicket,
): Promise<number> {
  return inTransaction(db, async (tx) => {
    const [counter] = await tx.$queryRaw<{ last: number }[]>`
      INSERT INTO queue_counter (body_id, day, last) VALUES (${bodyId}, ${day}::date, 1)
      ON CONFLICT (body_id, day) DO UPDATE SET last = queue_counter.last + 1 RETURNING last`
    const no = counter?.last ?? 1
    const issuedAt = toDate(now().epochMilliseconds)
    const data = { cityId, bodyId, staffId, day: dayToDate(day), no, issuedAt, formKey }
    await tx.queueTicket.create({ data })
    return no
  })
}

/** Calls whoever has waited longest; null when nobody does. Two windows at once never call the same number. */
export function callNext(
  { db, now }: Pick<Deps, 'db' | 'now'>,
  { bodyId, staffId, day, window }: At & { window: string },
): Promise<number | null> {
  return inTransaction(db, async (tx) => {
    const [called] = await tx.$queryRaw<{ no: number }[]>`
      UPDATE queue_ticket SET state = 'called', called_at = ${toDate(now().epochMilliseconds)},
        "window" = ${window}, staff_id = ${staffId}
      WHERE id = (SELECT id FROM queue_ticket WHERE body_id = ${bodyId} AND day = ${day}::date AND state = 'waiting'
                  ORDER BY no LIMIT 1 FOR UPDATE SKIP LOCKED)
      RETURNING no`
    return called?.no ?? null
  })
}

export type Ending = {
  id: number
  cityId: number
  staffId: number
  /** What was asked and answered on the spot: a consultation; null: nobody came, or nothing was said of it. */
  consultation: { question: string; answer: string } | null
  served: boolean
}

/** Somebody was served, or did not come when called. False: it is over, or not called yet. */
export function endTicket(
  { db, now }: Pick<Deps, 'db' | 'now'>,
  { id, cityId, staffId, served, consultation }: Ending,
): Promise<boolean> {
  const at = now().epochMilliseconds
  return inTransaction(db, async (tx) => {
    const { count } = await tx.queueTicket.updateMany({
      where: { id, cityId, state: 'called' },
      data: { state: served ? 'served' : 'skipped', endedAt: toDate(at), staffId },
    })
    if (count === 0) return false
    if (served && consultation !== null) {
      const where = { source: 'queue', externalId: String(id), channel: 'front_office' }
      await addConsultation(tx, { cityId, staffId, at, ...where, ...consultation })
    }
    return true
  })
}

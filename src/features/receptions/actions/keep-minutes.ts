import { dayToDate, toDate } from '../../../platform/db/instant.ts'
import { inTransaction } from '../../../platform/db/transaction.ts'
import type { Deps } from '../../../platform/deps.ts'
import { logStaffAct } from '../../activity/index.ts'
import { addConsultation } from '../../operator/index.ts'
import type { MinutesOutcome } from '../rules.ts'
import { sealMinutes } from '../stored.ts'

export type Minutes = {
  bookingId: number
  cityId: number
  staffId: number
  outcome: MinutesOutcome
  text: string
  /** What the writer had seen; 0: there were none. */
  version: number
  /** What was explained on the spot counts among the consultations. */
  consultation: { question: string; channel: string } | null
}

/** Writes down what was said at a reception. False: somebody else has written since. */
export function keepMinutes(
  { db, keys, now }: Pick<Deps, 'db' | 'keys' | 'now'>,
  { bookingId, cityId, staffId, outcome, text, version, consultation }: Minutes,
): Promise<boolean> {
  const at = now().epochMilliseconds
  const data = { outcome, sealed: sealMinutes(keys, text, bookingId), staffId, at: toDate(at) }
  return inTransaction(db, async (tx) => {
    const { count } =
      version === 0
        ? await tx.receptionMinutes.createMany({
            data: [{ ...data, bookingId, cityId }],
            skipDuplicates: true,
          })
        : await tx.receptionMinutes.updateMany({
            where: { bookingId, cityId, version },
            data: { ...data, version: version + 1 },
          })
    if (count === 0) return false
    if (consultation !== null && outcome === 'explained') {
      // What was said stays under the seal: the count of answers on the spot needs no words of it.
      const said = { ...consultation, answer: '', externalId: String(bookingId) }
      await addConsultation(tx, { cityId, staffId, at, source: 'visit', ...said })
    }
    const about = { subject: `reception-booking ${bookingId}`, detail: { outcome } }
    await logStaffAct(tx, { at, staffId, cityId, kind: 'reception', ...about })
    return true
  })
}

export type NewPromise = {
  cityId: number
  bodyId: number
  bookingId: number
  officeId: number | null
  staffId: number
  text: string
  /** ISO day. */
  dueOn: string
  /** Number of the complaint that it was filed as. */
  complaint: string | null
  formKey: Buffer<ArrayBuffer>
}

/** Keeps a promise as a task; the same form sent twice is one. */
export async function addPromise(
  { db, now }: Pick<Deps, 'db' | 'now'>,
  { dueOn, ...promise }: NewPromise,
): Promise<void> {
  const at = now().epochMilliseconds
  await inTransaction(db, async (tx) => {
    const { count } = await tx.receptionPromise.createMany({
      data: [{ ...promise, dueOn: dayToDate(dueOn), createdAt: toDate(at) }],
      skipDuplicates: true,
    })
    if (count === 0) return
    const about = { subject: `reception-booking ${promise.bookingId}`, detail: { toOn: dueOn } }
    await logStaffAct(tx, {
      at,
      staffId: promise.staffId,
      cityId: promise.cityId,
      kind: 'reception',
      ...about,
    })
  })
}

/** Says that a promise was kept, and how. False: somebody has said so before. */
export function settlePromise(
  { db, now }: Pick<Deps, 'db' | 'now'>,
  { id, cityId, staffId, note }: { id: number; cityId: number; staffId: number; note: string },
): Promise<boolean> {
  const at = now().epochMilliseconds
  return inTransaction(db, async (tx) => {
    const { count } = await tx.receptionPromise.updateMany({
      where: { id, cityId, doneAt: null },
      data: { doneAt: toDate(at), doneById: staffId, doneNote: note },
    })
    if (count === 0) return false
    await logStaffAct(tx, { at, staffId, cityId, kind: 'reception', subject: `reception-promise ${id}` })
    return true
  })
}

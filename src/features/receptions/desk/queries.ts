import type { Prisma } from '../../../platform/db/generated/client.ts'
import { dateToDay } from '../../../platform/db/instant.ts'
import type { Deps } from '../../../platform/deps.ts'
import { type BookingRow, bookingOf, bookingSelect } from '../queries.ts'
import { unsealMinutes } from '../stored.ts'

type Db = Pick<Deps, 'db'>

/** A booking of one of these bodies, with its reception's; null when it is none of theirs. */
export async function bookingAtBodies(
  deps: Pick<Deps, 'db' | 'keys'>,
  { cityId, id, bodyIds }: { cityId: number; id: number; bodyIds: readonly number[] },
): Promise<(BookingRow & { bodyId: number }) | null> {
  const row = await deps.db.receptionBooking.findFirst({
    where: { id, cityId, reception: { bodyId: { in: [...bodyIds] } } },
    include: { ...bookingSelect, reception: { select: { bodyId: true } } },
  })
  return row === null ? null : { ...bookingOf(deps, row), bodyId: row.reception.bodyId }
}

export type MinutesRow = { outcome: string; text: string; version: number; at: number }

/** Null when nothing was written; the text is empty when its time is over. */
export async function minutesOf(
  { db, keys }: Pick<Deps, 'db' | 'keys'>,
  bookingId: number,
): Promise<MinutesRow | null> {
  const row = await db.receptionMinutes.findUnique({ where: { bookingId } })
  if (row === null) return null
  const text = row.sealed === null ? '' : unsealMinutes(keys, row.sealed, bookingId)
  return { outcome: row.outcome, text, version: row.version, at: row.at.getTime() }
}

export type PromiseRow = {
  id: number
  bodyId: number
  bookingId: number | null
  officeId: number | null
  text: string
  dueOn: string
  doneAt: number | null
  doneNote: string
  complaint: string | null
}

type PromiseScope = { cityId: number; bodyIds: readonly number[]; officeIds: readonly number[] }

/** Promises of these bodies and to these offices: open ones by their day, then the last ones that were kept. */
export async function promisesOf(
  { db }: Db,
  { cityId, bodyIds, officeIds }: PromiseScope,
): Promise<{ open: PromiseRow[]; done: PromiseRow[] }> {
  const where = { cityId, OR: [{ bodyId: { in: [...bodyIds] } }, { officeId: { in: [...officeIds] } }] }
  const [open, done] = await Promise.all([
    db.receptionPromise.findMany({
      where: { ...where, doneAt: null },
      orderBy: [{ dueOn: 'asc' }, { id: 'asc' }],
      take: 200,
    }),
    db.receptionPromise.findMany({
      where: { ...where, doneAt: { not: null } },
      orderBy: { doneAt: 'desc' },
      take: 20,
    }),
  ])
  const rowOfPromise = (row: (typeof open)[number]): PromiseRow => ({
    ...{ id: row.id, bodyId: row.bodyId, bookingId: row.bookingId, officeId: row.officeId, text: row.text },
    ...{ dueOn: dateToDay(row.dueOn), doneAt: row.doneAt?.getTime() ?? null },
    ...{ doneNote: row.doneNote, complaint: row.complaint },
  })
  return { open: open.map(rowOfPromise), done: done.map(rowOfPromise) }
}

export type SeriesRow = Prisma.ReceptionSeriesGetPayload<object>

/** Rules of these bodies that are in force. */
export const seriesOfBodies = ({ db }: Db, bodyIds: readonly number[]): Promise<SeriesRow[]> =>
  db.receptionSeries.findMany({
    where: { bodyId: { in: [...bodyIds] }, removedAt: null },
    orderBy: { id: 'asc' },
  })

/** Whose promise it is; null when there is none in this city. */
export const promiseById = (
  { db }: Db,
  { cityId, id }: { cityId: number; id: number },
): Promise<{ id: number; bodyId: number; officeId: number | null } | null> =>
  db.receptionPromise.findFirst({
    where: { id, cityId },
    select: { id: true, bodyId: true, officeId: true },
  })

/** A rule of one of these bodies. */
export const seriesById = (
  { db }: Db,
  { id, bodyIds }: { id: number; bodyIds: readonly number[] },
): Promise<SeriesRow | null> =>
  db.receptionSeries.findFirst({ where: { id, bodyId: { in: [...bodyIds] }, removedAt: null } })

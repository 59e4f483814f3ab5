import type { Temporal } from 'temporal-polyfill'
import type { ReceptionSeries as SeriesRow } from '../../../platform/db/generated/client.ts'
import { dayToDate, toDate } from '../../../platform/db/instant.ts'
import { once } from '../../../platform/db/once.ts'
import { inTransaction, type Transaction } from '../../../platform/db/transaction.ts'
import type { Deps } from '../../../platform/deps.ts'
import { localDate } from '../../../platform/time/local-day.ts'
import type { WorkingCalendar } from '../../../platform/time/working-days.ts'
import { logStaffAct } from '../../activity/index.ts'
import type { City, Names } from '../../city/index.ts'
import { planSeries } from './plan-receptions.ts'

export type SeriesFields = {
  position: Names
  person: string
  place: Names
  weekdays: number[]
  weeks: number[]
  startsAt: string
  slotMinutes: number
  slots: number
  placesPerSlot: number
  waitingMost: number
  opensDays: number
  closesHours: number
  onHoliday: 'skip' | 'next'
  validFrom: string
  validTo: string | null
}

type Saving = { city: City; calendar: WorkingCalendar; staffId: number; fields: SeriesFields }

type NewSeries = Saving & { bodyId: number; formKey: Buffer<ArrayBuffer> }

/** A new rule, with its receptions of the next two months; the same form sent twice is one rule. */
export async function addSeries(deps: Pick<Deps, 'db' | 'now'>, rule: NewSeries): Promise<void> {
  const { formKey } = rule
  await once(
    () => writeSeries(deps, rule),
    () => deps.db.receptionSeries.findUnique({ where: { formKey }, select: { id: true } }),
  )
}

function writeSeries(
  { db, now }: Pick<Deps, 'db' | 'now'>,
  { bodyId, formKey, ...saving }: NewSeries,
): Promise<{ id: number }> {
  return inTransaction(db, async (tx) => {
    const data = { ...columnsOf(saving.fields), cityId: saving.city.id, bodyId, formKey }
    const series = await tx.receptionSeries.create({
      data: { ...data, updatedAt: toDate(now().epochMilliseconds) },
    })
    await written(tx, { series, now: now(), ...saving })
    return { id: series.id }
  })
}

/**
 * Changes a rule. Receptions to come that nobody has booked are written anew by it; where somebody has, the reception
 * stays as it was promised, and staff call it off if they must. False: somebody else has changed the rule since `version`.
 */
export function saveSeries(
  { db, now }: Pick<Deps, 'db' | 'now'>,
  { id, version, ...saving }: Saving & { id: number; version: number },
): Promise<boolean> {
  return inTransaction(db, async (tx) => {
    const { count } = await tx.receptionSeries.updateMany({
      where: { id, cityId: saving.city.id, version, removedAt: null },
      data: {
        ...columnsOf(saving.fields),
        version: version + 1,
        updatedAt: toDate(now().epochMilliseconds),
      },
    })
    if (count === 0) return false
    await dropUnbooked(tx, { seriesId: id, timeZone: saving.city.timeZone, now: now() })
    const series = await tx.receptionSeries.findUniqueOrThrow({ where: { id } })
    await written(tx, { series, now: now(), ...saving })
    return true
  })
}

/** Ends a rule: what nobody has booked goes with it. */
export function endSeries(
  { db, now }: Pick<Deps, 'db' | 'now'>,
  { id, city, staffId, version }: { id: number; city: City; staffId: number; version: number },
): Promise<boolean> {
  const at = now().epochMilliseconds
  const cityId = city.id
  return inTransaction(db, async (tx) => {
    const { count } = await tx.receptionSeries.updateMany({
      where: { id, cityId, version, removedAt: null },
      data: { removedAt: toDate(at), updatedAt: toDate(at), version: version + 1 },
    })
    if (count === 0) return false
    await dropUnbooked(tx, { seriesId: id, timeZone: city.timeZone, now: now() })
    const about = { subject: `reception-series ${id}` }
    await logStaffAct(tx, { at, staffId, cityId, kind: 'settings-changed', ...about })
    return true
  })
}

/** A letter that has not left by then never will. */
const letterDays = 7

type Dropping = { seriesId: number; timeZone: string; now: Temporal.Instant }

/**
 * Takes back the days after today on which nobody is expected: today's reception stands as it was read in the morning.
 * A day whose bookings have all ended goes with them, unless something is written there, a letter is still to leave or
 * staff still call somebody. Whoever is booking at this moment is waited for; the second statement then sees them.
 */
async function dropUnbooked(tx: Transaction, { seriesId, timeZone, now }: Dropping): Promise<void> {
  const after = { gt: dayToDate(localDate(now, timeZone).toString()) }
  const locked = await tx.$queryRaw<{ id: number }[]>`
    SELECT id FROM reception WHERE series_id = ${seriesId} AND day > ${after.gt} AND cancelled_at IS NULL
    ORDER BY id FOR UPDATE`
  const tooOld = toDate(now.subtract({ hours: letterDays * 24 }).epochMilliseconds)
  const ended = {
    state: { in: ['cancelled', 'lapsed'] },
    minutes: null,
    promises: { none: {} },
    tickets: { none: {} },
    calls: { none: { calledAt: null } },
    OR: [{ news: null }, { newsSentAt: { not: null } }, { endedAt: { lt: tooOld } }],
  }
  const ghosts = await tx.reception.findMany({
    where: { id: { in: locked.map(({ id }) => id) }, bookings: { every: ended } },
    select: { id: true },
  })
  const gone = { in: ghosts.map(({ id }) => id) }
  await tx.receptionBooking.deleteMany({ where: { receptionId: gone } })
  await tx.reception.deleteMany({ where: { id: gone } })
}

type Written = Saving & { series: SeriesRow; now: Temporal.Instant }

async function written(tx: Transaction, { series, city, calendar, staffId, now }: Written): Promise<void> {
  await planSeries(tx, series, { city, calendar, now })
  await logStaffAct(tx, {
    ...{ at: now.epochMilliseconds, staffId, cityId: city.id },
    ...{ kind: 'settings-changed', subject: `reception-series ${series.id}` },
  })
}

const columnsOf = ({ position, place, validFrom, validTo, ...rest }: SeriesFields) => ({
  ...rest,
  ...{ positionKk: position.kk, positionRu: position.ru, positionEn: position.en },
  ...{ placeKk: place.kk, placeRu: place.ru, placeEn: place.en },
  validFrom: dayToDate(validFrom),
  validTo: validTo === null ? null : dayToDate(validTo),
})

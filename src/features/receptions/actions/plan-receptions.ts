import { Temporal } from 'temporal-polyfill'
import type { ReceptionSeries as SeriesRow } from '../../../platform/db/generated/client.ts'
import { dateToDay, dayToDate, toDate } from '../../../platform/db/instant.ts'
import { inTransaction, type Transaction } from '../../../platform/db/transaction.ts'
import type { Deps } from '../../../platform/deps.ts'
import { instantAt, localDate, startOfDay } from '../../../platform/time/local-day.ts'
import type { WorkingCalendar } from '../../../platform/time/working-days.ts'
import { type City, calendarOf, cityById } from '../../city/index.ts'
import { horizonDays, type Occurrence, occurrencesOf } from '../rules.ts'

type Planning = { city: Pick<City, 'timeZone'>; calendar: WorkingCalendar; now: Temporal.Instant }

/** Writes down the receptions of every rule for the next two months; those that are there stay. Answers how many are new. */
export async function planAll(deps: Deps, now: Temporal.Instant): Promise<number> {
  let planned = 0
  const all = await deps.db.receptionSeries.findMany({
    where: { removedAt: null },
    select: { id: true, cityId: true },
  })
  for (const { id, cityId } of all) {
    const city = await cityById(deps, cityId)
    if (city === null) continue
    const calendar = await calendarOf(deps, city.calendar)
    planned += await inTransaction(deps.db, async (tx) => {
      // Whoever changes or ends the rule at this moment is waited for: its days are written by what it says now
      await tx.$queryRaw`SELECT id FROM reception_series WHERE id = ${id} FOR SHARE`
      const series = await tx.receptionSeries.findFirst({ where: { id, removedAt: null } })
      return series === null ? 0 : planSeries(tx, series, { city, calendar, now })
    })
  }
  return planned
}

/** The same for one rule, from tomorrow on, in a transaction of the caller. */
export async function planSeries(tx: Transaction, series: SeriesRow, planning: Planning): Promise<number> {
  const today = localDate(planning.now, planning.city.timeZone)
  const days = occurrencesOf(ruleOf(series), {
    from: today.add({ days: 1 }).toString(),
    to: today.add({ days: horizonDays }).toString(),
    calendar: planning.calendar,
  })
  let planned = 0
  for (const occurrence of days) planned += await plan(tx, { series, occurrence, ...planning })
  return planned
}

export const ruleOf = (series: SeriesRow) => ({
  weekdays: series.weekdays,
  weeks: series.weeks,
  onHoliday: series.onHoliday === 'next' ? ('next' as const) : ('skip' as const),
  validFrom: dateToDay(series.validFrom),
  validTo: series.validTo === null ? null : dateToDay(series.validTo),
})

/** One reception with its times; 0 when it has been written down before. */
async function plan(
  tx: Transaction,
  { series, occurrence, city }: Planning & { series: SeriesRow; occurrence: Occurrence },
): Promise<number> {
  const day = Temporal.PlainDate.from(occurrence.day)
  const startsAt = instantAt(day, series.startsAt, city.timeZone).epochMilliseconds
  const slotMs = series.slotMinutes * 60_000
  const opensOn = day.subtract({ days: series.opensDays })
  const [row] = await tx.reception.createManyAndReturn({
    data: [
      {
        ...{ cityId: series.cityId, bodyId: series.bodyId, seriesId: series.id },
        ...{ ruleDay: dayToDate(occurrence.ruleDay), day: dayToDate(occurrence.day) },
        startsAt: toDate(startsAt),
        endsAt: toDate(startsAt + series.slots * slotMs),
        opensAt: toDate(startOfDay(opensOn, city.timeZone).epochMilliseconds),
        closesAt: toDate(startsAt - series.closesHours * 3_600_000),
        ...{ positionKk: series.positionKk, positionRu: series.positionRu, positionEn: series.positionEn },
        ...{ placeKk: series.placeKk, placeRu: series.placeRu, placeEn: series.placeEn },
        ...{ person: series.person, waitingMost: series.waitingMost },
      },
    ],
    skipDuplicates: true,
    select: { id: true },
  })
  if (row === undefined) return 0
  await tx.receptionSlot.createMany({
    data: Array.from({ length: series.slots }, (_, index) => ({
      receptionId: row.id,
      startsAt: toDate(startsAt + index * slotMs),
      places: series.placesPerSlot,
    })),
  })
  return 1
}

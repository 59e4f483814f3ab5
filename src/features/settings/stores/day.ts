import type { CalendarDay } from '../../../platform/db/generated/client.ts'
import { dateToDay, dayToDate, toDate } from '../../../platform/db/instant.ts'
import type { Transaction } from '../../../platform/db/transaction.ts'
import { namesOf } from '../../city/index.ts'
import { DayDoc } from '../things/day.ts'
import { columnsOfNames, type Store } from './store.ts'

export const dayStore: Store<DayDoc> = {
  async all(tx, cityId) {
    const calendar = await calendarName(tx, cityId)
    const rows = await tx.calendarDay.findMany({ where: { calendar }, orderBy: { day: 'asc' } })
    return new Map(rows.map((row) => [dateToDay(row.day), docOf(row)]))
  },

  async read(tx, cityId, key) {
    const place = { calendar: await calendarName(tx, cityId), day: dayToDate(key) }
    const row = await tx.calendarDay.findUnique({ where: { calendar_day: place } })
    return row === null ? null : docOf(row)
  },

  async write(tx, { cityId, key, at }, doc) {
    const calendar = await ownCalendar(tx, cityId)
    const place = { calendar, day: dayToDate(key) }
    if (doc === null) await tx.calendarDay.delete({ where: { calendar_day: place } })
    else {
      const { kind, source, estimate } = doc
      const data = { kind, source, estimate, ...columnsOfNames(doc.names) }
      await tx.calendarDay.upsert({
        where: { calendar_day: place },
        create: { ...place, ...data },
        update: data,
      })
    }
    await raiseVersion(tx, { calendar, at, note: key })
  },
}

const docOf = (row: CalendarDay): DayDoc => ({
  names: namesOf(row),
  kind: DayDoc.shape.kind.parse(row.kind),
  source: row.source,
  estimate: row.estimate,
})

async function calendarName(tx: Transaction, cityId: number): Promise<string> {
  return (await tx.city.findUniqueOrThrow({ where: { id: cityId }, select: { calendar: true } })).calendar
}

/**
 * The calendar of this city alone. One that other cities share is copied first: an administrator of one city must
 * not move the terms of another.
 */
async function ownCalendar(tx: Transaction, cityId: number): Promise<string> {
  const city = await tx.city.findUniqueOrThrow({ where: { id: cityId } })
  const sharers = await tx.city.count({ where: { calendar: city.calendar, id: { not: cityId } } })
  if (sharers === 0) return city.calendar
  const own = `${city.calendar}-${city.slug}`
  await tx.$executeRaw`
    INSERT INTO calendar_day (calendar, day, kind, name_kk, name_ru, name_en, source, estimate)
    SELECT ${own}, day, kind, name_kk, name_ru, name_en, source, estimate
    FROM calendar_day WHERE calendar = ${city.calendar} ON CONFLICT DO NOTHING`
  await tx.city.update({ where: { id: cityId }, data: { calendar: own } })
  return own
}

/** Deadlines name the version that they were counted by; it is the one that begins last. */
async function raiseVersion(
  tx: Transaction,
  { calendar, at, note }: { calendar: string; at: number; note: string },
): Promise<void> {
  const last = await tx.calendarVersion.findFirst({ where: { calendar }, orderBy: { since: 'desc' } })
  const count = await tx.calendarVersion.count({ where: { calendar } })
  const since = toDate(Math.max(at, (last?.since.getTime() ?? 0) + 1))
  await tx.calendarVersion.create({ data: { calendar, version: `${calendar}.${count + 1}`, since, note } })
}

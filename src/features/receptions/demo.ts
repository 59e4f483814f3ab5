import { createHash } from 'node:crypto'
import type { Temporal } from 'temporal-polyfill'
import { hashToken } from '../../platform/crypto/token.ts'
import { dateToDay, dayToDate, toDate } from '../../platform/db/instant.ts'
import { inTransaction, type Transaction } from '../../platform/db/transaction.ts'
import type { Deps } from '../../platform/deps.ts'
import type { PlantedCity } from '../../platform/http/route.ts'
import { instantAt, localDate } from '../../platform/time/local-day.ts'
import { type City, calendarOf, cityById } from '../city/index.ts'
import { planSeries } from './actions/plan-receptions.ts'
import { demoHeads, demoHours, demoPromises, demoTopics, demoVisitors } from './demo-words.ts'
import { plantBodies } from './plant.ts'
import { sealVisitor } from './stored.ts'

/** Days of past receptions and of past numbers of the queue. */
const daysBack = 56
const mostReceiving = 6

type Writing = { city: City; now: Temporal.Instant }
type Body = { id: number; kind: string; officeId: number | null }

/** Receptions of a city of the demo: timetables, who came and who has booked, promises, and the queue of the front office. */
export async function inventReceptions(deps: Deps, planted: PlantedCity): Promise<void> {
  const cityId = planted.id
  const city = await cityById(deps, cityId)
  if (city === null) return
  await plantBodies(deps, planted)
  const calendar = await calendarOf(deps, city.calendar)
  const now = deps.now()
  const bodies = await deps.db.receptionBody.findMany({ where: { cityId }, orderBy: { position: 'asc' } })
  // Each half by itself is done once, so that a start that was interrupted is finished by the next.
  await inTransaction(deps.db, async (tx) => {
    if ((await tx.receptionSeries.count({ where: { cityId } })) > 0) return
    const receiving = bodies.filter(({ officeId }) => officeId !== null).slice(0, mostReceiving)
    for (const [index, body] of receiving.entries()) {
      const series = await tx.receptionSeries.create({ data: seriesOf(body, { city, index, now }) })
      await planSeries(tx, series, { city, calendar, now: now.subtract({ hours: 24 * daysBack }) })
      await planSeries(tx, series, { city, calendar, now })
    }
  })
  await inTransaction(deps.db, async (tx) => {
    if ((await tx.queueTicket.count({ where: { cityId } })) > 0) return
    await openDoors(tx, bodies)
    await writeBookings(tx, deps, { city, now })
    await writePromises(tx, { city, now })
    const desk = bodies.find(({ kind }) => kind === 'front_office')
    if (desk !== undefined) await writeQueue(tx, { city, bodyId: desk.id, now })
  })
}

/** Those whose hours nobody knows get some. */
async function openDoors(tx: Transaction, bodies: readonly (Body & { hours: unknown })[]): Promise<void> {
  for (const { id, kind, hours } of bodies) {
    if (Array.isArray(hours) && hours.length > 0) continue
    const open = kind === 'front_office' ? demoHours.front_office : demoHours.others
    await tx.receptionBody.update({ where: { id }, data: { hours: open } })
  }
}

/** The akim receives twice a month, heads each week, deputies twice a month. */
function seriesOf({ id, kind }: Body, { city, index, now }: Writing & { index: number }) {
  const head = demoHeads[kind === 'akimat' ? 0 : 1 + (index % (demoHeads.length - 1))] ?? demoHeads[0]
  return {
    ...{ cityId: city.id, bodyId: id, updatedAt: toDate(now.epochMilliseconds), ...head },
    weekdays: [1 + (index % 5)],
    weeks: kind === 'akimat' ? [1, 3] : index % 2 === 0 ? [] : [2, 4],
    ...{ startsAt: index % 2 === 0 ? '15:00' : '10:00', slotMinutes: 15, slots: 8, placesPerSlot: 1 },
    ...{ waitingMost: 10, opensDays: 30, closesHours: 24, onHoliday: 'next' },
    validFrom: dayToDate(localDate(now, city.timeZone).subtract({ days: daysBack }).toString()),
  }
}

/** Past receptions were well visited; of those to come the first is full, and others have some times taken. */
async function writeBookings(tx: Transaction, { keys }: Pick<Deps, 'keys'>, { city, now }: Writing) {
  const receptions = await tx.reception.findMany({
    where: { cityId: city.id },
    orderBy: { startsAt: 'asc' },
    include: { slots: { orderBy: { startsAt: 'asc' } } },
  })
  const firstAhead = receptions.findIndex(({ startsAt }) => startsAt.getTime() > now.epochMilliseconds)
  const rows = receptions.flatMap(({ id: receptionId, slots }, index) => {
    const isPast = index < firstAhead
    const many = isPast
      ? 5 + (index % 3)
      : index === firstAhead
        ? slots.length
        : Math.max(0, 5 - (index - firstAhead))
    return slots.slice(0, many).map((slot, place) => {
      const n = index * 8 + place
      const key = createHash('sha256').update(`demo/${city.slug}/${receptionId}/${place}`).digest()
      const { lang, text: topic } = demoTopics[n % demoTopics.length] ?? demoTopics[0]
      const name = demoVisitors[n % demoVisitors.length] ?? demoVisitors[0]
      // Nobody is mailed in a demo: there is neither an address nor a number.
      const visitor = {
        name,
        email: null,
        phone: null,
        topic,
        token: key.subarray(0, 16).toString('base64url'),
      }
      return {
        ...{ cityId: city.id, receptionId, slotId: slot.id, lang, hasEmail: false },
        state: !isPast ? 'booked' : n % 7 === 6 ? 'missed' : 'came',
        ...{ channel: n % 3 === 0 ? 'phone' : 'web', sealed: sealVisitor(keys, visitor, key) },
        ...{ tokenHash: hashToken(visitor.token), formKey: key },
        createdAt: toDate(slot.startsAt.getTime() - (30 + n) * 3_600_000),
      }
    })
  })
  await tx.receptionBooking.createMany({ data: rows })
  await tx.receptionSlot.updateMany({
    where: { id: { in: rows.map(({ slotId }) => slotId) } },
    data: { taken: 1 },
  })
}

/** A few visits ended with a promise; one of them is late, one was kept. */
async function writePromises(tx: Transaction, { city, now }: Writing): Promise<void> {
  const visits = await tx.receptionBooking.findMany({
    where: { cityId: city.id, state: 'came' },
    orderBy: { id: 'desc' },
    take: demoPromises.length * 4,
    include: { reception: { include: { body: true } } },
  })
  const staff = await tx.staffRole.findFirst({ where: { cityId: city.id }, orderBy: { staffId: 'asc' } })
  if (staff === null) return
  const today = localDate(now, city.timeZone)
  const data = demoPromises.flatMap((text, index) => {
    const visit = visits[index * 4]
    if (visit === undefined) return []
    const isKept = index === 1
    return {
      ...{ cityId: city.id, bodyId: visit.reception.bodyId, bookingId: visit.id, text },
      ...{ officeId: visit.reception.body.officeId, staffId: staff.staffId },
      dueOn: dayToDate(today.add({ days: index * 9 - 4 }).toString()),
      createdAt: toDate(visit.reception.startsAt.getTime()),
      ...(isKept
        ? { doneAt: toDate(now.epochMilliseconds), doneNote: 'Комиссия прошла, ответ отправлен' }
        : {}),
      formKey: createHash('sha256').update(`demo/${city.slug}/promise/${index}`).digest(),
    }
  })
  await tx.receptionPromise.createMany({ data })
}

/** Numbers that were given at the front office on the past working days, and a few that wait today. */
async function writeQueue(tx: Transaction, { city, bodyId, now }: Writing & { bodyId: number }) {
  const today = localDate(now, city.timeZone)
  const rows = Array.from({ length: daysBack }, (_, back) => today.subtract({ days: back }))
    .filter(({ dayOfWeek }) => dayOfWeek < 7)
    .flatMap((day, index) => {
      const isToday = day.equals(today)
      const count = isToday ? 7 : 14 + ((index * 7) % 11)
      const opens = instantAt(day, '09:00', city.timeZone).epochMilliseconds
      return Array.from({ length: count }, (_, order) => {
        const issuedAt = toDate(opens + order * 11 * 60_000)
        const state = !isToday ? (order % 9 === 8 ? 'skipped' : 'served') : order < 2 ? 'called' : 'waiting'
        return {
          ...{ cityId: city.id, bodyId, day: dayToDate(day.toString()), no: order + 1, state, issuedAt },
          window: state === 'waiting' ? '' : String(1 + (order % 3)),
          calledAt: state === 'waiting' ? null : issuedAt,
          endedAt: isToday ? null : issuedAt,
        }
      })
    })
  await tx.queueTicket.createMany({ data: rows })
  const days = Map.groupBy(rows, ({ day }) => dateToDay(day))
  await tx.queueCounter.createMany({
    data: [...days].map(([day, given]) => ({ bodyId, day: dayToDate(day), last: given.length })),
  })
}

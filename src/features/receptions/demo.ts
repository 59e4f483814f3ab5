import { createHash } from 'node:crypto'
import type { Temporal } from 'temporal-polyfill'
import { hashToken } from '../../platform/crypto/token.ts'
import { dateToDay, dayToDate, toDate } from '../../platform/db/instant.ts'
import { inTransaction, type Transaction } from '../../platform/db/transaction.ts'
import type { Deps } from '../../platform/deps.ts'
import type { PlantedCity } from '../../platform/http/route.ts'
import { instantAt, localDate } from '../../platform/time/local-day.ts'
import { type City, calendarOf, cityById } from '../city/index.ts'
import { directoryOf, type Office } from '../offices/index.ts'
import { planSeries } from './actions/plan-receptions.ts'
import { demoHeads, demoTopics, demoVisitors, independentBodies } from './demo-words.ts'
import type { BodyKind } from './rules.ts'
import { sealVisitor } from './stored.ts'

const mostOffices = 6
const daysOfQueue = 40

/** Receptions of a city of the demo: bodies, timetables, who has booked, and the numbers of the front office. */
export async function inventReceptions(deps: Deps, { id: cityId }: PlantedCity): Promise<void> {
  if ((await deps.db.receptionBody.count({ where: { cityId } })) > 0) return
  const city = await cityById(deps, cityId)
  if (city === null) return
  const { offices } = await directoryOf(deps, cityId)
  const calendar = await calendarOf(deps, city.calendar)
  const now = deps.now()
  await inTransaction(deps.db, async (tx) => {
    const bodies = await writeBodies(tx, { city, offices, now })
    for (const [index, body] of bodies.entries()) {
      if (body.officeId === null) continue
      const series = await tx.receptionSeries.create({ data: seriesOf(body, { city, index, now }) })
      await planSeries(tx, series, { city, calendar, now })
    }
    await writeBookings(tx, deps, { city, now })
    const desk = bodies.find(({ kind }) => kind === 'front_office')
    if (desk !== undefined) await writeQueue(tx, { city, bodyId: desk.id, now })
  })
}

type Writing = { city: City; now: Temporal.Instant }

async function writeBodies(
  tx: Transaction,
  { city, offices, now }: Writing & { offices: readonly Office[] },
) {
  const receiving = offices
    .filter(({ current, external, kind }) => current && !external && kind !== 'utility')
    .slice(0, mostOffices)
  const updatedAt = toDate(now.epochMilliseconds)
  const own = receiving.map((office) => ({
    ...{ code: `office-${office.code.toLowerCase()}`, kind: kindOf(office), officeId: office.id },
    ...{ nameKk: office.names.kk, nameRu: office.names.ru, nameEn: office.names.en },
    addressKk: office.contacts.address?.kk ?? '',
    addressRu: office.contacts.address?.ru ?? '',
    addressEn: office.contacts.address?.en ?? '',
    ...{ phones: office.contacts.phones, hours: office.contacts.hours },
  }))
  const bodies = [...own, ...independentBodies].map((body, position) => ({
    ...{ cityId: city.id, position, updatedAt, ...body },
  }))
  return tx.receptionBody.createManyAndReturn({
    data: bodies,
    select: { id: true, kind: true, officeId: true },
  })
}

const kindOf = ({ kind }: Office): BodyKind =>
  kind === 'akimat' ? 'akimat' : kind === 'department' ? 'department' : 'other'

type Body = { id: number; kind: string; officeId: number | null }

/** Heads receive twice a month, deputies each week; akims once. */
function seriesOf({ id, kind }: Body, { city, index, now }: Writing & { index: number }) {
  const head = demoHeads[kind === 'akimat' ? 0 : 1 + (index % (demoHeads.length - 1))] ?? demoHeads[0]
  return {
    ...{ cityId: city.id, bodyId: id, updatedAt: toDate(now.epochMilliseconds), ...head },
    weekdays: [1 + (index % 5)],
    weeks: kind === 'akimat' ? [1, 3] : index % 2 === 0 ? [] : [2, 4],
    ...{ startsAt: index % 2 === 0 ? '15:00' : '10:00', slotMinutes: 15, slots: 8, placesPerSlot: 1 },
    ...{ waitingMost: 10, opensDays: 30, closesHours: 24, onHoliday: 'next' },
    validFrom: dayToDate(localDate(now, city.timeZone).toString()),
  }
}

/** Some times of the next receptions are taken, those of the first are all taken. */
async function writeBookings(tx: Transaction, { keys }: Pick<Deps, 'keys'>, { city, now }: Writing) {
  const receptions = await tx.reception.findMany({
    where: { cityId: city.id },
    orderBy: { startsAt: 'asc' },
    include: { slots: { orderBy: { startsAt: 'asc' } } },
    take: 12,
  })
  for (const [index, { id: receptionId, slots }] of receptions.entries()) {
    const taken = index === 0 ? slots : slots.slice(0, (index * 3) % 6)
    for (const [place, slot] of taken.entries()) {
      const n = index * 8 + place
      const key = createHash('sha256').update(`demo/${city.slug}/${receptionId}/${place}`).digest()
      const name = demoVisitors[n % demoVisitors.length] ?? ''
      const topic = demoTopics[n % demoTopics.length] ?? { lang: 'kk', text: '' }
      // Nobody is mailed in a demo: there is neither an address nor a number.
      const visitor = { name, email: null, phone: null, topic: topic.text, token: key.toString('base64url') }
      await tx.receptionBooking.create({
        data: {
          ...{ cityId: city.id, receptionId, slotId: slot.id, state: 'booked', lang: topic.lang },
          ...{
            channel: n % 3 === 0 ? 'phone' : 'web',
            sealed: sealVisitor(keys, visitor, key),
            hasEmail: false,
          },
          ...{ tokenHash: hashToken(visitor.token), formKey: key },
          createdAt: toDate(now.subtract({ hours: 30 + n }).epochMilliseconds),
        },
      })
    }
    await tx.receptionSlot.updateMany({
      where: { id: { in: taken.map(({ id }) => id) } },
      data: { taken: 1 },
    })
  }
}

/** Numbers that were given at the front office on the past working days, and a few that wait today. */
async function writeQueue(tx: Transaction, { city, bodyId, now }: Writing & { bodyId: number }) {
  const today = localDate(now, city.timeZone)
  const rows = Array.from({ length: daysOfQueue }, (_, back) => today.subtract({ days: back }))
    .filter(({ dayOfWeek }) => dayOfWeek < 6)
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

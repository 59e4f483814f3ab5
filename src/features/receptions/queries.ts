import { z } from 'zod'
import { hashToken } from '../../platform/crypto/token.ts'
import { Prisma } from '../../platform/db/generated/client.ts'
import { dateToDay, toDate } from '../../platform/db/instant.ts'
import type { Deps } from '../../platform/deps.ts'
import { type Hours, type Names, namesOf } from '../city/index.ts'
import { type BodyKind, type BookingState, bodyKinds, bookingStates, type Openness } from './rules.ts'
import { unsealVisitor, type Visitor } from './stored.ts'

type Db = Pick<Deps, 'db'>

/** Who receives. */
export type Body = {
  id: number
  code: string
  kind: BodyKind
  names: Names
  about: Names
  address: Names
  phones: string[]
  hours: Hours[]
  officeId: number | null
  queueLetter: string | null
  version: number
}

const StoredHours = z.array(
  z.object({
    days: z.array(z.number()),
    opens: z.string(),
    closes: z.string(),
    break: z.object({ from: z.string(), to: z.string() }).nullable(),
  }),
)

/** Bodies of a city in their order. */
export async function bodiesOf({ db }: Db, cityId: number): Promise<Body[]> {
  const rows = await db.receptionBody.findMany({
    where: { cityId, removedAt: null },
    orderBy: [{ position: 'asc' }, { id: 'asc' }],
  })
  return rows.map((row) => ({
    ...{ id: row.id, code: row.code, phones: row.phones, officeId: row.officeId, version: row.version },
    kind: bodyKinds.find((kind) => kind === row.kind) ?? 'other',
    names: namesOf(row),
    about: { kk: row.aboutKk, ru: row.aboutRu, en: row.aboutEn },
    address: { kk: row.addressKk, ru: row.addressRu, en: row.addressEn },
    hours: StoredHours.parse(row.hours),
    queueLetter: row.queueLetter,
  }))
}

/** A reception on the timetable. Instants in milliseconds UTC; `day` is ISO and local. */
export type ReceptionRow = Openness & {
  id: number
  bodyId: number
  seriesId: number | null
  day: string
  /** The day of the rule, when a day off moved it. */
  movedFrom: string | null
  endsAt: number
  position: Names
  person: string
  place: Names
  cancelledWhy: string
}

const Stored = z.object({
  id: z.number(),
  body_id: z.number(),
  series_id: z.number().nullable(),
  rule_day: z.date(),
  day: z.date(),
  starts_at: z.date(),
  ends_at: z.date(),
  opens_at: z.date(),
  closes_at: z.date(),
  cancelled_at: z.date().nullable(),
  cancelled_why: z.string(),
  position_kk: z.string(),
  position_ru: z.string(),
  position_en: z.string(),
  place_kk: z.string(),
  place_ru: z.string(),
  place_en: z.string(),
  person: z.string(),
  waiting_most: z.number(),
  places: z.number(),
  taken: z.number(),
  waiting: z.number(),
})

export type TimetableQuery = {
  cityId: number
  /** Null: all bodies. */
  bodyIds: readonly number[] | null
  /** ISO days, both included. */
  from: string
  to: string | null
  /** Milliseconds UTC: only those that can be booked or waited for then. */
  freeAt?: number
  limit: number
  offset?: number
}

/** Receptions in the order of time. */
export async function timetableOf(
  { db }: Db,
  { cityId, bodyIds, from, to, freeAt, limit, offset = 0 }: TimetableQuery,
): Promise<ReceptionRow[]> {
  const rows = await receptionRows(
    { db },
    Prisma.sql`r.city_id = ${cityId} AND r.day >= ${from}::date
      AND ${to === null ? Prisma.sql`true` : Prisma.sql`r.day <= ${to}::date`}
      AND ${bodyIds === null ? Prisma.sql`true` : Prisma.sql`r.body_id = ANY(${[...bodyIds]})`}
      AND ${freeAt === undefined ? Prisma.sql`true` : bookable(freeAt)}`,
    limit,
    offset,
  )
  return rows
}

/** The rule `bookingAt` as a condition: it answers `free` or `waiting`. */
const bookable = (
  at: number,
): Prisma.Sql => Prisma.sql`(r.cancelled_at IS NULL AND r.opens_at <= ${toDate(at)}
  AND r.closes_at > ${toDate(at)} AND (w.waiting < r.waiting_most OR (w.waiting = 0 AND s.taken < s.places)))`

/** Null when there is none in this city. */
export async function receptionById(
  { db }: Db,
  { cityId, id }: { cityId: number; id: number },
): Promise<ReceptionRow | null> {
  const [row] = await receptionRows({ db }, Prisma.sql`r.city_id = ${cityId} AND r.id = ${id}`, 1)
  return row ?? null
}

async function receptionRows(
  { db }: Db,
  where: Prisma.Sql,
  limit: number,
  offset = 0,
): Promise<ReceptionRow[]> {
  const rows = await db.$queryRaw`
    SELECT r.*, s.places, s.taken, coalesce(w.waiting, 0)::int AS waiting
    FROM reception r
    CROSS JOIN LATERAL (SELECT coalesce(sum(places), 0)::int AS places, coalesce(sum(taken), 0)::int AS taken
                        FROM reception_slot WHERE reception_id = r.id) s
    CROSS JOIN LATERAL (SELECT count(*) AS waiting FROM reception_booking b
                        WHERE b.reception_id = r.id AND b.state = 'waiting') w
    WHERE ${where} ORDER BY r.starts_at, r.id LIMIT ${limit} OFFSET ${offset}`
  return z.array(Stored).parse(rows).map(rowOf)
}

const rowOf = (row: z.output<typeof Stored>): ReceptionRow => ({
  ...{ id: row.id, bodyId: row.body_id, seriesId: row.series_id, person: row.person },
  day: dateToDay(row.day),
  movedFrom: dateToDay(row.rule_day) === dateToDay(row.day) ? null : dateToDay(row.rule_day),
  startsAt: row.starts_at.getTime(),
  endsAt: row.ends_at.getTime(),
  opensAt: row.opens_at.getTime(),
  closesAt: row.closes_at.getTime(),
  cancelledAt: row.cancelled_at?.getTime() ?? null,
  cancelledWhy: row.cancelled_why,
  position: { kk: row.position_kk, ru: row.position_ru, en: row.position_en },
  place: { kk: row.place_kk, ru: row.place_ru, en: row.place_en },
  ...{ waitingMost: row.waiting_most, places: row.places, taken: row.taken, waiting: row.waiting },
})

/** A time within a reception. */
export type Slot = { id: number; startsAt: number; places: number; taken: number }

export async function slotsOf({ db }: Db, receptionId: number): Promise<Slot[]> {
  const rows = await db.receptionSlot.findMany({ where: { receptionId }, orderBy: { startsAt: 'asc' } })
  return rows.map(({ id, startsAt, places, taken }) => ({ id, startsAt: startsAt.getTime(), places, taken }))
}

export type BookingRow = {
  id: number
  receptionId: number
  state: BookingState
  channel: string
  lang: string
  /** Null when the time of the contacts is over. */
  visitor: Visitor | null
  slotStartsAt: number | null
  createdAt: number
  offeredUntil: number | null
  refusal: string | null
}

export const bookingSelect = { slot: { select: { startsAt: true } } } as const
type StoredBooking = Prisma.ReceptionBookingGetPayload<{ include: typeof bookingSelect }>

export const bookingOf = ({ keys }: Pick<Deps, 'keys'>, row: StoredBooking): BookingRow => ({
  ...{ id: row.id, receptionId: row.receptionId, channel: row.channel, lang: row.lang, refusal: row.refusal },
  state: bookingStates.find((state) => state === row.state) ?? 'cancelled',
  visitor: unsealVisitor(keys, row),
  slotStartsAt: row.slot?.startsAt.getTime() ?? null,
  createdAt: row.createdAt.getTime(),
  offeredUntil: row.offeredUntil?.getTime() ?? null,
})

/** The booking behind a secret link, with how many wait before it; null when there is none in this city. */
export async function bookingByToken(
  deps: Pick<Deps, 'db' | 'keys'>,
  { cityId, token }: { cityId: number; token: string },
): Promise<(BookingRow & { before: number }) | null> {
  const row = await deps.db.receptionBooking.findFirst({
    where: { tokenHash: hashToken(token), cityId, sealed: { not: null } },
    include: bookingSelect,
  })
  if (row === null) return null
  const before =
    row.state !== 'waiting'
      ? 0
      : await deps.db.receptionBooking.count({
          where: {
            ...{ receptionId: row.receptionId, state: 'waiting' },
            OR: [{ createdAt: { lt: row.createdAt } }, { createdAt: row.createdAt, id: { lt: row.id } }],
          },
        })
  return { ...bookingOf(deps, row), before }
}

/** For letters and pages of staff. */
export async function bookingById(
  deps: Pick<Deps, 'db' | 'keys'>,
  id: number,
): Promise<(BookingRow & { cityId: number }) | null> {
  const row = await deps.db.receptionBooking.findUnique({ where: { id }, include: bookingSelect })
  return row === null ? null : { ...bookingOf(deps, row), cityId: row.cityId }
}

export const bookingsPerPage = 100

/** A page of everybody of a reception: by time, then the waiting list and who is out of it, in their order. */
export async function bookingsOf(
  deps: Pick<Deps, 'db' | 'keys'>,
  { receptionId, page }: { receptionId: number; page: number },
): Promise<BookingRow[]> {
  const rows = await deps.db.receptionBooking.findMany({
    where: { receptionId },
    include: bookingSelect,
    orderBy: [{ slot: { startsAt: 'asc' } }, { createdAt: 'asc' }, { id: 'asc' }],
    // One more than a page when there are others
    ...{ skip: (page - 1) * bookingsPerPage, take: bookingsPerPage + 1 },
  })
  return rows.map((row) => bookingOf(deps, row))
}

/** What was promised at one visit, the oldest first. */
export async function promisesOfBooking(
  { db }: Db,
  bookingId: number,
): Promise<{ id: number; text: string; dueOn: string; doneAt: number | null; complaint: string | null }[]> {
  const rows = await db.receptionPromise.findMany({ where: { bookingId }, orderBy: { id: 'asc' } })
  return rows.map(({ id, text, dueOn, doneAt, complaint }) => ({
    ...{ id, text, complaint },
    dueOn: dateToDay(dueOn),
    doneAt: doneAt?.getTime() ?? null,
  }))
}

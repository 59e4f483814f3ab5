import type { Prisma } from '../../../platform/db/generated/client.ts'
import { toDate } from '../../../platform/db/instant.ts'
import type { Deps } from '../../../platform/deps.ts'
import { type Caller, callersOf } from '../../calls/index.ts'
import type { Names } from '../../city/index.ts'
import { bookingOf, bookingSelect } from '../queries.ts'
import { type BookingState, type CallReason, callReasons } from '../rules.ts'

/** A visitor whom no mail reached. Instants in milliseconds UTC. */
export type CallRow = Caller & {
  id: number
  bookingId: number
  why: CallReason
  name: string
  lang: string
  state: BookingState
  startsAt: number
  position: Names
  person: string
  offeredUntil: number | null
}

export type CallScope = { cityId: number; bodyIds: readonly number[]; at: number }

/** What is still true and still ahead: an offer that stands, a reception that would be. */
const openCalls = ({ cityId, bodyIds, at }: CallScope): Prisma.ReceptionCallWhereInput => ({
  ...{ cityId, calledAt: null },
  booking: {
    sealed: { not: null },
    reception: { bodyId: { in: [...bodyIds] }, endsAt: { gt: toDate(at) } },
  },
  OR: [
    { why: 'offered', booking: { state: 'offered' } },
    { why: 'given', booking: { state: 'booked' } },
    { why: { in: ['calledOff', 'dropped'] }, booking: { state: 'cancelled' } },
  ],
})

export const countCalls = ({ db }: Pick<Deps, 'db'>, scope: CallScope): Promise<number> =>
  db.receptionCall.count({ where: openCalls(scope) })

const mostCalls = 200

/** Who is to be called, those first who have waited longest, and the last ones who were. */
export async function callRows(
  deps: Pick<Deps, 'db' | 'keys'>,
  scope: CallScope,
): Promise<{ open: CallRow[]; done: CallRow[] }> {
  const { db } = deps
  const include = { booking: { include: { ...bookingSelect, reception: true } } }
  const find = {
    open: db.receptionCall.findMany({
      where: openCalls(scope),
      include,
      orderBy: [{ createdAt: 'asc' }, { id: 'asc' }],
      take: mostCalls,
    }),
    done: db.receptionCall.findMany({
      where: {
        ...{ cityId: scope.cityId, calledAt: { not: null } },
        booking: { reception: { bodyId: { in: [...scope.bodyIds] } } },
      },
      include,
      orderBy: { calledAt: 'desc' },
      take: 10,
    }),
  }
  const [open, done] = await Promise.all([find.open, find.done])
  const callerOf = await callersOf(deps, done)
  const rowOf = (row: (typeof open)[number]): CallRow => {
    const { reception } = row.booking
    const { visitor, state, lang, slotStartsAt, offeredUntil } = bookingOf(deps, row.booking)
    return {
      ...callerOf(row),
      ...{ id: row.id, bookingId: row.bookingId, name: visitor?.name ?? '', lang, state, offeredUntil },
      why: callReasons.find((one) => one === row.why) ?? 'calledOff',
      startsAt: slotStartsAt ?? reception.startsAt.getTime(),
      position: { kk: reception.positionKk, ru: reception.positionRu, en: reception.positionEn },
      person: reception.person,
    }
  }
  return { open: open.map(rowOf), done: done.map(rowOf) }
}

import type { Prisma } from '../../../platform/db/generated/client.ts'
import { toDate } from '../../../platform/db/instant.ts'
import type { Deps } from '../../../platform/deps.ts'
import { type Caller, callersOf } from '../../calls/index.ts'
import { openContact } from '../contact.ts'
import { type CallReason, callReasons } from '../rules.ts'
import { type Texts, textsOf } from '../translated.ts'
import type { EventHome } from './rights.ts'

/** Somebody whom no mail reached. Instants in milliseconds UTC. */
export type CallRow = Caller & {
  /** Of the latest news. */
  id: number
  signUpId: number
  eventId: number
  cityId: number
  why: CallReason
  name: string
  persons: number
  lang: string
  title: Texts
  startsAt: number
}

/** Where a person works with those who sign up. `at`: milliseconds UTC. */
export type CallScope = { homes: readonly EventHome[]; at: number }

const within = ({ homes }: CallScope): Prisma.EventWhereInput => ({
  OR: homes.map(({ cityId, officeId }) => ({ cityId, ...(officeId === null ? {} : { officeId }) })),
})

/** What is still true and still ahead. */
const openCalls = (scope: CallScope): Prisma.EventCallWhereInput => {
  const ahead = { ...within(scope), endsAt: { gt: toDate(scope.at) } }
  const comes = { not: 'left' }
  return {
    calledAt: null,
    signUp: { sealed: { not: null }, event: ahead },
    OR: [
      { why: 'given', signUp: { state: 'given', event: { state: 'published' } } },
      { why: 'moved', signUp: { state: comes, event: { state: 'published' } } },
      { why: 'cancelled', signUp: { state: comes, event: { state: 'cancelled' } } },
      { why: 'removed', signUp: { state: 'left' } },
    ],
  }
}

/** How many people are to be called. */
export async function countCalls({ db }: Pick<Deps, 'db'>, scope: CallScope): Promise<number> {
  const groups = await db.eventCall.groupBy({ by: ['signUpId'], where: openCalls(scope) })
  return groups.length
}

const mostCalls = 200

/** Who is to be called, each once with the latest news, those first whose event begins first; and the last who were. */
export async function callRows(
  deps: Pick<Deps, 'db' | 'keys'>,
  scope: CallScope,
): Promise<{ open: CallRow[]; done: CallRow[] }> {
  const { db } = deps
  const include = { signUp: { include: { event: true } } }
  const [open, done] = await Promise.all([
    db.eventCall.findMany({
      where: openCalls(scope),
      include,
      orderBy: [{ signUp: { event: { startsAt: 'asc' } } }, { signUpId: 'asc' }, { id: 'desc' }],
      distinct: ['signUpId'],
      take: mostCalls,
    }),
    db.eventCall.findMany({
      where: { calledAt: { not: null }, signUp: { event: within(scope) } },
      include,
      orderBy: { calledAt: 'desc' },
      take: 10,
    }),
  ])
  const callerOf = await callersOf(deps, done)
  const rowOf = (row: (typeof open)[number]): CallRow => {
    const { signUp } = row
    const { event } = signUp
    return {
      ...callerOf(row),
      ...{ id: row.id, signUpId: signUp.id, eventId: event.id, cityId: event.cityId },
      ...{ persons: signUp.persons, lang: signUp.lang },
      why: callReasons.find((one) => one === row.why) ?? 'moved',
      name: openContact(deps, signUp)?.name ?? '',
      title: textsOf(event, 'title'),
      startsAt: event.startsAt.getTime(),
    }
  }
  return { open: open.map(rowOf), done: done.map(rowOf) }
}

import { dayToDate, toDate } from '../../../platform/db/instant.ts'
import type { Deps } from '../../../platform/deps.ts'
import { mayNameSubstitute, mayStandIn } from '../people/rules.ts'
import { staffMember } from '../queries.ts'
import { type Change, type Changing, changePerson } from './change-person.ts'

/** Names who does a person's work from one day to another, both included; ISO days of the city. */
export async function nameSubstitute(
  deps: Pick<Deps, 'db' | 'now'>,
  {
    substituteId,
    fromOn,
    toOn,
    ...changing
  }: Changing & { substituteId: number; fromOn: string; toOn: string },
): Promise<Change> {
  const substitute = await staffMember(deps, substituteId)
  return changePerson(deps, changing, {
    kind: 'substitute-set',
    may: (by, person) => mayNameSubstitute(by, person) && person.disabledAt === null,
    async work(tx, person) {
      if (substitute === null || !mayStandIn(substitute, person)) return 'no-such-person'
      const days = { fromOn: dayToDate(fromOn), toOn: dayToDate(toOn) }
      const set = { setBy: changing.by.id, setAt: toDate(changing.at) }
      await tx.staffSubstitute.create({ data: { absentId: person.id, substituteId, ...days, ...set } })
      return { detail: { substitute: substitute.name, fromOn, toOn } }
    },
  })
}

/** Ends it before its day. One that has ended meanwhile is what was asked for. */
export function endSubstitute(
  deps: Pick<Deps, 'db'>,
  { id, ...changing }: Changing & { id: number },
): Promise<Change> {
  return changePerson(deps, changing, {
    kind: 'substitute-ended',
    may: mayNameSubstitute,
    async work(tx, person) {
      await tx.staffSubstitute.updateMany({
        where: { id, absentId: person.id, endedAt: null },
        data: { endedBy: changing.by.id, endedAt: toDate(changing.at) },
      })
      return {}
    },
  })
}

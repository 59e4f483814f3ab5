import { actsIn, stateOf } from '../rules.ts'
import type { Work } from '../work.ts'
import { listSource } from './origin.ts'
import type { GoodRow } from './read-list.ts'

/**
 * Which known works rows without a number are: the one with the same dates; else an open one that has been moved. What
 * has begun and would begin again after its end is not moved, it recurs, and is a new work. Pure.
 * @param families known works without a number, by source and digest, the first to begin first
 */
export function pairRecurring(
  rows: readonly GoodRow[],
  families: ReadonlyMap<string, readonly Work[]>,
  now: number,
): [GoodRow, Work][] {
  const pairs: [GoodRow, Work][] = []
  for (const [family, own] of Map.groupBy(rows, familyOf)) {
    const free = new Set(families.get(family))
    const take = (row: GoodRow, work: Work | undefined): boolean => {
      if (work === undefined) return false
      free.delete(work)
      pairs.push([row, work])
      return true
    }
    const sameDates = ({ draft }: GoodRow, { startsAt, endsAt }: Work) =>
      draft.startsAt === startsAt && draft.endsAt === endsAt
    const left = own.filter(
      (row) =>
        !take(
          row,
          [...free].find((work) => sameDates(row, work)),
        ),
    )
    for (const row of left.toSorted((a, b) => a.draft.startsAt - b.draft.startsAt)) {
      take(
        row,
        [...free].find((work) => isMoved(row, work, now)),
      )
    }
  }
  return pairs
}

const familyOf = ({ digest, draft }: GoodRow): string => `${listSource(draft.officeId)} ${digest}`

function isMoved({ draft }: GoodRow, work: Work, now: number): boolean {
  const state = stateOf(work, now)
  if (!actsIn(state).includes('change')) return false
  return state === 'planned' || draft.startsAt <= work.endsAt
}

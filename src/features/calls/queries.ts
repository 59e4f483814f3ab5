import type { Deps } from '../../platform/deps.ts'

/** What every row of a list of calls says of the call itself. `calledAt`: milliseconds UTC; null: nobody has called yet. */
export type Caller = { calledAt: number | null; calledBy: string }

type Settled = { calledAt: Date | null; calledById: number | null }

/** Says of each row who called and when; one question for all of them. */
export async function callersOf(
  { db }: Pick<Deps, 'db'>,
  rows: readonly Settled[],
): Promise<(row: Settled) => Caller> {
  const ids = rows.flatMap(({ calledById }) => (calledById === null ? [] : [calledById]))
  const staff =
    ids.length === 0
      ? []
      : await db.staff.findMany({ where: { id: { in: ids } }, select: { id: true, name: true } })
  return ({ calledAt, calledById }) => ({
    calledAt: calledAt?.getTime() ?? null,
    calledBy: staff.find(({ id }) => id === calledById)?.name ?? '',
  })
}

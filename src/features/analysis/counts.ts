import type { AppealCount, AppealSource, AppealsAsked } from '../../platform/http/beside.ts'

/** A count with the way in which people came. */
export type KindCount = AppealCount & { kind: string }

/** All counts of these sources, by source, day, category and area. */
export async function appealCounts(
  sources: readonly AppealSource[],
  asked: AppealsAsked,
  unit: 'week' | 'month',
): Promise<KindCount[]> {
  const all = await Promise.all(
    sources.map(async (source) =>
      (await source.counts(asked, unit)).map((row): KindCount => ({ ...row, kind: source.kind })),
    ),
  )
  return all.flat()
}

/** The sum for each value of a name; '' for rows that have none. */
export function sumsBy(
  rows: readonly KindCount[],
  name: (row: KindCount) => string | null,
): Map<string, number> {
  const sums = new Map<string, number>()
  for (const row of rows) {
    const key = name(row) ?? ''
    sums.set(key, (sums.get(key) ?? 0) + row.count)
  }
  return sums
}

export const totalOf = (rows: readonly { count: number }[]): number =>
  rows.reduce((sum, { count }) => sum + count, 0)

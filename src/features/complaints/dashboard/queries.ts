import { Prisma } from '../../../platform/db/generated/client.ts'
import { dayToDate } from '../../../platform/db/instant.ts'
import type { Deps } from '../../../platform/deps.ts'
import { type Age, ageNames, type InboxFilter } from '../inbox/filter.ts'
import { type Asked, conditionOf, mostCounted } from '../inbox/queries.ts'

type Db = Pick<Deps, 'db'>

/** Counts of several filters in one statement, `mostCounted` + 1 at most each. */
export async function countsOf<Name extends string>(
  { db }: Db,
  asked: Omit<Asked, 'filter'>,
  filters: Readonly<Record<Name, InboxFilter>>,
): Promise<Record<Name, number>> {
  const counts = (Object.entries(filters) as [Name, InboxFilter][]).map(
    ([name, filter]) => Prisma.sql`SELECT ${name}::text AS name, count(*)::int AS n FROM (
      SELECT 1 FROM complaint c WHERE ${conditionOf({ ...asked, filter })} LIMIT ${mostCounted + 1}) found`,
  )
  const rows = await db.$queryRaw<{ name: Name; n: number }[]>`${Prisma.join(counts, ' UNION ALL ')}`
  return Object.fromEntries(rows.map(({ name, n }) => [name, n])) as Record<Name, number>
}

/** Columns of the tables by office and by person; each is the filter of the row with this change. */
export const tableFigures = {
  open: { view: 'open' },
  soon: { view: 'soon' },
  late: { view: 'late' },
  silent: { view: 'silent' },
  reopened: { view: 'reopened' },
  clarify: { view: 'open', status: 'clarify' },
} as const satisfies Record<string, Partial<InboxFilter>>
export type TableFigure = keyof typeof tableFigures
export const tableFigureNames = Object.keys(tableFigures) as TableFigure[]

export type FigureRow = Record<TableFigure, number> & { id: number | null; name: string | null }

/** The figures of each office, or of each person, of a filter. Whoever has nothing open has no row. */
export async function figuresBy({ db }: Db, asked: Asked, by: 'office' | 'person'): Promise<FigureRow[]> {
  const key = by === 'office' ? Prisma.sql`c.office_id` : Prisma.sql`c.assignee_id`
  const counts = tableFigureNames.map((name) =>
    countIf({ ...asked, filter: { ...asked.filter, ...tableFigures[name] } }),
  )
  const rows = await db.$queryRaw<{ id: number | null; name: string | null; counts: number[] }[]>`
    SELECT g.id, g.counts, s.name FROM (
      SELECT ${key} AS id, ARRAY[${Prisma.join(counts)}] AS counts
      FROM complaint c WHERE ${conditionOf({ ...asked, filter: { ...asked.filter, view: 'open' } })}
      GROUP BY ${key}) g
    LEFT JOIN staff s ON ${by === 'person' ? Prisma.sql`s.id = g.id` : Prisma.sql`false`}`
  return rows
    .map(({ id, name, counts: found }) => ({ id, name, ...named(tableFigureNames, found) }))
    .sort((a, b) => b.late - a.late || b.soon - a.soon || b.open - a.open || (a.id ?? 0) - (b.id ?? 0))
}

/** How old the open ones are. */
export async function agesOf({ db }: Db, asked: Asked): Promise<Record<Age, number>> {
  const counts = ageNames.map((age) => countIf({ ...asked, filter: { ...asked.filter, age } }))
  const [row] = await db.$queryRaw<[{ counts: number[] }]>`
    SELECT ARRAY[${Prisma.join(counts)}] AS counts FROM complaint c WHERE ${conditionOf(asked)}`
  return named(ageNames, row.counts)
}

const countIf = (asked: Asked): Prisma.Sql => Prisma.sql`count(*) FILTER (WHERE ${conditionOf(asked)})::int`

const named = <Name extends string>(names: readonly Name[], counts: readonly number[]) =>
  Object.fromEntries(names.map((name, index) => [name, counts[index] ?? 0])) as Record<Name, number>

/** How many answers drawn in a week wait to be read. `week` is its Monday. */
export async function unreadSamples(
  { db }: Db,
  { cityId, officeId, week }: { cityId: number; officeId: number | null; week: string },
): Promise<number> {
  return db.answerSample.count({
    where: { cityId, ...(officeId === null ? {} : { officeId }), weekOf: dayToDate(week), mark: null },
  })
}

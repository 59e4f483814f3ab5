import { Prisma } from '../../../platform/db/generated/client.ts'
import { dayToDate } from '../../../platform/db/instant.ts'
import type { Deps } from '../../../platform/deps.ts'
import { type Age, ageNames, type InboxFilter, noFilter } from '../inbox/filter.ts'
import { type Asked, conditionOf, mostCounted, wantedOf } from '../inbox/queries.ts'

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

export type OpenFigures = { rows: FigureRow[]; ages: Record<Age, number> }

/** Of an open `complaint c`, all in the index. That it is open stands in no index: named in a count, each row is read. */
const counted = Prisma.sql`c.office_id, c.assignee_id, c.status, c.received_at, c.due_at, c.silent_since,
  true AS open`

/**
 * What is open within a filter, counted in one pass over an index that holds all of it: the figures of each office or
 * of each person, and how old it is. Whoever has nothing open has no row.
 */
export async function openFigures({ db }: Db, asked: Asked, by: 'office' | 'person'): Promise<OpenFigures> {
  const key = by === 'office' ? Prisma.sql`c.office_id` : Prisma.sql`c.assignee_id`
  const countIf = (change: Partial<InboxFilter>) =>
    Prisma.sql`count(*) FILTER (WHERE ${wantedOf({ ...asked, filter: { ...noFilter, ...change } })})::int`
  const counts = tableFigureNames.map((name) => countIf(tableFigures[name]))
  const ages = ageNames.map((age) => countIf({ age }))
  const found = await db.$queryRaw<
    { id: number | null; name: string | null; counts: number[]; ages: number[] }[]
  >`
    SELECT g.id, g.counts, g.ages, s.name FROM (
      SELECT ${key} AS id, ARRAY[${Prisma.join(counts)}] AS counts, ARRAY[${Prisma.join(ages)}] AS ages
      FROM (SELECT ${counted} FROM complaint c
        WHERE ${conditionOf({ ...asked, filter: { ...asked.filter, view: 'open' } })}) c
      GROUP BY ${key}) g
    LEFT JOIN staff s ON ${by === 'person' ? Prisma.sql`s.id = g.id` : Prisma.sql`false`}`
  const rows = found
    .map(({ id, name, counts: of }) => ({ id, name, ...named(tableFigureNames, of) }))
    .sort((a, b) => b.late - a.late || b.soon - a.soon || b.open - a.open || (a.id ?? 0) - (b.id ?? 0))
  const together = ageNames.map((_, index) => found.reduce((sum, one) => sum + (one.ages[index] ?? 0), 0))
  return { rows, ages: named(ageNames, together) }
}

const named = <Name extends string>(names: readonly Name[], counts: readonly number[]) =>
  Object.fromEntries(names.map((name, index) => [name, counts[index] ?? 0])) as Record<Name, number>

/** The columns of the table, added up. */
export const totalsOf = (rows: readonly FigureRow[]): Record<TableFigure, number> =>
  named(
    tableFigureNames,
    tableFigureNames.map((name) => rows.reduce((sum, row) => sum + row[name], 0)),
  )

/** How many answers drawn in a week wait to be read. `week` is its Monday. */
export async function unreadSamples(
  { db }: Db,
  { cityId, officeId, week }: { cityId: number; officeId: number | null; week: string },
): Promise<number> {
  return db.answerSample.count({
    where: { cityId, ...(officeId === null ? {} : { officeId }), weekOf: dayToDate(week), mark: null },
  })
}

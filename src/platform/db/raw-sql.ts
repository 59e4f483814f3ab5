import { createHash } from 'node:crypto'
import pg from 'pg'
import { Prisma } from './generated/client.ts'

const MOST_PREPARED_STATEMENTS = 300

/**
 * Names make PostgreSQL keep the plan of a statement per connection. Lists in `IN (...)` give ever new texts,
 * so only the first few hundred texts get a name; '' = not kept.
 */
export function statementNames(): (text: string) => string {
  const names = new Map<string, string>()
  return (text) => {
    const known = names.get(text)
    if (known !== undefined) return known
    if (names.size >= MOST_PREPARED_STATEMENTS) return ''
    const name = `p_${createHash('sha1').update(text).digest('base64url')}`
    names.set(text, name)
    return name
  }
}

export type RawSql = {
  $queryRaw(first: TemplateStringsArray | Prisma.Sql, ...values: unknown[]): Promise<unknown[]>
  $executeRaw(first: TemplateStringsArray | Prisma.Sql, ...values: unknown[]): Promise<number>
}

/**
 * Prisma's tagged statements outside of transactions, by the driver itself: they need no plan of Prisma, which takes
 * longer than most of them (docs/decisions/0093). Values and rows are what Prisma makes of them.
 */
export function createRawSql(pool: pg.Pool, nameOf: (text: string) => string): RawSql {
  const run = (first: TemplateStringsArray | Prisma.Sql, values: unknown[]) => {
    const sql = 'raw' in first ? Prisma.sql(first, ...values) : first
    const { text } = sql
    return pool.query({ name: nameOf(text), text, values: sql.values.map(asSent), types })
  }
  return {
    $queryRaw: async (first, ...values) => (await run(first, values)).rows,
    $executeRaw: async (first, ...values) => (await run(first, values)).rowCount ?? 0,
  }
}

/** The driver would write an instant in the time zone of this process: cast to a day it could be another one. */
function asSent(value: unknown): unknown {
  if (value instanceof Date) return value.toISOString()
  if (Array.isArray(value)) return value.map(asSent)
  return Prisma.Decimal.isDecimal(value) ? value.toString() : value
}

const { builtins } = pg.types
const asUtc = (text: string) => new Date(`${text.replace(' ', 'T')}Z`)

const parsers = new Map<number, (text: string) => unknown>([
  [builtins.INT8, BigInt],
  [builtins.NUMERIC, (text) => new Prisma.Decimal(text)],
  [builtins.DATE, (text) => new Date(text)],
  [builtins.TIMESTAMP, asUtc],
])

/** Lists of the same, of which the driver would make something else. */
const lists = new Map<number, (text: string) => unknown>(
  (
    [
      [1016, builtins.INT8],
      [1231, builtins.NUMERIC],
      [1182, builtins.DATE],
      [1115, builtins.TIMESTAMP],
    ] as const
  ).map(([list, of]) => [list, (text) => textsIn(text).map((one) => one && parsers.get(of)?.(one))]),
)

/** A list as the driver reads texts. */
const textsIn = pg.types.getTypeParser(1009 as number) as (text: string) => (string | null)[]

const types: pg.CustomTypesConfig = {
  getTypeParser: ((oid: number, format?: 'text') =>
    parsers.get(oid) ??
    lists.get(oid) ??
    pg.types.getTypeParser(oid, format)) as typeof pg.types.getTypeParser,
}

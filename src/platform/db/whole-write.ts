import type pg from 'pg'
import { Prisma, type PrismaClient } from './generated/client.ts'
import { onPrimary } from './lane.ts'
import { statementNames } from './raw-sql.ts'
import { inTransaction } from './transaction.ts'
import { writableCities } from './write-cities.ts'

/** A part of a statement, with parameters of its own from $1 on. */
export type Part = { text: string; values: readonly unknown[] }

/** Parts as one statement. Those that have a name are read by it in others; the last one is the statement itself. */
export function together(parts: readonly (Part & { name?: string })[]): Part {
  const values: unknown[] = []
  const texts = parts.map(({ text, values: own, name }, index) => {
    const before = values.length
    values.push(...own)
    const moved = before === 0 ? text : text.replaceAll(/\$(\d+)/g, (_, no) => `$${before + Number(no)}`)
    return index === parts.length - 1 ? moved : `${name ?? `part_${index}`} AS (${moved})`
  })
  const last = texts.pop() ?? ''
  return { text: texts.length === 0 ? last : `WITH ${texts.join(', ')} ${last}`, values }
}

/** Rows of a table under the names of its model; all have the same fields. Fields that they lack get their default. */
export function insertion(table: string, rows: readonly object[], condition = ''): Part {
  const fields = Object.keys(rows[0] ?? {})
  const isOther = (row: object) =>
    Object.keys(row).length !== fields.length || fields.some((field) => !(field in row))
  if (rows.some(isOther)) throw new TypeError(`rows of ${table} have other fields`)
  const columns = fields.map(columnOf).join(', ')
  return {
    text: `INSERT INTO ${table} (${columns})
      SELECT ${columns} FROM json_populate_recordset(NULL::${table}, $1::json) ${condition}`,
    values: [JSON.stringify(rows.map(asStored))],
  }
}

const columnOf = (field: string) => field.replaceAll(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`)

const asStored = (row: object) =>
  Object.fromEntries(Object.entries(row).map(([field, value]) => [columnOf(field), asJson(value)]))

function asJson(value: unknown): unknown {
  if (value instanceof Uint8Array) return `\\x${Buffer.from(value).toString('hex')}`
  if (typeof value === 'bigint') return String(value)
  // JSON would write null for them.
  const isNothing = value === undefined || (value instanceof Date && Number.isNaN(value.getTime()))
  if (isNothing || (typeof value === 'number' && !Number.isFinite(value))) {
    throw new TypeError(`${value} is no value of a column`)
  }
  return typeof value === 'string' ? value.toWellFormed() : value
}

const nameOf = statementNames()

/**
 * Writes everything or nothing in one round trip: a transaction of several keeps its connection for as many turns of the
 * event loop (docs/decisions/0088, 0093). What a member of staff writes is a transaction all the same, because the
 * database must be told first in which cities this person may write.
 */
export async function writeWhole(
  { db, pool }: { db: PrismaClient; pool: pg.Pool },
  { text, values }: Part,
): Promise<void> {
  if (writableCities() === null) {
    await onPrimary(() => pool.query({ name: nameOf(text), text, values: [...values] }))
  } else {
    await inTransaction(db, (tx) => tx.$executeRaw(asSql({ text, values })))
  }
}

/** As Prisma takes it. */
function asSql({ text, values }: Part): Prisma.Sql {
  const inOrder = [...text.matchAll(/\$(\d+)/g)].map(([, no]) => values[Number(no) - 1])
  return new Prisma.Sql(text.split(/\$\d+/), inOrder)
}

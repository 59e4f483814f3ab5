import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import type pg from 'pg'
import { from } from 'pg-copy-streams'

export type Cell = string | number | boolean | null | Uint8Array

/** Instants as COPY reads them. `at` in milliseconds UTC. */
export const instantCell = (at: number | null): string | null =>
  at === null ? null : new Date(at).toISOString()

/** Writes rows by COPY, the fastest way into PostgreSQL. Table and columns are our own literals, never input. */
export async function copyRows(
  client: pg.ClientBase,
  table: string,
  columns: readonly string[],
  rows: readonly (readonly Cell[])[],
): Promise<void> {
  if (rows.length === 0) return
  const into = client.query(from(`COPY ${table} (${columns.join(', ')}) FROM STDIN`))
  await pipeline(Readable.from(chunksOf(rows)), into)
}

function* chunksOf(rows: readonly (readonly Cell[])[]): Generator<Buffer> {
  const perChunk = 200
  for (let start = 0; start < rows.length; start += perChunk) {
    yield Buffer.from(
      rows
        .slice(start, start + perChunk)
        .map((row) => `${row.map(textOf).join('\t')}\n`)
        .join(''),
    )
  }
}

const escapes: Record<string, string> = { '\\': '\\\\', '\t': '\\t', '\n': '\\n', '\r': '\\r', '\0': '' }
const special = /[\\\t\n\r\0]/

/** The text format of COPY; PostgreSQL cannot store NUL, so it is dropped. */
function textOf(value: Cell): string {
  if (value === null) return '\\N'
  if (typeof value === 'string') {
    return special.test(value) ? value.replace(/[\\\t\n\r\0]/g, (found) => escapes[found] ?? found) : value
  }
  if (typeof value === 'boolean') return value ? 't' : 'f'
  if (typeof value === 'number') return String(value)
  return `\\\\x${Buffer.from(value.buffer, value.byteOffset, value.byteLength).toString('hex')}`
}

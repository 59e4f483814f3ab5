import { randomInt } from 'node:crypto'
import type pg from 'pg'
import { Temporal } from 'temporal-polyfill'
import { copyRows } from '../../../platform/db/copy.ts'
import { newNumber } from '../number.ts'
import { projectAll } from '../projection.ts'
import { sealContent } from '../receipt/content.ts'
import type { BulkComplaint, ToWrite } from './bulk-complaint.ts'
import { tables } from './tables.ts'

/**
 * Writes complaints with their activity, stays and answers in one transaction by COPY. All are there or none.
 * Returns their numbers in order. Throws IllegalTransition when a history cannot be.
 */
export async function writeComplaints(
  pool: pg.Pool,
  complaints: readonly BulkComplaint[],
): Promise<string[]> {
  const folded = complaints.map((one) => {
    const { complaint, salt } = withContent(one)
    return { complaint, salt, state: projectAll(complaint.events) }
  })
  const client = await pool.connect()
  try {
    await client.query('BEGIN')
    const ids = await nextIds(client, complaints.length)
    const numbers = await freeNumbers(client, complaints)
    const all = folded.map((one, index) => ({
      ...one,
      id: one.complaint.id ?? ids[index] ?? 0,
      number: numbers[index] ?? '',
    }))
    for (const { name, columns, rows } of tables) await copyRows(client, name, columns, all.flatMap(rows))
    await client.query('COMMIT')
    return numbers
  } catch (error) {
    await client.query('ROLLBACK').catch(() => undefined)
    throw error
  } finally {
    client.release()
  }
}

/** What a resident filed gets a receipt; an import was received by another system. */
function withContent(complaint: BulkComplaint): Pick<ToWrite, 'complaint' | 'salt'> {
  const [filed, ...later] = complaint.events
  if (filed?.kind !== 'filed' || filed.actor.kind === 'import') return { complaint, salt: null }
  const photos = (complaint.photos ?? []).filter(({ role }) => role === 'before')
  const { content, salt } = sealContent({
    text: complaint.text,
    photos: photos.map(({ largeKey }) => largeKey),
  })
  const events = [{ ...filed, payload: { ...filed.payload, content } }, ...later]
  return { complaint: { ...complaint, events }, salt }
}

/** Ids that nobody else will get. */
export function reserveComplaintIds(pool: pg.Pool, count: number): Promise<number[]> {
  return nextIds(pool, count)
}

async function nextIds(client: Pick<pg.Pool, 'query'>, count: number): Promise<number[]> {
  const { rows } = await client.query<{ id: string }>(
    `SELECT nextval(pg_get_serial_sequence('complaint', 'id')) AS id FROM generate_series(1, $1)`,
    [count],
  )
  return rows.map((row) => Number(row.id))
}

/** Draws numbers until none is taken: of ten million a month, an import of a hundred thousand meets some twice. */
async function freeNumbers(client: pg.ClientBase, complaints: readonly BulkComplaint[]): Promise<string[]> {
  const numbers: string[] = []
  const used = new Set(complaints.flatMap((complaint) => complaint.number ?? []))
  for (const complaint of complaints) numbers.push(complaint.number ?? drawUnused(complaint, used))
  for (;;) {
    const { rows } = await client.query<{ number: string }>(
      'SELECT number FROM complaint WHERE number = ANY($1)',
      [numbers],
    )
    const taken = new Set(rows.map((row) => row.number))
    if (taken.size === 0) return numbers
    complaints.forEach((complaint, index) => {
      if (!taken.has(numbers[index] ?? '')) return
      if (complaint.number !== undefined) throw new Error(`the number ${complaint.number} is taken`)
      numbers[index] = drawUnused(complaint, used)
    })
  }
}

function drawUnused({ events, timeZone }: BulkComplaint, used: Set<string>): string {
  const local = Temporal.Instant.fromEpochMilliseconds(events[0]?.at ?? 0).toZonedDateTimeISO(timeZone)
  for (;;) {
    const number = newNumber({ year: local.year, month: local.month }, randomInt)
    if (used.has(number)) continue
    used.add(number)
    return number
  }
}

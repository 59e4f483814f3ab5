import type { Deps } from '../../../platform/deps.ts'
import type { FileFacts } from './files.ts'

export type DumpKind = 'daily' | 'month'

/** Files that were published together. Instants in milliseconds UTC, hashes in hexadecimal. */
export type Dump = {
  id: string
  kind: DumpKind
  /** The local day (YYYY-MM-DD) or the month (YYYY-MM). */
  period: string
  /** Place in the chain of snapshots; null for a daily one. */
  no: number | null
  remark: string
  takenAt: number
  asOf: number
  method: string
  files: FileFacts[]
  previousHash: string | null
  hash: string
}

type Stored = {
  id: string
  kind: string
  period: string
  no: number | null
  remark: string
  takenAt: Date
  asOf: Date
  method: string
  files: unknown
  previousHash: Uint8Array | null
  hash: Uint8Array
}

/** The newest files of a city; null before the first. */
export async function lastDaily({ db }: Pick<Deps, 'db'>, cityId: number): Promise<Dump | null> {
  const row = await db.openDump.findFirst({
    where: { cityId, kind: 'daily' },
    orderBy: [{ takenAt: 'desc' }, { id: 'desc' }],
  })
  return row && dumpOf(row)
}

/** All snapshots of a city, the newest first. */
export async function snapshots({ db }: Pick<Deps, 'db'>, cityId: number): Promise<Dump[]> {
  const rows = await db.openDump.findMany({ where: { cityId, kind: 'month' }, orderBy: { no: 'desc' } })
  return rows.map(dumpOf)
}

/** The snapshot of a month, the last one when it was mended; `no` asks for one of them. */
export async function snapshotOf(
  { db }: Pick<Deps, 'db'>,
  { cityId, period, no }: { cityId: number; period: string; no?: number },
): Promise<Dump | null> {
  const row = await db.openDump.findFirst({
    where: { cityId, kind: 'month', period, ...(no === undefined ? {} : { no }) },
    orderBy: { no: 'desc' },
  })
  return row && dumpOf(row)
}

/** Whether anybody's words were taken from view, or given back, in a city since then (milliseconds UTC). */
export async function wordsChangedSince(
  { pool }: Pick<Deps, 'pool'>,
  { cityId, since }: { cityId: number; since: number },
): Promise<boolean> {
  const { rows } = await pool.query<{ changed: boolean }>(
    `SELECT EXISTS (
       SELECT 1 FROM activity a JOIN complaint c ON c.id = a.complaint_id
       WHERE a.at > $2 AND c.city_id = $1
         AND a.kind IN ('hidden', 'concealed', 'redacted', 'corrected', 'erased')) AS changed`,
    [cityId, new Date(since)],
  )
  return rows[0]?.changed === true
}

const hex = (bytes: Uint8Array) => Buffer.from(bytes).toString('hex')

const dumpOf = (row: Stored): Dump => ({
  id: row.id,
  kind: row.kind === 'month' ? 'month' : 'daily',
  period: row.period,
  no: row.no,
  remark: row.remark,
  takenAt: row.takenAt.getTime(),
  asOf: row.asOf.getTime(),
  method: row.method,
  files: row.files as FileFacts[],
  previousHash: row.previousHash && hex(row.previousHash),
  hash: hex(row.hash),
})

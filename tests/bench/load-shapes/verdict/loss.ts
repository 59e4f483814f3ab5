import type pg from 'pg'
import { hashToken } from '../../../../src/platform/crypto/token.ts'
import type { FileStore } from '../../../../src/platform/files/file-store.ts'
import { type PhotoKeys, photoFaults } from '../../../faults/ledger.ts'
import { type Entry, hashOf } from './ledger-file.ts'

/** Fewer acknowledged filings say nothing of a loss that is rare. */
export const leastAcks = 1000

/** Names are keys of forms, or numbers of complaints. */
export type LossVerdict = {
  judgement: 'holds' | 'does not hold' | 'no verdict'
  /** Why, as a sentence. */
  reason: string
  faultsInjected: number
  acked: number
  ackedPresent: number
  ackedMissing: string[]
  unknownPresent: number
  unknownAbsent: number
  refusedAbsent: number
  refusedPresent: string[]
  /** Texts that stand in more than one complaint. */
  doubled: string[]
  /** Filed by nobody of the ledger. */
  unsent: string[]
  /** Sentences on what is there but is not what was sent. */
  differs: string[]
  /** Sentences on what belongs to nothing. */
  orphans: string[]
}

type Stored = {
  key: string
  number: string
  text: string
  address: string
  secret_hash: Buffer
  photos: PhotoKeys[]
}

export type LookedAt = {
  pool: pg.Pool
  files: FileStore
  /** Complaints that were filed before belong to the data set. */
  since: Date
  faultsInjected: number
}

/** Joins what residents know with what is stored, by the key of the form. */
export async function judgeLoss(told: readonly Entry[], at: LookedAt): Promise<LossVerdict> {
  const entries = told.map((entry) => (at.faultsInjected > 0 ? withoutDoubtful(entry) : entry))
  const rows = await filedSince(at)
  const byKey = new Map(rows.map((row) => [row.key, row]))
  const of = (outcome: Entry['outcome'], isPresent: boolean) =>
    entries.filter((entry) => entry.outcome === outcome && byKey.has(entry.key) === isPresent)
  const known = new Set(entries.map(({ key }) => key))
  const differs: string[] = []
  for (const entry of entries) {
    const row = byKey.get(entry.key)
    if (row !== undefined) differs.push(...(await differences(entry, row, at.files)))
  }
  const counts = {
    faultsInjected: at.faultsInjected,
    acked: entries.filter(({ outcome }) => outcome === 'acked').length,
    ackedPresent: of('acked', true).length,
    ackedMissing: of('acked', false).map(({ key, number }) => number ?? key),
    unknownPresent: of('unknown', true).length,
    unknownAbsent: of('unknown', false).length,
    refusedAbsent: of('refused', false).length,
    refusedPresent: of('refused', true).map(({ key }) => byKey.get(key)?.number ?? key),
    doubled: doubledOf(rows),
    unsent: rows.filter(({ key }) => !known.has(key)).map(({ number }) => number),
    differs,
    orphans: await orphansSince(at),
  }
  return { ...judgementOf(counts), ...counts }
}

/** "Not now" in the middle of a fault may have come after the commit; a crowd alone sends away before. */
const withoutDoubtful = (entry: Entry): Entry =>
  entry.outcome === 'refused' && (entry.status ?? 0) >= 500 ? { ...entry, outcome: 'unknown' } : entry

function judgementOf(
  counts: Omit<LossVerdict, 'judgement' | 'reason'>,
): Pick<LossVerdict, 'judgement' | 'reason'> {
  const faults = (
    [
      ['acknowledged but missing', counts.ackedMissing],
      ['refused but present', counts.refusedPresent],
      ['doubled', counts.doubled],
      ['filed by nobody', counts.unsent],
      ['not what was sent', counts.differs],
      ['orphans', counts.orphans],
    ] as const
  ).flatMap(([what, found]) => (found.length === 0 ? [] : [`${found.length} ${what}`]))
  if (faults.length > 0) return { judgement: 'does not hold', reason: `${faults.join(', ')}.` }
  const clean = `${counts.acked} acknowledged, all present as they were sent`
  if (counts.acked < leastAcks) {
    return { judgement: 'no verdict', reason: `${clean}; fewer than ${leastAcks} prove nothing.` }
  }
  if (counts.faultsInjected === 0) {
    return {
      judgement: 'no verdict',
      reason: `${clean}; nothing was broken meanwhile, so nothing is proved.`,
    }
  }
  return { judgement: 'holds', reason: `${clean}, through ${counts.faultsInjected} faults.` }
}

async function filedSince({ pool, since }: LookedAt): Promise<Stored[]> {
  const { rows } = await pool.query<Stored>(
    `SELECT encode(c.form_key, 'hex') AS key, c.number, c.text, c.address, c.secret_hash, coalesce((
       SELECT json_agg(json_build_object('large', p.large_key, 'small', p.small_key) ORDER BY p.position)
       FROM photo p WHERE p.complaint_id = c.id AND p.role = 'before'), '[]') AS photos
     FROM complaint c WHERE c.form_key IS NOT NULL AND c.received_at >= $1`,
    [since],
  )
  return rows
}

async function differences(entry: Entry, row: Stored, files: FileStore): Promise<string[]> {
  const faults: string[] = []
  const { number } = row
  if (hashOf(row) !== entry.hash) faults.push(`${number}: the text or the address is another`)
  if (entry.number !== undefined && entry.number !== number) {
    faults.push(`${number}: the resident was told ${entry.number}`)
  }
  if (entry.token !== undefined && !hashToken(entry.token).equals(row.secret_hash)) {
    faults.push(`${number}: the secret link of the resident leads nowhere`)
  }
  return [...faults, ...(await photoFaults({ number, sent: entry.photos, stored: row.photos }, files))]
}

/** A form that was taken for two: texts of the generator are like no other. */
function doubledOf(rows: readonly Stored[]): string[] {
  const same = [...Map.groupBy(rows, ({ text }) => text).values()].filter((group) => group.length > 1)
  return same.map((group) => group.map(({ number }) => number).join(' = '))
}

const orphanQueries: Record<string, string> = {
  'complaint without its first activity': `
    SELECT c.number AS name FROM complaint c WHERE c.received_at >= $1
      AND NOT EXISTS (SELECT 1 FROM activity a WHERE a.complaint_id = c.id AND a.seq = 1 AND a.kind = 'filed')`,
  'complaint without its job': `
    SELECT c.number AS name FROM complaint c WHERE c.received_at >= $1 AND c.form_key IS NOT NULL
      AND (SELECT count(*) FROM pgboss.job j WHERE j.name = 'complaints.notify'
        AND (j.data->>'complaintId')::int = c.id AND (j.data->>'seq')::int = 1) <> 1`,
  'photo of a sent form that its complaint did not get': `
    SELECT p.id AS name FROM photo p JOIN complaint c ON c.form_key = p.draft_id
    WHERE c.received_at >= $1 AND p.complaint_id IS NULL`,
}

async function orphansSince({ pool, since }: LookedAt): Promise<string[]> {
  const found: string[] = []
  for (const [what, sql] of Object.entries(orphanQueries)) {
    const { rows } = await pool.query<{ name: string }>(sql, [since])
    found.push(...rows.map(({ name }) => `${what}: ${name}`))
  }
  return found
}

import type pg from 'pg'
import { Temporal } from 'temporal-polyfill'
import {
  type ChainEntry,
  type ChainRow,
  chainHash,
  newSalt,
  payloadDigest,
  verifyChain,
} from '../../platform/crypto/hash-chain.ts'
import { toDate } from '../../platform/db/instant.ts'
import type { Transaction } from '../../platform/db/transaction.ts'

/** Acts of staff that are no activity of a complaint. Each has its words in the texts: `audit:kind.…`. */
export const staffLogKinds = [
  'signed-in',
  'second-factor-failed',
  'second-factor-added',
  'second-factor-removed',
  'recovery-codes-made',
  'recovery-code-used',
  'password-set',
  'sessions-ended',
  'invited',
  'invitation-repeated',
  'role-given',
  'role-taken',
  'substitute-set',
  'substitute-ended',
  'disabled',
  'enabled',
  'put-to-sleep',
  'reset-started',
  'identity-linked',
  'exported',
  'imported',
  'guide-changed',
  'guide-published',
  'guide-withdrawn',
  'guide-request-moved',
  'settings-changed',
  'api-key-made',
  'api-key-revoked',
  'office-comment',
  'publication',
  'event-drafted',
  'event-changed',
  'event-published',
  'event-cancelled',
  'event-results',
  'event-declined',
  'work-added',
  'work-changed',
  'work-published',
  'work-moved',
  'work-reopened',
  'work-started',
  'work-finished',
  'work-cancelled',
  'reception',
  'contacts-seen',
  'patterns-seen',
  'event-people',
] as const
export type StaffLogKind = (typeof staffLogKinds)[number]

/** What stands in `detail`: short facts for the audit, never contacts or words of residents. */
export type StaffLogDetail = Readonly<Record<string, string | number | boolean | null>>

export type StaffAct = {
  /** Milliseconds UTC. */
  at: number
  /** Null: the command line, or the portal by itself (`put-to-sleep`). */
  staffId: number | null
  /** Whose audit shows it; null: of no one city, then the audit of every city in which the person works. */
  cityId: number | null
  kind: StaffLogKind
  /** What it was about: `staffSubject(id)`, the number of a complaint, the name of a setting; '' = the person alone. */
  subject?: string
  detail?: StaffLogDetail
}

export const staffSubject = (staffId: number): string => `staff ${staffId}`

/** The id in a subject of `staffSubject`, null for every other subject. */
export function staffInSubject(subject: string): number | null {
  const [, id] = /^staff (\d+)$/.exec(subject) ?? []
  return id === undefined ? null : Number(id)
}

/**
 * Writes an act of a member of staff into the append-only log, in the transaction of the act itself. The rows of a
 * person are one chain of hashes: whoever changes or removes one later breaks it.
 */
export async function logStaffAct(tx: Transaction, act: StaffAct): Promise<void> {
  const { at, staffId, cityId, kind, subject = '', detail = {} } = act
  // Two acts of one person at once are put one after the other; the lock goes with the transaction.
  await tx.$executeRaw`SELECT pg_advisory_xact_lock(${lockClass}::int, ${staffId ?? 0}::int)`
  const last = await tx.staffLog.findFirst({
    where: { staffId },
    orderBy: { seq: 'desc' },
    select: { seq: true, hash: true },
  })
  const salt = newSalt()
  const digest = payloadDigest(salt, { cityId, subject, detail })
  const seq = (last?.seq ?? 0) + 1
  const prevHash = last?.hash ?? null
  const hash = chainHash(prevHash, entryOf({ at, staffId, seq, kind, digest }))
  await tx.staffLog.create({
    data: {
      ...{ staffId, seq, cityId, kind, subject, detail },
      at: toDate(at),
      salt: Buffer.from(salt),
      digest: Buffer.from(digest),
      prevHash: prevHash === null ? null : Buffer.from(prevHash),
      hash: Buffer.from(hash),
    },
  })
}

const lockClass = 716_001

type Hashed = { at: number; staffId: number | null; seq: number; kind: string; digest: Uint8Array }

const entryOf = ({ at, staffId, seq, kind, digest }: Hashed): ChainEntry => ({
  chain: chainOf(staffId),
  seq,
  kind,
  at: Temporal.Instant.fromEpochMilliseconds(at),
  actorKind: staffId === null ? 'system' : 'staff',
  officeId: null,
  payloadDigest: digest,
})

const chainOf = (staffId: number | null): string => `staff-log/${staffId ?? 'command-line'}`

/** `id` is the row that was changed, or the one before which rows are missing. */
export type BrokenLog = { id: number; staffId: number | null; seq: number; reason: string }

type StoredLog = {
  id: number
  at: Date
  staff_id: number | null
  seq: number
  city_id: number | null
  kind: string
  subject: string
  detail: unknown
  salt: Buffer
  digest: Buffer
  prev_hash: Buffer | null
  hash: Buffer
}

/** Checks the chain of every person. Returns the first broken row of each. */
export async function verifyStaffLog(pool: pg.Pool): Promise<{ checked: number; broken: BrokenLog[] }> {
  const { rows: people } = await pool.query<{ staff_id: number | null }>(
    'SELECT DISTINCT staff_id FROM staff_log ORDER BY 1',
  )
  const broken: BrokenLog[] = []
  let checked = 0
  for (const { staff_id } of people) {
    const { rows } = await pool.query<StoredLog>(
      `SELECT id, at, staff_id, seq, city_id, kind, subject, detail, salt, digest, prev_hash, hash
       FROM staff_log WHERE coalesce(staff_id, 0) = coalesce($1::int, 0) ORDER BY seq`,
      [staff_id],
    )
    checked += rows.length
    const fault = faultIn(rows)
    if (fault !== null) broken.push(fault)
  }
  return { checked, broken }
}

function faultIn(rows: readonly StoredLog[]): BrokenLog | null {
  const gap = rows.find(({ seq }, index) => seq !== index + 1)
  const verdict = verifyChain(rows.map(toChainRow))
  const seq = Math.min(
    gap?.seq ?? Number.POSITIVE_INFINITY,
    verdict.ok ? Number.POSITIVE_INFINITY : verdict.seq,
  )
  const row = rows.find((one) => one.seq === seq)
  if (row === undefined) return null
  const reason = gap?.seq === seq || verdict.ok ? 'gap' : verdict.reason
  return { id: row.id, staffId: row.staff_id, seq, reason }
}

function toChainRow(row: StoredLog): ChainRow {
  const { staff_id: staffId, seq, kind, digest, salt, prev_hash: prevHash, hash } = row
  return {
    ...entryOf({ at: row.at.getTime(), staffId, seq, kind, digest }),
    payload: { cityId: row.city_id, subject: row.subject, detail: row.detail },
    ...{ salt, prevHash, hash },
  }
}

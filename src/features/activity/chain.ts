import { Temporal } from 'temporal-polyfill'
import { chainHash, newSalt, payloadDigest } from '../../platform/crypto/hash-chain.ts'

/** One thing that happened to a complaint, before it is chained. `at` in milliseconds UTC. */
export type ActivityEntry = {
  seq: number
  kind: string
  at: number
  actorKind: string
  staffId: number | null
  officeId: number | null
  public: boolean
  payload: unknown
}

/** A row as it is stored. */
export type ActivityRow = ActivityEntry & {
  complaintId: number
  salt: Uint8Array
  payloadDigest: Uint8Array
  prevHash: Uint8Array | null
  hash: Uint8Array
}

/** Last hashes of the two chains of a complaint: what everybody sees and what only staff sees. */
export type ChainTips = { public: Uint8Array | null; internal: Uint8Array | null }

export const noTips: ChainTips = { public: null, internal: null }

export const chainName = (number: string, isPublic: boolean): string =>
  `${number}/${isPublic ? 'public' : 'internal'}`

/** Links entries to the chains of the complaint with this number, in their order. */
export function chainRows(
  complaint: { id: number; number: string },
  entries: readonly ActivityEntry[],
  tips: ChainTips,
): ActivityRow[] {
  const last = { ...tips }
  return entries.map((entry) => {
    const side = entry.public ? 'public' : 'internal'
    const salt = newSalt()
    const digest = payloadDigest(salt, entry.payload)
    const prevHash = last[side]
    const hash = chainHash(prevHash, {
      chain: chainName(complaint.number, entry.public),
      seq: entry.seq,
      kind: entry.kind,
      at: Temporal.Instant.fromEpochMilliseconds(entry.at),
      actorKind: entry.actorKind,
      officeId: entry.officeId,
      payloadDigest: digest,
    })
    last[side] = hash
    return { ...entry, complaintId: complaint.id, salt, payloadDigest: digest, prevHash, hash }
  })
}

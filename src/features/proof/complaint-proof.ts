import { inclusionPath } from '../../platform/crypto/merkle-tree.ts'
import type { Deps } from '../../platform/deps.ts'
import { checkpointOf, lastLeaf, type SignedStatement, type Tips } from '../activity/index.ts'
import { checkpointTree } from './checkpoint-tree.ts'
import { type ProofRow, publicRows } from './queries.ts'

/** A row of the public chain as everybody may check it. Digests and hashes in hexadecimal, `at` in milliseconds UTC. */
export type ProvenRow = {
  seq: number
  kind: string
  at: number
  actorKind: string
  officeId: number | null
  payloadDigest: string
  hash: string
  /** What the digest is made of, where everybody may read it: the salt in hexadecimal and the payload. */
  disclosed: { salt: string; payload: unknown } | null
}

/** The public history of a complaint and how a signed checkpoint vouches for it; `covered` null before the first. */
export type ComplaintProof = {
  kind: 'ashyq-qala proof 1'
  number: string
  rows: ProvenRow[]
  covered: { checkpoint: SignedStatement; leaf: Tips; index: number; path: string[] } | null
}

/** Kinds whose whole payload stands on the public page in the words of an office. */
const openKinds: ReadonlySet<string> = new Set([
  ...['registered', 'sent', 'accepted', 'started', 'planned', 'answered', 'refused', 'forwarded'],
  ...['extended', 'rescheduled', 'closed'],
])

/** Once a moderator has covered anything of a complaint, no words of it are given out beside its digests. */
const coveringKinds: ReadonlySet<string> = new Set(['concealed', 'redacted', 'hidden'])

export async function complaintProof(
  deps: Pick<Deps, 'cache' | 'db'>,
  complaint: { id: number; number: string },
): Promise<ComplaintProof> {
  const rows = await publicRows(deps, complaint.id)
  const isCovered = rows.some(({ kind }) => coveringKinds.has(kind))
  return {
    kind: 'ashyq-qala proof 1',
    number: complaint.number,
    rows: rows.map((row) => provenRow(row, !isCovered && openKinds.has(row.kind))),
    covered: await coveredBy(deps, complaint),
  }
}

function provenRow({ salt, payload, ...row }: ProofRow, isOpen: boolean): ProvenRow {
  const hex = (bytes: Uint8Array) => Buffer.from(bytes).toString('hex')
  return {
    ...{
      seq: row.seq,
      kind: row.kind,
      at: row.at.getTime(),
      actorKind: row.actorKind,
      officeId: row.officeId,
    },
    payloadDigest: hex(row.payloadDigest),
    hash: hex(row.hash),
    disclosed: isOpen && salt !== null ? { salt: hex(salt), payload } : null,
  }
}

async function coveredBy(
  deps: Pick<Deps, 'cache' | 'db'>,
  { id, number }: { id: number; number: string },
): Promise<ComplaintProof['covered']> {
  const leaf = await lastLeaf(deps, id)
  if (leaf === null) return null
  const [checkpoint, tree] = await Promise.all([checkpointOf(deps, leaf.no), checkpointTree(deps, leaf.no)])
  if (checkpoint === null) return null
  const path = inclusionPath(tree, leaf.index)
  return {
    checkpoint,
    leaf: { number, ...leaf.tips },
    index: leaf.index,
    path: path.map((hash) => hash.toString('hex')),
  }
}

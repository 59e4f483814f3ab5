import { createReadStream } from 'node:fs'
import path from 'node:path'
import { createInterface } from 'node:readline'
import { Temporal } from 'temporal-polyfill'
import { z } from 'zod'
import { chainHash } from '../../../platform/crypto/hash-chain.ts'
import { merkleRoot } from '../../../platform/crypto/merkle-tree.ts'
import { UserError } from '../../../platform/user-error.ts'
import { chainName, leafOf, type SignedStatement } from '../../activity/index.ts'
import { CheckpointsFile, type Faults, faultsOfCheckpoints } from '../../proof/index.ts'

const Hex = z.string().regex(/^[0-9a-f]{64}$/)
const Tip = z.object({ seq: z.number().int(), hash: Hex }).nullable()
const Digits = z.string().transform((number) => number.replaceAll('-', ''))
const Leaf = z.object({
  ...{ number: Digits, checkpoint: z.number().int(), index: z.number().int() },
  ...{ public: Tip, internal: Tip },
})
const Checkpoint = CheckpointsFile.shape.checkpoints.element.extend({ leaves: z.array(Hex) })
const Row = z.object({
  complaint: Digits,
  seq: z.number().int(),
  kind: z.string(),
  at: z.iso.datetime(),
  actor: z.string(),
  proof: z.object({ officeId: z.number().int().nullable(), digest: Hex, hash: Hex }).nullable(),
})

type Leaf = z.output<typeof Leaf>
type Row = z.output<typeof Row>

export type ProofCheck = { checkpoints: number; complaints: number; faults: Faults }

/**
 * Checks that a dump says what was signed: every checkpoint follows the one before it and bears the signature of a
 * known key, its leaves give its root, the tips of public complaints are among them, and every public row follows from
 * the one before it up to that tip and beyond.
 * @param publicKeys 32 bytes each, as they were noted before
 */
export async function verifyProofOfDump(folder: string, publicKeys: readonly Buffer[]): Promise<ProofCheck> {
  const tips = new Map<string, Leaf>()
  const byCheckpoint = new Map<number, Leaf[]>()
  for await (const leaf of linesIn(folder, 'leaves.jsonl', Leaf)) {
    tips.set(leaf.number, leaf)
    const others = byCheckpoint.get(leaf.checkpoint)
    if (others === undefined) byCheckpoint.set(leaf.checkpoint, [leaf])
    else others.push(leaf)
  }
  const { statements, faults } = await checkpointsIn(folder, byCheckpoint)
  const chains = await chainsIn(folder, tips)
  return {
    checkpoints: statements.length,
    complaints: chains.complaints,
    faults: [
      ...faultsOfCheckpoints({ kind: 'ashyq-qala checkpoints 1', checkpoints: statements }, publicKeys),
      ...faults,
      ...chains.faults,
    ],
  }
}

async function checkpointsIn(
  folder: string,
  byCheckpoint: Map<number, Leaf[]>,
): Promise<{ statements: SignedStatement[]; faults: Faults }> {
  const statements: SignedStatement[] = []
  const faults: Faults = []
  for await (const { leaves, ...statement } of linesIn(folder, 'checkpoints.jsonl', Checkpoint)) {
    const { no, root } = statement
    statements.push(statement)
    const hashes = leaves.map((leaf) => Buffer.from(leaf, 'hex'))
    // One that vouches for nothing here is signed all the same, and comes without its leaves.
    if (hashes.length > 0 && merkleRoot(hashes).toString('hex') !== root)
      faults.push(`the leaves of checkpoint ${no} do not give its root`)
    for (const { number, index, ...leaf } of byCheckpoint.get(no) ?? []) {
      const own = leafOf({ number, public: leaf.public, internal: leaf.internal })
      if (hashes[index]?.equals(own) !== true)
        faults.push(`what leaves.jsonl says of ${number} is not in checkpoint ${no}`)
    }
    byCheckpoint.delete(no)
  }
  const [first] = statements
  if (first !== undefined && first.no !== 1) faults.push(`checkpoints before ${first.no} are missing`)
  for (const no of byCheckpoint.keys()) faults.push(`checkpoint ${no} is missing`)
  return { statements, faults }
}

/** Every public chain, row by row; `tips` is emptied of what is found. */
async function chainsIn(
  folder: string,
  tips: Map<string, Leaf>,
): Promise<{ complaints: number; faults: Faults }> {
  const faults: Faults = []
  let complaints = 0
  let complaint: string | null = null
  // Null at the first row of a complaint; undefined after a broken one: nothing more can be said of it then.
  let previous: Buffer | null | undefined = null
  for await (const row of linesIn(folder, 'activity.jsonl', Row)) {
    if (row.proof === null) continue
    if (complaint !== row.complaint) {
      complaints += 1
      complaint = row.complaint
      previous = null
    }
    if (previous !== undefined) {
      const hash = hashOf(row, row.proof, previous)
      const isRight = hash.toString('hex') === row.proof.hash
      if (!isRight) faults.push(`${complaint}: row ${row.seq} or the one before it was changed or removed`)
      previous = isRight ? hash : undefined
    }
    faults.push(...tipFaults(row, row.proof.hash, tips))
  }
  for (const { number, public: tip } of tips.values()) {
    if (tip !== null) faults.push(`${number}: row ${tip.seq}, for which a checkpoint vouches, is missing`)
  }
  return { complaints, faults }
}

function hashOf(
  { complaint, seq, kind, at, actor }: Row,
  { officeId, digest }: NonNullable<Row['proof']>,
  previous: Buffer | null,
): Buffer {
  return chainHash(previous, {
    ...{ chain: chainName(complaint, true), seq, kind, actorKind: actor, officeId },
    ...{ at: Temporal.Instant.from(at), payloadDigest: Buffer.from(digest, 'hex') },
  })
}

function tipFaults({ complaint, seq }: Row, hash: string, tips: Map<string, Leaf>): Faults {
  const tip = tips.get(complaint)?.public
  if (tip?.seq !== seq) return []
  tips.delete(complaint)
  return tip.hash === hash ? [] : [`${complaint}: row ${seq} is not the one that was signed`]
}

async function* linesIn<Schema extends z.ZodType>(
  folder: string,
  name: string,
  schema: Schema,
): AsyncGenerator<z.output<Schema>> {
  const input = createReadStream(path.join(folder, name))
  let no = 0
  try {
    for await (const line of createInterface({ input, crlfDelay: Number.POSITIVE_INFINITY })) {
      no += 1
      if (line !== '') yield schema.parse(JSON.parse(line))
    }
  } catch {
    const where = no === 0 ? '' : `, line ${no}`
    throw new UserError(`${path.join(folder, name)}${where} cannot be read.`)
  }
}

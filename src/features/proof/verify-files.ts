import { Temporal } from 'temporal-polyfill'
import { z } from 'zod'
import { chainHash, payloadDigest } from '../../platform/crypto/hash-chain.ts'
import { rootFromPath } from '../../platform/crypto/merkle-tree.ts'
import {
  chainName,
  isSignedStatement,
  leafOf,
  type SignedStatement,
  statementHash,
} from '../activity/index.ts'
import { contentDigest, isOurReceipt, parseReceiptCode } from '../complaints/index.ts'

/*
 * Checks what the portal gives away with nothing but the files themselves and a public key that was noted before: no
 * database, no network.
 */

const Hex = z.string().regex(/^[0-9a-f]{64}$/)
const Tip = z.object({ seq: z.number().int(), hash: Hex }).nullable()
const Statement = z.object({
  no: z.number().int(),
  at: z.number().int(),
  size: z.number().int(),
  root: Hex,
  previous: Hex.nullable(),
  publicKey: z.string(),
  signature: z.string(),
})
const Row = z.object({
  seq: z.number().int(),
  kind: z.string(),
  at: z.number().int(),
  actorKind: z.string(),
  officeId: z.number().int().nullable(),
  payloadDigest: Hex,
  hash: Hex,
  disclosed: z.object({ salt: z.string(), payload: z.unknown() }).nullable(),
})

export const ProofFile = z.object({
  kind: z.literal('ashyq-qala proof 1'),
  number: z.string().regex(/^\d{12}$/),
  rows: z.array(Row),
  covered: z
    .object({
      checkpoint: Statement,
      leaf: z.object({ number: z.string(), public: Tip, internal: Tip }),
      index: z.number().int(),
      path: z.array(Hex),
    })
    .nullable(),
})
export const ReceiptFile = z.object({
  kind: z.literal('ashyq-qala receipt 1'),
  contentOf: z
    .object({
      salt: z
        .string()
        .regex(/^[0-9a-f]{32}$/)
        .optional(),
      textSha256: Hex,
      photosSha256: z.array(Hex),
    })
    .nullable(),
  code: z.string(),
})
export const CheckpointsFile = z.object({
  kind: z.literal('ashyq-qala checkpoints 1'),
  checkpoints: z.array(Statement),
})

/** What is wrong, each in a sentence for whoever runs the command; empty when nothing is. */
export type Faults = string[]

/** @param publicKeys 32 bytes each, as they were noted before */
export function faultsOfReceipt(file: z.infer<typeof ReceiptFile>, publicKeys: readonly Buffer[]): Faults {
  const receipt = parseReceiptCode(file.code)
  if (receipt === null) return ['the code is not that of a receipt']
  const { contentOf } = file
  const isSame =
    contentOf === null ||
    receipt.content ===
      contentDigest({
        salt: contentOf.salt ?? null,
        text: contentOf.textSha256,
        photos: contentOf.photosSha256,
      })
  return [
    ...(isOurReceipt(receipt, publicKeys) ? [] : ['the signature is not that of this key']),
    ...(isSame ? [] : ['the digests of text and photos are not those that were signed']),
  ]
}

export function faultsOfProof(
  { number, rows, covered }: z.infer<typeof ProofFile>,
  publicKeys: readonly Buffer[],
): Faults {
  const faults: Faults = []
  let previous: Buffer | null = null
  for (const row of rows) {
    const digest = Buffer.from(row.payloadDigest, 'hex')
    const entry = { ...row, at: Temporal.Instant.fromEpochMilliseconds(row.at), payloadDigest: digest }
    const hash = chainHash(previous, { ...entry, chain: chainName(number, true) })
    if (hash.toString('hex') !== row.hash) {
      faults.push(`row ${row.seq} or the one before it was changed or removed`)
      break
    }
    const { disclosed } = row
    if (
      disclosed !== null &&
      !payloadDigest(Buffer.from(disclosed.salt, 'hex'), disclosed.payload).equals(digest)
    )
      faults.push(`what row ${row.seq} says was changed`)
    previous = hash
  }
  if (covered !== null) faults.push(...faultsOfCover({ number, rows, covered }, publicKeys))
  return faults
}

function faultsOfCover(
  {
    number,
    rows,
    covered,
  }: Omit<z.infer<typeof ProofFile>, 'kind' | 'covered'> & {
    covered: NonNullable<z.infer<typeof ProofFile>['covered']>
  },
  publicKeys: readonly Buffer[],
): Faults {
  const { checkpoint, leaf, index } = covered
  const path = covered.path.map((hash) => Buffer.from(hash, 'hex'))
  const root = rootFromPath(leafOf(leaf), { index, size: checkpoint.size, path })
  const tip = leaf.public
  const row = rows.find(({ seq }) => seq === tip?.seq)
  return [
    ...faultsOfSignature(checkpoint, publicKeys),
    ...(root?.toString('hex') === checkpoint.root ? [] : [`the leaf is not in checkpoint ${checkpoint.no}`]),
    ...(leaf.number === number ? [] : ['the leaf is that of another complaint']),
    ...(tip === null || row?.hash === tip.hash
      ? []
      : [`row ${tip.seq} is not the one that checkpoint ${checkpoint.no} vouches for`]),
  ]
}

const faultsOfSignature = (statement: SignedStatement, publicKeys: readonly Buffer[]): Faults => {
  const isKnown = publicKeys.some((key) => key.toString('base64url') === statement.publicKey)
  if (!isKnown) return [`checkpoint ${statement.no} was signed by another key`]
  return isSignedStatement(statement) ? [] : [`the signature of checkpoint ${statement.no} is wrong`]
}

/** A list of checkpoints, oldest first, from any number on. */
export function faultsOfCheckpoints(
  { checkpoints }: z.infer<typeof CheckpointsFile>,
  publicKeys: readonly Buffer[],
): Faults {
  const faults: Faults = []
  let previous: SignedStatement | undefined
  for (const statement of checkpoints) {
    faults.push(...faultsOfSignature(statement, publicKeys))
    const follows = previous === undefined || previous.no + 1 === statement.no
    const links = previous === undefined || statement.previous === statementHash(previous).toString('hex')
    if (!follows) faults.push(`checkpoints before ${statement.no} are missing`)
    else if (!links) faults.push(`checkpoint ${statement.no} does not follow the one before it`)
    previous = statement
  }
  return faults
}

import { hash } from 'node:crypto'

/**
 * Merkle trees as Certificate Transparency builds them (RFC 6962, 2.1): SHA-256, leaves hashed with a leading 0x00
 * and nodes with 0x01, so that a node never passes for a leaf.
 */
export const leafHash = (content: Uint8Array): Buffer => sha256(LEAF, content)

/** Root over hashes of leaves in their order, 32 bytes; of none, the SHA-256 of nothing. */
export function merkleRoot(leaves: readonly Uint8Array[]): Buffer {
  if (leaves.length === 0) return sha256()
  let level: readonly Uint8Array[] = leaves
  while (level.length > 1) level = parents(level)
  return Buffer.from(level[0] ?? [])
}

/** All hashes of a tree, one level after the other from the leaves to the root, each level in one piece of memory. */
export type Tree = { levels: readonly Buffer[] }

export function treeOf(leaves: readonly Uint8Array[]): Tree {
  const levels: Buffer[] = []
  for (let level = leaves; level.length > 0; level = level.length === 1 ? [] : parents(level)) {
    levels.push(Buffer.concat(level))
  }
  return { levels }
}

/** The hashes of the leaves of a tree. */
export function leavesIn({ levels: [leaves = Buffer.alloc(0)] }: Tree): Buffer[] {
  return Array.from({ length: leaves.length / HASH_BYTES }, (_, index) => hashAt(leaves, index))
}

/** What is needed beside a leaf to come to the root: the sibling on each level, from the leaf upwards. */
export function inclusionPath({ levels }: Tree, index: number): Buffer[] {
  return levels.flatMap((level, height) => {
    const sibling = (index >> height) ^ 1
    const isThere = level.length > HASH_BYTES && sibling * HASH_BYTES < level.length
    return isThere ? [hashAt(level, sibling)] : []
  })
}

const HASH_BYTES = 32
const hashAt = (level: Buffer, index: number): Buffer =>
  level.subarray(index * HASH_BYTES, (index + 1) * HASH_BYTES)

/** The root to which a leaf and its path lead; null when the path does not fit a tree of this size. */
export function rootFromPath(
  leaf: Uint8Array,
  { index, size, path }: { index: number; size: number; path: readonly Uint8Array[] },
): Buffer | null {
  if (!Number.isInteger(index) || index < 0 || index >= size) return null
  const rest = [...path]
  let node: Buffer = Buffer.from(leaf)
  let at = index
  for (let width = size; width > 1; width = Math.ceil(width / 2)) {
    // The last node of a level of odd width has no sibling and goes up as it is.
    if (at !== width - 1 || at % 2 === 1) {
      const sibling = rest.shift()
      if (sibling === undefined) return null
      node = at % 2 === 1 ? nodeHash(sibling, node) : nodeHash(node, sibling)
    }
    at >>= 1
  }
  return rest.length === 0 ? node : null
}

const LEAF = Buffer.from([0])
const NODE = Buffer.from([1])

function parents(level: readonly Uint8Array[]): Buffer[] {
  const up: Buffer[] = []
  for (let i = 0; i < level.length; i += 2) {
    const [left, right] = [level[i], level[i + 1]]
    if (left === undefined) break
    up.push(right === undefined ? Buffer.from(left) : nodeHash(left, right))
  }
  return up
}

const nodeHash = (left: Uint8Array, right: Uint8Array): Buffer => sha256(NODE, left, right)

const sha256 = (...parts: Uint8Array[]): Buffer =>
  Buffer.from(hash('sha256', Buffer.concat(parts), 'hex'), 'hex')

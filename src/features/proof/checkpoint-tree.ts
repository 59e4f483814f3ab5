import { type Tree, treeOf } from '../../platform/crypto/merkle-tree.ts'
import type { Deps } from '../../platform/deps.ts'
import { leafOf, leavesOf } from '../activity/index.ts'

/** It never changes; what was asked for a day ago makes room. */
const keptMs = 86_400_000

/** The tree under a signed checkpoint. Kept, so that who asks for many proofs costs no hashing. */
export const checkpointTree = (deps: Pick<Deps, 'cache' | 'db'>, no: number): Promise<Tree> =>
  deps.cache.get(`proof.tree/${no}`, keptMs, async () => treeOf((await leavesOf(deps, no)).map(leafOf)))

import { createReadStream } from 'node:fs'
import { access } from 'node:fs/promises'
import path from 'node:path'
import { createInterface } from 'node:readline'
import type { Deps } from '../../../platform/deps.ts'
import type { FrozenPart } from '../../statistics/index.ts'
import { dumpFolders } from '../dump/folder.ts'
import type { Dump } from '../dump/queries.ts'
import { frozenFile } from '../dump/tables.ts'
import { type FrozenHead, frozenKind } from './write-frozen.ts'

export type Frozen = { head: FrozenHead; part: FrozenPart }

/** A snapshot never changes, so a part that was read is kept as long as it is asked for. */
const keptMs = 3_600_000

/** What the charts of a part were drawn from; null where the snapshot has none, or has it in a shape of before. */
export async function readFrozen(
  deps: Pick<Deps, 'cache' | 'config' | 'now'>,
  dump: Dump,
  wanted: { part: FrozenPart['part']; office: string | null },
): Promise<Frozen | null> {
  const key = `frozen:${dump.id}/${wanted.part}/${wanted.office ?? ''}`
  const { found } = await deps.cache.get(key, keptMs, async () => {
    const isThere = dump.files.some(({ name }) => name === frozenFile)
    const file = isThere ? await placeOf(deps, dump.id) : null
    return { found: file === null ? null : await partIn(file, wanted) }
  })
  return found
}

/** Another machine may have made it. */
async function placeOf({ config, now }: Pick<Deps, 'config' | 'now'>, id: string): Promise<string | null> {
  const folders = dumpFolders(config)
  const here = path.join(folders.folderOf(id), frozenFile)
  const isHere = await access(here).then(
    () => true,
    () => false,
  )
  return isHere ? here : folders.fetch(id, frozenFile, now())
}

/** The lines are those that `writeFrozen` wrote under this kind, and their hash stands in the chain of snapshots. */
async function partIn(
  file: string,
  { part, office }: { part: FrozenPart['part']; office: string | null },
): Promise<Frozen | null> {
  const input = createReadStream(file)
  try {
    let head: FrozenHead | null = null
    for await (const line of createInterface({ input, crlfDelay: Number.POSITIVE_INFINITY })) {
      if (head === null) {
        head = JSON.parse(line) as FrozenHead
        if (head.kind !== frozenKind) return null
        continue
      }
      const found = JSON.parse(line) as FrozenPart
      if (found.part === part && (found.part !== 'office' || found.office === office))
        return { head, part: found }
    }
    return null
  } finally {
    input.destroy()
  }
}

import { Temporal } from 'temporal-polyfill'
import { filesLock } from '../../../platform/backup/files-lock.ts'
import { withAdvisoryLock } from '../../../platform/db/advisory-lock.ts'
import type { Deps } from '../../../platform/deps.ts'
import type { SweepResult } from '../../../platform/files/file-store.ts'

/** Longer than any form or transaction may take. */
const youngest = Temporal.Duration.from({ hours: 24 })

/** Removes stored bytes that no photo, no letter and no other feature refers to: of removed photos and drafts, and of forms that were never finished. Leaves it to the next time while a backup copies files. */
export async function sweepFiles(
  deps: Pick<Deps, 'db' | 'pool' | 'files' | 'beside'>,
  now: Temporal.Instant,
): Promise<SweepResult> {
  const swept = await withAdvisoryLock(deps.pool, filesLock, { wait: false }, () => sweep(deps, now))
  return swept ?? { seen: 0, deleted: 0 }
}

function sweep(
  { db, files, beside }: Pick<Deps, 'db' | 'files' | 'beside'>,
  now: Temporal.Instant,
): Promise<SweepResult> {
  return files.sweep({
    now,
    olderThan: youngest,
    async referenced(keys) {
      const rows = await db.$queryRaw<{ key: string }[]>`
        SELECT large_key AS key FROM photo WHERE large_key = ANY(${keys})
        UNION SELECT small_key FROM photo WHERE small_key = ANY(${keys})
        UNION SELECT original_large_key FROM photo WHERE original_large_key = ANY(${keys})
        UNION SELECT original_small_key FROM photo WHERE original_small_key = ANY(${keys})
        UNION SELECT file_key FROM letter_scan WHERE file_key = ANY(${keys})
        UNION SELECT large_key FROM event_photo WHERE large_key = ANY(${keys})
        UNION SELECT small_key FROM event_photo WHERE small_key = ANY(${keys})
        UNION SELECT file_key FROM event_material WHERE file_key = ANY(${keys})`
      return new Set([...rows.map((row) => row.key), ...(await beside.keptFiles(keys))])
    },
  })
}

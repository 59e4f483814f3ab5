import { toDate } from '../../../../platform/db/instant.ts'
import type { Deps } from '../../../../platform/deps.ts'
import type { Preferences } from '../columns.ts'

/** Keeps how a person likes the inbox. `at` in milliseconds UTC. */
export async function savePreferences(
  { db }: Pick<Deps, 'db'>,
  { staffId, at }: { staffId: number; at: number },
  { columns, density, keys, afterAct }: Preferences,
): Promise<void> {
  const data = { columns: columns.join(' '), density, keys, afterAct, updatedAt: toDate(at) }
  await db.staffPreference.upsert({
    where: { staffId },
    create: { staffId, ...data },
    update: data,
    select: { staffId: true },
  })
}

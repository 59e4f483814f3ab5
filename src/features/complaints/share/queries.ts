import { Prisma } from '../../../platform/db/generated/client.ts'
import type { Deps } from '../../../platform/deps.ts'

/** Storage keys of the large pictures, in the order of the ids; pictures that are gone are left out. */
export async function largeKeys({ db }: Pick<Deps, 'db'>, ids: readonly string[]): Promise<string[]> {
  if (ids.length === 0) return []
  const rows = await db.$queryRaw<{ id: string; key: string }[]>`
    SELECT id::text, large_key AS key FROM photo WHERE id IN (${Prisma.join(ids.map((id) => Prisma.sql`${id}::uuid`))})`
  return ids.flatMap((id) => rows.find((row) => row.id === id)?.key ?? [])
}

import type { Deps } from '../../../platform/deps.ts'
import { type KeyReach, keysWithin } from './reach.ts'

/** Instants in milliseconds UTC. */
export type KeyRow = {
  id: number
  /** Null: every city. */
  cityId: number | null
  name: string
  email: string
  prefix: string
  perHour: number
  perDay: number
  createdAt: number
  createdBy: string
  lastUsedAt: number | null
  revokedAt: number | null
}

/** More keys than this no city looks after. */
const mostKeys = 200

/** The keys that a person looks after: good ones first, then the newest. */
export async function keyRows({ db }: Pick<Deps, 'db'>, reach: KeyReach): Promise<KeyRow[]> {
  const rows = await db.apiKey.findMany({
    where: keysWithin(reach),
    orderBy: [{ revokedAt: { sort: 'desc', nulls: 'first' } }, { id: 'desc' }],
    take: mostKeys,
    select: {
      ...{ id: true, cityId: true, name: true, email: true, prefix: true, perHour: true, perDay: true },
      ...{ createdAt: true, lastUsedAt: true, revokedAt: true, createdBy: { select: { name: true } } },
    },
  })
  return rows.map(({ createdAt, lastUsedAt, revokedAt, createdBy, ...row }) => ({
    ...row,
    createdAt: createdAt.getTime(),
    createdBy: createdBy.name,
    lastUsedAt: lastUsedAt?.getTime() ?? null,
    revokedAt: revokedAt?.getTime() ?? null,
  }))
}

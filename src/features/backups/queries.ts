import type { Deps } from '../../platform/deps.ts'

/** Instants in milliseconds UTC; null = never. */
export type LastRuns = { backup: number | null; base: number | null; rehearsal: number | null }

/** When each kind of run last succeeded. */
export async function lastRuns({ pool }: Pick<Deps, 'pool'>): Promise<LastRuns> {
  const { rows } = await pool.query<{ kind: keyof LastRuns; at: Date }>(
    'SELECT kind, max(ended_at) AS at FROM backup_run WHERE succeeded GROUP BY kind',
  )
  const last: LastRuns = { backup: null, base: null, rehearsal: null }
  for (const { kind, at } of rows) last[kind] = at.getTime()
  return last
}

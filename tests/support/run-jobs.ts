import type { Portal } from './portal.ts'

/**
 * Does the jobs that wait, in the order in which they were added, until none is left; those that a job adds as
 * well. Answers how many of each name were done. What a job throws, this throws.
 */
export async function runJobs({ deps, jobs }: Portal): Promise<Record<string, number>> {
  const done: Record<string, number> = {}
  for (;;) {
    const { rows } = await deps.pool.query<{ name: string; data: unknown }>(
      `DELETE FROM pgboss.job WHERE id = (
         SELECT id FROM pgboss.job WHERE state IN ('created', 'retry') AND name NOT LIKE '\\_\\_%'
         ORDER BY created_on, id LIMIT 1)
       RETURNING name, data`,
    )
    const [next] = rows
    if (next === undefined) return done
    const job = jobs.get(next.name)
    if (job === undefined) throw new Error(`No job is called ${next.name}`)
    await job.run(next.data, deps.now())
    done[next.name] = (done[next.name] ?? 0) + 1
  }
}

import type pg from 'pg'

/**
 * Does work under an advisory lock that lives as long as its connection; the second number is a city. Null when another
 * one has the lock and `wait` was not asked for.
 */
export async function withAdvisoryLock<Result>(
  pool: pg.Pool,
  lock: readonly [purpose: number, cityId: number],
  { wait }: { wait: boolean },
  work: (client: pg.PoolClient) => Promise<Result>,
): Promise<Result | null> {
  const client = await pool.connect()
  try {
    if (wait) {
      await client.query('SET statement_timeout = 0')
      await client.query('SELECT pg_advisory_lock($1, $2)', [...lock])
    } else {
      const { rows } = await client.query<{ got: boolean }>('SELECT pg_try_advisory_lock($1, $2) AS got', [
        ...lock,
      ])
      if (rows[0]?.got !== true) {
        client.release()
        return null
      }
    }
  } catch (error) {
    client.release(true)
    throw error
  }
  try {
    return await work(client)
  } finally {
    // A connection that is closed gives its lock and its settings back, whatever state it is in.
    client.release(true)
  }
}

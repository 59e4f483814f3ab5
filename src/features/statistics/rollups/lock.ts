import type pg from 'pg'

/** First of the two numbers of the advisory locks of rollups; the other is the city. */
const LOCK = 7_232_002

/**
 * One process at a time writes the rollups of a city; nobody who reads or files waits for it. Null when another one
 * has the lock and `wait` was not asked for.
 */
export async function withLock<Result>(
  pool: pg.Pool,
  cityId: number,
  { wait }: { wait: boolean },
  work: (client: pg.PoolClient) => Promise<Result>,
): Promise<Result | null> {
  const client = await pool.connect()
  try {
    if (wait) {
      await client.query('SET statement_timeout = 0')
      await client.query('SELECT pg_advisory_lock($1, $2)', [LOCK, cityId])
    } else {
      const { rows } = await client.query<{ got: boolean }>('SELECT pg_try_advisory_lock($1, $2) AS got', [
        LOCK,
        cityId,
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

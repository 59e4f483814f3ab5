import pg from 'pg'

/**
 * Does work under an advisory lock that lives as long as its connection; the second number is a city. Null when another
 * one has the lock and `wait` was not asked for. The connection is none of the pool: some that hold a lock and ask the
 * pool for connections to work with would wait for each other for ever.
 */
export async function withAdvisoryLock<Result>(
  pool: pg.Pool,
  lock: readonly [purpose: number, cityId: number],
  { wait }: { wait: boolean },
  work: (client: pg.Client) => Promise<Result>,
): Promise<Result | null> {
  // The work may last for hours.
  const client = new pg.Client({ ...pool.options, query_timeout: 0 })
  // One that breaks while nothing is asked of it tells so by the next question.
  client.on('error', () => undefined)
  try {
    await client.connect()
    const got = await (wait ? waited(client, lock) : tried(client, lock))
    return got ? await work(client) : null
  } finally {
    // A connection that is closed gives its lock back, whatever state it is in.
    await client.end().catch(() => undefined)
  }
}

async function waited(client: pg.Client, lock: readonly number[]): Promise<true> {
  await client.query('SET statement_timeout = 0')
  await client.query('SELECT pg_advisory_lock($1, $2)', [...lock])
  return true
}

async function tried(client: pg.Client, lock: readonly number[]): Promise<boolean> {
  const { rows } = await client.query<{ got: boolean }>('SELECT pg_try_advisory_lock($1, $2) AS got', [
    ...lock,
  ])
  return rows[0]?.got === true
}

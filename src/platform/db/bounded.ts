import type pg from 'pg'
import { pastConflicts } from './past-conflicts.ts'
import { sqlStateOf } from './violation.ts'

/** The statements together took longer than they may. */
export class TooSlow extends Error {}

/**
 * Runs statements that people can make heavy in a transaction that only reads, each cancelled after `mostMs`
 * milliseconds. `work` may run several times. Throws TooSlow.
 */
export const bounded = <Result>(
  pool: pg.Pool,
  mostMs: number,
  work: (client: pg.PoolClient) => Promise<Result>,
): Promise<Result> => pastConflicts(() => once(pool, mostMs, work))

async function once<Result>(
  pool: pg.Pool,
  mostMs: number,
  work: (client: pg.PoolClient) => Promise<Result>,
): Promise<Result> {
  const client = await pool.connect()
  try {
    await client.query(`BEGIN READ ONLY; SET LOCAL statement_timeout = ${Math.round(mostMs)}`)
    const result = await work(client)
    await client.query('COMMIT')
    return result
  } catch (error) {
    await client.query('ROLLBACK').catch(() => undefined)
    throw sqlStateOf(error) === '57014' ? new TooSlow('a statement was cancelled', { cause: error }) : error
  } finally {
    client.release()
  }
}

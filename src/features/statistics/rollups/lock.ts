import type pg from 'pg'
import { withAdvisoryLock } from '../../../platform/db/advisory-lock.ts'

/** First of the two numbers of the advisory locks of rollups; the other is the city. */
const LOCK = 7_232_002

/**
 * One process at a time writes the rollups of a city; nobody who reads or files waits for it. Null when another one
 * has the lock and `wait` was not asked for.
 */
export const withLock = <Result>(
  pool: pg.Pool,
  cityId: number,
  { wait }: { wait: boolean },
  work: (client: pg.Client) => Promise<Result>,
): Promise<Result | null> => withAdvisoryLock(pool, [LOCK, cityId], { wait }, work)

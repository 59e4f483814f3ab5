import type { Response } from 'express'
import { RateLimiterPostgres, RateLimiterRes } from 'rate-limiter-flexible'
import { blindIndex } from '../crypto/seal.ts'
import { onPrimary } from '../db/lane.ts'
import type { Deps } from '../deps.ts'
import { networkOf } from './network.ts'

/**
 * Counts one act by whoever `who` is. Milliseconds to wait; 0 = go on. `giveBack`: it came to nothing after all, so it is
 * not counted.
 */
export type RateLimit = ((who: string) => Promise<number>) & { giveBack(who: string): Promise<void> }

/**
 * So many acts in so many seconds. Counted in the database, so several processes count together; keys are keyed
 * hashes and go with the job `accounts.forget`. Whole cities sit behind one mobile address: a limit by network
 * must be wide.
 */
export function rateLimit(
  { pool, keys }: Pick<Deps, 'pool' | 'keys'>,
  { name, points, seconds }: { name: string; points: number; seconds: number },
): RateLimit {
  const limiter = new RateLimiterPostgres({
    storeClient: pool,
    storeType: 'pool',
    tableName: 'rate_limit',
    tableCreated: true,
    clearExpiredByTimeout: false,
    keyPrefix: name,
    points,
    duration: seconds,
  })
  const keyOf = (who: string): string => blindIndex(keys, name, who).toString('base64url')
  const count = async (who: string): Promise<number> => {
    try {
      await onPrimary(() => limiter.consume(keyOf(who)))
      return 0
    } catch (refused) {
      if (refused instanceof RateLimiterRes) return Math.max(refused.msBeforeNext, 1)
      throw refused
    }
  }
  const giveBack = async (who: string): Promise<void> => {
    await onPrimary(() => limiter.reward(keyOf(who)))
  }
  return Object.assign(count, { giveBack })
}

/** The network that a request comes from, for limits. */
export const networkIn = (res: Response): string => networkOf(res.req.ip)

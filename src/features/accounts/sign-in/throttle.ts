import { RateLimiterPostgres, RateLimiterRes } from 'rate-limiter-flexible'
import { blindIndex } from '../../../platform/crypto/seal.ts'
import type { Deps } from '../../../platform/deps.ts'

/** A try to sign in: the address as `normalEmail` gives it, the network as `networkOf` does. */
export type Attempt = { email: string; network: string }

export type Throttle = {
  /** Counts a try before its password is looked at. Milliseconds to wait; 0 = go on. */
  count(attempt: Attempt): Promise<number>
  /** True when the account was entered from this network in the last 90 days. */
  isKnown(attempt: Attempt): Promise<boolean>
  /** The password was right: the tries are forgotten and the place is known from now on. */
  succeeded(attempt: Attempt): Promise<void>
}

const minute = 60
const day = 86_400

/**
 * Few tries for one account from one network, many for one network in all. Tries for one account from everywhere
 * are limited too, but not from networks where its owner has signed in before: whoever guesses from a hundred
 * networks cannot lock the owner out. The same for addresses that nobody has, so it tells nothing.
 *
 * Counted in the database, so several processes count together; keys are keyed hashes.
 */
export function signInThrottle({ pool, keys }: Pick<Deps, 'pool' | 'keys'>): Throttle {
  const limiter = limiterOn(pool)
  const pair = limiter('sign-in-pair', 5, 15 * minute)
  const network = limiter('sign-in-network', 60, 15 * minute)
  const account = limiter('sign-in-account', 40, 60 * minute)
  const known = limiter('sign-in-known', 1, 90 * day)

  const keysOf = (attempt: Attempt) => {
    const key = (value: string) => blindIndex(keys, 'sign-in', value).toString('base64url')
    return {
      pair: key(`${attempt.email}\0${attempt.network}`),
      network: key(attempt.network),
      account: key(attempt.email),
    }
  }

  return {
    async count(attempt) {
      const key = keysOf(attempt)
      // One after the other: a try that the first limit stops must not use up the account's.
      const wait = (await waitOf(pair, key.pair)) || (await waitOf(network, key.network))
      if (wait > 0 || (await known.get(key.pair)) !== null) return wait
      return waitOf(account, key.account)
    },
    async isKnown(attempt) {
      return (await known.get(keysOf(attempt).pair)) !== null
    },
    async succeeded(attempt) {
      const key = keysOf(attempt)
      await known.set(key.pair, 1, 90 * day)
      await pair.delete(key.pair)
      await network.reward(key.network)
    },
  }
}

/**
 * Tries to prove the second factor: five in a quarter of an hour for an account, whatever the session, so that six
 * digits cannot be tried out. Only whoever knows the password can use them up.
 */
export function proofThrottle({ pool, keys }: Pick<Deps, 'pool' | 'keys'>): {
  /** Milliseconds to wait; 0 = go on. */
  count(staffId: number): Promise<number>
  succeeded(staffId: number): Promise<void>
} {
  const tries = limiterOn(pool)('second-factor', 5, 15 * minute)
  const key = (staffId: number) => blindIndex(keys, 'second-factor', String(staffId)).toString('base64url')
  return {
    count: (staffId) => waitOf(tries, key(staffId)),
    async succeeded(staffId) {
      await tries.delete(key(staffId))
    },
  }
}

const limiterOn = (pool: Deps['pool']) => (keyPrefix: string, points: number, duration: number) =>
  new RateLimiterPostgres({
    storeClient: pool,
    storeType: 'pool',
    tableName: 'rate_limit',
    // The migration made it, the job `accounts.forget` clears it.
    tableCreated: true,
    clearExpiredByTimeout: false,
    keyPrefix,
    points,
    duration,
  })

async function waitOf(limiter: RateLimiterPostgres, key: string): Promise<number> {
  try {
    await limiter.consume(key)
    return 0
  } catch (refused) {
    if (refused instanceof RateLimiterRes) return Math.max(refused.msBeforeNext, 1)
    throw refused
  }
}

import { randomBytes } from 'node:crypto'
import { hash, verify } from '@node-rs/argon2'

/**
 * Argon2id with 19 MiB, two passes and one lane: the least of OWASP's Password Storage Cheat Sheet and of
 * ASVS 5.0 appendix C, about 25 ms on one core. Stored as a PHC string, which carries the parameters.
 */
const cost = { memoryCost: 19_456, timeCost: 2, parallelism: 1 }

/** More passwords than this wait already: the next one is told to come again. */
export class TooManyPasswords extends Error {}

/** @throws TooManyPasswords */
export const hashPassword = (password: string): Promise<string> => inTurn(() => hash(password, cost))

/**
 * True for the right password. Without a stored hash (nobody has this address, or no password yet) the same
 * work is done against a hash that no password has, so that the time tells nothing.
 * @throws TooManyPasswords
 */
export async function verifyPassword(stored: string | null, password: string): Promise<boolean> {
  decoy ??= hash(randomBytes(32), cost)
  const against = stored ?? (await decoy)
  return (await inTurn(() => verify(against, password))) && stored !== null
}

let decoy: Promise<string> | undefined

const MOST_AT_ONCE = 2
const MOST_WAITING = 20

let running = 0
const waiting: (() => void)[] = []

/** A flood of sign-ins must not take the processor and the memory away from residents. */
async function inTurn<Result>(work: () => Promise<Result>): Promise<Result> {
  if (running < MOST_AT_ONCE) running += 1
  else if (waiting.length < MOST_WAITING) await new Promise<void>((resolve) => waiting.push(resolve))
  else throw new TooManyPasswords()
  try {
    return await work()
  } finally {
    const next = waiting.shift()
    if (next === undefined) running -= 1
    else next()
  }
}

import { randomBytes } from 'node:crypto'
import { availableParallelism } from 'node:os'
// Not used here, but a machine for which it does not come must be told at the start, not at the first sign-in.
import '@node-rs/argon2'
import { hashThreads } from './hash-threads.ts'

const inThread = hashThreads()

/** As many wait already as may wait: the next one is told to come again. */
export class TooManyPasswords extends Error {}

/** @throws TooManyPasswords */
export const hashPassword = (password: string): Promise<string> =>
  hashing(() => inThread<string>({ password }))

/**
 * True for the right password. Without a stored hash (nobody has this address, or no password yet) the same
 * work is done against a hash that no password has, so that the time tells nothing.
 * @throws TooManyPasswords
 */
export async function verifyPassword(stored: string | null, password: string): Promise<boolean> {
  const nobodys = await decoyHash()
  const task = { password, stored: stored ?? nobodys }
  return (await hashing(() => inThread<boolean>(task))) && stored !== null
}

let decoy: Promise<string> | undefined

/** Made once, at the first password of anybody: who has to wait for it tells nothing either. */
function decoyHash(): Promise<string> {
  decoy ??= hashPassword(randomBytes(32).toString('base64')).catch((error: unknown) => {
    decoy = undefined
    throw error
  })
  return decoy
}

type InTurn = <Result>(work: () => Promise<Result>, who?: string) => Promise<Result>

/**
 * So many at once, and so many who wait; of one (`who`) so many of both. Whoever comes then is refused at once:
 * TooManyPasswords.
 */
function turns({
  atOnce,
  waiting: most,
  ofOne,
}: {
  atOnce: number
  waiting: number
  ofOne?: number
}): InTurn {
  let running = 0
  const waiting: (() => void)[] = []
  const places = new Map<string, number>()
  return async (work, who = '') => {
    const taken = places.get(who) ?? 0
    const isFull = running >= atOnce && waiting.length >= most
    if (isFull || (ofOne !== undefined && taken >= ofOne)) throw new TooManyPasswords()
    places.set(who, taken + 1)
    if (running < atOnce) running += 1
    else await new Promise<void>((resolve) => waiting.push(resolve))
    try {
      return await work()
    } finally {
      const left = (places.get(who) ?? 1) - 1
      if (left > 0) places.set(who, left)
      else places.delete(who)
      const next = waiting.shift()
      if (next === undefined) running -= 1
      else next()
    }
  }
}

/** A flood of sign-ins must not take the processor and the memory away from residents: half of the cores at most, */
const atOnce = Math.max(1, Math.floor(availableParallelism() / 2))
const hashing = turns({ atOnce, waiting: 20 })

/**
 * nor the connections of staff who are at work: what is asked of the database for a try takes its turn, too. One network
 * (`who`) has half of the places, so that whoever floods from there keeps nobody else out.
 * @throws TooManyPasswords
 */
export const tryInTurn: InTurn = turns({ atOnce: 2, waiting: 20, ofOne: 11 })

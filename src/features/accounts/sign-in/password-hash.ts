import { randomBytes } from 'node:crypto'
import { availableParallelism } from 'node:os'
import type { Piscina } from 'piscina'
import type { HashTask } from './hash-thread.ts'

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
  const against = stored ?? (await decoyHash())
  return (await hashing(() => inThread<boolean>({ password, stored: against }))) && stored !== null
}

let decoy: string | undefined
const decoyHash = async (): Promise<string> => {
  decoy ??= await inThread<string>({ password: randomBytes(32).toString('base64') })
  return decoy
}

let threads: Promise<Piscina> | undefined

async function inThread<Result extends string | boolean>(task: HashTask): Promise<Result> {
  threads ??= startThreads()
  return (await threads).run(task)
}

/** Threads that end a minute after the last password, and keep no process alive. */
async function startThreads(): Promise<Piscina> {
  const { Piscina } = await import('piscina')
  return new Piscina({
    filename: `${import.meta.dirname}/hash-thread.ts`,
    minThreads: 0,
    maxThreads: atOnce,
    idleTimeout: 60_000,
    // Nothing of the environment, which may hold secrets, and nothing that the process does when it starts.
    env: {},
    execArgv: [],
  })
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

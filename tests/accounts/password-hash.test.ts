import { readdirSync, readFileSync } from 'node:fs'
import os, { availableParallelism } from 'node:os'
import { Worker } from 'node:worker_threads'
import { parseOptions } from '@node-rs/argon2'
import { describe, expect, test } from 'vitest'
import { hashThreads } from '../../src/features/accounts/sign-in/hash-threads.ts'
import {
  hashPassword,
  TooManyPasswords,
  verifyPassword,
} from '../../src/features/accounts/sign-in/password-hash.ts'

test('argon2id with the cost that the standard names, and a salt of its own', async () => {
  const [one, other] = await Promise.all([
    hashPassword('kesek tulpar samal'),
    hashPassword('kesek tulpar samal'),
  ])
  expect(one).not.toBe(other)
  // Algorithm 2 is argon2id
  expect(parseOptions(one)).toMatchObject({ algorithm: 2, memoryCost: 19_456, timeCost: 2, parallelism: 1 })
  expect(await verifyPassword(one, 'kesek tulpar samal')).toBe(true)
  expect(await verifyPassword(one, 'kesek tulpar samal ')).toBe(false)
  expect(await verifyPassword(null, 'kesek tulpar samal')).toBe(false)
})

test('as many at a time as half of the cores, twenty wait, more are turned away, and all of them find room again', async () => {
  const atOnce = Math.max(1, Math.floor(availableParallelism() / 2))
  const attempts = await Promise.allSettled(
    Array.from({ length: atOnce + 28 }, () => hashPassword('kesek tulpar samal')),
  )
  const turnedAway = attempts.filter((attempt) => attempt.status === 'rejected')
  expect(turnedAway).toHaveLength(8)
  for (const { reason } of turnedAway) expect(reason).toBeInstanceOf(TooManyPasswords)
  const again = Array.from({ length: atOnce + 20 }, () => hashPassword('x'))
  expect(await Promise.all(again)).toHaveLength(atOnce + 20)
})

test.runIf(process.platform === 'linux')(
  'steps back behind pages: the thread, and nothing else',
  async ({ skip }) => {
    const own = os.getPriority()
    if (own >= 7) return skip('no verdict: the tests themselves have stepped back as far')
    await hashPassword('kesek tulpar samal')
    const ofThreads = readdirSync('/proc/self/task').flatMap(nicenessOf)
    expect(os.getPriority()).toBe(own)
    const behind = ofThreads.filter((niceness) => niceness > own)
    expect(new Set(behind)).toEqual(new Set([7]))
    expect(behind.length).toBeLessThanOrEqual(Math.max(1, Math.floor(availableParallelism() / 2)))
  },
)

/** Of a thread of this process; of one that has ended just now, nothing. */
function nicenessOf(thread: string): number[] {
  try {
    // proc_pid_stat(5): what follows the name in brackets begins with the third field, niceness is the 19th.
    const [, fields = ''] = readFileSync(`/proc/self/task/${thread}/stat`, 'utf8').split(') ')
    return [Number(fields.split(' ')[16])]
  } catch {
    return []
  }
}

describe('a thread that hashes', () => {
  const task = { password: 'kesek tulpar samal' }
  const port = 'const { parentPort } = require("node:worker_threads");'
  /** Threads of which the first runs this program instead, and the others the real one. */
  const withFirst = (first: () => Worker) => {
    let started = 0
    return hashThreads(() => {
      started += 1
      return started === 1 ? first() : new Worker(programOfThreads)
    })
  }
  const programOfThreads = new URL('../../src/features/accounts/sign-in/hash-thread.ts', import.meta.url)
  const program = (text: string) => () => new Worker(port + text, { eval: true })

  test.each([
    ['cannot start', program('throw new Error("no argon2")'), /no argon2/],
    [
      'breaks at work',
      program('parentPort.once("message", () => { throw new Error("no memory") })'),
      /no memory/,
    ],
    ['ends at work', program('parentPort.once("message", () => process.exit(3))'), /ended with 3/],
    [
      'is refused by the system',
      () => {
        throw new Error('EAGAIN')
      },
      /EAGAIN/,
    ],
  ])('%s: whoever asked is told, and the next one gets another', async (_what, first, reason) => {
    const inThread = withFirst(first)
    await expect(inThread(task)).rejects.toThrow(reason)
    expect(await inThread({ ...task, stored: await inThread<string>(task) })).toBe(true)
  })

  test('breaks while it is idle: that ends nothing else', async () => {
    const text =
      'parentPort.once("message", () => { parentPort.postMessage("done"); setImmediate(() => { throw new Error("later") }) })'
    const first = program(text)()
    const ended = new Promise((resolve) => first.once('exit', resolve))
    const inThread = withFirst(() => first)
    expect(await inThread(task)).toBe('done')
    await ended
    expect(await inThread(task)).toMatch(/^\$argon2id\$/)
  })
})

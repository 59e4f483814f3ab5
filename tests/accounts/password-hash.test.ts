import { readdirSync, readFileSync } from 'node:fs'
import os, { availableParallelism } from 'node:os'
import { parseOptions } from '@node-rs/argon2'
import { expect, test } from 'vitest'
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
  async () => {
    const own = os.getPriority()
    await hashPassword('kesek tulpar samal')
    const ofThreads = readdirSync('/proc/self/task').map((thread) => {
      // proc_pid_stat(5): what follows the name in brackets begins with the third field, niceness is the 19th.
      const [, fields = ''] = readFileSync(`/proc/self/task/${thread}/stat`, 'utf8').split(') ')
      return Number(fields.split(' ')[16])
    })
    expect(os.getPriority()).toBe(own)
    expect(ofThreads).toContain(own)
    expect(Math.max(...ofThreads)).toBe(Math.max(own, 7))
  },
)

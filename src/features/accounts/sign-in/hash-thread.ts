// Runs in a thread of password-hash.ts: one password at a time.
import { readlinkSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { hashSync, verifySync } from '@node-rs/argon2'
import { cost } from './hash-cost.ts'

/**
 * Pages, reports and the work of staff go before guessed passwords when the cores are all taken (decision 0103). On Linux
 * a thread has a priority of its own; where it has none, or a sandbox forbids the call, hashing at the priority of the
 * process is better than nobody signed in.
 */
const niceness = 7
try {
  const thread = Number(path.basename(readlinkSync('/proc/thread-self')))
  os.setPriority(thread, Math.max(os.getPriority(thread), niceness))
} catch {}

export type HashTask = { password: string } | { password: string; stored: string }

export default (task: HashTask): string | boolean =>
  'stored' in task ? verifySync(task.stored, task.password) : hashSync(task.password, cost)

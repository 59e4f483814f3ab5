// The program of a thread of hash-threads.ts: one password at a time.
import { readlinkSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { parentPort } from 'node:worker_threads'
import { hashSync, verifySync } from '@node-rs/argon2'

/**
 * Argon2id with 19 MiB, two passes and one lane: the least of OWASP's Password Storage Cheat Sheet and of
 * ASVS 5.0 appendix C, about 25 ms on one core. Stored as a PHC string, which carries the parameters.
 */
const cost = { memoryCost: 19_456, timeCost: 2, parallelism: 1 }

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

/** With a stored hash: whether it is of this password. Without: a hash of it. */
export type HashTask = { password: string; stored?: string }

// What is thrown ends the thread and reaches whoever asked as its error.
parentPort?.on('message', ({ password, stored }: HashTask) =>
  parentPort?.postMessage(stored === undefined ? hashSync(password, cost) : verifySync(stored, password)),
)

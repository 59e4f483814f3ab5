import { setTimeout as sleep } from 'node:timers/promises'
import pg from 'pg'
import type { Transaction } from '../db/transaction.ts'
import type { Deps } from '../deps.ts'
import type { Cache } from './cache.ts'

/** One channel for all; what is sent on it is the beginning of the keys that are out of date. */
const channel = 'cache_change'

/** Of what must be seen by nobody any more: finished pages are kept under it (http/kept-pages.ts). */
export const publicPages = 'page:'

/**
 * Within the transaction of a change: all processes on this database forget what they keep under keys that begin so,
 * as soon as it commits, and never when it is rolled back. Commits that announce wait for each other, so this is for
 * what changes some times a minute, not for each complaint.
 */
export async function announceChange(
  tx: Pick<Transaction, '$executeRaw'>,
  prefixes: string[],
): Promise<void> {
  await tx.$executeRaw`SELECT pg_notify(${channel}, prefix) FROM unnest(${prefixes}::text[]) AS prefix`
}

export type ChangeListener = {
  /** When the first connection listens; never, if there is no database. */
  ready: Promise<void>
  stop(): Promise<void>
}

/** How long a lost connection stays unnoticed at the most, and how long is waited before the next attempt. */
const beatMs = 20_000
const answerMs = 10_000
const retryMs = { first: 250, most: 10_000 }

/**
 * Hears what other processes change, on a connection of its own beside the pool. While there is none the age of the
 * answers alone decides; after each connection everything is forgotten, because notices may have been missed.
 */
export function listenForChanges({
  pool,
  cache,
  log,
}: Pick<Deps, 'pool' | 'log'> & { cache: Pick<Cache, 'forget'> }): ChangeListener {
  const ready = Promise.withResolvers<void>()
  const stopping = new AbortController()
  const { signal } = stopping
  let pause = retryMs.first

  const onListening = () => {
    pause = retryMs.first
    cache.forget('')
    ready.resolve()
  }
  const forget = (prefix: string) => cache.forget(prefix)

  async function run(): Promise<void> {
    while (!signal.aborted) {
      try {
        await listenUntilLost(pool.options, { onListening, forget, signal })
      } catch (error) {
        log.warn({ err: error }, 'notices of changes are not heard; trying again')
      }
      await sleep(pause, undefined, { signal, ref: false }).catch(() => undefined)
      pause = Math.min(2 * pause, retryMs.most)
    }
  }

  const running = run()
  return {
    ready: ready.promise,
    stop() {
      stopping.abort()
      return running
    },
  }
}

type Hearing = { onListening: () => void; forget: (prefix: string) => void; signal: AbortSignal }

/** Resolves when it shall stop; throws when the connection fails. */
async function listenUntilLost(
  options: pg.ClientConfig,
  { onListening, forget, signal }: Hearing,
): Promise<void> {
  const client = new pg.Client({
    ...options,
    connectionTimeoutMillis: answerMs,
    query_timeout: answerMs,
  })
  const over = Promise.withResolvers<void>()
  // A connection that cannot be made ends as well, before anybody waits for that.
  over.promise.catch(() => undefined)
  const stop = () => over.resolve()
  signal.addEventListener('abort', stop)
  client.on('error', over.reject)
  client.on('end', () => over.reject(new Error('the connection has ended')))
  client.on('notification', ({ payload }) => forget(payload ?? ''))
  // A dead line is not always told of: a question without an answer shows it.
  const beat = setInterval(() => client.query('SELECT 1').catch(over.reject), beatMs)
  beat.unref()
  try {
    await client.connect()
    await client.query(`LISTEN ${channel}`)
    onListening()
    await over.promise
  } finally {
    clearInterval(beat)
    signal.removeEventListener('abort', stop)
    // What is lost may never answer; nobody waits for that.
    await Promise.race([client.end().catch(() => undefined), sleep(500, undefined, { ref: false })])
  }
}

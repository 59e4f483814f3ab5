import { LRUCache } from 'lru-cache'
import { currentErrand, onPrimary } from '../db/lane.ts'

/**
 * Answers that may be a little old, kept in this process. Each process keeps its own; what one process changes the
 * others forget by a notice (change-notices.ts), and by age when a notice is lost.
 */
export type Cache = {
  /**
   * The kept answer, or the one that `load` gives. When it is older than `ttlMs` but not twice as old, it is given
   * at once and a new one is loaded behind it; when it is older still, or none is kept, the asker waits. Many askers
   * cause one load. A load that fails throws, unless an old answer may still be given. A request that waits for a load of
   * others longer than its own would be given throws as if the database were away; the next asker loads anew.
   */
  get<Value extends object>(
    key: string,
    ttlMs: number,
    load: () => Promise<Value>,
    options?: GetOptions,
  ): Promise<Value>
  /**
   * Forgets all answers whose key begins so; '' forgets all. A load that is under way is not kept either: it may have
   * read what was there before the change. Whoever waits for it gets it all the same.
   */
  forget(prefix: string): void
}

/**
 * `question`: what is asked, whatever the state of things, so that it is the same after a change. An answer whose
 * question was asked only once within an hour is not kept: where there is no end of questions most are asked once, and
 * keeping their answers makes the heap grow for nothing (docs/decisions/0105).
 */
export type GetOptions = { question?: string }

type Load = () => Promise<object>

const rememberedMs = 3_600_000
const mostRemembered = 2_000

/** A change that this process has heard of is on every replica by then, or the replica is not asked (db/replica.ts). */
const replicaKnowsAfterMs = 15_000

/**
 * Figures are several statements of up to 5 s each (db/lane-pools.ts); an operator's device takes what has not come
 * after 15 s for lost (client/operator/send-kept.ts). Jobs have no such bound: what they load when the database stops
 * answering, requests would wait for until their sender has gone.
 */
const patience = 14_000

/** Answers are at most so many, and so large together: by `roughSize`; in fact they take half as much again. */
export function createCache({ max = 2000, maxSize = 64 * 2 ** 20, patienceMs = patience } = {}): Cache {
  /** What was forgotten of late, by the beginning of its keys: a replica may still have the old. */
  const forgotten = new LRUCache<string, true>({ max: 500, ttl: replicaKnowsAfterMs })
  const isFresh = (key: string) => [...forgotten.keys()].some((prefix) => key.startsWith(prefix))
  // The library does not list keys whose answer is being loaded; one may be loaded again before the first has ended.
  const loading = new Map<string, number>()
  const kept = new LRUCache<string, object, Load>({
    max,
    maxSize,
    sizeCalculation: roughSize,
    // also for `keys`: what is too old is forgotten as well
    allowStale: true,
    noDeleteOnFetchRejection: true,
    // a load whose key was forgotten still answers those who wait for it
    ignoreFetchAbort: true,
    async fetchMethod(key, _stale, { context }) {
      loading.set(key, (loading.get(key) ?? 0) + 1)
      try {
        return await (isFresh(key) ? onPrimary(context) : context())
      } finally {
        const others = (loading.get(key) ?? 1) - 1
        if (others > 0) loading.set(key, others)
        else loading.delete(key)
      }
    },
  })
  const inTime = async <Value>(key: string, load: Promise<Value>): Promise<Value> => {
    if (currentErrand().lane === 'upkeep') return load
    const late = Promise.withResolvers<never>()
    const timer = setTimeout(() => {
      kept.delete(key)
      late.reject(Object.assign(new Error(`${key} was not loaded in time`), { status: 503 }))
    }, patienceMs)
    return Promise.race([load, late.promise]).finally(() => clearTimeout(timer))
  }
  /** How often a question was asked. */
  const asked = new LRUCache<string, number>({ max: mostRemembered, ttl: rememberedMs })
  return {
    async get<Value extends object>(
      key: string,
      ttlMs: number,
      load: () => Promise<Value>,
      { question }: GetOptions = {},
    ) {
      if (question !== undefined) asked.set(question, (asked.get(question) ?? 0) + 1)
      const remainingMs = kept.getRemainingTTL(key)
      const isTolerable = remainingMs > -ttlMs
      // what is fresh needs none of the promises around a load
      const fresh = remainingMs > 0 ? kept.get(key) : undefined
      if (fresh !== undefined) return fresh as Value
      const fetched = kept.fetch(key, { ttl: ttlMs, allowStale: isTolerable, context: load })
      const value = await inTime(key, fetched)
      if (value === undefined) throw new Error(`nothing was loaded for ${key}`)
      if (question !== undefined && asked.get(question) === 1) kept.delete(key)
      return value as Value
    },
    forget(prefix) {
      forgotten.set(prefix, true)
      for (const key of [...kept.keys(), ...loading.keys()]) if (key.startsWith(prefix)) kept.delete(key)
    },
  }
}

/** Bytes that an answer takes, within a factor of two or so: what it holds is walked through, functions left out. */
export function roughSize(value: unknown): number {
  const seen = new Set<object>()
  const waiting: unknown[] = [value]
  let bytes = 0
  while (waiting.length > 0) {
    const next = waiting.pop()
    if (typeof next === 'string') bytes += 16 + next.length
    else if (typeof next !== 'object' || next === null) bytes += 8
    else if (!seen.has(next)) {
      seen.add(next)
      bytes += 32
      if (ArrayBuffer.isView(next)) bytes += next.byteLength
      else if (next instanceof Map) for (const [key, held] of next) waiting.push(key, held)
      else if (next instanceof Set) waiting.push(...next)
      else waiting.push(...Object.values(next))
    }
  }
  return bytes
}

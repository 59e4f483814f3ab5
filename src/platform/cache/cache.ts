import { LRUCache } from 'lru-cache'

/**
 * Answers that may be a little old, kept in this process. Each process keeps its own; what one process changes the
 * others forget by a notice (change-notices.ts), and by age when a notice is lost.
 */
export type Cache = {
  /**
   * The kept answer, or the one that `load` gives. When it is older than `ttlMs` but not twice as old, it is given
   * at once and a new one is loaded behind it; when it is older still, or none is kept, the asker waits. Many askers
   * cause one load. A load that fails throws, unless an old answer may still be given.
   */
  get<Value extends object>(key: string, ttlMs: number, load: () => Promise<Value>): Promise<Value>
  /**
   * Forgets all answers whose key begins so; '' forgets all. A load that is under way is not kept either: it may have
   * read what was there before the change. Whoever waits for it gets it all the same.
   */
  forget(prefix: string): void
}

type Load = () => Promise<object>

export function createCache(max = 2000): Cache {
  // The library does not list keys whose answer is being loaded.
  const loading = new Set<string>()
  const kept = new LRUCache<string, object, Load>({
    max,
    // also for `keys`: what is too old is forgotten as well
    allowStale: true,
    noDeleteOnFetchRejection: true,
    // a load whose key was forgotten still answers those who wait for it
    ignoreFetchAbort: true,
    async fetchMethod(key, _stale, { context }) {
      loading.add(key)
      try {
        return await context()
      } finally {
        loading.delete(key)
      }
    },
  })
  return {
    async get<Value extends object>(key: string, ttlMs: number, load: () => Promise<Value>) {
      const isTolerable = kept.getRemainingTTL(key) > -ttlMs
      const value = await kept.fetch(key, { ttl: ttlMs, allowStale: isTolerable, context: load })
      if (value === undefined) throw new Error(`nothing was loaded for ${key}`)
      return value as Value
    },
    forget(prefix) {
      for (const key of [...kept.keys(), ...loading]) if (key.startsWith(prefix)) kept.delete(key)
    },
  }
}

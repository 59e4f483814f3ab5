import { LRUCache } from 'lru-cache'

/** Answers that may be a little old: kept in this process, at most `ttlMs` old for the first who asks later. */
export type Cache = {
  /**
   * The kept answer, or the one that `load` gives. When it is older than `ttlMs` the old one is given at once and
   * a new one is loaded behind it; many askers cause one load. A failed load throws and keeps nothing.
   */
  get<Value extends object>(key: string, ttlMs: number, load: () => Promise<Value>): Promise<Value>
  /** Forgets all answers whose key begins so: after a change that its author must see at once. */
  forget(prefix: string): void
}

type Load = () => Promise<object>

export function createCache(max = 2000): Cache {
  const kept = new LRUCache<string, object, Load>({
    max,
    allowStale: true,
    fetchMethod: (_key, _stale, { context }) => context(),
  })
  return {
    async get<Value extends object>(key: string, ttlMs: number, load: () => Promise<Value>) {
      const value = await kept.fetch(key, { ttl: ttlMs, context: load })
      if (value === undefined) throw new Error(`nothing was loaded for ${key}`)
      return value as Value
    },
    forget(prefix) {
      for (const key of kept.keys()) if (key.startsWith(prefix)) kept.delete(key)
    },
  }
}

import { setTimeout as sleep, setImmediate as turn } from 'node:timers/promises'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { type Cache, createCache } from '../../../src/platform/cache/cache.ts'
import { inLane } from '../../../src/platform/db/lane.ts'
import { isUnavailable } from '../../../src/platform/db/unavailable.ts'

const ttl = 1000
let cache: Cache
let loads: number
let passed: number

beforeEach(() => {
  const now = performance.now.bind(performance)
  passed = 0
  vi.spyOn(performance, 'now').mockImplementation(() => now() + passed)
  cache = createCache()
  loads = 0
})
afterEach(() => {
  vi.restoreAllMocks()
})

/** Moves the clock. The library reads it once in a millisecond, so that one passes as well. */
async function wait(ms: number) {
  passed += ms
  await sleep(5)
}
const load = async () => ({ no: ++loads })
const fail = () => Promise.reject(new Error('no database'))
const get = () => cache.get('city:all', ttl, load)

describe('a kept answer', () => {
  test('is given again within its time, and many askers cause one load', async () => {
    const all = await Promise.all([get(), get(), get()])
    await wait(ttl / 2)
    expect([...all, await get()].map(({ no }) => no)).toEqual([1, 1, 1, 1])
  })

  test('is given once more when it is a little too old, while the new one is loaded behind it', async () => {
    await get()
    await wait(ttl + 1)
    expect(await get()).toEqual({ no: 1 })
    await turn()
    expect(await get()).toEqual({ no: 2 })
  })

  test('is not given when it is much too old: whoever asks first after a quiet night waits for the new one', async () => {
    await get()
    await wait(2 * ttl + 1)
    expect(await get()).toEqual({ no: 2 })
  })

  test('is forgotten by the beginning of its key', async () => {
    await get()
    await wait(ttl + 1)
    cache.forget('city:')
    expect(await get()).toEqual({ no: 2 })
  })
})

describe('an answer to one of questions without end', () => {
  const ask = (version = 1) => cache.get(`figures:${version}/june`, ttl, load, { question: 'june' })

  test('is kept from the second time on that the question is asked', async () => {
    expect([await ask(), await ask(), await ask()].map(({ no }) => no)).toEqual([1, 2, 2])
  })

  test('is kept at once when several ask at the same time', async () => {
    await Promise.all([ask(), ask()])
    expect(await ask()).toEqual({ no: 1 })
  })

  test('is kept at once after a change when it was asked before', async () => {
    await ask()
    expect([await ask(2), await ask(2)].map(({ no }) => no)).toEqual([2, 2])
  })

  test('is another one for another question', async () => {
    await ask()
    const other = () => cache.get('figures:1/july', ttl, load, { question: 'july' })
    expect([await other(), await other()].map(({ no }) => no)).toEqual([2, 3])
  })

  test('is not thrown away by whoever finds it when too many others were asked meanwhile', async () => {
    await ask()
    await ask()
    for (let no = 0; no < 2_001; no++) await cache.get(`figures:${no}`, ttl, load, { question: `${no}` })
    const before = loads
    expect([await ask(), await ask()].map(({ no }) => no)).toEqual([2, 2])
    expect(loads).toBe(before)
  })

  test('is kept from the second time on when the first load fails', async () => {
    const failing = cache.get('figures:1/june', ttl, fail, { question: 'june' })
    await expect(failing).rejects.toThrow('no database')
    expect([await ask(), await ask()].map(({ no }) => no)).toEqual([1, 1])
  })

  test('is one of a stranger again when nobody has asked for an hour', async () => {
    await ask()
    await ask()
    await wait(3_600_001)
    expect([await ask(), await ask()].map(({ no }) => no)).toEqual([3, 4])
  })
})

describe('a load that is under way when its key is forgotten', () => {
  test('answers those who wait and is not kept, because it may have read what was there before', async () => {
    const slow = Promise.withResolvers<{ no: number }>()
    const early = cache.get('city:all', ttl, () => slow.promise)
    cache.forget('city:')
    expect(await get()).toEqual({ no: 1 })
    slow.resolve({ no: -1 })
    expect(await early).toEqual({ no: -1 })
    expect(await get()).toEqual({ no: 1 })
  })

  test('is not kept behind an old answer either', async () => {
    await get()
    await wait(ttl + 1)
    const slow = Promise.withResolvers<{ no: number }>()
    expect(await cache.get('city:all', ttl, () => slow.promise)).toEqual({ no: 1 })
    cache.forget('city:')
    slow.resolve({ no: -1 })
    await turn()
    expect(await get()).toEqual({ no: 2 })
  })
})

describe('a load that fails', () => {
  test('throws and keeps nothing', async () => {
    await expect(cache.get('city:all', ttl, fail)).rejects.toThrow('no database')
    expect(await get()).toEqual({ no: 1 })
  })

  test('costs nothing while the old answer may still be given', async () => {
    await get()
    await wait(ttl + 1)
    for (let time = 0; time < 3; time++) {
      expect(await cache.get('city:all', ttl, fail)).toEqual({ no: 1 })
      await turn()
    }
    await wait(ttl)
    await expect(cache.get('city:all', ttl, fail)).rejects.toThrow('no database')
  })
})

describe('a load that never ends', () => {
  const never = () => new Promise<{ no: number }>(() => {})
  const asked = <Result>(work: () => Promise<Result>) => inLane({ lane: 'filing', mayLag: false }, work)

  test('is given up by requests as if the database were away, and the next asker loads anew', async () => {
    cache = createCache({ patienceMs: 20 })
    void cache.get('city:all', ttl, never)
    const both = await Promise.allSettled([asked(get), asked(get)])
    for (const one of both)
      expect(one.status === 'rejected' && isUnavailable(one.reason), one.status).toBe(true)
    expect(await asked(get)).toEqual({ no: 1 })
    expect(await get()).toEqual({ no: 1 })
  })

  test('keeps nobody waiting who may have the old answer', async () => {
    cache = createCache({ patienceMs: 60_000 })
    await get()
    await wait(ttl + 1)
    expect(await asked(() => cache.get('city:all', ttl, never))).toEqual({ no: 1 })
  })
})

import { spawn } from 'node:child_process'
import { once } from 'node:events'
import os from 'node:os'
import path from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import sharp from 'sharp'
import { describe, expect, onTestFinished, test, vi } from 'vitest'
import type { ImageWorker } from '../../src/platform/images/image-worker.ts'
import { openFiles } from './files-support.ts'
import { fileWith, isGone, streetLike, testWorker } from './images-support.ts'

const photo = async () => fileWith(await streetLike(300, 200).jpeg().toBuffer())

function onlyPid(worker: ImageWorker): number {
  const [pid] = worker.status().pids
  if (pid === undefined) throw new Error('no child is running')
  return pid
}

/** On a busy machine even a small photo may take longer than a short limit now and then. */
async function passesSoon(worker: ImageWorker): Promise<void> {
  const small = await photo()
  await vi.waitFor(async () => expect(await worker.process(small)).toMatchObject({ ok: true }), 40_000)
}

/** Starts the child with one photo, then freezes it, so that the next photo is surely under way. */
async function frozenChild(worker: ImageWorker): Promise<number> {
  await passesSoon(worker)
  const pid = onlyPid(worker)
  process.kill(pid, 'SIGSTOP')
  return pid
}

const newPid = (worker: ImageWorker, old: number) =>
  vi.waitFor(() => {
    const pid = onlyPid(worker)
    if (pid === old) throw new Error('still the old child')
    return pid
  })

describe('the child process', () => {
  test('that is killed from outside costs nothing: the photo gets a second child', async () => {
    const worker = testWorker()
    const first = await frozenChild(worker)
    const result = worker.process(await photo())
    await wait(50)
    process.kill(first, 'SIGKILL')
    expect(await result).toMatchObject({ ok: true })
    expect(onlyPid(worker)).not.toBe(first)
  })

  test('that dies twice over one photo makes it broken, and the next photo works', {
    tags: ['long'],
  }, async () => {
    const worker = testWorker()
    const first = await frozenChild(worker)
    const result = worker.process(await photo())
    await wait(50)
    process.kill(first, 'SIGKILL')
    process.kill(await newPid(worker, first), 'SIGKILL')
    expect(await result).toEqual({ ok: false, reason: 'broken' })
    expect(await worker.process(await photo())).toMatchObject({ ok: true })
  })

  test('that hangs is killed at the time limit, and the next photo works', async () => {
    const worker = testWorker({ timeoutMs: 2000 })
    const pid = await frozenChild(worker)
    expect(await worker.process(await photo())).toEqual({ ok: false, reason: 'timeout' })
    await vi.waitFor(async () => expect(await isGone(pid)).toBe(true))
    await passesSoon(worker)
  })

  test('that decodes for too long is killed in the middle of it', { tags: ['long'] }, async () => {
    const slow = await sharp({ create: { width: 7900, height: 7900, channels: 4, background: '#12345680' } })
      .png({ progressive: true, compressionLevel: 1 })
      .toBuffer()
    const worker = testWorker({ timeoutMs: 800 })
    await passesSoon(worker)
    const pid = onlyPid(worker)
    expect(await worker.process(await fileWith(slow))).toEqual({ ok: false, reason: 'timeout' })
    await vi.waitFor(async () => expect(await isGone(pid)).toBe(true))
    await passesSoon(worker)
  })

  test('that takes too much memory is killed; the same photo passes under a higher limit', {
    tags: ['long'],
  }, async () => {
    const large = await sharp({ create: { width: 5000, height: 5000, channels: 4, background: '#12345680' } })
      .toColourspace('rgb16')
      .png({ progressive: true, compressionLevel: 1 })
      .toBuffer()
    const file = await fileWith(large)
    expect(await testWorker({ memoryBytes: 200e6 }).process(file)).toEqual({
      ok: false,
      reason: 'too-many-pixels',
    })
    expect(await testWorker().process(file)).toMatchObject({ ok: true })
  })

  test('ends when it has had nothing to do for a while', { tags: ['long'] }, async () => {
    const worker = testWorker({ idleMs: 50 })
    await worker.process(await photo())
    const pid = onlyPid(worker)
    await vi.waitFor(async () => expect(await isGone(pid)).toBe(true))
    expect(worker.status().pids).toEqual([])
    expect(await worker.process(await photo())).toMatchObject({ ok: true })
  })

  test('serves many photos one after the other, and descriptors are given back', {
    tags: ['long'],
  }, async () => {
    const worker = testWorker()
    await worker.process(await photo())
    const [pid, before, file] = [onlyPid(worker), await openFiles(), await photo()]
    for (let round = 0; round < 30; round += 1) expect((await worker.process(file)).ok).toBe(true)
    expect(onlyPid(worker)).toBe(pid)
    expect(await openFiles()).toBeLessThanOrEqual(before)
  })
})

describe('the queue', () => {
  test('is bounded: what does not fit is answered at once, the rest is done', async () => {
    const worker = testWorker({ queue: 2 })
    const pid = await frozenChild(worker)
    const files = await Promise.all([photo(), photo(), photo(), photo(), photo()])
    const results = files.map((file) => worker.process(file))
    const first = await Promise.race(results)
    expect(first).toEqual({ ok: false, reason: 'unavailable' })
    expect(worker.status().waiting).toBe(2)
    process.kill(pid, 'SIGCONT')
    const outcomes = (await Promise.all(results)).map((result) => result.ok || result.reason)
    expect(outcomes.toSorted()).toEqual([true, true, true, 'unavailable', 'unavailable'])
    expect(worker.status().waiting).toBe(0)
  })

  test('gives nobody more patience than he has: what waits too long is answered', async () => {
    const worker = testWorker({ mostWaitMs: 50 })
    const pid = await frozenChild(worker)
    const [first, second] = [worker.process(await photo()), worker.process(await photo())]
    expect(await second).toEqual({ ok: false, reason: 'unavailable' })
    process.kill(pid, 'SIGCONT')
    expect(await first).toMatchObject({ ok: true })
    expect(worker.status().waiting).toBe(0)
  })

  test('takes the other photos of a form that is begun first, however many wait', async () => {
    const worker = testWorker({ queue: 1 })
    const pid = await frozenChild(worker)
    const order: string[] = []
    const name = (said: string) => () => void order.push(said)
    const first = worker.process(await photo()).then(name('under way'))
    const waits = worker.process(await photo()).then(name('came before'))
    const begun = worker.process(await photo(), { begun: true }).then(name('begun'))
    await expect.poll(() => worker.status().waiting).toBe(2)
    process.kill(pid, 'SIGCONT')
    await Promise.all([first, waits, begun])
    expect(order).toEqual(['under way', 'begun', 'came before'])
  })

  test('passes by those who have left meanwhile', async () => {
    const worker = testWorker()
    const pid = await frozenChild(worker)
    const first = worker.process(await photo())
    let hasLeft = false
    const second = worker.process(await photo(), { isGone: () => hasLeft })
    const third = worker.process(await photo(), { isGone: () => false })
    await expect.poll(() => worker.status().waiting).toBe(2)
    hasLeft = true
    process.kill(pid, 'SIGCONT')
    expect(await first).toMatchObject({ ok: true })
    expect(await second).toEqual({ ok: false, reason: 'unavailable' })
    expect(await third).toMatchObject({ ok: true })
    expect(worker.status().waiting).toBe(0)
  })

  test('is shared by several children', async () => {
    const worker = testWorker({ children: 2 })
    const files = await Promise.all([photo(), photo(), photo(), photo()])
    const results = await Promise.all(files.map((file) => worker.process(file)))
    expect(results.every(({ ok }) => ok)).toBe(true)
    expect(new Set(worker.status().pids).size).toBe(2)
  })

  test('is emptied when the worker is closed in the middle of a photo', { tags: ['long'] }, async () => {
    const worker = testWorker()
    const pid = await frozenChild(worker)
    const results = [worker.process(await photo()), worker.process(await photo())]
    await wait(50)
    await worker.close()
    expect(await Promise.all(results)).toEqual([
      { ok: false, reason: 'unavailable' },
      { ok: false, reason: 'unavailable' },
    ])
    expect(await isGone(pid)).toBe(true)
  })
})

describe('the process that owns the child', () => {
  const start = async (...then: string[]) => {
    const program = path.join(import.meta.dirname, 'images-owner.ts')
    const owner = spawn(process.execPath, [program, await photo(), ...then], {
      stdio: ['ignore', 'pipe', 'inherit'],
    })
    onTestFinished(() => void owner.kill('SIGKILL'))
    const [line] = await once(owner.stdout, 'data')
    return { owner, childPid: Number(line) }
  }

  test('goes before its child, however nice it is itself', async () => {
    const { childPid } = await start('lingers')
    expect(os.getPriority(childPid)).toBe(Math.max(7, os.getPriority()))
    const program = path.join(import.meta.dirname, 'images-owner.ts')
    const nicer = spawn('nice', ['-n', '10', process.execPath, program, await photo(), 'lingers'], {
      stdio: ['ignore', 'pipe', 'inherit'],
    })
    onTestFinished(() => void nicer.kill('SIGKILL'))
    const [line] = await once(nicer.stdout, 'data')
    expect(os.getPriority(Number(line))).toBe(Math.min(19, os.getPriority() + 10))
  })

  test('ends by itself with an idle child, which ends with it', { tags: ['long'] }, async () => {
    const { owner, childPid } = await start('ends')
    expect(await once(owner, 'exit')).toEqual([0, null])
    await vi.waitFor(async () => expect(await isGone(childPid)).toBe(true))
  })

  test.each([
    'SIGKILL',
    'SIGTERM',
  ] as const)('takes an idle child along when it is ended by %s', async (signal) => {
    const { owner, childPid } = await start('lingers')
    expect(await isGone(childPid)).toBe(false)
    owner.kill(signal)
    await once(owner, 'exit')
    await vi.waitFor(async () => expect(await isGone(childPid)).toBe(true), { timeout: 20_000 })
  })

  test('takes a working child along when it is killed', { tags: ['long'] }, async () => {
    const slow = await sharp({ create: { width: 7900, height: 7900, channels: 4, background: '#12345680' } })
      .png({ progressive: true, compressionLevel: 1 })
      .toBuffer()
    const { owner, childPid } = await start('works', await fileWith(slow))
    await wait(300)
    expect(await isGone(childPid)).toBe(false)
    owner.kill('SIGKILL')
    await once(owner, 'exit')
    await vi.waitFor(async () => expect(await isGone(childPid)).toBe(true), { timeout: 20_000 })
  })
})

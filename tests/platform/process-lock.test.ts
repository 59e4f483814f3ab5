import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, rm } from 'node:fs/promises'
import os from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { takeLock } from '../../src/platform/process-lock.ts'

let folder: string
beforeAll(async () => {
  folder = await mkdtemp(path.join(os.tmpdir(), 'ashyq-lock-'))
})
afterAll(() => rm(folder, { recursive: true, force: true }))

const module = new URL('../../src/platform/process-lock.ts', import.meta.url).href

/** A process of its own that takes the lock, says so and stays for a while. */
async function holder(file: string, forMs = 60_000) {
  const code = `const { takeLock } = await import(${JSON.stringify(module)})
    console.log(takeLock(${JSON.stringify(file)}) ? 'taken' : 'refused'); setTimeout(() => {}, ${forMs})`
  const child = spawn(process.execPath, ['--input-type=module', '-e', code])
  const [answer] = await once(child.stdout, 'data')
  return {
    answer: String(answer).trim(),
    async kill() {
      child.kill('SIGKILL')
      await once(child, 'exit')
    },
  }
}

test('one holder in one process; free again after release', () => {
  const file = path.join(folder, 'one')
  const lock = takeLock(file)
  expect(lock).toBeDefined()
  expect(takeLock(file)).toBeUndefined()
  lock?.release()
  const again = takeLock(file)
  expect(again).toBeDefined()
  again?.release()
})

test('between processes, and freed by kill -9', async () => {
  const file = path.join(folder, 'two')
  const first = await holder(file)
  expect(first.answer).toBe('taken')
  expect(takeLock(file)).toBeUndefined()
  const second = await holder(file)
  expect(second.answer).toBe('refused')
  await second.kill()
  expect(takeLock(file)).toBeUndefined()
  await first.kill()
  const lock = takeLock(file)
  expect(lock).toBeDefined()
  lock?.release()
})

test('waits for the holder if asked to', async () => {
  const file = path.join(folder, 'three')
  const first = await holder(file, 300)
  expect(first.answer).toBe('taken')
  const lock = takeLock(file, 10_000)
  expect(lock).toBeDefined()
  lock?.release()
})

test('a folder that does not exist is an error, not a refusal', () => {
  expect(() => takeLock(path.join(folder, 'missing/lock'))).toThrow()
})

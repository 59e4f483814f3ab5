/** @module-tag long */

import { mkdtemp, rm } from 'node:fs/promises'
import os from 'node:os'
import path from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import sharp from 'sharp'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { takeBackup } from '../../src/features/backups/index.ts'
import { locationOf, residentOf } from '../filing/resident.ts'
import { openPortal, type Portal } from '../support/portal.ts'
import { restored } from './support.ts'

/** A backup while residents file through the front door, with photos. */

let portal: Portal
let to: string
beforeAll(async () => {
  portal = await openPortal()
  to = await mkdtemp(path.join(os.tmpdir(), 'ashyq-backups-'))
})
afterAll(async () => {
  await rm(to, { recursive: true, force: true })
  await portal?.close()
})

const countOf = async ({ deps }: Pick<Portal, 'deps'>) =>
  (await deps.pool.query<{ n: number }>('SELECT count(*)::int AS n FROM complaint')).rows[0]?.n ?? 0

const textsOf = async ({ deps }: Pick<Portal, 'deps'>) =>
  new Set(
    (await deps.pool.query<{ text: string }>('SELECT text FROM complaint')).rows.map(({ text }) => text),
  )

test('what was acknowledged before it began is in it, and nothing is half', async () => {
  const acknowledged: string[] = []
  const faults: string[] = []
  const noMore = new AbortController()
  const lives = Array.from({ length: 3 }, async (_, resident) => {
    for (let n = 0; !noMore.signal.aborted; n++) {
      const text = `Яма у дома, примета ${'абвгд'[resident]} ${'и'.repeat(n + 1)}`
      const bytes = await sharp({
        create: { width: 300, height: 200, channels: 3, background: { r: n % 256, g: resident * 40, b: 90 } },
      })
        .jpeg()
        .toBuffer()
      const filer = residentOf(portal)
      const check = await filer.reachCheck({ text, category: 'potholes', address: 'Абая 10' }, [
        { name: 'a.jpg', bytes },
      ])
      const answer = await filer.send(check)
      if (answer.status === 303 && /\/filed/.test(locationOf(answer))) acknowledged.push(text)
      else faults.push(`${answer.status} ${answer.text.slice(0, 200)}`)
    }
  })
  await expect.poll(() => acknowledged.length, { timeout: 60_000 }).toBeGreaterThan(10)
  const before = [...acknowledged]
  const taken = await takeBackup(portal.deps, to)
  await sleep(300)
  noMore.abort()
  await Promise.all(lives)
  expect(faults).toEqual([])
  expect(taken.manifest.stored.lost).toEqual([])

  const { missing, looked, count } = await restored(portal, taken.folder, async (again) => {
    const there = await textsOf(again)
    return {
      missing: before.filter((text) => !there.has(text)),
      looked: await again.verify(),
      count: await countOf(again),
    }
  })
  expect(missing).toEqual([])
  expect(looked.flatMap((one) => one.faults)).toEqual([])
  expect(count).toBeGreaterThanOrEqual(before.length)
  expect(count).toBeLessThan(await countOf(portal))
}, 300_000)

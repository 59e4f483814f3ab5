import { readdir, utimes } from 'node:fs/promises'
import path from 'node:path'
import { Temporal } from 'temporal-polyfill'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { streetLike } from '../platform/images-support.ts'
import { castNow } from '../support/cast.ts'
import { openPortal, type Portal } from '../support/portal.ts'
import { locationOf, plainText, residentOf, titleOf } from './resident.ts'

let portal: Portal
beforeAll(async () => {
  portal = await openPortal()
})
afterAll(() => portal.close())

const run = async (name: string, instant: string) => {
  const job = portal.jobs.get(name)
  if (!job) throw new Error(`no job ${name}`)
  await job.run({}, Temporal.Instant.from(instant))
}

const photo = async (side: number) => ({
  name: 'a.jpg',
  bytes: await streetLike(side, side).jpeg().toBuffer(),
})

/** Keys of everything in the file store; `age` makes it old. */
async function storedKeys(age?: Date): Promise<string[]> {
  const root = path.join(portal.deps.config.dataDir, 'files')
  const shards = (await readdir(root)).filter((name) => /^[0-9a-f]{3}$/.test(name))
  const files = await Promise.all(
    shards.map(async (shard) =>
      (await readdir(path.join(root, shard))).map((key) => path.join(root, shard, key)),
    ),
  )
  if (age) for (const file of files.flat()) await utimes(file, age, age)
  return files.flat().map((file) => path.basename(file))
}

test('drafts of more than a week go with their photos; younger ones and sent ones stay', async () => {
  const aigul = residentOf(portal)
  const old = locationOf(await aigul.begin({ text: plainText, category: 'snow' }, [await photo(500)]))
  const check = await aigul.reachCheck({}, [await photo(510)])
  portal.setNow('2026-03-11T07:05:00Z')
  await aigul.send(check)
  portal.setNow('2026-03-17T07:00:00Z')
  const young = locationOf(await aigul.begin({ text: plainText, category: 'snow' }, [await photo(530)]))

  await run('complaints.remove-drafts', '2026-03-18T06:59:00Z')
  expect((await aigul.get(old)).status).toBe(200)
  await run('complaints.remove-drafts', '2026-03-18T07:06:00Z')
  expect((await aigul.get(old)).status).toBe(404)
  expect(titleOf((await aigul.get(old)).text)).toBe('Черновик не найден')
  expect((await aigul.get(young)).status).toBe(200)
  expect(titleOf((await aigul.get(check)).text)).toBe('Это обращение уже отправлено')

  const photos = await portal.deps.db.photo.findMany()
  expect(photos.map(({ width }) => width).sort()).toEqual([510, 530])
  expect(await storedKeys(new Date(castNow))).toHaveLength(6)
  await run('complaints.sweep-files', '2026-03-18T21:40:00Z')
  const kept = new Set(photos.flatMap(({ largeKey, smallKey }) => [largeKey, smallKey]))
  expect(new Set(await storedKeys())).toEqual(kept)
})

test('files that are not a day old are never swept', async () => {
  const aigul = residentOf(portal)
  const page = await aigul.begin({ text: 'Яма', category: 'snow' }, [await photo(550)])
  expect(page.status).toBe(422)
  await portal.deps.db.photo.deleteMany({ where: { width: 550 } })
  const before = await storedKeys()
  await run('complaints.sweep-files', Temporal.Now.instant().toString())
  expect((await storedKeys()).length).toBe(before.length)
})

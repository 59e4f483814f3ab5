import { readFile, writeFile } from 'node:fs/promises'
import path from 'node:path'
import request from 'supertest'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { complaintPaths, deskPaths } from '../../src/features/complaints/index.ts'
import { locationOf, residentOf } from '../filing/resident.ts'
import { openPortal, type Portal } from '../support/portal.ts'
import { signInAs } from '../support/sign-in.ts'
import { anyColour, pictureOf } from './pictures.ts'

/** Bytes and rows that are not what they were: rows 24 and 25 of tests/faults/README.md. */

let portal: Portal
beforeAll(async () => {
  portal = await openPortal()
})
afterAll(() => portal?.close())

const town = 'synaqqala'
const list = () => request(portal.app).get(complaintPaths.list('ru', town))

async function fileWithPhoto(text: string): Promise<{ id: number; number: string; largeKey: string }> {
  const person = residentOf(portal)
  const photo = { name: 'a.jpg', bytes: await pictureOf(anyColour()) }
  locationOf(await person.send(await person.reachCheck({ text }, [photo])))
  const { id, number } = await portal.deps.db.complaint.findFirstOrThrow({ where: { text } })
  await portal.deps.db.complaint.update({ where: { id }, data: { publication: 'published', shown: true } })
  const { largeKey } = await portal.deps.db.photo.findFirstOrThrow({ where: { complaintId: id } })
  return { id, number, largeKey }
}

test('a photo of which one bit has turned is 502 and an error in the log, never a wrong picture', async () => {
  const { number, largeKey } = await fileWithPhoto('На тротуаре открыт люк, рядом школа')
  const page = await request(portal.app).get(complaintPaths.show('ru', town, number))
  const src = /\/photos\/[^"' ]+large\.jpg/.exec(page.text)?.[0] ?? ''
  const sound = await request(portal.app).get(src)
  expect([sound.status, sound.headers['content-type']]).toEqual([200, 'image/jpeg'])
  const file = path.join(portal.deps.config.dataDir, 'files', largeKey.slice(0, 3), largeKey)
  const bytes = await readFile(file)
  bytes[Math.floor(bytes.length / 2)] = (bytes[Math.floor(bytes.length / 2)] ?? 0) ^ 1
  await writeFile(file, bytes)
  const rotten = await request(portal.app).get(src)
  expect([rotten.status, rotten.headers['cache-control'], rotten.headers['content-type']]).toEqual([
    ...[502, 'no-store', undefined],
  ])
  expect(await portal.deps.files.check(largeKey)).toBe('corrupt')
  expect((await request(portal.app).get(complaintPaths.show('ru', town, number))).status).toBe(200)
})

describe('a row that no code of ours has written', () => {
  const poisons: [what: string, sql: string][] = [
    ['a megabyte of text', `UPDATE complaint SET text = repeat('яма ', 250000) WHERE id = $1`],
    [
      'an empty text without a place',
      `UPDATE complaint SET text = '', address = '', landmark = '', lat = NULL, lon = NULL, cx = NULL, cy = NULL, district_id = NULL WHERE id = $1`,
    ],
    ['a point beyond the earth', `UPDATE complaint SET lat = 89.9, lon = 179.9 WHERE id = $1`],
    [
      'a photo without bytes',
      `UPDATE photo SET large_key = repeat('0', 64), small_key = repeat('0', 64) WHERE complaint_id = $1`,
    ],
    [
      'signs that no keyboard has',
      `UPDATE complaint SET text = repeat(U&'\\202E\\0301\\FEFF\\+01F6B0', 3000) WHERE id = $1`,
    ],
    ['a category that is gone', `UPDATE complaint SET category_id = NULL WHERE id = $1`],
    [
      'no office',
      `UPDATE complaint SET office_id = NULL, assignee_id = NULL, due_on = NULL, due_at = NULL WHERE id = $1`,
    ],
  ]

  const [long, ...short] = poisons
  test.each(short)('spoils no list: %s', spoilsNothing)
  test.each([long ?? ['', '']])('spoils no list: %s', { tags: ['long'] }, spoilsNothing)

  async function spoilsNothing(what: string, sql: string): Promise<void> {
    const { id, number } = await fileWithPhoto(`Фонарь не горит у дома, ${what}`)
    const sound = await fileWithPhoto(`Рядом течёт труба, ${what}`)
    await portal.deps.pool.query(sql, [id])
    portal.deps.cache.forget('')
    const executor = await signInAs(portal, 'controller@example.kz')
    const answers = await Promise.all([
      list(),
      request(portal.app).get(`/ru/${town}`),
      request(portal.app).get(complaintPaths.map('ru', town)),
      request(portal.app).get(complaintPaths.show('ru', town, sound.number)),
      request(portal.app).get(complaintPaths.show('ru', town, number)),
      executor.get(deskPaths.inbox()),
    ])
    expect(answers.map(({ status }) => status)).toEqual([200, 200, 200, 200, 200, 200])
    expect(answers[0]?.text).toContain(sound.number.slice(0, 4))
  }
})

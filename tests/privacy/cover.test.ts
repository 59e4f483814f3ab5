import sharp from 'sharp'
import request from 'supertest'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { complaintPaths, deskPaths } from '../../src/features/complaints/index.ts'
import { hiddenFields, locationOf, residentOf, tokenIn, type Upload } from '../filing/resident.ts'
import { openPortal, type Portal, sameOrigin } from '../support/portal.ts'
import { type Browser, signInAs } from '../support/sign-in.ts'

let portal: Portal
let check: string
let draft: string
let token: string
let photoId: string
let number: string
let registrar: Browser

/** A red square with thin blue stripes in the left upper quarter: what nobody shall read. */
async function withPlate(): Promise<Upload> {
  const stripe = (left: number) => ({
    input: { create: { width: 8, height: 180, channels: 3 as const, background: '#0000ff' } },
    left,
    top: 10,
  })
  const bytes = await sharp({ create: { width: 600, height: 500, channels: 3, background: '#ff0000' } })
    .composite([20, 52, 84, 116, 148, 180].map(stripe))
    .jpeg({ quality: 95 })
    .toBuffer()
  return { name: 'IMG_1.jpg', bytes }
}

/** How far the pixels of a place differ from each other, 0 to 255: stripes differ much, a mosaic little. */
async function contrastOf(jpeg: Buffer): Promise<number> {
  const { width = 0, height = 0 } = await sharp(jpeg).metadata()
  const region = { left: 0, top: 0, width: Math.floor(width / 3), height: Math.floor(height * 0.38) }
  const row = await sharp(jpeg).extract(region).extractChannel(2).raw().toBuffer()
  const line = row.subarray(region.width * 20, region.width * 21)
  let jumps = 0
  for (let x = 1; x < line.length; x++) jumps += Math.abs((line[x] ?? 0) - (line[x - 1] ?? 0)) > 60 ? 1 : 0
  return jumps
}

const picture = async (path: string, browser: Browser = request.agent(portal.app)): Promise<Buffer> => {
  const res = await browser
    .get(path)
    .buffer(true)
    .parse((from, done) => {
      const parts: Buffer[] = []
      from.on('data', (part: Buffer) => parts.push(part))
      from.on('end', () => done(null, Buffer.concat(parts)))
    })
  expect(res.status, path).toBe(200)
  return res.body as Buffer
}
const post = (path: string, fields: Record<string, string>) =>
  request(portal.app).post(path).set(sameOrigin).type('form').send(fields)

beforeAll(async () => {
  portal = await openPortal()
  registrar = await signInAs(portal, 'registrar@example.kz')
  const aigul = residentOf(portal)
  check = await aigul.reachCheck({ text: 'Машина стоит на газоне у школы' }, [await withPlate()])
  draft = tokenIn(check)
  const row = await portal.deps.db.photo.findFirstOrThrow()
  photoId = row.id
})
afterAll(() => portal.close())

describe('before sending', () => {
  test('the last step shows what everybody will see and leads to the photo', async () => {
    const page = await residentOf(portal).get(check)
    expect(page.text).toContain('Вот что увидят все')
    expect(page.text).toContain(complaintPaths.coverDraft('ru', 'synaqqala', draft, photoId))
  })

  test('a place that is no place comes back with what was typed', async () => {
    const path = complaintPaths.coverDraft('ru', 'synaqqala', draft, photoId)
    const page = await post(path, { x: '300', y: '1', w: '5', h: '5', 'c0-0': '1', visible: 'staff' })
    expect(page.status).toBe(422)
    expect(page.text).toContain('name="x" value="300"')
    expect(page.text).toMatch(/name="c0-0" value="1" checked/)
    for (const drawn of ['a,b,c,d', '1,2,3', '1,2,3,4,5', '1,2,0,4', '-1,2,3,4', '1e1,2,3,4']) {
      expect((await post(path, { drawn })).status, drawn).toBe(422)
    }
    expect((await post(path, { drawn: '1,1,1,1;'.repeat(41) })).status).toBe(422)
  })

  test('ticked cells are gone from the copy for everybody', async () => {
    const path = complaintPaths.coverDraft('ru', 'synaqqala', draft, photoId)
    const cells = Object.fromEntries(
      [0, 1].flatMap((row) => [0, 1].map((column) => [`c${row}-${column}`, '1'])),
    )
    const small = complaintPaths.draftPhoto('ru', 'synaqqala', draft, photoId)
    expect(await contrastOf(await picture(small))).toBeGreaterThan(5)
    expect(locationOf(await post(path, { ...cells, visible: 'public' }))).toBe(check)
    expect(await contrastOf(await picture(small))).toBe(0)
    const large = complaintPaths.draftPicture('ru', 'synaqqala', draft, photoId)
    expect(await contrastOf(await picture(large))).toBeGreaterThan(5)
  })

  test('and stay so after sending; staff see the photo as it was taken', async () => {
    // nobody fills the form in within a second
    portal.setNow('2026-03-11T07:05:00Z')
    const filed = await residentOf(portal).send(check)
    token = tokenIn(locationOf(filed))
    number = (await portal.deps.db.complaint.findFirstOrThrow()).number
    for (const size of ['small', 'large'] as const) {
      expect(await contrastOf(await picture(complaintPaths.photo(photoId, size))), size).toBe(0)
    }
    expect(await contrastOf(await picture(deskPaths.photo(photoId, 'large'), registrar))).toBeGreaterThan(5)
  })
})

describe('by the secret link', () => {
  const path = () => complaintPaths.coverMine('ru', 'synaqqala', token, photoId)

  test('what is kept stays covered, in the history stands that something was hidden', async () => {
    const page = await residentOf(portal).get(path())
    const kept = [...page.text.matchAll(/name="(keep\d)" value="([^"]*)" checked/g)].map(
      ([, name = '', value = '']) => [name, value],
    )
    expect(kept.length).toBe(2)
    await post(path(), { ...Object.fromEntries(kept), drawn: '60,60,10,10', visible: 'public' })
    const events = await portal.deps.db.activity.findMany({ where: { kind: 'redacted' } })
    expect(events.map(({ payload }) => payload)).toEqual([{ parts: [`photo:${photoId}`], reason: '' }])
    expect((await portal.deps.db.photo.findFirstOrThrow()).areas).toHaveLength(3)
    expect(await contrastOf(await picture(complaintPaths.photo(photoId, 'large')))).toBe(0)
  })

  test('a photo kept from everybody is nowhere', async () => {
    await post(path(), { visible: 'staff', keep0: '0,0,33.33,40' })
    expect((await request(portal.app).get(complaintPaths.photo(photoId, 'large'))).status).toBe(404)
    expect(
      (await request(portal.app).get(complaintPaths.show('ru', 'synaqqala', number))).text,
    ).not.toContain(photoId)
    await post(path(), { visible: 'public', keep0: '0,0,33.33,40' })
    expect((await request(portal.app).get(complaintPaths.photo(photoId, 'large'))).status).toBe(200)
  })

  test('another link opens nothing', async () => {
    const other = complaintPaths.coverMine('ru', 'synaqqala', 'q0ub6ZJb1n8m2l3k4j5h6g', photoId)
    expect((await post(other, {})).status).toBe(404)
  })
})

describe('by a moderator', () => {
  test('covers with a reason, and the resident cannot take it back', async () => {
    const path = deskPaths.cover(number, photoId)
    const send = (fields: Record<string, string>) =>
      registrar.post(path).set(sameOrigin).type('form').send(fields)
    expect((await send({ drawn: '0,0,40,45', visible: 'public' })).status).toBe(422)
    const page = await registrar.get(path)
    expect(page.status).toBe(200)
    await send({
      ...hiddenFields(page.text),
      drawn: '0,0,40,45',
      visible: 'public',
      reason: 'Виден номер машины',
    })
    await post(complaintPaths.coverMine('ru', 'synaqqala', token, photoId), { visible: 'public' })
    expect(await contrastOf(await picture(complaintPaths.photo(photoId, 'large')))).toBe(0)
    const shown = await request(portal.app).get(complaintPaths.show('ru', 'synaqqala', number))
    expect(shown.text).toContain('Виден номер машины')
  })

  test('an executor may not', async () => {
    const executor = await signInAs(portal, 'executor@example.kz')
    expect((await executor.get(deskPaths.cover(number, photoId))).status).toBe(404)
  })
})

test('a photo is not kept by caches for long', async () => {
  const res = await request(portal.app).get(complaintPaths.photo(photoId, 'small'))
  expect(res.headers['cache-control']).toBe('public, max-age=0, s-maxage=20, must-revalidate')
})

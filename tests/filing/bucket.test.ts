import sharp from 'sharp'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { allFilesIn } from '../platform/files-support.ts'
import { streetLike } from '../platform/images-support.ts'
import { type BucketServer, openBucketServer } from '../support/bucket-server.ts'
import { openPortal, type Portal } from '../support/portal.ts'
import { errorsOf, formAction, locationOf, plainText, residentOf, typedIn } from './resident.ts'

let bucket: BucketServer
let portal: Portal
beforeAll(async () => {
  bucket = await openBucketServer()
  portal = await openPortal({ env: bucket.env })
})
afterAll(async () => {
  await portal.close()
  await bucket.close()
})
beforeEach(() => {
  bucket.state = 'up'
})

let shade = 0
const jpeg = async () => ({
  name: 'IMG_0001.jpg',
  bytes: await streetLike(300, 200)
    .tint({ r: ++shade * 40, g: 90, b: 30 })
    .jpeg()
    .toBuffer(),
})

const thumbOn = (html: string) => /<img src="([^"]*\/photos\/[^"]*)"/.exec(html)?.[1] ?? ''

describe('photos in a bucket', () => {
  test('go there and come from there; nothing of them stays on the disk', async () => {
    const aigul = residentOf(portal)
    const check = await aigul.reachCheck({}, [await jpeg()])
    const thumb = await aigul.get(thumbOn((await aigul.get(check)).text))
    expect(thumb.status).toBe(200)
    expect((await sharp(thumb.body as Buffer).metadata()).format).toBe('jpeg')
    expect(await allFilesIn(portal.deps.config.dataDir)).toEqual([])
    expect((await aigul.send(check)).status).toBe(303)
  })

  test('the bucket is away: the photo is refused with what to do, the complaint is not', async () => {
    const aigul = residentOf(portal)
    bucket.state = 'refused'
    const page = await aigul.begin({ text: plainText, category: 'snow' }, [await jpeg()])
    expect(page.status).toBe(422)
    expect(errorsOf(page.text)[0]).toContain('Фото 1: ')
    expect(typedIn(page.text, 'text')).toBe(plainText)
    const where = locationOf(
      await aigul.post(formAction(page.text), { text: plainText, category: 'snow' }, []),
    )
    const check = locationOf(await aigul.post(where, { address: 'ул. Абая, 10' }))
    expect((await aigul.send(check)).status).toBe(303)
  })

  test('a photo whose bucket is away is none for now, and no cache keeps that', async () => {
    const aigul = residentOf(portal)
    const check = await aigul.reachCheck({}, [await jpeg()])
    const thumb = thumbOn((await aigul.get(check)).text)
    bucket.state = 'refused'
    const answer = await aigul.get(thumb)
    expect(answer.status).toBe(503)
    expect(answer.headers['cache-control']).toBe('no-store')
    bucket.state = 'up'
    expect((await aigul.get(thumb)).status).toBe(200)
  })
})

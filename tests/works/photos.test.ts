import request from 'supertest'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { workDeskPaths, workPaths } from '../../src/features/works/paths.ts'
import { mostPhotos } from '../../src/features/works/rules.ts'
import { streetLike } from '../platform/images-support.ts'
import { openPortal, type Portal, sameOrigin } from '../support/portal.ts'
import { type Browser, signInAs } from '../support/sign-in.ts'
import { plantedWork } from './planned.ts'

let portal: Portal
let head: Browser
let work: number
let bytes: Buffer
const slug = 'synaqqala'

beforeAll(async () => {
  portal = await openPortal()
  work = await plantedWork(portal)
  head = await signInAs(portal, 'head@example.kz')
  const taken = { IFD0: { Artist: 'Айгүл' }, IFD3: { GPSLatitudeRef: 'N', GPSLatitude: '49/1 57/1 0/1' } }
  bytes = await streetLike(800, 600).withExif(taken).jpeg({ quality: 70 }).toBuffer()
})
afterAll(() => portal?.close())

const get = (path: string) => request(portal.app).get(path)
const send = (browser: Browser, role: string, files: number) => {
  const form = browser.post(workDeskPaths.photos(slug, work)).set(sameOrigin).field('role', role)
  for (let n = 0; n < files; n++) {
    form.attach('photos', bytes, { filename: `${n}.jpg`, contentType: 'image/jpeg' })
  }
  return form
}
const photos = () => portal.deps.db.workPhoto.findMany({ orderBy: { position: 'asc' } })

it('stand on the page from before and after, without what the camera knew, and in the feed', async () => {
  expect(bytes.includes('GPS') || bytes.includes('Exif')).toBe(true)
  await send(head, 'before', 1).expect(303)
  await send(head, 'after', 1).expect(303)
  const [before, after] = await photos()
  const page = await get(workPaths.show('ru', slug, work)).expect(200)
  expect(page.text).toContain('before-after')
  expect(page.text).toContain('alt="До работ: Укладка асфальта"')
  const shown = await get(workPaths.photo(before?.id ?? '', 'large')).expect('Content-Type', 'image/jpeg')
  expect(Buffer.from(shown.body).includes('Exif')).toBe(false)
  await get(workPaths.photo(after?.id ?? '', 'small')).expect(200)
  expect((await get(workPaths.file('ru', slug, 'atom')).expect(200)).text).toContain('2 фото')
  const desk = await head.get(workDeskPaths.work(slug, work)).expect(200)
  expect(desk.text).toContain(workDeskPaths.removePhoto(slug, work, before?.id ?? ''))
})

it('are refused with a sentence, and nothing is kept of what was too much', async () => {
  const none = await send(head, 'before', 0).expect(422)
  expect(none.text).toContain('Выберите хотя бы одно фото')
  expect((await send(head, 'sideways', 1).expect(422)).text).toContain('до или после')
  const many = await send(head, 'after', mostPhotos - 1).expect(422)
  expect(many.text).toContain('href="#photo-files"')
  // What was chosen stands there again
  expect(many.text).toMatch(/<option value="after" selected/)
  expect(none.text).toMatch(/<option value="before" selected/)
  expect(await photos()).toHaveLength(2)
})

it('are a matter of who publishes the work, gone when removed, and hidden with a draft', async () => {
  const [photo] = await photos()
  const remove = workDeskPaths.removePhoto(slug, work, photo?.id ?? '')
  const executor = await signInAs(portal, 'executor@example.kz')
  await send(executor, 'after', 1).expect(404)
  await executor.post(remove).set(sameOrigin).expect(404)
  await portal.deps.db.work.update({ where: { id: work }, data: { publishedAt: null } })
  await get(workPaths.photo(photo?.id ?? '', 'small')).expect(404)
  await head.get(workDeskPaths.photo(slug, work, photo?.id ?? '', 'small')).expect(200)
  await portal.deps.db.work.update({ where: { id: work }, data: { publishedAt: new Date() } })
  await head.post(remove).set(sameOrigin).expect(303)
  await get(workPaths.photo(photo?.id ?? '', 'small')).expect(404)
  expect(await photos()).toHaveLength(1)
})

import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import sharp from 'sharp'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { complaintPaths } from '../../src/features/complaints/index.ts'
import { allFilesIn } from '../platform/files-support.ts'
import { photoData, photoDataMissing, streetLike } from '../platform/images-support.ts'
import { openPortal, type Portal } from '../support/portal.ts'
import {
  errorsOf,
  formAction,
  locationOf,
  plainText,
  residentOf,
  tokenIn,
  typedIn,
  type Upload,
  wordsOf,
} from './resident.ts'

let portal: Portal
let jpeg: Buffer
beforeAll(async () => {
  portal = await openPortal()
  jpeg = await withGps(640, 480)
})
afterAll(() => portal.close())

/** Every photo is another one: a picture that is there already is not taken twice. */
let shade = 0
async function withGps(width: number, height: number): Promise<Buffer> {
  shade = (shade + 37) % 256
  return streetLike(width, height)
    .tint({ r: shade, g: 255 - shade, b: 99 })
    .withExif({ IFD0: { Make: 'Secret phone' }, IFD3: { GPSLatitude: '49/1 57/1 0/1', GPSLatitudeRef: 'N' } })
    .jpeg()
    .toBuffer()
}

const photo = (bytes: Buffer, name = 'IMG_0001.jpg'): Upload => ({ name, bytes })
/** Each picture once: the last step shows it again as everybody will see it. */
const thumbsIn = (html: string): string[] => [
  ...new Set([...html.matchAll(/<img src="([^"]*\/photos\/[^"]*)"/g)].map((match) => match[1] ?? '')),
]
const photosOf = (number: string) =>
  portal.deps.db.photo.findMany({ where: { complaint: { number } }, orderBy: { position: 'asc' } })
const numberIn = (html: string) => /\d{4}-\d{4}-\d{4}/.exec(html)?.[0].replaceAll('-', '') ?? ''

describe('photos', () => {
  test('go to the draft at once and with the complaint at the end, without a word of their past', async () => {
    const aigul = residentOf(portal)
    const second = await withGps(300, 400)
    const check = await aigul.reachCheck({}, [photo(jpeg), photo(second, '../../etc/<b>.jpg')])
    const page = await aigul.get(check)
    const [first = ''] = thumbsIn(page.text)
    expect(thumbsIn(page.text)).toHaveLength(2)
    const thumb = await aigul.get(first)
    expect(thumb.status).toBe(200)
    expect(thumb.headers['cache-control']).toBe('private, no-store')
    const stored = await sharp(thumb.body as Buffer).metadata()
    expect([stored.format, stored.width, stored.exif]).toEqual(['jpeg', 400, undefined])

    const filed = await aigul.get(locationOf(await aigul.send(check)))
    const photos = await photosOf(numberIn(filed.text))
    expect(photos.map(({ role, position, width, draftId }) => [role, position, width, draftId])).toEqual([
      ['before', 0, 640, null],
      ['before', 1, 300, null],
    ])
    const activity = await portal.deps.db.activity.findFirstOrThrow({
      where: { kind: 'filed', complaint: { number: numberIn(filed.text) } },
    })
    expect(activity.payload).toMatchObject({ photos: photos.map(({ id }) => id) })
    // The draft's address of it ends with the draft.
    expect((await aigul.get(first)).status).toBe(404)
  })

  test('stay when the text is refused, and the typed text too', { tags: ['long'] }, async () => {
    const aigul = residentOf(portal)
    const bad = await aigul.begin({ text: 'Яма', category: 'snow' }, [photo(jpeg)])
    expect(bad.status).toBe(422)
    expect(thumbsIn(bad.text)).toHaveLength(1)
    const again = formAction(bad.text)
    expect(tokenIn(again)).not.toBe('')
    const still = await aigul.post(again, { text: 'Ям', category: 'snow' }, [photo(await withGps(200, 200))])
    expect(still.status).toBe(422)
    expect(thumbsIn(still.text)).toHaveLength(2)
    expect(typedIn(still.text, 'text')).toBe('Ям')
    expect(locationOf(await aigul.post(again, { text: plainText, category: 'snow' }, []))).toMatch(/where$/)
  })

  test('the same picture is taken once, however often the form is sent', async () => {
    const aigul = residentOf(portal)
    const where = locationOf(
      await aigul.begin({ text: plainText, category: 'snow' }, [photo(jpeg), photo(jpeg)]),
    )
    const what = where.replace('where', 'what')
    await Promise.all(
      [1, 2, 3].map(() => aigul.post(what, { text: plainText, category: 'snow' }, [photo(jpeg)])),
    )
    expect(thumbsIn((await aigul.get(what)).text)).toHaveLength(1)
  })

  test('are taken out one by one, and what was typed meanwhile stays', async () => {
    const aigul = residentOf(portal)
    const where = locationOf(
      await aigul.begin({ text: plainText, category: 'snow' }, [photo(jpeg), photo(await withGps(250, 250))]),
    )
    const what = where.replace('where', 'what')
    const page = await aigul.get(what)
    const [first, second = ''] = thumbsIn(page.text)
    const id = /photos\/([^.]+)\.jpg/.exec(second)?.[1] ?? ''
    const removed = await aigul.post(what, { text: 'Пока писал', category: 'heating', remove: id }, [])
    expect(removed.headers['location']).toBe(`${what}#photos-section`)
    const after = await aigul.get(what)
    expect(thumbsIn(after.text)).toEqual([first])
    expect(typedIn(after.text, 'text')).toBe('Пока писал')
    expect(wordsOf(after.text)).toContain('Загружено: 1 из 5')
    // Nobody takes out the photo of another draft.
    const other = locationOf(await aigul.begin({ text: plainText, category: 'snow' }, [photo(jpeg)]))
    const strangers = /photos\/([^.]+)\.jpg/.exec(first ?? '')?.[1] ?? ''
    await aigul.post(other.replace('where', 'what'), { text: plainText, remove: strangers }, [])
    expect(thumbsIn((await aigul.get(what)).text)).toEqual([first])
    expect(
      (await aigul.get(complaintPaths.draftPhoto('ru', 'synaqqala', tokenIn(other), strangers))).status,
    ).toBe(404)
  })

  test('five at most: the first are taken, the rest is said', async () => {
    const aigul = residentOf(portal)
    const six = await Promise.all(Array.from({ length: 6 }, async () => photo(await withGps(120, 90))))
    const page = await aigul.begin({ text: plainText, category: 'snow' }, six)
    expect(page.status).toBe(422)
    expect(errorsOf(page.text)[0]).toContain('Взяты только первые 5')
    expect(thumbsIn(page.text)).toHaveLength(5)
    expect(page.text.includes('type="file"')).toBe(false)
    const again = await aigul.post(formAction(page.text), { text: plainText, category: 'snow' }, [
      photo(await withGps(70, 70)),
    ])
    expect(again.status).toBe(422)
    expect(thumbsIn(again.text)).toHaveLength(5)
    expect(
      locationOf(await aigul.post(formAction(page.text), { text: plainText, category: 'snow' }, [])),
    ).toMatch(/where$/)
  })

  test('two tabs that add at once do not come to more than five', { tags: ['long'] }, async () => {
    const aigul = residentOf(portal)
    const where = locationOf(await aigul.begin({ text: plainText, category: 'snow' }))
    const what = where.replace('where', 'what')
    const three = () => Promise.all([1, 2, 3].map(async () => photo(await withGps(60, 60))))
    const [left, right] = await Promise.all([three(), three()])
    await Promise.all(
      [left, right].map((some) => aigul.post(what, { text: plainText, category: 'snow' }, some)),
    )
    expect(thumbsIn((await aigul.get(what)).text)).toHaveLength(5)
  })
})

describe('what is no photo is refused with a sentence, and nothing else is lost', () => {
  const svg = Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>')
  const heic = Buffer.from('\0\0\0\x18ftypheic\0\0\0\0mif1heic', 'latin1')

  test.each([
    ['svg', svg, 'Такой формат изображения не принимается'],
    ['heic', heic, 'в формате HEIC'],
    ['text', Buffer.from('not a photo at all'), 'не фотография'],
    ['empty', Buffer.alloc(0), 'Файл пустой'],
    ['cut off', Buffer.from([0xff, 0xd8, 0xff, 0xe0, 0, 16]), 'повреждён'],
    ['21 MB', Buffer.alloc(21 * 1024 * 1024, 0xff), 'слишком большой (не больше 20 МБ)'],
  ])('%s', async (_kind, bytes, sentence) => {
    const aigul = residentOf(portal)
    const page = await aigul.begin({ text: plainText, category: 'snow' }, [photo(jpeg), photo(bytes)])
    expect(page.status).toBe(422)
    expect(errorsOf(page.text)).toHaveLength(1)
    expect(errorsOf(page.text)[0]).toContain(`Фото 2: `)
    expect(errorsOf(page.text)[0]).toContain(sentence)
    expect(thumbsIn(page.text)).toHaveLength(1)
    expect(typedIn(page.text, 'text')).toBe(plainText)
    // The next press goes on without it.
    expect(
      locationOf(await aigul.post(formAction(page.text), { text: plainText, category: 'snow' }, [])),
    ).toMatch(/where$/)
    expect(await allFilesIn(path.join(portal.deps.config.dataDir, 'temporary'))).toEqual([])
  })

  test('with nothing but a bad photo no draft is begun', { tags: ['long'] }, async () => {
    const before = await portal.deps.db.draft.count()
    const page = await residentOf(portal).begin({ text: plainText, category: 'snow' }, [photo(svg)])
    expect(page.status).toBe(422)
    expect(formAction(page.text)).toBe(complaintPaths.new('ru', 'synaqqala'))
    expect(await portal.deps.db.draft.count()).toBe(before)
  })
})

describe.skipIf(photoDataMissing)(`hostile and odd files${photoDataMissing ?? ''}`, () => {
  test('every file is taken or refused with a sentence, and the portal stays up', {
    timeout: 240_000,
  }, async () => {
    const aigul = residentOf(portal)
    const files = ['broken', 'formats', 'exif'].flatMap((folder) =>
      readdirSync(path.join(photoData, folder)).map((name) => path.join(photoData, folder, name)),
    )
    for (const file of files) {
      const page = await aigul.begin({ text: plainText, category: 'snow' }, [
        photo(readFileSync(file), path.basename(file)),
      ])
      const outcome = page.status === 303 ? 'taken' : `${page.status} ${errorsOf(page.text).length}`
      expect(['taken', '422 1'], file).toContain(outcome)
    }
    expect((await aigul.get(complaintPaths.new('kk', 'synaqqala'))).status).toBe(200)
    expect(await allFilesIn(path.join(portal.deps.config.dataDir, 'temporary'))).toEqual([])
  })
})

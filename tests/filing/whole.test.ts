import { randomBytes } from 'node:crypto'
import sharp from 'sharp'
import request, { type Response } from 'supertest'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { complaintPaths } from '../../src/features/complaints/index.ts'
import { hashToken } from '../../src/platform/crypto/token.ts'
import { openPortal, type Portal, sameOrigin } from '../support/portal.ts'
import { hiddenFields, locationOf, plainText, residentOf, tokenIn, wordsOf } from './resident.ts'

let portal: Portal
let left: Buffer
let right: Buffer
beforeAll(async () => {
  portal = await openPortal()
  ;[left, right] = await Promise.all([picture(60, 30), picture(90, 40)])
  const questions = [
    { code: 'pole', kind: 'text', label: names('Бағана', 'Номер опоры', 'Pole') },
    { code: 'lamps', kind: 'number', label: names('Нешеу', 'Сколько фонарей', 'How many') },
  ]
  await portal.deps.db.category.update({
    where: { id: portal.cast.categories.snow },
    data: { questions },
  })
})
afterAll(() => portal.close())
beforeEach(() => portal.setNow('2026-03-11T07:00:00Z'))

const names = (kk: string, ru: string, en: string) => ({ kk, ru, en })

/** Grey with a dark left edge, so that turning can be seen. */
async function picture(width: number, height: number): Promise<Buffer> {
  const edge = await sharp({ create: { width: 10, height, channels: 3, background: '#000' } })
    .png()
    .toBuffer()
  return sharp({ create: { width, height, channels: 3, background: '#ccc' } })
    .composite([{ input: edge, left: 0, top: 0 }])
    .jpeg()
    .toBuffer()
}

/** Statements that wait for a row which another transaction holds. */
async function waitingForRows({ deps }: Portal): Promise<number> {
  const [row] = await deps.db.$queryRaw<{ waiting: number }[]>`
    SELECT count(*)::int AS waiting FROM pg_stat_activity
    WHERE datname = current_database() AND wait_event_type = 'Lock'`
  return row?.waiting ?? 0
}

const newKey = () => randomBytes(16).toString('base64url')
const fields = { text: plainText, category: 'other', address: 'ул. Абая, 10', replyLang: 'ru' }

/** Sends a report as a phone does that was without a network. */
async function send(
  key: string,
  more: Record<string, string> = {},
  photos: Buffer[] = [],
): Promise<Response> {
  const sending = request(portal.app)
    .post(complaintPaths.whole('ru', 'synaqqala', key))
    .set(sameOrigin)
  for (const [name, value] of Object.entries({ ...fields, ...more })) sending.field(name, value)
  for (const photo of photos)
    sending.attach('photos', photo, { filename: 'a.jpg', contentType: 'image/jpeg' })
  return sending
}

const ticketOf = async () =>
  hiddenFields((await residentOf(portal).get(complaintPaths.offline('ru', 'synaqqala'))).text)['ticket'] ?? ''

const complaintOf = (answer: Response) =>
  portal.deps.db.complaint.findUniqueOrThrow({
    where: { number: String(answer.body.number).replaceAll('-', '') },
    include: { photos: { orderBy: { position: 'asc' } }, contacts: true },
  })

describe('a whole report', () => {
  test('that comes again while its draft is being sent changes the draft in one piece', async () => {
    const aigul = residentOf(portal)
    const check = await aigul.reachCheck({}, [
      { name: 'left.jpg', bytes: left },
      { name: 'right.jpg', bytes: right },
    ])
    const key = tokenIn(check)
    const fields = { ...hiddenFields((await aigul.get(check)).text), replyLang: 'ru', visibility: 'public' }
    const others = [await picture(70, 30), await picture(80, 40)]
    const sent = await portal.deps.db.$transaction(
      async (tx) => {
        // Both wait for the draft; who came first goes first.
        await tx.$queryRaw`SELECT 1 FROM draft WHERE id = ${Buffer.from(hashToken(key))} FOR UPDATE`
        const whole = send(key, {}, others)
        await expect.poll(() => waitingForRows(portal), { timeout: 20_000 }).toBe(1)
        const steps = aigul.post(check, fields)
        await expect.poll(() => waitingForRows(portal), { timeout: 20_000 }).toBe(2)
        return { whole, steps }
      },
      { timeout: 60_000 },
    )
    const answer = await sent.whole
    await sent.steps
    expect(await complaintOf(answer)).toMatchObject({ photoCount: 2, photos: [{}, {}] })
  })

  test('is filed once, however often and at once it is sent', async () => {
    const key = newKey()
    const ticket = await ticketOf()
    portal.setNow('2026-03-11T09:00:00Z')
    const all = await Promise.all([1, 2, 3, 4].map(() => send(key, { ticket }, [left, right])))
    const again = await send(key, { text: 'Совсем другой текст, но ключ тот же самый' })
    expect(new Set([...all, again].map(({ status }) => status))).toEqual(new Set([200]))
    expect(new Set([...all, again].map(({ body }) => body.number)).size).toBe(1)
    const complaint = await complaintOf(again)
    expect(complaint).toMatchObject({
      text: plainText,
      publication: 'published',
      channel: 'web',
      photoCount: 2,
    })
    expect(complaint.photos).toHaveLength(2)
    const page = await residentOf(portal).get(again.body.href)
    expect(page.status).toBe(200)
    expect(page.text).toContain(again.body.number)
  })

  test('is filed once without photos, too, where no form is kept before', async () => {
    const key = newKey()
    const all = await Promise.all([1, 2, 3, 4].map(() => send(key)))
    expect(new Set(all.map(({ status, body }) => `${status} ${body.state} ${body.number}`)).size).toBe(1)
    const [first] = all
    expect(first?.body.state).toBe('sent')
    expect(await portal.deps.db.draft.count({ where: { id: Buffer.from(hashToken(key)) } })).toBe(0)
    expect(await portal.deps.db.complaint.count({ where: { formKey: Buffer.from(hashToken(key)) } })).toBe(1)
  })

  test('takes its photos along where one with and one without them come at once', async () => {
    for (let round = 0; round < 5; round += 1) {
      const key = newKey()
      const all = await Promise.all([send(key, {}, [left]), send(key), send(key, {}, [left])])
      expect(all.map(({ body }) => body.state)).toEqual(['sent', 'sent', 'sent'])
      expect(new Set(all.map(({ body }) => body.number)).size).toBe(1)
      const id = Buffer.from(hashToken(key))
      const [complaint] = await portal.deps.db.complaint.findMany({
        where: { formKey: id },
        include: { photos: true },
      })
      const behind = await portal.deps.db.photo.count({ where: { draftId: id } })
      expect(complaint?.photos.length).toBe(complaint?.photoCount)
      // The one without photos may have been first; then those of the other stay with its form.
      expect(behind === 0 || complaint?.photoCount === 0).toBe(true)
    }
  })

  test('keeps which words about personal data its page showed', async () => {
    const { text } = await residentOf(portal).get(complaintPaths.offline('ru', 'synaqqala'))
    const { consent = '' } = hiddenFields(text)
    expect(consent).toMatch(/^\d{4}-\d\d-\d\d$/)
    expect(await complaintOf(await send(newKey(), { consent }))).toMatchObject({ consentVersion: consent })
    // A page that was kept since before the newest words.
    const older = await send(newKey(), { consent: '2026-11-21' })
    expect(await complaintOf(older)).toMatchObject({ consentVersion: '2026-11-21' })
    const forged = await send(newKey(), { consent: 'all of them' })
    expect(await complaintOf(forged)).toMatchObject({ consentVersion: null })
  })

  test('says by field what is wrong, and nothing is filed', async () => {
    const key = newKey()
    const refused = await send(key, { text: 'Яма', address: '', email: 'aigul@', lat: '43.2', lon: '76.9' })
    expect(refused.status).toBe(422)
    expect(refused.body.state).toBe('refused')
    expect(refused.body.errors).toMatchObject({
      text: 'Опишите подробнее: не меньше 10 знаков',
      email: expect.stringContaining('name@example.kz'),
      point: expect.stringContaining('за пределами'),
    })
    expect((await send(key)).body.state).toBe('sent')
  })

  test('of a category that is gone goes to the office without one', async () => {
    expect((await complaintOf(await send(newKey(), { category: 'telegraph' }))).categoryId).toBeNull()
  })

  test('without the ticket of its page waits for a look', async () => {
    expect((await complaintOf(await send(newKey()))).publication).toBe('held')
    expect((await complaintOf(await send(newKey(), { ticket: 'made-up' }))).publication).toBe('held')
  })

  test('goes on with the photos that the server has, and asks for those it has lost', async () => {
    const begun = await postPhotos(complaintPaths.newPhotos('ru', 'synaqqala'), left)
    const key = begun.body.token
    const more = await postPhotos(begun.body.photosHref, right)
    const [kept, dropped] = more.body.photos
    const missing = await send(key, { keep: `${kept.id} 00000000-0000-4000-8000-000000000000` })
    expect([missing.status, missing.body]).toEqual([409, { state: 'missing' }])
    const sent = await complaintOf(await send(key, { keep: kept.id }))
    expect(sent.photos.map(({ id }) => id)).toEqual([kept.id])
    expect(dropped.id).not.toBe(kept.id)
  })

  test('a photo that is none is left out, the rest is filed', async () => {
    const sent = await send(newKey(), {}, [left, Buffer.from('not a picture')])
    expect(sent.status).toBe(200)
    expect((await complaintOf(sent)).photos).toHaveLength(1)
  })

  test('a page for everybody: no cookie, kept by caches only as long as they ask', async () => {
    const page = await residentOf(portal).get(complaintPaths.offline('kk', 'synaqqala'))
    expect(page.headers['cache-control']).toBe('public, no-cache')
    expect(page.headers['set-cookie']).toBeUndefined()
    expect(page.text).toContain('href="tel:112"')
    expect(page.text).toContain('snow--lamps')
  })
})

async function postPhotos(path: string, ...photos: Buffer[]): Promise<Response> {
  const sending = request(portal.app).post(path).set(sameOrigin)
  for (const photo of photos)
    sending.attach('photos', photo, { filename: 'a.jpg', contentType: 'image/jpeg' })
  return sending
}

describe('photos one by one', () => {
  const change = (href: string, act: string) =>
    request(portal.app).post(href).set(sameOrigin).type('form').send({ act })

  test('the first begins a draft, which the first step goes on with', async () => {
    const begun = await postPhotos(complaintPaths.newPhotos('ru', 'synaqqala'), left)
    expect(begun.body.photos).toHaveLength(1)
    const page = await residentOf(portal).get(begun.body.action)
    expect(page.text).toContain(begun.body.photos[0].id)
    const where = await residentOf(portal).post(begun.body.action, { text: plainText, category: 'other' }, [])
    expect(locationOf(where)).toMatch(/\/where$/)
  })

  test('turning turns the pixels that are stored, a quarter each time', async () => {
    const begun = await postPhotos(complaintPaths.newPhotos('ru', 'synaqqala'), left)
    const [photo] = begun.body.photos
    const turned = (await change(photo.href, 'turn')).body.photos[0]
    expect(turned.id).toBe(photo.id)
    expect(turned.src).not.toBe(photo.src)
    const row = await portal.deps.db.photo.findUniqueOrThrow({ where: { id: photo.id } })
    expect([row.width, row.height]).toEqual([30, 60])
    const shown = await request(portal.app).get(turned.src).buffer(true)
    const { data, info } = await sharp(shown.body).greyscale().raw().toBuffer({ resolveWithObject: true })
    // The dark left edge is on top now.
    expect(data[2 * info.width + 15]).toBeLessThan(60)
    expect(data[50 * info.width + 15]).toBeGreaterThan(150)
    // Without scripts by the form of the first step.
    const what = begun.body.action
    await residentOf(portal).post(what, { text: plainText, turn: photo.id }, [])
    const again = await portal.deps.db.photo.findUniqueOrThrow({ where: { id: photo.id } })
    expect([again.width, again.height]).toEqual([60, 30])
  })

  test('a sentence stands for each that is not taken; five are the most', async () => {
    const refused = await postPhotos(complaintPaths.newPhotos('ru', 'synaqqala'), Buffer.from('GIF89a'))
    expect(refused.status).toBe(422)
    expect(refused.body.errors[0]).toMatch(/JPEG/)
    const begun = await postPhotos(complaintPaths.newPhotos('ru', 'synaqqala'), left)
    for (let side = 50; side < 54; side++) await postPhotos(begun.body.photosHref, await picture(side, side))
    const full = await postPhotos(begun.body.photosHref, right)
    expect(full.body.photos).toHaveLength(5)
    expect(full.body.room).toBe(0)
    expect(full.body.errors).toHaveLength(1)
    const removed = await change(full.body.photos[4].href, 'remove')
    expect(removed.body.photos).toHaveLength(4)
  })

  test('a draft that is gone or sent takes none', async () => {
    const gone = await postPhotos(complaintPaths.draftPhotos('ru', 'synaqqala', newKey()), left)
    expect(gone.status).toBe(404)
    const key = newKey()
    await send(key)
    expect((await postPhotos(complaintPaths.draftPhotos('ru', 'synaqqala', key), left)).status).toBe(409)
  })
})

describe('questions of a category', () => {
  test('are asked with the place, kept with the complaint, and shown', async () => {
    const aigul = residentOf(portal)
    const where = locationOf(await aigul.begin({ text: plainText, category: 'snow' }))
    expect(wordsOf((await aigul.get(where)).text)).toContain('Номер опоры')
    const bad = await aigul.post(where, { address: 'Абая 1', 'snow--lamps': 'много', 'snow--pole': '12А' })
    expect(bad.status).toBe(422)
    expect(wordsOf(bad.text)).toContain('Напишите число')
    expect(bad.text).toContain('value="12А"')
    const check = locationOf(
      await aigul.post(where, { address: 'Абая 1', 'snow--lamps': '3', 'snow--pole': '12А' }),
    )
    expect(wordsOf((await aigul.get(check)).text)).toMatch(/Номер опоры 12А .*Сколько фонарей 3/)
    portal.setNow('2026-03-11T07:02:00Z')
    const filed = locationOf(await aigul.send(check))
    const complaint = await portal.deps.db.complaint.findFirstOrThrow({ orderBy: { id: 'desc' } })
    const shown = wordsOf((await aigul.get(complaintPaths.show('ru', 'synaqqala', complaint.number))).text)
    expect(shown).toMatch(/Номер опоры 12А/)
    expect(tokenIn(filed)).not.toBe('')
    const table = await aigul.get(complaintPaths.listCsv('ru', 'synaqqala'))
    expect(table.text).toContain('Номер опоры: 12А; Сколько фонарей: 3')
  })

  test('nobody has to answer, and what belongs to another category is not taken over', async () => {
    const aigul = residentOf(portal)
    const where = locationOf(await aigul.begin({ text: plainText, category: 'snow' }))
    const check = locationOf(await aigul.post(where, { address: 'Абая 1', 'snow--pole': '77' }))
    const what = check.replace(/check$/, 'what')
    await aigul.post(what, { text: plainText, category: 'heating' }, [])
    expect(wordsOf((await aigul.get(check)).text)).not.toContain('77')
  })

  test('a phone number among the answers is for staff only', async () => {
    const ticket = await ticketOf()
    portal.setNow('2026-03-11T09:00:00Z')
    const sent = await send(newKey(), { category: 'snow', ticket, 'snow--pole': '8 705 123 45 67' })
    const complaint = await complaintOf(sent)
    expect(complaint.publication).toBe('published')
    const page = await residentOf(portal).get(complaintPaths.show('ru', 'synaqqala', complaint.number))
    expect(page.text).not.toContain('705 123')
    expect(page.text).toContain('[телефон скрыт]')
    // It stands nowhere that cannot be erased.
    const rows = await portal.deps.db.activity.findMany({ where: { complaintId: complaint.id } })
    expect(JSON.stringify(rows.map(({ payload }) => payload))).not.toMatch(/705\D*123/)
  })
})

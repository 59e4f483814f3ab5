import { createServer } from 'node:http'
import request, { type Response } from 'supertest'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { currentConsent, deskPaths, parseNumber } from '../../src/features/complaints/index.ts'
import { revokeKey } from '../../src/features/open311/actions/revoke-key.ts'
import { unseal } from '../../src/platform/crypto/seal.ts'
import { streetLike } from '../platform/images-support.ts'
import { places } from '../support/cast.ts'
import { openPortal, type Portal } from '../support/portal.ts'
import { signInAs } from '../support/sign-in.ts'
import { inCity, keyFor, leavesAsText, type Program, programOf, root, slug, sparkOf } from './interface.ts'

let portal: Portal
let program: Program
let key: string

beforeAll(async () => {
  portal = await openPortal()
  program = programOf(portal)
  key = await keyFor(portal)
  const names = (text: string) => ({ kk: text, ru: text, en: text })
  await portal.deps.db.category.update({
    where: { id: portal.cast.categories.potholes },
    data: {
      questions: [
        {
          ...{ code: 'depth', kind: 'choice', label: names('Depth') },
          options: ['deep', 'flat'].map((value) => ({ value, label: names(value) })),
        },
        { code: 'wide', kind: 'number', label: names('Width') },
      ],
    },
  })
  portal.deps.cache.forget('')
}, 120_000)
afterAll(() => portal?.close())

type Fields = Record<string, string | string[]>

/** What is enough, and different each time. */
let count = 0
const good = (change: Fields = {}): Fields => ({
  ...{ api_key: key, jurisdiction_id: slug, service_code: 'potholes' },
  ...{ lat: String(places.west.lat), long: String(places.west.lon) },
  description: `Жолда үлкен шұңқыр бар, нөмірі ${++count}`,
  ...change,
})

const post = (fields: Fields, headers?: Record<string, string>) =>
  program.post('/requests.json', fields, headers)

async function refusedWith(status: number, change: Fields): Promise<string> {
  const res = await post(good(change))
  expect(res.status, res.text).toBe(status)
  const errors: { code: string; description: string }[] = JSON.parse(res.text)
  expect(errors[0]?.code).toBe(String(status))
  return errors.map(({ description }) => description).join('\n')
}

async function filed(change: Fields = {}, headers?: Record<string, string>): Promise<string> {
  return idOf(await post(good(change), headers))
}

function idOf(res: Response): string {
  expect(res.status, res.text).toBe(200)
  return JSON.parse(res.text)[0].service_request_id
}

async function complaintOf(id: string) {
  const parsed = parseNumber(id)
  if (!parsed.ok) throw new Error(`${id} is no number`)
  return portal.deps.db.complaint.findUniqueOrThrow({
    where: { number: parsed.number },
    include: { contacts: true, photos: true, activity: { orderBy: { seq: 'asc' } } },
  })
}

const countOf = () => portal.deps.db.complaint.count()

describe('5: what is refused', () => {
  test('without a key, with a wrong one, with one of another city, with one that was revoked: 403', async () => {
    await refusedWith(403, { api_key: '' })
    await refusedWith(403, { api_key: 'aq_wrong' })
    await refusedWith(403, { api_key: await keyFor(portal, { cityId: portal.cast.otherCity.id }) })
    const revoked = await keyFor(portal)
    const { id } = await portal.deps.db.apiKey.findFirstOrThrow({ orderBy: { id: 'desc' } })
    const reach = { cityIds: [portal.cast.city.id], all: false }
    await revokeKey(portal.deps, { id, reach, by: portal.cast.staff.city_admin, at: Date.now() })
    await refusedWith(403, { api_key: revoked })
    const { api_key: _key, ...rest } = good()
    const inAddress = await program.post(`/requests.json?api_key=${key}`, rest)
    expect(inAddress.status).toBe(403)
  })

  test('an unknown service or city is not found; none is a mistake', async () => {
    await refusedWith(404, { service_code: 'none' })
    await refusedWith(404, { jurisdiction_id: 'atlantis' })
    await refusedWith(400, { service_code: '' })
    await refusedWith(400, { jurisdiction_id: '' })
  })

  test('no place, half a point, no degrees, beyond the earth, outside the city: 400', {
    tags: ['long'],
  }, async () => {
    const nowhere = { lat: '', long: '' }
    await refusedWith(400, nowhere)
    await refusedWith(400, { ...nowhere, address_id: '4711' })
    await refusedWith(400, { long: '' })
    await refusedWith(400, { lat: '', address_string: 'Абай, 1' })
    for (const lat of ['91', 'x', '49,95', '1e1', '٤٩']) await refusedWith(400, { lat })
    await refusedWith(400, { lat: String(places.outside.lat), long: String(places.outside.lon) })
    await refusedWith(400, { ...nowhere, address_string: 'а'.repeat(201) })
    expect((await complaintOf(await filed({ ...nowhere, address_string: 'Абай, 1' }))).address).toBe(
      'Абай, 1',
    )
  })

  test('a list key that is not in the list, a number that is none: 400; nothing is required', async () => {
    expect(await refusedWith(400, { 'attribute[depth]': 'bottomless' })).toContain('deep, flat')
    await refusedWith(400, { 'attribute[wide]': 'very' })
    await filed({ 'attribute[unknown]': 'x' })
    await filed()
  })

  test('4000 characters are a description, 4001 are not', async () => {
    expect((await complaintOf(await filed({ description: 'ұ'.repeat(4000) }))).text).toHaveLength(4000)
    await refusedWith(400, { description: 'ұ'.repeat(4001) })
  })

  test('contacts that reach nobody, consent to words that never were', async () => {
    await refusedWith(400, { email: 'nobody' })
    await refusedWith(400, { phone: '12' })
    await refusedWith(400, { consent: '1999-01-01' })
  })

  test('all that is wrong is said at once, in the format of the address, and nothing is filed', async () => {
    const before = await countOf()
    const bad = good({ lat: 'x', email: 'nobody', phone: '12' })
    const json = JSON.parse((await program.post('/requests.json', bad)).text)
    expect(json).toHaveLength(3)
    const xml = await program.post('/requests.xml', bad)
    expect([xml.status, await sparkOf(portal, xml.text)]).toEqual([400, json])
    expect(await countOf()).toBe(before)
  })

  test('HTML is words and comes back escaped', async () => {
    const id = await filed({ description: 'Шұңқыр <script>alert(1)</script> & <b>тағы</b>' })
    const { text } = await program.get(`/requests/${id}.xml?${inCity}`)
    expect(text).toContain('&lt;script&gt;alert(1)&lt;/script&gt; &amp; &lt;b&gt;')
    const [view] = (await sparkOf(portal, text)) as { description: string }[]
    expect(view?.description).toBe('Шұңқыр <script>alert(1)</script> & <b>тағы</b>')
  })

  test('a body of another kind is no form', async () => {
    const res = await request(portal.app).post(`${root}/requests.json`).send({ api_key: key })
    expect(res.status).toBe(403)
  })
})

describe('6: attributes', () => {
  test('with and without brackets behind, also in multipart; several of one value are refused', async () => {
    const answers = { 'potholes--depth': 'deep', 'potholes--wide': '40' }
    const flat = await filed({ 'attribute[depth]': 'deep', 'attribute[wide]': '40' })
    expect((await complaintOf(flat)).answered).toEqual(answers)
    const listed = await filed({ 'attribute[depth][]': 'deep', 'attribute[wide]': ' 40 ' })
    expect((await complaintOf(listed)).answered).toEqual(answers)
    const parts = await postParts({ 'attribute[depth][]': 'deep', 'attribute[wide]': '40' })
    expect((await complaintOf(idOf(parts))).answered).toEqual(answers)
    await refusedWith(400, { 'attribute[depth][]': ['deep', 'flat'] })
    const view = await program.json<{ attributes: unknown[] }[]>(
      `/requests/${flat}.json?${inCity}&extensions=true&lang=en`,
    )
    expect(view[0]?.attributes).toEqual([
      { code: 'depth', label: 'Depth', value: 'deep' },
      { code: 'wide', label: 'Width', value: '40' },
    ])
  })
})

/** Multipart, with photos. */
function postParts(fields: Fields, photos: { field: string; bytes: Buffer }[] = []) {
  const sending = request(portal.app).post(`${root}/requests.json`)
  for (const [name, value] of Object.entries(good(fields))) sending.field(name, String(value))
  for (const { field, bytes } of photos)
    sending.attach(field, bytes, { filename: 'a.jpg', contentType: 'image/jpeg' })
  return sending
}

let shade = 0
const jpeg = () => {
  shade = (shade + 41) % 256
  return streetLike(320, 240)
    .tint({ r: shade, g: 255 - shade, b: 90 })
    .withExif({ IFD0: { Make: 'Secret' } })
    .jpeg()
    .toBuffer()
}

describe('15: what was filed', () => {
  test('is there at once for everybody, in the inbox of its office, and with the channel it came by', async () => {
    const id = await filed()
    const [view] = await program.json<Record<string, unknown>[]>(
      `/requests/${id}.json?${inCity}&extensions=true`,
    )
    expect(view).toMatchObject({
      ...{ service_request_id: id, status: 'open', service_code: 'potholes', lat: 49.95, long: 82.55 },
      requested_datetime: '2026-03-11T12:00:00+05:00',
      extended_attributes: { channel: 'api' },
    })
    const complaint = await complaintOf(id)
    expect(complaint.activity.map(({ kind }) => kind)).toEqual(['filed', 'registered', 'sent'])
    expect([complaint.districtId, complaint.officeId]).toEqual([
      portal.cast.districts.west,
      portal.cast.offices.roads,
    ])
    const executor = await signInAs(portal, 'executor@example.kz')
    expect((await executor.get(deskPaths.inbox()).expect(200)).text).toContain(id)
    expect((await executor.get(deskPaths.show(complaint.number)).expect(200)).text).toContain('Open311')
  })

  test('the answer has the number alone, and in XML the same', async () => {
    const fields = good()
    const json = JSON.parse((await program.post('/requests.json', fields)).text)
    expect(json).toEqual([
      {
        service_request_id: expect.stringMatching(/^2603-\d{4}-\d{4}$/),
        service_notice: expect.any(String),
        account_id: null,
      },
    ])
    const xml = await program.post('/requests.xml', fields)
    expect(xml.headers['content-type']).toBe('text/xml; charset=utf-8')
    expect(xml.headers['cache-control']).toBe('private, no-store')
    expect(await sparkOf(portal, xml.text)).toEqual(leavesAsText(json))
  })

  test('the notice names office, term, what is alike, and what was agreed to, in the language asked for', async () => {
    const street = {
      lat: '49.9512',
      long: '82.6612',
      description: 'Жол жиегіндегі терең шұңқыр, шеті опырылған',
    }
    const first = await filed(street)
    const res = await post(good({ ...street, description: `${street.description}!`, lang: 'en' }))
    const { service_notice: notice } = JSON.parse(res.text)[0]
    expect(notice).toContain('Department: Roads')
    expect(notice).toContain('The answer is due: ')
    expect(notice).toContain(`Open requests that look alike: ${first}.`)
    expect(notice).toContain(`(${currentConsent}): http://portal.test/en/synaqqala/privacy`)
  })

  test('contacts are sealed, the version of the consent is kept, names and devices are not', async () => {
    const id = await filed({
      ...{ email: 'Aigul@Example.kz', phone: '8 705 123 45 67', consent: currentConsent },
      ...{ first_name: 'Aigul', last_name: 'Secret', device_id: 'imei-4711', account_id: '12' },
    })
    const complaint = await complaintOf(id)
    const email = complaint.contacts.find(({ kind }) => kind === 'email')
    expect(
      unseal(portal.deps.keys, email?.sealed ?? Buffer.of(), `complaint-contact/${complaint.number}/email`),
    ).toBe('aigul@example.kz')
    expect(complaint.contacts.map(({ kind }) => kind).sort()).toEqual(['email', 'link', 'phone'])
    expect(complaint.consentVersion).toBe(currentConsent)
    expect(JSON.stringify(complaint, (_k, v) => (typeof v === 'bigint' ? '' : v))).not.toMatch(
      /imei|Secret|Aigul/,
    )
  })

  test('what only staff may see is not there, and the notice says so', async () => {
    const res = await post(good({ service_code: 'violence', lang: 'en' }))
    expect(JSON.parse(res.text)[0].service_notice).toContain('Only staff see this report.')
    await program.json(`/requests/${idOf(res)}.json?${inCity}`, 404)
  })

  test('the screening holds what it holds on the pages; without words the service speaks', async () => {
    const held = await post(good({ description: 'Жабайы, қараңыз: www.example.kz', lang: 'en' }))
    expect(JSON.parse(held.text)[0].service_notice).toContain('A moderator looks at it')
    await program.json(`/requests/${idOf(held)}.json?${inCity}`, 404)
    const wordless = await complaintOf(await filed({ description: '', lat: '49.9601', lang: 'ru' }))
    expect([wordless.text, wordless.publication]).toEqual(['Яма', 'published'])
  })

  test('with extensions the reporter gets a page of their own', async () => {
    const res = await post(good({ extensions: 'true' }))
    const { extended_attributes: more } = JSON.parse(res.text)[0]
    expect(more).toMatchObject({ publication: 'published', repeated: false })
    await request(portal.app).get(new URL(more.reporter_url).pathname).expect(200)
    await request(portal.app).get(new URL(more.url).pathname).expect(200)
  })
})

describe('16: the same again', () => {
  test('is the same complaint: by the same key within minutes, also at the same moment', async () => {
    const fields = good()
    const before = await countOf()
    const answers = await Promise.all(Array.from({ length: 6 }, () => post(fields)))
    expect(new Set(answers.map(idOf)).size).toBe(1)
    expect(await countOf()).toBe(before + 1)
    const other = await post({ ...fields, api_key: await keyFor(portal) })
    expect(idOf(other)).not.toBe(idOf(answers[0] as Response))
    portal.setNow('2026-03-11T07:11:00Z')
    expect(idOf(await post(fields))).not.toBe(idOf(answers[0] as Response))
    portal.setNow('2026-03-11T07:00:00Z')
  })

  test('by an Idempotency-Key for a day, and that key is for nothing else', async () => {
    const fields = good()
    const header = { 'Idempotency-Key': 'b3f1-4711' }
    const first = idOf(await post(fields, header))
    portal.setNow('2026-03-12T06:00:00Z')
    expect(idOf(await post(fields, header))).toBe(first)
    expect((await post(good(), header)).status).toBe(400)
    portal.setNow('2026-03-12T07:00:01Z')
    expect(idOf(await post(fields, header))).not.toBe(first)
    portal.setNow('2026-03-11T07:00:00Z')
    expect(idOf(await post(good(), { 'Idempotency-Key': 'b3f1-4712' }))).not.toBe(first)
    expect((await post(good(), { 'Idempotency-Key': 'x'.repeat(256) })).status).toBe(400)
  })
})

describe('17: pictures', () => {
  test('media and media[] go the way of all photos, without a word of their past', async () => {
    const photos = [
      { field: 'media', bytes: await jpeg() },
      { field: 'media[]', bytes: await jpeg() },
    ]
    const id = idOf(await postParts({}, photos))
    const complaint = await complaintOf(id)
    expect(complaint.photos).toHaveLength(2)
    const [view] = await program.json<{ media_url: string; extended_attributes: { media_urls: string[] } }[]>(
      `/requests/${id}.json?${inCity}&extensions=true`,
    )
    expect(view?.extended_attributes.media_urls).toHaveLength(2)
    const picture = await request(portal.app)
      .get(new URL(view?.media_url ?? '').pathname)
      .expect(200)
    expect(picture.headers['content-type']).toBe('image/jpeg')
    expect((picture.body as Buffer).includes('Secret')).toBe(false)
  })

  test('what is no picture, or one too many, is refused, and nothing is filed', async () => {
    const before = await countOf()
    const bad = await postParts({}, [{ field: 'media', bytes: Buffer.from('<svg onload="alert(1)"/>') }])
    expect([bad.status, JSON.parse(bad.text)[0].code]).toEqual([400, '400'])
    const one = await jpeg()
    const many = await postParts(
      {},
      Array.from({ length: 6 }, () => ({ field: 'media[]', bytes: one })),
    )
    expect(many.status).toBe(400)
    expect(await countOf()).toBe(before)
  })

  test('media_url is text that a moderator reads; no server is asked for it', async () => {
    const asked: string[] = []
    const server = createServer((req, res) => {
      asked.push(String(req.url))
      res.end()
    })
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    const address = server.address()
    const port = typeof address === 'object' && address !== null ? address.port : 0
    const complaint = await complaintOf(await filed({ media_url: `http://127.0.0.1:${port}/photo.jpg` }))
    expect(complaint.text).toContain(`http://127.0.0.1:${port}/photo.jpg`)
    expect([complaint.publication, complaint.photos]).toEqual(['held', []])
    expect(asked).toEqual([])
    await new Promise((resolve) => server.close(resolve))
  })
})

describe('quotas', () => {
  test('count what is filed, not what is repeated or refused, and say when to come back', async () => {
    const small = await keyFor(portal, { perHour: 2, perDay: 3 })
    const first = good({ api_key: small })
    await post(first)
    for (let again = 0; again < 3; again++) expect((await post(first)).status).toBe(200)
    await refusedWith(400, { api_key: small, lat: 'x' })
    expect((await post(good({ api_key: small }))).status).toBe(200)
    const over = await post(good({ api_key: small }))
    expect([over.status, JSON.parse(over.text)[0].code]).toEqual([429, '429'])
    expect(Number(over.headers['retry-after'])).toBeGreaterThan(0)
    expect((await post(first)).status).toBe(200)
  })

  test('the last use of a key is noted', async () => {
    const fresh = await keyFor(portal)
    await filed({ api_key: fresh })
    const { lastUsedAt } = await portal.deps.db.apiKey.findFirstOrThrow({ orderBy: { id: 'desc' } })
    expect(lastUsedAt?.toISOString()).toBe('2026-03-11T07:00:00.000Z')
  })
})

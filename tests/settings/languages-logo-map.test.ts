import sharp from 'sharp'
import request from 'supertest'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { settingsPaths } from '../../src/features/settings/index.ts'
import { maxMarkBytes } from '../../src/platform/images/image-result.ts'
import { openPortal, type Portal, sameOrigin } from '../support/portal.ts'
import { type Browser, signInAs } from '../support/sign-in.ts'
import { filledForm } from './filled-form.ts'

const city = 'synaqqala'
let portal: Portal
let admin: Browser
beforeAll(async () => {
  portal = await openPortal()
  admin = await signInAs(portal, 'city_admin@example.kz')
})
afterAll(() => portal?.close())

const single = (kind: 'profile' | 'look' | 'map') => settingsPaths.thing(city, kind, '')
const read = async (path: string) => (await request(portal.app).get(path).expect(200)).text

async function change(kind: 'profile' | 'map', fields: Record<string, string | null>) {
  const typed = { ...filledForm((await admin.get(single(kind)).expect(200)).text), ...fields }
  const sent = Object.entries(typed).filter((field): field is [string, string] => field[1] !== null)
  return admin.post(single(kind)).set(sameOrigin).type('form').send(Object.fromEntries(sent))
}

describe('languages of a city', () => {
  test('one that is off asks for the name of the city, then goes from links, switch, hreflang and sitemap', async () => {
    expect(await read(`/kk/${city}`)).toContain('hreflang="en"')
    const unsure = await change('profile', { 'languages.en': null })
    expect(unsure.status).toBe(422)
    expect((await change('profile', { 'languages.en': null, confirm: 'Synaqqala' })).status).toBe(303)
    const page = await read(`/kk/${city}`)
    expect(page).not.toContain('hreflang="en"')
    expect(page).not.toContain(`/en/${city}`)
    expect(page).toContain('hreflang="ru"')
    await portal.deps.db.city.updateMany({ where: { slug: city }, data: { demo: false } })
    portal.deps.cache.forget('')
    const map = await read(`/sitemaps/${city}/pages.xml`)
    expect(map).toContain(`/ru/${city}`)
    expect(map).not.toContain(`/en/${city}`)
  })

  test('old links in it lead to the Kazakh page, with all that they say', async () => {
    const answer = await request(portal.app).get(`/en/${city}/complaints?status=new`).expect(302)
    expect(answer.headers['location']).toBe(`/kk/${city}/complaints?status=new`)
  })

  test('a form that was open in it is still taken', async () => {
    const answer = await request(portal.app)
      .post(`/en/${city}/complaints/new`)
      .set(sameOrigin)
      .type('form')
      .send({ text: '' })
    expect(answer.status).not.toBe(302)
  })
})

describe('the logo', () => {
  const upload = (bytes: Buffer, name: string) =>
    admin.post(settingsPaths.logo(city)).set(sameOrigin).attach('logo', bytes, name)
  const arms = () =>
    sharp({
      create: { width: 600, height: 500, channels: 4, background: { r: 9, g: 90, b: 200, alpha: 0.5 } },
    })
      .withExif({ IFD0: { Copyright: 'secret-of-the-camera' } })
      .png()
      .toBuffer()

  test('is made anew from its pixels, light, transparent, and stands in the header with words', async () => {
    const answer = await upload(await arms(), 'arms.png')
    expect(answer.status).toBe(303)
    const page = await read(`/ru/${city}`)
    const [, src = ''] = /<img class="brand-mark" src="([^"]+)" alt="Логотип города"/.exec(page) ?? []
    expect(src).toMatch(/^\/logo\/synaqqala-[0-9a-f]{10}\.png$/)
    const picture = await request(portal.app).get(src).expect(200)
    expect(picture.headers['content-type']).toBe('image/png')
    expect(picture.headers['cache-control']).toContain('immutable')
    expect(picture.body.length).toBeLessThan(maxMarkBytes)
    const facts = await sharp(picture.body).metadata()
    expect(facts).toMatchObject({ format: 'png', width: 132, height: 110, hasAlpha: true })
    expect(facts.exif).toBeUndefined()
    expect(picture.body.includes('secret-of-the-camera')).toBe(false)
  })

  test('stays when the colour is changed, and is taken back like any change', async () => {
    const form = filledForm((await admin.get(single('look'))).text)
    const answer = await admin
      .post(single('look'))
      .set(sameOrigin)
      .type('form')
      .send({ ...form, brandColour: '#7A1F5C' })
    expect(answer.status).toBe(303)
    expect(await read(`/ru/${city}`)).toContain('/logo/')
    const rows = await portal.deps.db.settingChange.findMany({
      where: { kind: 'look' },
      orderBy: { id: 'asc' },
    })
    await admin
      .post(settingsPaths.undo(city, rows[0]?.id ?? 0))
      .set(sameOrigin)
      .expect(303)
    const page = await read(`/ru/${city}`)
    expect(page).not.toContain('/logo/')
    expect((await admin.get(single('look'))).text).toContain('#7A1F5C')
  })

  test.each([
    ['an SVG', Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"><script>1</script></svg>'), 'SVG'],
    ['no picture', Buffer.from('hello'), 'SVG'],
    ['nothing', Buffer.alloc(0), 'Сначала выберите'],
  ])('%s is refused with a sentence, and nothing changes', async (_name, bytes, words) => {
    await admin.get('/staff/settings?lang=ru')
    const before = await portal.deps.db.settingChange.count()
    const answer = await admin
      .post(`${settingsPaths.logo(city)}?lang=ru`)
      .set(sameOrigin)
      .attach('logo', bytes, 'arms.svg')
    expect(answer.status).toBe(422)
    expect(answer.text).toContain(words)
    expect(await portal.deps.db.settingChange.count()).toBe(before)
  })
})

describe('the map', () => {
  const policyOf = async (path: string) =>
    (await request(portal.app).get(path)).headers['content-security-policy'] ?? ''

  test('of tiles names its server in the policy of the pages of this city, and nowhere else', async () => {
    const tiles = {
      mode: 'tiles',
      tileUrl: 'https://tiles.example.kz:8443/{z}/{x}/{y}.png',
      attribution: '© OSM',
    }
    expect((await change('map', tiles)).text).toContain('name="confirm"')
    expect((await change('map', { ...tiles, confirm: 'Сынаққала' })).status).toBe(303)
    const path = `/kk/${city}/complaints/map`
    expect(await policyOf(path)).toContain("img-src 'self' data: blob: https://tiles.example.kz:8443;")
    expect(await policyOf('/kk')).not.toContain('tiles.example.kz')
    expect(await read(path)).toContain('data-tiles="https://tiles.example.kz:8443/{z}/{x}/{y}.png"')
    const settings = await admin.get(single('map')).expect(200)
    expect(settings.text).toMatch(/src="https:\/\/tiles\.example\.kz:8443\/12\/\d+\/\d+\.png"/)
    expect(settings.headers['content-security-policy']).toContain('https://tiles.example.kz:8443')
  })

  test.each([
    'http://tiles.example.kz/{z}/{x}/{y}.png',
    'https://{z}.example.kz/{z}/{x}/{y}.png',
    "https://tiles.example.kz; script-src '*'/{z}/{x}/{y}",
    'https://tiles.example.kz/{z}/{x}.png',
  ])('takes no address like %s', async (tileUrl) => {
    const answer = await change('map', { mode: 'tiles', tileUrl, attribution: 'x', confirm: 'Сынаққала' })
    expect(answer.status).toBe(422)
    expect(answer.text).toContain('tileUrl-error')
  })

  test('as a picture loads no script for it', async () => {
    expect((await change('map', { mode: 'picture' })).status).toBe(303)
    const page = await read(`/kk/${city}/complaints/map`)
    expect(page).not.toContain('data-map-script')
    expect(page).toContain('map-svg')
  })
})

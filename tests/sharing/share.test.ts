import { readFileSync } from 'node:fs'
import path from 'node:path'
import sharp from 'sharp'
import request from 'supertest'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { projectDir } from '../../src/config.ts'
import { complaintPaths, type Filed } from '../../src/features/complaints/index.ts'
import { answered, file, happen } from '../complaints/history.ts'
import { unescapeHtml } from '../filing/resident.ts'
import { addPhoto } from '../support/lived-in.ts'
import { openPortal, type Portal } from '../support/portal.ts'

let portal: Portal
let shown: Filed
beforeAll(async () => {
  portal = await openPortal({ publicUrl: 'https://portal.test' })
  shown = await file(portal)
  await addPhoto(portal, shown.number, 'before')
})
afterAll(() => portal?.close())

const image = (number: string, lang: 'kk' | 'ru' | 'en' = 'kk') =>
  request(portal.app)
    .get(complaintPaths.shareImage(lang, 'synaqqala', number))
    .buffer()
    .parse((res, done) => {
      const parts: Buffer[] = []
      res.on('data', (part) => parts.push(part))
      res.on('end', () => done(null, Buffer.concat(parts)))
    })
const page = (number: string, lang: 'kk' | 'ru' | 'en' = 'ru') =>
  request(portal.app).get(complaintPaths.show(lang, 'synaqqala', number))
const embed = (number: string) => request(portal.app).get(complaintPaths.embed('ru', 'synaqqala', number))

/** Value of a meta tag of a page. */
const meta = (html: string, name: string) =>
  unescapeHtml(new RegExp(`<meta (?:property|name)="${name}" content="([^"]*)">`).exec(html)?.[1] ?? '')

describe('the picture of a complaint', () => {
  test('is a PNG of the size that messengers want, small enough for them, and the same for everybody', async () => {
    const { status, headers, body } = await image(shown.number)
    expect(status).toBe(200)
    expect(headers['content-type']).toBe('image/png')
    expect(headers['cache-control']).toMatch(/^public, max-age=0, s-maxage=20/)
    expect(headers['set-cookie']).toBeUndefined()
    expect(await sharp(body).metadata()).toMatchObject({ format: 'png', width: 1200, height: 630 })
    expect(body.length).toBeLessThan(300 * 1024)
    expect((await image(shown.number)).body).toEqual(body)
    expect((await image(shown.number).set('If-None-Match', String(headers['etag']))).status).toBe(304)
  })

  test('is another one after the state has changed, and in another language', async () => {
    const one = await file(portal)
    const before = await image(one.number)
    await happen(portal, one.number, { kind: 'accepted' })
    const after = await image(one.number)
    const inRussian = await image(one.number, 'ru')
    expect(new Set([before, after, inRussian].map(({ headers }) => headers['etag'])).size).toBe(3)
    expect(after.body.equals(before.body)).toBe(false)
  })

  test('does not exist for what is not shown', async () => {
    const { violence } = portal.cast.categories
    const hidden = [
      await file(portal, { categoryId: violence }),
      await file(portal, { text: 'Смотрите видео на www.example.kz, покажу' }),
    ]
    for (const { number } of hidden) {
      expect((await image(number)).status).toBe(404)
      expect((await embed(number)).status).toBe(404)
      expect((await page(number)).text).not.toContain('share.png?')
    }
    expect((await image('260312345678')).status).toBe(404)
    const elsewhere = complaintPaths.shareImage('kk', 'basqaqala', shown.number)
    expect((await request(portal.app).get(elsewhere)).status).toBe(404)
  })

  test('is asked for by many at once and drawn once', async () => {
    const one = await file(portal)
    const { pictures } = portal.deps
    let drawn = 0
    const { draw } = pictures
    pictures.draw = (svg) => {
      drawn += 1
      return draw(svg)
    }
    const answers = await Promise.all(Array.from({ length: 8 }, () => image(one.number)))
    pictures.draw = draw
    expect(answers.map(({ status }) => status)).toEqual(Array(8).fill(200))
    expect(drawn).toBe(1)
  })

  test('of a drawing that fails says to come again, and is kept by nobody', async () => {
    const one = await file(portal)
    const { pictures } = portal.deps
    const { draw } = pictures
    pictures.draw = async () => null
    const failed = await image(one.number)
    pictures.draw = draw
    expect(failed.status).toBe(503)
    expect(failed.headers['cache-control']).toBe('no-store')
    expect((await image(one.number)).status).toBe(200)
  })

  test('exists for the city, too', async () => {
    const res = await request(portal.app).get('/kk/synaqqala/share.png')
    expect(res.status).toBe(200)
    expect(await sharp(res.body).metadata()).toMatchObject({ width: 1200, height: 630 })
    expect((await request(portal.app).get('/kk/atlantis/share.png')).status).toBe(404)
    expect((await request(portal.app).get('/xx/synaqqala/share.png')).status).toBe(404)
  })
})

describe('the head of a page', () => {
  test('gives messengers absolute addresses, and search engines one address per page and language', async () => {
    const { text } = await page(shown.number)
    const here = `https://portal.test${complaintPaths.show('ru', 'synaqqala', shown.number)}`
    expect(meta(text, 'og:url')).toBe(here)
    expect(meta(text, 'og:type')).toBe('article')
    expect(meta(text, 'og:locale')).toBe('ru_RU')
    expect(meta(text, 'twitter:card')).toBe('summary_large_image')
    expect(meta(text, 'og:image')).toMatch(
      /^https:\/\/portal\.test\/ru\/synaqqala\/complaints\/[\d-]+\/share\.png\?v=\d+$/,
    )
    expect(meta(text, 'og:image:alt')).toContain('Сынаккала: Яма, Абай көшесі, 12')
    expect(text).toContain(`<link rel="canonical" href="${here}">`)
    expect(text).toContain(
      `<link rel="alternate" hreflang="x-default" href="${here.replace('/ru/', '/kk/')}">`,
    )
    expect((await request(portal.app).get('/ru/synaqqala/complaints?sort=old')).text).toContain(
      '<link rel="canonical" href="https://portal.test/ru/synaqqala/complaints">',
    )
    const home = (await request(portal.app).get('/ru/synaqqala')).text
    expect(meta(home, 'og:image')).toBe('https://portal.test/ru/synaqqala/share.png')
  })

  test('says nothing of a page that only its resident may read', async () => {
    const { text } = await request(portal.app).get(complaintPaths.mine('ru', 'synaqqala', shown.secretToken))
    expect(text).not.toContain('og:url')
    expect(text).not.toContain('rel="canonical"')
    expect(text).toContain('<meta name="robots" content="noindex">')
  })
})

describe('links to messengers', () => {
  test('are plain links with the text of the page in its language', async () => {
    const { text } = await page(shown.number, 'kk')
    const [list = ''] = /<div class="share"[\s\S]*?<\/ul>/.exec(text) ?? []
    const links = [...list.matchAll(/<a href="([^"]+)" rel="([^"]+)">([^<]+)</g)]
    expect(links.map(([, , , label]) => label)).toEqual([
      'WhatsApp',
      'Telegram',
      'ВКонтакте',
      'Одноклассники',
      'Viber',
    ])
    for (const [, href = '', rel] of links) {
      expect(rel).toContain('noopener')
      const target = new URL(unescapeHtml(href))
      const said = decodeURIComponent(target.search.replaceAll('+', ' '))
      expect(said).toContain('Шұңқыр')
      expect(said).toContain(`https://portal.test${complaintPaths.show('kk', 'synaqqala', shown.number)}`)
    }
    expect(text).not.toMatch(/<script[^>]+src="https?:/)
  })
})

describe('the card for other sites', () => {
  test('may stand in a frame, has no script, no form and no cookie; other pages stay out of frames', async () => {
    const { status, text, headers } = await embed(shown.number)
    expect(status).toBe(200)
    expect(headers['content-security-policy']).toContain('frame-ancestors *')
    expect(headers['content-security-policy']).toContain("script-src 'none'")
    expect(headers['x-frame-options']).toBeUndefined()
    expect(headers['set-cookie']).toBeUndefined()
    expect(text).not.toMatch(/<script|<form/)
    expect(text).toContain('target="_blank" rel="noopener"')
    const other = await page(shown.number)
    expect(other.headers['x-frame-options']).toBe('DENY')
    expect(other.headers['content-security-policy']).toContain("frame-ancestors 'none'")
  })

  test('shows the picture of the repair once there is one', async () => {
    const fixed = await file(portal)
    await addPhoto(portal, fixed.number, 'before')
    const before = (await embed(fixed.number)).text
    const after = await addPhoto(portal, fixed.number, 'after', 1)
    await happen(portal, fixed.number, { kind: 'accepted' }, answered())
    expect(before).not.toContain(after)
    expect((await embed(fixed.number)).text).toContain(`/photos/${after}/small.jpg`)
    expect((await image(fixed.number)).status).toBe(200)
  })

  test('is offered by oEmbed, for pages of this portal only', async () => {
    const { text } = await page(shown.number)
    const [, href = ''] = /type="application\/json\+oembed"[^>]* href="([^"]+)"/.exec(text) ?? []
    const { body, status } = await request(portal.app).get(unescapeHtml(href))
    expect(status).toBe(200)
    expect(body).toMatchObject({ version: '1.0', type: 'rich', title: 'Яма, Абай көшесі, 12', width: 480 })
    expect(body.html).toContain(`https://portal.test${complaintPaths.embed('ru', 'synaqqala', shown.number)}`)
    const ask = (url: string, more = '') =>
      request(portal.app).get(`/oembed?url=${encodeURIComponent(url)}${more}`)
    const here = `https://portal.test${complaintPaths.show('ru', 'synaqqala', shown.number)}`
    expect((await ask(here)).status).toBe(200)
    expect((await ask(here.replace('portal.test', 'evil.test'))).status).toBe(404)
    expect((await ask('not an address')).status).toBe(404)
    expect((await ask(here, '&format=xml')).status).toBe(501)
  })

  test('cannot be broken out of by a title', async () => {
    await portal.deps.db.category.update({
      where: { id: portal.cast.categories.lights },
      data: { nameRu: '"><script>alert(1)</script>' },
    })
    portal.deps.cache.forget('')
    const one = await file(portal, { categoryId: portal.cast.categories.lights, address: '</text><x y="' })
    const { text } = await page(one.number)
    const [, code = ''] = /name="embed-code"[^>]* value="([^"]*)"/.exec(text) ?? []
    expect(unescapeHtml(code)).not.toContain('<script>')
    expect((await image(one.number, 'ru')).status).toBe(200)
  })
})

describe('fonts of drawings', () => {
  test('are built, each under a family of its own', () => {
    const build = path.join(projectDir, 'public/build')
    const { files } = JSON.parse(readFileSync(path.join(build, 'manifest.json'), 'utf8'))
    const fonts = Object.keys(files).filter((name) => name.startsWith('draw-'))
    expect(fonts).toHaveLength(8)
    const families = fonts.map((name) => {
      const text = readFileSync(path.join(build, files[name])).toString('latin1').replaceAll('\0', '')
      return /Noto [LCKT](?:400|700)/.exec(text)?.[0]
    })
    expect(new Set(families).size).toBe(8)
  })
})

import request from 'supertest'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { complaintPaths } from '../../src/features/complaints/index.ts'
import { eventPaths } from '../../src/features/events/index.ts'
import { guidePaths } from '../../src/features/guides/index.ts'
import { newsPaths } from '../../src/features/news/index.ts'
import { idsPerMap } from '../../src/features/sitemap/queries.ts'
import { file, happen } from '../complaints/history.ts'
import { plantEvent } from '../events/plant-event.ts'
import { plantOneGuide } from '../support/one-guide.ts'
import { openPortal, type Portal } from '../support/portal.ts'

let portal: Portal
beforeAll(async () => {
  portal = await openPortal({ publicUrl: 'https://portal.test' })
})
afterAll(() => portal?.close())

const get = (address: string) => request(portal.app).get(address.replace('https://portal.test', ''))
const places = (xml: string) => [...xml.matchAll(/<loc>([^<]+)<\/loc>/g)].map(([, loc = '']) => loc)

describe('the sitemap', () => {
  test('leads to every complaint that is shown, in three languages, with its last change, and to no other', async () => {
    const shown = await file(portal)
    await happen(portal, shown.number, { kind: 'accepted' })
    const held = await file(portal, { text: 'Пишите на www.example.kz, покажу' })
    const hidden = await file(portal, { categoryId: portal.cast.categories.violence })
    portal.deps.cache.forget('sitemap:')
    const index = await get('/sitemap.xml')
    expect(index.headers['content-type']).toContain('application/xml')
    expect(index.headers['cache-control']).toBe('public, max-age=3600')
    const maps = places(index.text)
    expect(maps).toContain('https://portal.test/sitemaps/basqaqala/pages.xml')
    const own = maps.filter((map) => /synaqqala\/complaints-\d+\.xml$/.test(map))
    expect(own).toHaveLength(1)
    const { text } = await get(own[0] ?? '')
    const path = (lang: 'kk' | 'ru' | 'en', number: string) => complaintPaths.show(lang, 'synaqqala', number)
    for (const lang of ['kk', 'ru', 'en'] as const) {
      expect(text).toContain(
        `<url><loc>https://portal.test${path(lang, shown.number)}</loc><lastmod>2026-03-11T08:00:00Z</lastmod></url>`,
      )
    }
    for (const { number } of [held, hidden]) expect(text).not.toContain(path('ru', number))
    expect(text).not.toContain(shown.secretToken)
    expect(places(text)).toHaveLength(3)
  })

  test('names pages that answer, single guides with their topics, events, news and works among them', async () => {
    const id = await plantEvent(portal, { places: null })
    await plantOneGuide(portal)
    const words = { kk: 'Жаңалық', ru: 'Новость', en: 'News' }
    const doc = { title: words, lead: words, body: words, day: '2026-03-10' }
    const at = new Date(portal.deps.now().epochMilliseconds)
    const news = await portal.deps.db.publication.create({
      data: {
        ...{ cityId: portal.cast.city.id, kind: 'news', state: 'published', doc, shown: doc },
        ...{ day: new Date(doc.day), publishedAt: at, shownAt: at, words: ' ' },
      },
    })
    portal.deps.cache.forget('')
    const found = places((await get('/sitemaps/synaqqala/pages.xml')).text)
    expect(found).toContain('https://portal.test/kk/synaqqala')
    expect(found).toContain('https://portal.test/en/synaqqala/offices/roads')
    for (const path of [
      eventPaths.show('ru', 'synaqqala', id),
      newsPaths.show('ru', 'synaqqala', news.id),
      guidePaths.topics('ru', 'synaqqala'),
      guidePaths.topic('ru', 'synaqqala', 'heat'),
    ]) {
      expect(found).toContain(`https://portal.test${path}`)
    }
    const statuses = await Promise.all(
      found.filter((url) => url.includes('/ru/')).map(async (url) => (await get(url)).status),
    )
    expect(new Set(statuses)).toEqual(new Set([200]))
  })

  test('is cut so that no map has more than 50,000 addresses', () => {
    expect(idsPerMap * 3).toBeLessThan(50_000)
  })

  test.each([
    '/sitemaps/synaqqala/complaints-999.xml',
    '/sitemaps/synaqqala/complaints-1e3.xml',
    '/sitemaps/atlantis/pages.xml',
    '/sitemaps/synaqqala/other.xml',
  ])('there is no %s', async (address) => {
    expect((await get(address)).status).toBe(404)
  })
})

describe('robots.txt', () => {
  test('closes what is personal, for staff or a search, and names the map', async () => {
    const { text, headers, status } = await get('/robots.txt')
    expect(status).toBe(200)
    expect(headers['content-type']).toContain('text/plain')
    const lines = text.split('\n')
    for (const path of ['/staff', '/*/mine/', '/*/complaints/new/', '/*/search']) {
      expect(lines).toContain(`Disallow: ${path}`)
    }
    expect(text).not.toContain('synaqqala')
    expect(lines).toContain('Sitemap: https://portal.test/sitemap.xml')
  })

  test('closes a city of invented complaints, which stands in no map either', async () => {
    await portal.deps.db.city.update({ where: { slug: 'basqaqala' }, data: { demo: true } })
    portal.deps.cache.forget('city:')
    expect((await get('/robots.txt')).text).toContain('Disallow: /*/basqaqala\n')
    expect((await get('/sitemap.xml')).text).not.toContain('basqaqala')
    expect((await get('/sitemaps/basqaqala/pages.xml')).status).toBe(404)
  })
})

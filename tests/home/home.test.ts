import { gzipSync } from 'node:zlib'
import request from 'supertest'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { createApp } from '../../src/app.ts'
import { CityProfile } from '../../src/features/city/index.ts'
import { writeDemoComplaints } from '../../src/features/demo/index.ts'
import { refreshFigures } from '../../src/features/statistics/index.ts'
import { langs } from '../../src/platform/i18n/texts.ts'
import { buildAssets } from '../../src/platform/look/build-assets.ts'
import { openStage, type Stage } from '../demo/stage.ts'
import { sameOrigin } from '../support/portal.ts'

let stage: Stage
let app: ReturnType<typeof createApp>

beforeAll(async () => {
  ;[stage] = await Promise.all([openStage(), buildAssets()])
  app = createApp(stage.deps)
})
afterAll(() => stage.close())

const get = async (path: string) => {
  const answer = await request(app).get(path)
  return { status: answer.status, html: answer.text }
}

const all = (html: string, pattern: RegExp) => [...html.matchAll(pattern)].map(([, found = '']) => found)

test('without any city the first page says how to plant one', async () => {
  for (const lang of langs) {
    const { status, html } = await get(`/${lang}`)
    expect(status).toBe(200)
    expect(html).toContain('npm run city -- add oskemen')
  }
  expect((await get('/de')).status).toBe(404)
})

describe('a city that has just opened', () => {
  beforeAll(async () => {
    await stage.demoCity('aksu')
  })

  test.each(langs)('asks what is wrong and invites to be the first, in %s', async (lang) => {
    const { status, html } = await get(`/${lang}/aksu`)
    expect(status).toBe(200)
    expect(all(html, /<h1[^>]*>([^<]*)/g)).toHaveLength(1)
    expect(html).toContain(stage.deps.texts.in(lang)('home:beFirst'))
    expect(html).not.toContain('class="stat-value"')
    expect(html).not.toContain('answers-title')
  })

  test('one city is gone to at once', async () => {
    const answer = await request(app).get('/').set('Accept-Language', 'ru')
    expect(answer.headers['location']).toBe('/ru/aksu')
  })
})

describe('a city with complaints', () => {
  beforeAll(async () => {
    const demo = await stage.demoCity('oskemen')
    await writeDemoComplaints(stage.deps, demo, { seed: 1, count: 400, until: '2026-11-21' })
    await refreshFigures(stage.deps, demo.city.id)
  })

  test.each(langs)('shows figures that lead to their charts and results in pictures, in %s', async (lang) => {
    const { status, html } = await get(`/${lang}/oskemen`)
    expect(status).toBe(200)
    expect(all(html, /class="stat-value">([^<]*)/g)).toHaveLength(4)
    expect(all(html, /href="[^"]*\/statistics(#[\w-]+)"/g)).toEqual([
      '#flow',
      '#in-time',
      '#verdicts',
      '#waits',
    ])
    const pictures = all(html, /<img src="(\/photos\/[^"]+\/small\.jpg)"/g)
    expect(pictures).toHaveLength(6)
    expect(gzipSync(html).length).toBeLessThan(12 * 1024)
  })

  test('charts of the figures are there', async () => {
    const { html } = await get('/kk/oskemen/statistics')
    for (const id of ['flow', 'in-time', 'verdicts', 'waits']) expect(html).toContain(`id="${id}"`)
  })

  test('results are the newest public ones that say solved', async () => {
    const { html } = await get('/en/oskemen')
    const numbers = all(html, /href="\/en\/oskemen\/complaints\/(\d{4}-\d{4}-\d{4})"/g)
    expect(numbers).toHaveLength(3)
    const found = await stage.deps.db.complaint.findMany({
      where: { number: { in: numbers.map((number) => number.replaceAll('-', '')) } },
    })
    expect(found.map(({ outcome, shown }) => [outcome, shown])).toEqual(Array(3).fill(['solved', true]))
    for (const number of numbers) expect((await get(`/en/oskemen/complaints/${number}`)).status).toBe(200)
  })

  test('a private complaint is not among them', async () => {
    const before = await get('/en/oskemen')
    const [number = ''] = all(before.html, /href="\/en\/oskemen\/complaints\/(\d{4}-\d{4}-\d{4})"/g)
    const where = { number: number.replaceAll('-', '') }
    await stage.deps.db.complaint.update({ where, data: { shown: false } })
    stage.deps.cache.forget('home:')
    expect((await get('/en/oskemen')).html).not.toContain(number)
    await stage.deps.db.complaint.update({ where, data: { shown: true } })
    stage.deps.cache.forget('home:')
  })

  test('the form begins a report; a common problem brings its category along', async () => {
    const { html } = await get('/ru/oskemen')
    const [action = ''] = all(
      html,
      /<form[^>]*method="post" action="([^"]*)" enctype="multipart\/form-data"/g,
    )
    const answer = await request(app)
      .post(action)
      .set(sameOrigin)
      .field('text', 'На дороге у школы глубокая яма, машины объезжают по встречной.')
    expect(answer.status).toBe(303)
    expect(answer.headers['location']).toMatch(/^\/ru\/oskemen\/complaints\/new\/[\w-]+\//)
    const [topic = ''] = all(html, /href="(\/ru\/oskemen\/complaints\/new\?category=pothole)"/g)
    expect((await get(topic)).html).toMatch(/value="pothole"[^>]*checked|checked[^>]*value="pothole"/)
  })

  test('areas lead to their complaints', async () => {
    const { html } = await get('/kk/oskemen')
    const [href = ''] = all(html, /class="chip" href="([^"]*district=[^"]*)"/g)
    expect((await get(href.replaceAll('&amp;', '&'))).status).toBe(200)
  })

  test('several cities are chosen from, each named', async () => {
    const { html } = await get('/kk')
    expect(all(html, /<h2><a href="([^"]*)"/g)).toEqual(['/kk/aksu', '/kk/oskemen'])
    const answer = await request(app).get('/').set('Accept-Language', 'kk')
    expect(answer.headers['location']).toBe('/kk')
  })
})

describe('plain words', () => {
  const page = (name: string, lang = 'ru') => get(`/${lang}/oskemen/${name}`)

  test.each([
    'about',
    'privacy',
    'accessibility',
  ])('%s is linked from every page and speaks every language', async (name) => {
    for (const lang of langs) {
      const { status, html } = await page(name, lang)
      expect(status).toBe(200)
      expect(html).toContain(`href="/${lang}/oskemen/${name}"`)
      expect(html).not.toMatch(/\{\{|\}\}/)
    }
  })

  test('say the terms of this city and who runs the portal', async () => {
    expect((await page('about')).html).toContain('15 раб. дн.')
    expect((await page('about')).html).toContain('вымышлены')
    expect((await page('privacy')).html).toContain('через 7 дн.')
    const city = await stage.deps.db.city.findUniqueOrThrow({ where: { slug: 'oskemen' } })
    const name = { kk: '«Мысал» қоғамдық қоры', ru: 'Общественный фонд «Мысал»', en: 'Mysal Foundation' }
    const address = { kk: 'Абай даңғылы, 1', ru: 'пр. Абая, 1', en: '1 Abay avenue' }
    const save = async (operator: CityProfile['operator']) => {
      const profile = { ...CityProfile.parse(city.profile), operator }
      await stage.deps.db.city.update({
        where: { id: city.id },
        data: { demo: false, termDays: 12, profile },
      })
      stage.deps.cache.forget('city:')
      return (await page('about')).html
    }
    expect(await save(null)).toContain('ещё не указал')
    const told = await save({ names: name, address, contact: 'info@mysal.example' })
    expect(told).toContain('Общественный фонд «Мысал», пр. Абая, 1. Связь: info@mysal.example.')
    expect(told).toContain('12 раб. дн.')
  })
})

test('without its figures the page still takes reports', async () => {
  await stage.deps.pool.query('ALTER TABLE stat_month RENAME TO stat_month_away')
  stage.deps.cache.forget('figures:')
  const { status, html } = await get('/ru/oskemen')
  await stage.deps.pool.query('ALTER TABLE stat_month_away RENAME TO stat_month')
  expect(status).toBe(200)
  expect(html).toContain('Показатели сейчас не удалось загрузить')
  expect(html).toContain('enctype="multipart/form-data"')
})

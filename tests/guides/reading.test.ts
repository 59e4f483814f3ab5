import request from 'supertest'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { plantGuides } from '../../src/features/guides/actions/plant-guides.ts'
import { guidePaths } from '../../src/features/guides/index.ts'
import { searchPaths } from '../../src/features/search/index.ts'
import { onePack, plantOneGuide } from '../support/one-guide.ts'
import { openPortal, type Portal, sameOrigin } from '../support/portal.ts'

let portal: Portal
const slug = 'synaqqala'
const show = guidePaths.show('ru', slug, 'cold-flat')

beforeAll(async () => {
  portal = await openPortal()
  await plantOneGuide(portal)
}, 60_000)
afterAll(() => portal?.close())

const get = (path: string) => request(portal.app).get(path)
const post = (path: string, fields: object) =>
  request(portal.app).post(path).set(sameOrigin).type('form').send(fields)

const ticketIn = (html: string) => /name="ticket" value="([^"]+)"/.exec(html)?.[1] ?? ''
const verdicts = () => portal.deps.db.guideVerdict.findMany({ orderBy: { id: 'asc' } })

describe('the list', () => {
  test.each([
    ['kk', 'батарея суык'],
    ['ru', 'холодные батареи'],
    ['en', 'cold radiators'],
    // the words of another language, and Latin look-alikes
    ['kk', 'нет отопления'],
    ['ru', 'жылу жок'],
  ] as const)('finds in %s: %s', async (lang, q) => {
    const { text } = await get(guidePaths.list(lang, slug, { q })).expect(200)
    expect(text).toContain(guidePaths.show(lang, slug, 'cold-flat'))
  })

  test('offers to ask for what is not there, with the words carried over', async () => {
    const { text } = await get(guidePaths.list('ru', slug, { q: 'паркинг' })).expect(200)
    expect(text).toContain(`/guides/requests/new?text=${encodeURIComponent('паркинг')}`)
  })

  test('leads to events of life, and a topic lists its guides', async () => {
    expect((await get(guidePaths.list('ru', slug)).expect(200)).text).toContain('Дома нет тепла')
    const { text } = await get(guidePaths.topic('ru', slug, 'heat')).expect(200)
    expect(text).toContain(show)
    await get(guidePaths.topic('ru', slug, 'nothing')).expect(404)
  })

  test('the search of the portal has guides on a tab of their own', async () => {
    const { text } = await get(searchPaths.page('kk', slug, { q: 'батарея суық', in: 'guides' })).expect(200)
    expect(text).toContain(guidePaths.show('kk', slug, 'cold-flat'))
  })
})

describe('a guide', () => {
  test('names the office, the number to call, what is unchecked, and presets the category of a report', async () => {
    const { text } = await get(show).expect(200)
    expect(text).toContain('В квартире холодно')
    expect(text).toContain('tel:112')
    expect(text).toContain('Уточните в ведомстве')
    expect(text).toContain('Нақты мерзімі')
    expect(text).toContain('/complaints/new?category=heating')
    expect(text).toMatch(/Проверено 1\sмарта 2026/)
    expect(text).toContain('/ru/synaqqala/offices/')
  })

  test('falls back to another language and says so', async () => {
    const { db } = portal.deps
    const english = { lang: 'en', state: 'published' }
    await db.guideText.updateMany({ where: english, data: { state: 'withdrawn' } })
    const { text } = await get(guidePaths.show('en', slug, 'cold-flat')).expect(200)
    expect(text).toContain('not translated yet')
    expect(text).toContain('Пәтерде суық болса')
    await db.guideText.updateMany({ where: { lang: 'en' }, data: { state: 'published' } })
  })

  test('of another city, or nowhere, is not found', async () => {
    await get(guidePaths.show('ru', 'basqaqala', 'cold-flat')).expect(404)
    await get(guidePaths.show('ru', slug, 'no-such')).expect(404)
  })

  test('planting twice changes nothing, and never touches what staff have made of it', async () => {
    const { db } = portal.deps
    await db.guide.updateMany({ data: { slug: 'renamed' } })
    const before = [await db.guide.count(), await db.guideText.count(), await db.guideAct.count()]
    await plantGuides(portal.deps, { id: portal.cast.city.id, at: 0 }, onePack)
    expect([await db.guide.count(), await db.guideText.count(), await db.guideAct.count()]).toEqual(before)
    await db.guide.updateMany({ data: { slug: 'cold-flat' } })
  })
})

describe('did this help?', () => {
  const helped = guidePaths.helped('ru', slug, 'cold-flat')

  test('yes is one press', async () => {
    await post(helped, { helped: 'yes' }).expect(303).expect('Location', `${helped}?done=1`)
    expect(await verdicts()).toMatchObject([{ helped: true, reason: null, words: '' }])
  })

  test('no has a reason, and the same form sent twice counts once', async () => {
    const ticket = ticketIn((await get(helped)).text)
    const fields = { ticket, reason: 'missing', words: 'А в частном доме?' }
    await post(helped, fields).expect(303)
    await post(helped, fields).expect(303)
    expect((await verdicts()).slice(1)).toMatchObject([
      { helped: false, reason: 'missing', words: 'А в частном доме?' },
    ])
  })

  test('keeps what was typed when the reason is missing, and refuses forms without a ticket', async () => {
    const ticket = ticketIn((await get(helped)).text)
    const { text } = await post(helped, { ticket, words: 'Тут ошибка' }).expect(422)
    expect(text).toContain('Тут ошибка')
    expect(text).toContain('href="#reason"')
    await post(helped, { reason: 'wrong', words: '' }).expect(422)
    expect(await verdicts()).toHaveLength(2)
  })

  test('whoever fills in the hidden field is thanked and not counted', async () => {
    const ticket = ticketIn((await get(helped)).text)
    await post(helped, { ticket, reason: 'wrong', website: 'spam' }).expect(303)
    expect(await verdicts()).toHaveLength(2)
  })
})

describe('what is sought in vain', () => {
  const misses = () => portal.deps.db.guideMiss.findMany()

  test('is counted once a day for a network, folded, without who', async () => {
    await get(guidePaths.list('kk', slug, { q: 'Көлік тұрағы' })).expect(200)
    await get(guidePaths.list('kk', slug, { q: 'тұрағы КӨЛІК' })).expect(200)
    const rows = (await misses()).filter(({ words }) => words.includes('колик'))
    expect(rows).toMatchObject([{ words: 'колик турагы', times: 1 }])
  })

  test('long numbers, which may be of somebody, are not kept', async () => {
    await get(guidePaths.list('ru', slug, { q: 'сосед 87051234567' })).expect(200)
    expect((await misses()).some(({ words }) => words.includes('8705'))).toBe(false)
  })
})

describe('a missing situation', () => {
  const ask = guidePaths.ask('ru', slug)

  test('stands in the queue that everybody reads', async () => {
    const ticket = ticketIn((await get(ask)).text)
    const fields = { ticket, words: 'Как получить место на стоянке?', email: '' }
    await post(ask, fields).expect(303)
    await post(ask, fields).expect(303)
    const { text } = await get(guidePaths.requests('ru', slug)).expect(200)
    expect(text.split('Как получить место на стоянке?')).toHaveLength(2)
    expect(text).toContain('Получено')
  })

  test('waits for a person when it holds a link or a word of the list, and phones are masked', async () => {
    const send = async (words: string) =>
      post(ask, { ticket: ticketIn((await get(ask)).text), words, email: '' }).expect(303)
    await send('Смотрите www.example.kz там всё написано')
    await send('Позвоните мне 8 705 123 45 67 про гараж')
    const { text } = await get(guidePaths.requests('ru', slug)).expect(200)
    expect(text).not.toContain('www.example.kz')
    expect(text).toContain('Текст запроса ещё проверяют')
    expect(text).not.toContain('123 45 67')
    expect(text).toContain('про гараж')
  })

  test('says what is wrong with a form, and shows guides that may answer', async () => {
    const { text } = await post(ask, { words: 'холодно', email: 'нет' }).expect(422)
    expect(text).toContain('href="#words"')
    expect(text).toContain('href="#email"')
    expect((await get(guidePaths.ask('ru', slug, { text: 'холодные батареи' }))).text).toContain(show)
  })
})

test('hints for what somebody writes: by words and by category', async () => {
  const { deps, cast } = portal
  const asked = {
    ...{ cityId: cast.city.id, slug, timeZone: 'Asia/Almaty', lang: 'ru' as const },
    ...{ t: deps.texts.in('ru'), now: deps.now() },
  }
  const about = async (text: string, category: string | null) =>
    (await deps.beside.forWords(asked, { text, category })).map(({ href }) => href)
  expect(await about('У нас холодные батареи третий день', null)).toContain(show)
  expect(await about('Ничего не работает', 'heating')).toContain(show)
  expect(await about('Не горит фонарь', 'lights')).not.toContain(show)
})

test('guides come as a feed, the newest first, each with its address', async () => {
  const answer = await get(guidePaths.feed('ru', slug)).expect(200)
  expect(answer.headers['content-type']).toContain('application/atom+xml')
  const entries = [...answer.text.matchAll(/<entry>([\s\S]*?)<\/entry>/g)].map(([, entry = '']) => entry)
  expect(entries.length).toBeGreaterThan(0)
  const updated = entries.map((entry) => /<updated>([^<]+)/.exec(entry)?.[1] ?? '')
  expect(updated).toEqual(updated.toSorted().toReversed())
  for (const entry of entries) expect(entry).toMatch(/href="[^"]*\/ru\/\w+\/guides\/[\w-]+"/)
})

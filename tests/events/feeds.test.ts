import { XMLParser, XMLValidator } from 'fast-xml-parser'
import request from 'supertest'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { cancelEvent } from '../../src/features/events/actions/cancel-event.ts'
import { eventPaths } from '../../src/features/events/index.ts'
import { places } from '../support/cast.ts'
import { parsedEvents } from '../support/parse-calendar.ts'
import { openPortal, type Portal } from '../support/portal.ts'
import { plantEvent, slug } from './plant-event.ts'

let portal: Portal
let coming: number
let cancelled: number
beforeAll(async () => {
  portal = await openPortal()
  coming = await plantEvent(portal, {
    title: { kk: 'Жиналыс', ru: 'Сбор; «вопросы», ответы \\ и\rтак', en: '' },
    about: { kk: '', ru: 'Первая строка\nвторая, с запятой; и точкой с запятой', en: '' },
  })
  cancelled = await plantEvent(portal, { kind: 'training' })
  await cancelEvent(portal.deps, {
    ...{ eventId: cancelled, cityId: portal.cast.city.id, version: 2, staffId: portal.cast.staff.head },
    at: portal.deps.now().epochMilliseconds,
    reason: { kk: 'Дауыл', ru: 'Буря', en: '' },
  })
})
afterAll(() => portal?.close())

const get = (path: string) => request(portal.app).get(path)

describe('the calendar', () => {
  test('holds every event with what programs need, cancelled ones as such', async () => {
    const { text, headers } = await get(eventPaths.calendar('ru', slug)).expect(200)
    expect(headers['content-type']).toContain('text/calendar')
    const events = parsedEvents(text)
    expect(events.map(({ uid }) => uid).sort()).toEqual(
      [coming, cancelled].map((id) => `event.${id}@portal.test`).sort(),
    )
    const [first, second] = [coming, cancelled].map((id) =>
      events.find(({ uid }) => uid === `event.${id}@portal.test`),
    )
    expect(first).toMatchObject({
      ...{ start: '2026-03-14T05:00:00Z', end: '2026-03-14T08:00:00Z', status: 'CONFIRMED', sequence: 2 },
      ...{ summary: 'Сбор; «вопросы», ответы \\ и так', location: 'Набережная, у третьего моста' },
      url: `http://portal.test${eventPaths.show('ru', slug, coming)}`,
    })
    expect(second).toMatchObject({
      ...{ status: 'CANCELLED', sequence: 3 },
      summary: 'Отменено: Субботник на набережной Иртыша',
    })
  })

  test('of one kind holds that kind alone', async () => {
    const { text } = await get(eventPaths.calendar('ru', slug, { kind: 'clean_up' }))
    expect(parsedEvents(text)).toHaveLength(1)
  })
})

describe('the feed', () => {
  test('is Atom with an id, a link and a date for every entry', async () => {
    const { text, headers } = await get(eventPaths.feed('ru', slug)).expect(200)
    expect(headers['content-type']).toContain('application/atom+xml')
    expect(XMLValidator.validate(text)).toBe(true)
    const parser = new XMLParser({ ignoreAttributes: false, isArray: (name) => name === 'entry' })
    const { feed } = parser.parse(text)
    expect(feed['@_xmlns']).toBe('http://www.w3.org/2005/Atom')
    expect(feed.id).toBe(`http://portal.test${eventPaths.feed('ru', slug)}`)
    expect(feed.entry).toHaveLength(2)
    for (const entry of feed.entry) {
      expect(entry.id).toBe(entry.link['@_href'])
      expect(Date.parse(entry.updated)).toBeGreaterThan(0)
      expect(Date.parse(entry.published)).toBeGreaterThan(0)
    }
    expect(feed.entry.map((entry: { title: string }) => entry.title)).toContain(
      'Субботник на набережной Иртыша · Отменено',
    )
  })
})

describe('the agenda', () => {
  test('is filtered, and says which part kills the result', async () => {
    const training = await get(eventPaths.agenda('ru', slug, { kind: 'training' }))
    expect(training.text).toContain(eventPaths.show('ru', slug, cancelled))
    expect(training.text).not.toContain(`href="${eventPaths.show('ru', slug, coming)}"`)
    const nothing = await get(eventPaths.agenda('ru', slug, { kind: 'training', free: '1' }))
    expect(nothing.text).toContain('С такими фильтрами ничего нет')
    expect(nothing.text).toContain('Показать без фильтра «Есть свободные места»')
    await get(`${eventPaths.agenda('ru', slug)}?kind=%00&page=x&language=de`).expect(200)
  })

  test('of a district holds what takes place there', async () => {
    const east = await plantEvent(portal, { point: places.east })
    const read = async (district: string) => (await get(eventPaths.agenda('ru', slug, { district }))).text
    const [inWest, inEast, nowhere] = [await read('west'), await read('east'), await read('north')]
    const hrefOf = (id: number) => `href="${eventPaths.show('ru', slug, id)}"`
    expect([inWest.includes(hrefOf(coming)), inWest.includes(hrefOf(east))]).toEqual([true, false])
    expect([inEast.includes(hrefOf(coming)), inEast.includes(hrefOf(east))]).toEqual([false, true])
    expect([nowhere.includes(hrefOf(coming)), nowhere.includes(hrefOf(east))]).toEqual([true, true])
    expect(inEast).toContain('Восточный район')
    await portal.deps.db.event.update({ where: { id: east }, data: { publishedAt: null, state: 'draft' } })
  })

  test('is found by the search in both languages', async () => {
    for (const [lang, q] of [
      ['ru', 'набережной'],
      ['kk', 'сенбилик'],
    ]) {
      const { text } = await get(`/${lang}/${slug}/search?q=${encodeURIComponent(q ?? '')}&in=events`)
      expect(text, q).toContain(eventPaths.show(lang === 'kk' ? 'kk' : 'ru', slug, cancelled))
    }
  })
})

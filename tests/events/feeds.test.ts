import { XMLParser, XMLValidator } from 'fast-xml-parser'
import request from 'supertest'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { cancelEvent } from '../../src/features/events/actions/cancel-event.ts'
import { eventPaths } from '../../src/features/events/index.ts'
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

/** Lines of a calendar as RFC 5545, 3.1 unfolds them, by component. */
function componentsOf(text: string): Map<string, string>[] {
  expect(text.replaceAll('\r\n', '')).not.toMatch(/[\r\n]/)
  for (const line of text.split('\r\n')) expect(Buffer.byteLength(line)).toBeLessThanOrEqual(75)
  const found: Map<string, string>[] = []
  const open: Map<string, string>[] = []
  for (const line of text.replaceAll('\r\n ', '').split('\r\n').filter(Boolean)) {
    const [, name = '', value = ''] = /^([A-Z-]+)(?:;[^:]*)?:(.*)$/.exec(line) ?? []
    expect(name, line).not.toBe('')
    if (name === 'BEGIN') {
      open.push(new Map([['component', value]]))
      continue
    }
    const current = open.at(-1)
    if (name !== 'END') current?.set(name, value)
    else if (current?.get('component') === value) found.push(...open.splice(-1))
    else throw new Error(`END:${value} ends nothing`)
  }
  expect(open).toEqual([])
  return found
}

describe('the calendar', () => {
  test('holds every event with what programs need, cancelled ones as such', async () => {
    const { text, headers } = await get(eventPaths.calendar('ru', slug)).expect(200)
    expect(headers['content-type']).toContain('text/calendar')
    const events = componentsOf(text).filter((one) => one.get('component') === 'VEVENT')
    expect(events.map((one) => one.get('UID')).sort()).toEqual(
      [coming, cancelled].map((id) => `event.${id}@portal.test`).sort(),
    )
    const [first, second] = [coming, cancelled].map((id) =>
      events.find((one) => one.get('UID') === `event.${id}@portal.test`),
    )
    expect(Object.fromEntries(first ?? [])).toMatchObject({
      ...{ DTSTART: '20260314T050000Z', DTEND: '20260314T080000Z', STATUS: 'CONFIRMED', SEQUENCE: '2' },
      ...{ SUMMARY: 'Сбор\\; «вопросы»\\, ответы \\\\ и так', LOCATION: 'Набережная\\, у третьего моста' },
      URL: `http://portal.test${eventPaths.show('ru', slug, coming)}`,
    })
    expect([second?.get('STATUS'), second?.get('SEQUENCE')]).toEqual(['CANCELLED', '3'])
    expect(second?.get('SUMMARY')).toBe('Отменено: Субботник на набережной Иртыша')
    expect(parsedEvents(text).find(({ uid }) => uid === `event.${coming}@portal.test`)).toEqual({
      ...{ uid: `event.${coming}@portal.test`, start: '2026-03-14T05:00:00Z' },
      ...{ summary: 'Сбор; «вопросы», ответы \\ и так', location: 'Набережная, у третьего моста' },
    })
  })

  test('of one kind holds that kind alone', async () => {
    const { text } = await get(eventPaths.calendar('ru', slug, { kind: 'clean_up' }))
    expect(componentsOf(text).filter((one) => one.get('component') === 'VEVENT')).toHaveLength(1)
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

import { parse } from 'csv-parse/sync'
import { XMLParser, XMLValidator } from 'fast-xml-parser'
import request from 'supertest'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { workPaths } from '../../src/features/works/paths.ts'
import { parsedEvents } from '../support/parse-calendar.ts'
import { openPortal, type Portal } from '../support/portal.ts'
import { plantStreets, publish, roadWork } from './planned.ts'
import { readCalendar } from './read-calendar.ts'

let portal: Portal
let road: number
const slug = 'synaqqala'
const outage = {
  kind: 'water_off',
  title: { kk: '', ru: 'Нет воды; ремонт, замена \\ "задвижки"', en: '' },
  startsAt: Date.parse('2026-03-12T04:00:00Z'),
  endsAt: Date.parse('2026-03-12T12:30:00Z'),
  allDay: false,
} as const

beforeAll(async () => {
  portal = await openPortal()
  const { abai } = await plantStreets(portal)
  const streets = [{ streetId: abai, range: { from: 2, to: 40, side: 'even' } as const }]
  const shape = {
    type: 'LineString' as const,
    coordinates: [
      [82.55, 49.95],
      [82.57, 49.95],
    ] as [number, number][],
  }
  const [id = 0] = await publish(
    portal,
    roadWork(portal, { streets, shape, why: { kk: '', ru: '=СУММ(A1)\nвторая строка', en: '' } }),
    roadWork(portal, { ...outage, streets }),
  )
  road = id
})
afterAll(() => portal?.close())

const get = async (path: string) => {
  const answer = await request(portal.app).get(path).buffer(true).expect(200)
  return { text: answer.text ?? answer.body.toString('utf8'), type: String(answer.headers['content-type']) }
}
const file = (format: 'ics' | 'atom' | 'csv' | 'geojson', params = {}) =>
  get(workPaths.file('ru', slug, format, params))

describe('a calendar', () => {
  it('has whole days as days and hours as moments, with what is asked in a text', async () => {
    const { text, type } = await file('ics')
    expect(type).toContain('text/calendar')
    const { properties, events } = readCalendar(text)
    expect(properties['VERSION']?.value).toBe('2.0')
    expect(events).toHaveLength(2)
    const [off, paving] = events
      .toSorted((a, b) => (a['DTSTART']?.value ?? '').length - (b['DTSTART']?.value ?? '').length)
      .toReversed()
    expect(paving?.['DTSTART']).toMatchObject({ value: '20260312', parameters: { VALUE: 'DATE' } })
    // The day after the last one (RFC 5545, 3.6.1)
    expect(paving?.['DTEND']?.value).toBe('20260315')
    expect(off?.['DTSTART']?.value).toBe('20260312T040000Z')
    expect(off?.['SUMMARY']?.value).toBe(outage.title.ru)
    expect(off?.['LOCATION']?.value).toBe('пр. Абая, дома 2–40, чётная сторона')
    expect(parsedEvents(text).map(({ summary, start }) => [summary, start])).toEqual(
      expect.arrayContaining([[outage.title.ru, '2026-03-12T04:00:00Z']]),
    )
  })

  it('keeps what was called off, as cancelled and with a higher sequence', async () => {
    const uid = async () => {
      const { events } = readCalendar((await get(workPaths.calendar('ru', slug, road))).text)
      return events[0]
    }
    const before = await uid()
    await portal.deps.db.work.update({
      where: { id: road },
      data: { cancelledAt: new Date('2026-03-11T06:00:00Z'), version: 2 },
    })
    const after = await uid()
    expect(after?.['UID']?.value).toBe(before?.['UID']?.value)
    expect(after?.['STATUS']?.value).toBe('CANCELLED')
    expect(Number(after?.['SEQUENCE']?.value)).toBeGreaterThan(Number(before?.['SEQUENCE']?.value))
    const { events } = readCalendar((await file('ics')).text)
    expect(events).toHaveLength(2)
    await portal.deps.db.work.update({ where: { id: road }, data: { cancelledAt: null } })
  })
})

describe('other files', () => {
  it('a feed is valid XML and leads to the pages', async () => {
    const { text, type } = await file('atom')
    expect(type).toContain('application/atom+xml')
    expect(XMLValidator.validate(text)).toBe(true)
    const { feed } = new XMLParser({ ignoreAttributes: false }).parse(text)
    expect(feed.entry).toHaveLength(2)
    expect(feed.entry.map(({ id }: { id: string }) => id)).toContain(
      `http://portal.test${workPaths.show('ru', slug, road)}`,
    )
    const moments = feed.entry.map(({ updated }: { updated: string }) => Date.parse(updated))
    expect(moments.every(Number.isFinite)).toBe(true)
  })

  it('a table holds no formula, and follows the filter', async () => {
    const { text } = await file('csv', { kind: 'road' })
    const rows: Record<string, string>[] = parse(text, { bom: true, columns: true })
    expect(rows).toHaveLength(1)
    expect(rows[0]).toMatchObject({
      id: String(road),
      kind: 'road',
      state: 'planned',
      starts: '2026-03-12',
      ends: '2026-03-14',
      sum_kzt: '12500000',
      office: 'roads',
      lat: '49.95',
      lon: '82.56',
    })
    expect(rows[0]?.['why']?.startsWith('=')).toBe(false)
  })

  it('a map file is GeoJSON with the shapes', async () => {
    const { text, type } = await file('geojson')
    expect(type).toContain('application/geo+json')
    const { features } = JSON.parse(text)
    const shapes = features.map(
      ({ geometry }: { geometry: { type: string } | null }) => geometry?.type ?? null,
    )
    expect(shapes.toSorted()).toEqual(['LineString', null].toSorted())
  })
})

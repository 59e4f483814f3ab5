import request from 'supertest'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { complaintPaths } from '../../src/features/complaints/index.ts'
import { noFilter } from '../../src/features/complaints/public/list/filter.ts'
import {
  bordersOf,
  cellRowsFromGrid,
  fineCells,
  isFromGrid,
} from '../../src/features/complaints/public/map/city-grid.ts'
import { cellRows } from '../../src/features/complaints/public/map/queries.ts'
import { shiftFor, snapToCells } from '../../src/platform/geo/mercator.ts'
import { places } from '../support/cast.ts'
import { openPortal, type Portal } from '../support/portal.ts'
import { file } from './history.ts'

let portal: Portal
let lonely: string

beforeAll(async () => {
  portal = await openPortal()
  const { categories, districts } = portal.cast
  for (let index = 0; index < 7; index++) {
    const point = { lat: places.west.lat + index * 1e-4, lon: places.west.lon }
    await file(portal, { point, categoryId: index < 3 ? categories.snow : categories.potholes })
  }
  const east = { point: places.east, districtId: districts.east, categoryId: categories.heating }
  lonely = (await file(portal, { ...east, address: 'Шығыс, 1' })).number
  await file(portal, { ...east, text: 'видео www.example.kz' })
  await file(portal, { point: null })
})
afterAll(() => portal?.close())

type Cells = {
  cells: { at: number[]; n: number; label: string; card?: { number: string; href: string } }[]
  capped: boolean
}
const cells = async (query: Record<string, string>) => {
  const { body, status } = await request(portal.app).get('/ru/synaqqala/complaints/cells.json').query(query)
  expect(status).toBe(200)
  return body as Cells
}
const city = '82.5,49.9,82.7,50'

describe('groups on the map', () => {
  it('count what is shown, a single one comes with its card', async () => {
    const { cells: found } = await cells({ bbox: city, zoom: '12' })
    expect(found.map(({ n }) => n)).toEqual([7, 1])
    expect(found[0]?.at[0]).toBeCloseTo(49.9503, 4)
    expect(found[0]?.label).toBe('7 обращений: приблизить')
    expect(found[1]?.card).toMatchObject({
      href: complaintPaths.show('ru', 'synaqqala', lonely),
      title: 'Отопление',
      place: 'Шығыс, 1',
      tone: 'neutral',
    })
  })

  it('follow the filter and the view', async () => {
    const snow = await cells({ bbox: city, zoom: '12', category: 'snow' })
    expect(snow.cells.map(({ n }) => n)).toEqual([3])
    const east = await cells({ bbox: '82.64,49.94,82.66,49.96', zoom: '14' })
    expect(east.cells.map(({ n }) => n)).toEqual([1])
    const near = await cells({ bbox: '82.549,49.949,82.551,49.952', zoom: '18' })
    expect(near.cells.length).toBeGreaterThan(1)
    expect(near.cells.reduce((sum, { n }) => sum + n, 0)).toBe(7)
  })

  it('are the same bytes for views that differ by less than a cell, and cost nothing when known', async () => {
    const get = (bbox: string, etag?: string) => {
      const asked = request(portal.app).get('/ru/synaqqala/complaints/cells.json').query({ bbox, zoom: '12' })
      return etag === undefined ? asked : asked.set('If-None-Match', etag)
    }
    const first = await get(city)
    const moved = await get('82.50001,49.90001,82.69999,49.99999')
    expect(moved.headers['etag']).toBe(first.headers['etag'])
    expect(first.headers['cache-control']).toContain('stale-while-revalidate')
    expect((await get(city, first.headers['etag'])).status).toBe(304)
  })

  it('stay quiet about nonsense', async () => {
    for (const bbox of [
      '',
      '1,2,3',
      'a,b,c,d',
      '82.7,50,82.5,49.9',
      '-999,0,999,1',
      `${city},1`,
      '1e9,1,2,3',
    ]) {
      const { cells: found } = await cells({ bbox, zoom: 'x' })
      expect([bbox, found.reduce((sum, { n }) => sum + n, 0)]).toEqual([bbox, 8])
    }
    expect((await cells({ bbox: '-180,-85,180,85', zoom: '18' })).capped).toBe(false)
  })
})

describe('the city without tiles', () => {
  it('is GeoJSON with names in the language of the address', async () => {
    const { body, headers } = await request(portal.app).get('/kk/synaqqala/complaints/shapes.json')
    expect(headers['content-type']).toMatch(/^application\/geo\+json/)
    const features: { geometry: { type: string }; properties: { kind: string; name: string } }[] =
      body.features
    expect(features.map(({ properties }) => properties)).toEqual([
      { kind: 'outline', name: '' },
      { kind: 'area', name: 'Батыс ауданы' },
      { kind: 'area', name: 'Шығыс ауданы' },
      { kind: 'river', name: 'Ертіс' },
    ])
    expect(features[3]?.geometry.type).toBe('LineString')
    const again = await request(portal.app)
      .get('/kk/synaqqala/complaints/shapes.json')
      .set('If-None-Match', String(headers['etag']))
    expect(again.status).toBe(304)
  })
})

describe('the map page', () => {
  it('works without scripts: groups zoom in, single complaints open, the view moves', async () => {
    const { text, status } = await request(portal.app).get(complaintPaths.map('ru', 'synaqqala'))
    expect(status).toBe(200)
    expect(text).toContain(`<a class="map-mark" href="${complaintPaths.show('ru', 'synaqqala', lonely)}"`)
    const zoom = /<a class="map-mark" href="([^"]+bbox[^"]+)" aria-label="7 обращений: приблизить"/.exec(
      text,
    )?.[1]
    expect(zoom).toBeDefined()
    const closer = await request(portal.app).get(String(zoom).replaceAll('&amp;', '&'))
    expect(closer.text).toContain('7 обращений')
    expect(closer.text).not.toContain(complaintPaths.show('ru', 'synaqqala', lonely).concat('"><circle'))
    expect(text).toContain('На север')
    // The list comes first for who reads the text.
    expect(text.indexOf('id="results"')).toBeLessThan(text.indexOf('class="map-mark"'))
  })

  it('joins on phones what would lie over each other there, and counts nothing twice', async () => {
    const bbox = '81.9,49.53,83.3,50.37'
    const { text } = await request(portal.app).get(complaintPaths.map('ru', 'synaqqala', { bbox }))
    const marks = [
      ...text.matchAll(/<a class="map-mark([^"]*)" href="([^"]*)"[^>]*>.*?<text[^>]*>([^<]*)<\/text>/gs),
    ].map(([, only = '', href = '', shown]) => ({ only: only.trim(), href, n: Number(shown || 1) }))
    expect(marks.map(({ only, n }) => [only, n])).toEqual([
      ['map-mark-wider', 7],
      ['map-mark-wider', 1],
      ['map-mark-phone', 8],
    ])
    // What the joint mark leads to shows both.
    const closer = await request(portal.app).get((marks[2]?.href ?? '').replaceAll('&amp;', '&'))
    expect(closer.text).toContain('aria-label="7 обращений: приблизить"')
    expect(closer.text).toContain(`href="${complaintPaths.show('ru', 'synaqqala', lonely)}"`)
  })

  it('keeps the filter in every link', async () => {
    const { text } = await request(portal.app).get(
      complaintPaths.map('ru', 'synaqqala', { category: 'snow' }),
    )
    expect(text).toContain('data-cells="/ru/synaqqala/complaints/cells.json?category=snow"')
    const moves = [...text.matchAll(/class="map-moves">(.*?)<\/ul>/gs)][0]?.[1] ?? ''
    const links = [...moves.matchAll(/<a [^>]*href="([^"]+)"/g)].map((match) => match[1])
    expect(links.length).toBe(7)
    expect(links.every((href) => href?.includes('category=snow'))).toBe(true)
  })
})

describe('the grid of the city', () => {
  it('is the same read at once and strip by strip, also where most stand in one column', async () => {
    const { cast, deps } = portal
    const scope = { cityId: cast.city.id, timeZone: 'Asia/Almaty', now: deps.now().epochMilliseconds }
    for (const zoom of [12, 15, 18]) {
      const shift = shiftFor(zoom, 128)
      const read = async (rows: number) => {
        const borders = await bordersOf(deps, { scope, shift, rows })
        expect(borders).toEqual([...new Set(borders)].sort((a, b) => a - b))
        const cells = await fineCells(deps, { scope, shift, borders })
        return { borders, cells: cells.sort((a, b) => a.x - b.x || a.y - b.y) }
      }
      const atOnce = await read(100)
      expect(atOnce.borders).toEqual([])
      expect(atOnce.cells.reduce((sum, { n }) => sum + n, 0)).toBe(8)
      for (const rows of [1, 3, 7]) {
        const { borders, cells } = await read(rows)
        expect(borders.length).toBeGreaterThan(0)
        expect(cells).toEqual(atOnce.cells)
      }
    }
    const empty = { ...scope, cityId: cast.otherCity.id }
    expect(await bordersOf(deps, { scope: empty, shift: 14, rows: 1 })).toEqual([])
    expect(await fineCells(deps, { scope: empty, shift: 14, borders: [5] })).toEqual([])
  })

  it('adds up to the same from the grid of the city as from the rows', async () => {
    const points = Array.from({ length: 40 }, (_, index) => ({
      lat: 49.9 + 0.1 * ((index * 0.37) % 1) ** 2,
      lon: 82.5 + 0.2 * ((index * 0.61) % 1) ** 3,
    }))
    for (const point of points) await file(portal, { point })
    const { id: cityId } = portal.cast.city
    const scope = { cityId, timeZone: 'Asia/Almaty', now: portal.deps.now().epochMilliseconds }
    const cellPixels = 128
    for (const zoom of [8, 11, 12, 13, 14, 15]) {
      const shift = shiftFor(zoom, cellPixels)
      expect(isFromGrid(shift, cellPixels)).toBe(true)
      for (const west of [82.5, 82.53]) {
        const range = snapToCells({ west, south: 49.92, east: 82.66, north: 50 }, shift)
        portal.deps.cache.forget('complaints:cells:')
        const exact = await cellRows(portal.deps, { filter: noFilter, scope, range, shift })
        expect(await cellRowsFromGrid(portal.deps, { scope, range, shift }, cellPixels)).toEqual(exact)
      }
    }
    expect(isFromGrid(shiftFor(16, cellPixels), cellPixels)).toBe(false)
  })
})

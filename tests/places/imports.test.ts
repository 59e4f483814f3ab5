import { existsSync } from 'node:fs'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import os from 'node:os'
import path from 'node:path'
import { gzipSync } from 'node:zlib'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { cityPacks } from '../../prisma/seed/index.ts'
import { plantCity } from '../../prisma/seed/plant-city.ts'
import { cityBySlug } from '../../src/features/city/index.ts'
import { importDistricts, importStreets, plainMapping } from '../../src/features/places/index.ts'
import { districtOf, isInside } from '../../src/platform/geo/geojson.ts'
import { openPortal, type Portal } from '../support/portal.ts'

let portal: Portal
let folder: string
beforeAll(async () => {
  portal = await openPortal()
  folder = await mkdtemp(path.join(os.tmpdir(), 'ashyq-places-'))
})
afterAll(async () => {
  await portal.close()
  await rm(folder, { recursive: true, force: true })
})

async function file(name: string, content: string | Buffer): Promise<string> {
  const written = path.join(folder, name)
  await writeFile(written, content)
  return written
}

describe('streets', () => {
  const read = async (name: string, content: string | Buffer) =>
    importStreets(portal.deps, { cityId: portal.cast.city.id, file: await file(name, content) })
  const list = () =>
    portal.deps.db.street.findMany({ where: { cityId: portal.cast.city.id }, orderBy: { nameRu: 'asc' } })

  test('a list is read, read again without change, and brought up to date', async () => {
    const first = 'kind,name_kk,name_ru,former_names\nstreet,Арай,Арай,Краснодонская\nдаңғылы,Жеңіс,Победы,\n'
    expect(await read('a.csv', `\uFEFF${first}`)).toEqual({ added: 2, changed: 0, same: 0, bad: [] })
    expect(await read('a.csv.gz', gzipSync(first))).toEqual({ added: 0, changed: 0, same: 2, bad: [] })
    const later = first.replace('Победы,', 'Победы,Старая; Совсем старая')
    expect(await read('b.csv', later)).toMatchObject({ added: 0, changed: 1, same: 1 })
    expect(await list()).toMatchObject([
      { kind: 'street', nameRu: 'Арай', formerNames: ['Краснодонская'], folded: 'арай арай краснодонская' },
      { kind: 'avenue', nameRu: 'Победы', formerNames: ['Старая', 'Совсем старая'] },
    ])
  })

  test('bad rows say line and reason, good ones are kept, a name in one language stands for both', async () => {
    const rows = [
      'kind,name_kk,name_ru,former_names',
      'street,,Бажова,',
      'palace,Ақ сарай,Белый дворец,',
      'street,,,',
      `street,${'а'.repeat(121)},Длинная,`,
      'street,Бажов,Бажова,',
      'street,Үлбі',
      'lane,"Таулы","Горный",""',
    ]
    const { added, bad } = await read('c.csv', rows.join('\n'))
    expect(added).toBe(2)
    expect(bad.map(({ line }) => line)).toEqual([7, 3, 4, 5, 6])
    expect(bad.map(({ reason }) => reason).join('\n')).toMatch(
      /Invalid Record Length[\s\S]*"palace" is none of: street[\s\S]*there is no name[\s\S]*longer than 120[\s\S]*Бажова stands in the file already/,
    )
    expect(await list()).toContainEqual(expect.objectContaining({ nameKk: 'Бажова', nameRu: 'Бажова' }))
  })

  test.each([
    ['without the columns', 'улица,название\nАбая,Абай\n', /must name the columns kind, name_kk, name_ru/],
    ['empty', '', /is empty/],
    ['in another encoding', Buffer.from([0x6b, 0xc0, 0xff]), /is not in UTF-8/],
    ['damaged', Buffer.concat([gzipSync('kind').subarray(0, 12), Buffer.alloc(4)]), /cannot be unpacked/],
  ])('a file %s is refused in one sentence', async (_name, content, sentence) => {
    await expect(read('bad.csv', content)).rejects.toThrow(sentence)
  })
})

type Ring = [number, number][]
const box = (west: number, east: number, south = 49.9, north = 50): Ring => [
  [west, south],
  [east, south],
  [east, north],
  [west, north],
  [west, south],
]
const feature = (properties: object, ...rings: Ring[]) => ({
  type: 'Feature',
  properties,
  geometry: { type: 'Polygon', coordinates: rings },
})
const collection = (...features: object[]) => JSON.stringify({ type: 'FeatureCollection', features })

describe('districts', () => {
  const read = async (name: string, content: string | Buffer, more: object = {}) => {
    const city = await cityBySlug(portal.deps, portal.cast.city.slug)
    if (city === null) throw new Error('no city')
    const source = {
      city,
      file: await file(name, content),
      mapping: plainMapping,
      create: false,
      isTrial: false,
    }
    return importDistricts(portal.deps, { ...source, ...more })
  }
  const districtAt = async (lat: number, lon: number) =>
    districtOf({ lat, lon }, (await cityBySlug(portal.deps, portal.cast.city.slug))?.areas ?? [])?.code

  test('districts are known by code, by a name in any language, and by a mapping; a trial draws nothing', async () => {
    const moved = collection(
      feature({ code: 'west' }, box(82.5, 82.55)),
      feature({ name: 'Шығыс ауданы, Сынаққала, Қазақстан' }, box(82.55, 82.7)),
    )
    await read('trial.geojson', moved, { isTrial: true })
    expect(await districtAt(49.95, 82.58)).toBe('west')
    expect(await read('moved.geojson.gz', gzipSync(moved))).toEqual({
      drawn: ['west', 'east'],
      created: [],
      untouched: [],
    })
    expect(await districtAt(49.95, 82.58)).toBe('east')
    const mapping = { ...plainMapping, match: { Zapad: 'west' } }
    const back = collection(
      feature({ name: 'Zapad' }, box(82.5, 82.6)),
      feature({ name: 'Восточный район' }, box(82.6, 82.7)),
    )
    expect(await read('back.geojson', back, { mapping })).toMatchObject({ drawn: ['west', 'east'] })
    expect(await districtAt(49.95, 82.58)).toBe('west')
  })

  test('new districts are made on demand, with holes and several parts', async () => {
    const lake = { code: 'lake', name_kk: 'Көл маңы', name_ru: 'Озёрный' }
    const shape = {
      type: 'Feature',
      properties: lake,
      geometry: {
        type: 'MultiPolygon',
        coordinates: [[box(82.7, 82.71)], [box(82.72, 82.74), box(82.725, 82.735, 49.92, 49.98)]],
      },
    }
    const text = collection(shape)
    await expect(read('new.geojson', text)).rejects.toThrow(/no district has this code or name/)
    expect(await read('new.geojson', text, { create: true })).toEqual({
      drawn: [],
      created: ['lake'],
      untouched: ['west', 'east'],
    })
    expect(await districtAt(49.95, 82.722)).toBe('lake')
    expect(await districtAt(49.95, 82.73)).toBeUndefined()
    await portal.deps.db.district.deleteMany({ where: { code: 'lake' } })
    portal.deps.cache.forget('city:')
  })

  const open = box(82.5, 82.6).slice(0, 4) as Ring
  test.each<[string, string, RegExp]>([
    [
      'an open ring',
      collection(feature({ code: 'west' }, open)),
      /feature 1 \(west\): a ring does not end where it begins/,
    ],
    ['metres', collection(feature({ code: 'west' }, box(9_200_000, 9_300_000))), /no longitude and latitude/],
    [
      'another city',
      collection(feature({ code: 'west' }, box(71, 72, 51, 52))),
      /outside the bounds of the city/,
    ],
    [
      'latitude first',
      collection(feature({ code: 'west' }, box(49.9, 50, 82.5, 82.6))),
      /outside the bounds/,
    ],
    [
      'an overlap',
      collection(feature({ code: 'west' }, box(82.5, 82.62)), feature({ code: 'east' }, box(82.6, 82.7))),
      /west and east overlap by 20\.\d %/,
    ],
    [
      'a district twice',
      collection(feature({ code: 'west' }, box(82.5, 82.55)), feature({ code: 'west' }, box(82.6, 82.7))),
      /west: two features mean this district/,
    ],
    ['a line', '{"type":"FeatureCollection","features":[{"geometry":{"type":"LineString"}}]}', /no Polygon/],
    ['nothing', '{"type":"FeatureCollection","features":[]}', /no GeoJSON with features/],
    ['no JSON', 'kind,name', /not even JSON/],
    ['null', 'null', /no GeoJSON with features/],
  ])('%s is refused, and nothing of the file is drawn', async (_name, text, sentence) => {
    await expect(read('bad.geojson', text)).rejects.toThrow(sentence)
    expect(await districtAt(49.95, 82.58)).toBe('west')
  })

  test('a sliver between neighbours is no overlap', async () => {
    const text = collection(
      feature({ code: 'west' }, box(82.5, 82.6005)),
      feature({ code: 'east' }, box(82.6, 82.7)),
    )
    expect(await read('sliver.geojson', text)).toMatchObject({ drawn: ['west', 'east'] })
  })
})

// Real shapes (OpenStreetMap contributors, ODbL) are too large and too differently licensed to be kept here.
const dataDir = process.env.SHARED_DATA ?? path.resolve(import.meta.dirname, '../../../shared/data')
const almatyFile = path.join(dataDir, 'geo/almaty_districts_osm_2026.geojson.gz')

describe.skipIf(!existsSync(almatyFile))('real shapes of Almaty', () => {
  test('all eight districts are found by name, and known places lie in theirs', {
    tags: ['long'],
  }, async () => {
    const pack = cityPacks.find(({ slug }) => slug === 'almaty')
    if (pack === undefined) throw new Error('no pack')
    await plantCity(portal.deps.db, pack, { at: 0, demo: false, position: 5 })
    portal.deps.cache.forget('city:')
    const city = await cityBySlug(portal.deps, 'almaty')
    if (city === null) throw new Error('no city')
    const source = { city, file: almatyFile, mapping: plainMapping, create: false, isTrial: false }
    const { drawn, created, untouched } = await importDistricts(portal.deps, source)
    expect([drawn.length, created, untouched]).toEqual([8, [], []])
    const areas = (await cityBySlug(portal.deps, 'almaty'))?.areas ?? []
    const codeAt = (lat: number, lon: number) => districtOf({ lat, lon }, areas)?.code
    // Arbat, Medeu rink, Orbita-3, Auezov palace of culture, airport, Sayakhat station, Shanyrak-1, Kalkaman-2
    expect(codeAt(43.2618, 76.9412)).toBe('almaly')
    expect(codeAt(43.1574, 77.0589)).toBe('medeu')
    expect(codeAt(43.1985, 76.8795)).toBe('bostandyk')
    expect(codeAt(43.3556, 77.0447)).toBe('turksib')
    expect(codeAt(43.2215, 76.7905)).toBe('nauryzbai')
    const started = performance.now()
    for (let index = 0; index < 1000; index++) codeAt(43.05 + index * 0.0003, 76.8 + index * 0.0003)
    const each = (performance.now() - started) / 1000
    console.info(`district of a point among 8 real shapes: ${(each * 1000).toFixed(1)} µs`)
    expect(each).toBeLessThan(1)
    expect(areas.some(({ shape }) => shape !== null && isInside({ lat: 51.1, lon: 71.4 }, shape))).toBe(false)
  })
})

import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { settingsPaths } from '../../src/features/settings/index.ts'
import { castNow } from '../support/cast.ts'
import { openPortal, type Portal, sameOrigin } from '../support/portal.ts'
import { type Browser, signInAs } from '../support/sign-in.ts'

const city = 'synaqqala'
const path = settingsPaths.boundaries(city)
let portal: Portal
let admin: Browser
/** Of the city as it was planted. */
let box: { west: number; south: number; east: number; north: number }
beforeAll(async () => {
  portal = await openPortal()
  admin = await signInAs(portal, 'city_admin@example.kz')
  const { profile } = await portal.deps.db.city.findUniqueOrThrow({ where: { slug: city } })
  box = (profile as { bounds: typeof box }).bounds
})
afterAll(() => portal?.close())

/** A block of the city: shares of its box from the west and its width. */
function block(from: number, width: number): number[][] {
  const [lon, lat] = [box.east - box.west, box.north - box.south]
  const [west, east] = [box.west + from * lon, box.west + (from + width) * lon]
  const [south, north] = [box.south + 0.1 * lat, box.south + 0.9 * lat]
  return [
    [west, south],
    [east, south],
    [east, north],
    [west, north],
    [west, south],
  ]
}
const feature = (properties: object, ring: number[][], type = 'Polygon') => ({
  type: 'Feature',
  properties,
  geometry: { type, coordinates: [ring] },
})
const file = (...features: object[]) => JSON.stringify({ type: 'FeatureCollection', features })
const look = (text: string, what = 'areas') =>
  admin
    .post(`${path}?lang=en`)
    .set(sameOrigin)
    .field('what', what)
    .attach('file', Buffer.from(text), 'borders.geojson')

/** The hidden fields of the page that was looked at. */
function hidden(html: string): Record<string, string> {
  const fields: Record<string, string> = {}
  for (const [, name = '', value = ''] of html.matchAll(
    /type="hidden" name="(what|geojson|seen)" value="([^"]*)"/g,
  )) {
    fields[name] = value.replaceAll('&#34;', '"').replaceAll('&quot;', '"').replaceAll('&amp;', '&')
  }
  return fields
}
async function take(html: string, more: Record<string, string>) {
  let post = admin.post(`${path}?lang=en`).set(sameOrigin)
  for (const [name, value] of Object.entries({ ...hidden(html), ...more })) post = post.field(name, value)
  return post
}
const areaOf = (code: string) => portal.deps.db.district.findFirst({ where: { code, city: { slug: city } } })

describe('a file of districts', () => {
  test('is looked at first, and taken when the city is named: drawn, made, left', async () => {
    const text = file(
      feature({ code: 'west' }, block(0.05, 0.4)),
      feature({ code: 'centre', name_kk: 'Орталық', name_ru: 'Центр' }, block(0.46, 0.2)),
    )
    const before = await areaOf('west')
    const page = await look(text)
    expect(page.status).toBe(200)
    expect(page.text).toContain('new district')
    expect(page.text).toContain('map-level-2')
    expect(await areaOf('west')).toEqual(before)
    expect((await take(page.text, { confirm: '' })).status).toBe(422)
    expect((await take(page.text, { confirm: 'Synaqqala' })).status).toBe(303)
    expect((await areaOf('centre'))?.nameRu).toBe('Центр')
    const shape = (await areaOf('west'))?.shape as { coordinates: number[][][] }
    expect(shape.coordinates[0]?.[0]?.[0]).toBeCloseTo(block(0.05, 0.4)[0]?.[0] ?? 0, 5)
    const changes = await portal.deps.db.settingChange.findMany({ where: { kind: 'area' } })
    expect(changes.map(({ key }) => key).sort()).toEqual(['centre', 'west'])
    const history = await admin.get(`${settingsPaths.history(city)}?lang=en`).expect(200)
    expect(history.text).toContain('5 points')
  })

  test('are named on the picture before those that stay', async () => {
    const over = block(0.3, 0.6)
    const page = await look(
      file(feature({ code: 'fresh', name_kk: 'Жаңа аудан', name_ru: 'Новый район' }, over)),
    )
    expect(page.status).toBe(200)
    expect(page.text).toMatch(/<text class="map-name"[^>]*>Жаңа аудан</)
  })

  test('may wait for a day, and comes then', async () => {
    const page = await look(file(feature({ code: 'east' }, block(0.7, 0.25))))
    const planned = await take(page.text, { confirm: 'Synaqqala', takesEffectOn: '2026-04-01' })
    expect(planned.headers['location']).toContain('done=planned')
    const before = await areaOf('east')
    portal.setNow('2026-04-01T00:00:00Z')
    const job = portal.jobs.get('settings.apply-planned')
    await job?.run({}, portal.deps.now())
    portal.setNow(castNow)
    const after = await areaOf('east')
    expect(after?.shape).not.toEqual(before?.shape)
  })

  test.each<[string, () => string, string]>([
    ['no JSON', () => 'west', 'not even JSON'],
    ['no features', () => '{"type":"FeatureCollection","features":[]}', 'neither features'],
    ['a line', () => file(feature({ code: 'west' }, block(0, 0.4), 'LineString')), 'no Polygon'],
    ['an open ring', () => file(feature({ code: 'west' }, block(0, 0.4).slice(0, 4))), 'is not closed'],
    [
      'metres',
      () =>
        file(
          feature(
            { code: 'west' },
            block(0, 0.4).map(([x = 0, y = 0]) => [x * 1e5, y * 1e5]),
          ),
        ),
      'WGS 84',
    ],
    [
      'swapped degrees',
      () =>
        file(
          feature(
            { code: 'west' },
            block(0, 0.4).map(([x = 0, y = 0]) => [y, x]),
          ),
        ),
      'swapped',
    ],
    ['another city', () => file(feature({ code: 'west' }, block(30, 0.4))), 'lies outside the city'],
    ['an unknown name', () => file(feature({ name: 'Elsewhere' }, block(0, 0.4))), '(Elsewhere)'],
    [
      'one twice',
      () => file(feature({ code: 'west' }, block(0, 0.2)), feature({ code: 'west' }, block(0.5, 0.2))),
      'two features',
    ],
    [
      'two on each other',
      () => file(feature({ code: 'west' }, block(0, 0.4)), feature({ code: 'east' }, block(0.1, 0.4))),
      'lies on west',
    ],
  ])('with %s is refused with a sentence that names it', async (_name, text, words) => {
    const answer = await look(text())
    expect(answer.status).toBe(422)
    expect(answer.text).toContain(words)
    expect(answer.text).not.toContain('name="geojson"')
  })

  test('that is older than the last change is looked at again', async () => {
    const page = await look(file(feature({ code: 'west' }, block(0.05, 0.3))))
    const other = await look(file(feature({ code: 'west' }, block(0.05, 0.35))))
    expect((await take(other.text, { confirm: 'Synaqqala' })).status).toBe(303)
    expect(
      (await take(page.text, { confirm: 'Synaqqala', seen: hidden(page.text)['seen'] ?? '' })).status,
    ).toBe(409)
  })
})

test('the border of the city moves its frame, and is taken back from the history', async () => {
  const before = await portal.deps.db.city.findUniqueOrThrow({ where: { slug: city } })
  const page = await look(JSON.stringify({ type: 'Polygon', coordinates: [block(0.2, 0.5)] }), 'outline')
  expect(page.status).toBe(200)
  expect((await take(page.text, { confirm: 'Synaqqala' })).status).toBe(303)
  const { profile } = await portal.deps.db.city.findUniqueOrThrow({ where: { slug: city } })
  expect((profile as { bounds: typeof box }).bounds.west).toBeCloseTo(block(0.2, 0.5)[0]?.[0] ?? 0, 5)
  const change = await portal.deps.db.settingChange.findFirstOrThrow({ where: { kind: 'outline' } })
  await admin.post(settingsPaths.undo(city, change.id)).set(sameOrigin).expect(303)
  const after = await portal.deps.db.city.findUniqueOrThrow({ where: { slug: city } })
  expect((after.profile as { outline: object }).outline).toEqual(
    (before.profile as { outline: object }).outline,
  )
})

import { createHash } from 'node:crypto'
import { parse } from 'csv-parse/sync'
import { parquetReadObjects } from 'hyparquet'
import request from 'supertest'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { formatNumber, writeComplaints } from '../../src/features/complaints/index.ts'
import type { ActivityLine } from '../../src/features/open-data/dump/activity.ts'
import { complaintFields } from '../../src/features/open-data/dump/tables.ts'
import { answered, file, happen } from '../complaints/history.ts'
import { bulkOf, HistoryBuilder, HOUR } from '../statistics/histories.ts'
import { openPortal, type Portal } from '../support/portal.ts'
import { unzipped } from '../support/unzipped.ts'
import { bytesOf, fileUrl, linesOf, makeDump, packageOf, textOf } from './dumps.ts'

let portal: Portal
let hostile: string
let noPlace: string
let answeredOne: string
let hidden: string
let unseen: string

const hostileText =
  '=HYPERLINK("http://evil.example";"x"), "қос тырнақша"\r\nекінші жол; \u2028 +7 701 123 45 67'

beforeAll(async () => {
  portal = await openPortal()
  const one = async (more: Parameters<typeof file>[1]) => (await file(portal, more)).number
  hostile = await one({ text: hostileText, address: '@SUM(A1)', landmark: '-2+3' })
  // Held for the link and the phone
  await happen(portal, hostile, { kind: 'published', payload: { reason: 'ok' } })
  noPlace = await one({ text: 'Жарық жоқ, орны белгісіз.', point: null, districtId: null, categoryId: null })
  answeredOne = await one({ text: 'Шұңқыр өте терең.' })
  await happen(portal, answeredOne, answered('+Жөнделді, 5-наурыз'))
  hidden = await one({ text: 'Құпия-жасырылған сөз' })
  await happen(portal, hidden, { kind: 'hidden', payload: { reason: 'жеке дерек', ground: 'personal' } })
  unseen = await one({ text: 'Құпия-қызметкерге ғана', visibility: 'staff' })
  await makeDump(portal)
})
afterAll(() => portal?.close())

const csvOf = async (name: string): Promise<Record<string, string>[]> =>
  parse(await textOf(portal, name), { columns: true, bom: true })
const rowOf = async (number: string) =>
  (await csvOf('complaints.csv')).find((row) => row['number'] === formatNumber(number))

describe('files of open data', () => {
  test('hold every public complaint, and in none of them is a word of the others', async () => {
    const { resources } = await packageOf(portal)
    const numbers = (await csvOf('complaints.csv')).map((row) => row['number'])
    expect(numbers).toEqual([hostile, noPlace, answeredOne].map(formatNumber))
    for (const { path } of resources) {
      const text = (await bytesOf(portal, path)).toString()
      for (const secret of ['Құпия', hidden, unseen, formatNumber(hidden), formatNumber(unseen)]) {
        expect(text, path).not.toContain(secret)
      }
      expect(text, path).not.toMatch(/701 ?123|7011234567/)
    }
  })

  test('are as the package says: rows, bytes, hashes, columns', async () => {
    const { resources } = await packageOf(portal)
    expect(resources.length).toBeGreaterThan(13)
    for (const { path, bytes, hash, schema } of resources) {
      const body = await bytesOf(portal, path)
      expect(body.length, path).toBe(bytes)
      expect(`sha256:${createHash('sha256').update(body).digest('hex')}`, path).toBe(hash)
      if (schema === undefined) continue
      const [head] = parse(body, { bom: true, to: 1 })
      expect(head, path).toEqual(schema.fields.map(({ name }) => name))
    }
  })

  test('are all in one file, too, byte for byte', async () => {
    const { resources } = await packageOf(portal)
    const zipped = unzipped(await bytesOf(portal, 'all.zip'))
    expect([...zipped.keys()].toSorted()).toEqual(
      [...resources.map(({ path }) => path), 'datapackage.json'].toSorted(),
    )
    for (const [name, bytes] of zipped) expect(bytes.equals(await bytesOf(portal, name)), name).toBe(true)
    const catalogue = await request(portal.app).get('/en/synaqqala/open-data/catalog.jsonld').expect(200)
    expect(JSON.parse(catalogue.text)['dcat:dataset'][0]['dcat:distribution']).toContainEqual(
      expect.objectContaining({
        'dct:title': 'all.zip',
        'dcat:packageFormat': { '@id': 'https://www.iana.org/assignments/media-types/application/zip' },
      }),
    )
  })

  test('CSV runs nothing in a spreadsheet and loses nothing', async () => {
    const row = await rowOf(hostile)
    expect(row?.['text']).toMatch(/^'=HYPERLINK\("http:\/\/evil\.example";"x"\), "қос тырнақша"/)
    expect(row?.['text']).toContain('екінші жол; \u2028 ⟦phone⟧')
    expect(row?.['address']).toBe("'@SUM(A1)")
    expect(row?.['landmark']).toBe("'-2+3")
    expect((await rowOf(answeredOne))?.['answer']).toBe("'+Жөнделді, 5-наурыз")
    const text = await textOf(portal, 'complaints.csv')
    expect(text.startsWith('\uFEFFnumber,')).toBe(true)
    expect(text.endsWith('\r\n')).toBe(true)
  })

  test('GeoJSON is that of RFC 7946, also without a point', async () => {
    const geojson = JSON.parse(await textOf(portal, 'complaints.geojson'))
    expect(geojson.type).toBe('FeatureCollection')
    expect(geojson.features).toHaveLength(3)
    const [first, second] = geojson.features
    expect(first).toMatchObject({ type: 'Feature', geometry: { type: 'Point', coordinates: [82.55, 49.95] } })
    expect(first.properties.address).toBe('@SUM(A1)')
    expect(first.properties).not.toHaveProperty('lat')
    expect(second).toMatchObject({ geometry: null, properties: { category: null, district: null } })
  })

  test('Parquet says the same as JSON Lines, read by another library', async () => {
    const bytes = await bytesOf(portal, 'complaints.parquet')
    const file = bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.length) as ArrayBuffer
    const rows = await parquetReadObjects({ file })
    const plain = rows.map((row) =>
      Object.fromEntries(
        Object.entries(row).map(([name, value]) => [
          name,
          value instanceof Date ? value.toISOString() : (value ?? null),
        ]),
      ),
    )
    const lines = await linesOf<Record<string, unknown>>(portal, 'complaints.jsonl')
    expect(plain).toEqual(lines)
    expect(Object.keys(lines[0] ?? {})).toEqual(complaintFields.map(({ name }) => name))
  })

  test('Open311 Bulk has the columns of the format and can be imported again', async () => {
    const text = await textOf(portal, 'open311.csv')
    expect(text).toMatch(
      /^service_request_id,requested_datetime,updated_datetime,closed_date,status_description,status_notes,source,service_name,service_subtype,description,agency_responsible,address,lat,long\r\n/,
    )
    const row = (await csvOf('open311.csv')).find(
      (one) => one['service_request_id'] === formatNumber(answeredOne),
    )
    expect(row).toMatchObject({ status_description: 'closed', source: 'web', service_subtype: 'Шұңқыр' })
    expect(row?.['closed_date']).toMatch(/^2026-03-11T/)
  })

  test('activity holds what is counted, of what is not public without number and hashes', async () => {
    const lines = await linesOf<ActivityLine>(portal, 'activity.jsonl')
    const open = lines.filter(({ complaint }) => complaint === formatNumber(answeredOne))
    expect(open.map(({ kind }) => kind)).toEqual(['filed', 'registered', 'sent', 'answered'])
    expect(open[0]).toMatchObject({ facts: { channel: 'web', category: 'potholes', district: 'west' } })
    expect(open[3]?.facts).toMatchObject({
      outcome: 'solved',
      photos: 0,
      sitting: expect.stringMatching(/^\w{16}$/),
    })
    const others = lines.filter(({ shown }) => !shown)
    expect(new Set(others.map(({ complaint }) => complaint)).size).toBe(2)
    expect(others.every(({ complaint, proof }) => complaint.startsWith('x') && proof === null)).toBe(true)
    expect(others.find(({ kind }) => kind === 'hidden')?.facts).toEqual({ ground: 'personal' })
    await makeDump(portal)
    const later = await linesOf<ActivityLine>(portal, 'activity.jsonl')
    const names = (all: ActivityLine[]) =>
      all.flatMap(({ shown, complaint, facts }) => [...(shown ? [] : [complaint]), facts['sitting']])
    const known = new Set(names(lines).filter((name) => typeof name === 'string'))
    expect(known.size).toBe(3)
    expect(names(later).filter((name) => known.has(String(name)))).toEqual([])
    const times = (all: ActivityLine[]) => all.flatMap(({ shown, at }) => (shown ? [] : [at]))
    const before = new Set(times(lines))
    expect(times(later).filter((at) => before.has(at))).toEqual([])
    // Their place among the public ones would tell who they are.
    const firstOther = later.findIndex(({ shown }) => !shown)
    expect(later.slice(firstOther).every(({ shown }) => !shown)).toBe(true)
  })
})

describe('a file on its way', () => {
  const get = (name: string) => request(portal.app).get(fileUrl(portal, name))

  test('comes in parts, compressed, and not again', async () => {
    const whole = await bytesOf(portal, 'complaints.csv')
    const part = await get('complaints.csv')
      .set('Accept-Encoding', 'identity')
      .set('Range', 'bytes=3-8')
      .expect(206)
    expect(part.text).toBe('number')
    expect(part.headers['content-range']).toBe(`bytes 3-8/${whole.length}`)
    await get('complaints.csv')
      .set('Range', `bytes=${10 ** 9}-`)
      .expect(416)

    const packed = await get('complaints.csv').set('Accept-Encoding', 'gzip').expect(200)
    expect(packed.headers['content-encoding']).toBe('gzip')
    expect(Buffer.from(packed.text)).toEqual(whole)
    const plain = await get('complaints.csv').set('Accept-Encoding', 'identity').expect(200)
    expect(plain.headers['content-encoding']).toBeUndefined()
    expect(plain.headers['etag']).not.toBe(packed.headers['etag'])
    expect(packed.headers['vary']).toContain('Accept-Encoding')
    for (const { headers } of [packed, plain]) {
      expect(headers['access-control-allow-origin']).toBe('*')
      expect(headers['cache-control']).toBe('public, no-cache, no-transform')
    }
    await get('complaints.csv')
      .set('Accept-Encoding', 'identity')
      .set('If-None-Match', String(plain.headers['etag']))
      .expect(304)
    await get('complaints.csv').set('If-None-Match', String(packed.headers['etag'])).expect(304)
    await get('complaints.csv').set('If-Modified-Since', String(plain.headers['last-modified'])).expect(304)
  })

  test('is there under its own name alone', async () => {
    await get('../../secret.key').expect(404)
    await get('%2e%2e%2fsecret').expect(404)
    await get('complaints.csv.gz').expect(404)
    await request(portal.app).get('/open-data/no-such-city/complaints.csv').expect(404)
    await request(portal.app).get(`/open-data/${portal.cast.otherCity.slug}/complaints.csv`).expect(404)
  })
})

describe('files of a city whose sums have drifted', () => {
  beforeAll(async () => {
    const { cast, deps } = portal
    // Before the last thirty days, in their first month: its day is taken from the sum of the month.
    const at = Date.parse('2026-02-03T05:00:00Z')
    const { history } = new HistoryBuilder(cast, at).sent(at, cast.offices.roads, at + 360 * HOUR)
    await writeComplaints(deps.pool, [bulkOf(cast, history)])
  })

  const loseSum = () =>
    portal.deps.pool.query(
      `DELETE FROM stat_month
       WHERE cell_id = (SELECT id FROM stat_cell WHERE city_id = $1 AND shape = 0)`,
      [portal.cast.city.id],
    )
  const figures = async () => JSON.parse(await textOf(portal, 'figures.json')).sets

  test('are made once the sums are folded anew, and the drift is noted', async () => {
    const { db } = portal.deps
    await makeDump(portal)
    const before = await figures()
    await db.statState.updateMany({ data: { driftedAt: null } })
    expect((await loseSum()).rowCount).toBeGreaterThan(0)
    await makeDump(portal)
    expect(await figures()).toEqual(before)
    const { driftedAt } = await db.statState.findUniqueOrThrow({ where: { cityId: portal.cast.city.id } })
    expect(driftedAt).not.toBeNull()
  })

  test('are not made when the sums drift again at once', async () => {
    const { id } = portal.cast.city
    await loseSum()
    await expect(makeDump(portal)).rejects.toThrow('have drifted')
    await portal.deps.db.statState.update({ where: { cityId: id }, data: { driftedAt: null } })
    await makeDump(portal)
  })
})

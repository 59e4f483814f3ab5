import { mkdtemp, rm } from 'node:fs/promises'
import os from 'node:os'
import path from 'node:path'
import request from 'supertest'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { writeComplaints } from '../../src/features/complaints/index.ts'
import { verifyFigures } from '../../src/features/open-data/index.ts'
import { settingsPaths } from '../../src/features/settings/index.ts'
import { refreshFigures } from '../../src/features/statistics/index.ts'
import { download, makeDump, textOf } from '../open-data/dumps.ts'
import { filledForm } from '../settings/filled-form.ts'
import { openPortal, type Portal, sameOrigin } from '../support/portal.ts'
import { type Browser, signInAs } from '../support/sign-in.ts'
import { bulkOf, HistoryBuilder, HOUR } from './histories.ts'

const city = 'synaqqala'
let portal: Portal
let admin: Browser
beforeAll(async () => {
  portal = await openPortal()
  admin = await signInAs(portal, 'city_admin@example.kz')
  const { cast, deps } = portal
  const first = Date.parse('2026-01-10T05:00:00Z')
  const histories = Array.from({ length: 36 }, (_, index) => {
    const at = first + index * HOUR
    const district = index < 12 ? cast.districts.east : cast.districts.west
    return new HistoryBuilder(cast, at, { district }).sent(at, cast.offices.roads, at + 360 * HOUR).history
  })
  await writeComplaints(
    deps.pool,
    histories.map((history) => bulkOf(cast, history)),
  )
  await refreshFigures(deps, cast.city.id)
})
afterAll(() => portal?.close())

const january = 'from=2026-01-01&to=2026-01-31'
const get = (rest: string) => request(portal.app).get(`/en/${city}/${rest}`)
const rateIn = async (filter = '') => (await get(`statistics.json?${january}${filter}`)).body.rate

async function enter(thing: string, residents: { count: string; on: string; source: string }) {
  const fields = filledForm((await admin.get(thing).expect(200)).text)
  const { count, on, source } = residents
  const typed = { 'residents.count': count, 'residents.on': on, 'residents.source': source }
  return admin
    .post(`${thing}?lang=en`)
    .set(sameOrigin)
    .type('form')
    .send({ ...fields, ...typed })
}
const district = (code: string) => settingsPaths.thing(city, 'area', code)

describe('complaints per 1,000 residents', () => {
  test('are not told before anybody has named the number of residents, and the map says so', async () => {
    expect(await rateIn()).toEqual({ residents: null, perThousand: null, low: null, high: null })
    const sentence = 'nobody has given the city’s portal the number of residents'
    const { text } = await get(`statistics?${january}`)
    expect(text).toContain(sentence)
    expect(text).not.toContain('map=rate')
    const chart = await get(`statistics/charts/districts-rate?${january}`)
    expect(chart.text).toContain(sentence)
    expect(chart.text).toContain(
      `href="/en/${city}/statistics/charts/districts-in-time?${january.replace('&', '&amp;')}"`,
    )
  })

  test('need number, day and source together', async () => {
    const half = await enter(district('east'), { count: '4000', on: '', source: '' })
    expect(half.status).toBe(422)
    expect(half.text).toContain('leave all three empty')
    expect(half.text).toContain('value="4000"')
    const wrong = await enter(district('east'), { count: '-3', on: '2026-01-01', source: 'Stat' })
    expect(wrong.status).toBe(422)
    expect(wrong.text).toContain('href="#residents-count"')
  })

  test('follow from what the administrator enters, at once and everywhere', async () => {
    const source = 'Bureau of National Statistics'
    const entered = { on: '2026-01-01', source }
    const answers = [
      await enter(settingsPaths.thing(city, 'profile', ''), { count: '12000', ...entered }),
      await enter(district('east'), { count: '3000', ...entered }),
      await enter(district('west'), { count: '9000', ...entered }),
    ]
    expect(answers.map(({ status }) => status)).toEqual([303, 303, 303])
    // Exact limits of 36 by Garwood are 25.214 and 49.840
    expect(await rateIn()).toEqual({ residents: 12000, perThousand: 3, low: 2.1009, high: 4.1534 })
    expect(await rateIn('&district=east')).toMatchObject({ residents: 3000, perThousand: 4 })
    expect(await rateIn('&office=roads')).toMatchObject({ residents: null, perThousand: null })
    const few = await get('statistics.json?from=2026-01-10&to=2026-01-10&district=east')
    expect(few.body.received).toBe(12)
    const fewer = await get('statistics.json?from=2026-01-11&to=2026-01-11&district=east')
    expect(fewer.body.rate).toEqual({ residents: 3000, perThousand: null, low: null, high: null })
    const page = await get(`statistics?${january}&map=rate`)
    expect(page.text).toMatch(/<h2[^>]*>Most per 1,000 residents: [^<]+ \(4\.0\)/)
    const { body } = await get(`statistics/charts/districts-rate.json?${january}`)
    expect(
      body.rows.map((row: { residents: number; perThousand: number }) => [row.residents, row.perThousand]),
    ).toEqual([
      [9000, 2.6667],
      [3000, 4],
    ])
    const csv = await get(`statistics.csv?${january}`)
    expect(csv.text).toContain('rate.residents,rate.perThousand,rate.low,rate.high')
  })

  test('can be counted again from the files alone', async () => {
    const folder = await mkdtemp(path.join(os.tmpdir(), 'ashyq-rates-'))
    try {
      await makeDump(portal)
      expect(await textOf(portal, 'residents.csv')).toContain(
        'city,synaqqala,12000,2026-01-01,Bureau of National Statistics',
      )
      const dump = await download(portal, folder)
      expect((await verifyFigures(dump)).differences).toEqual([])
    } finally {
      await rm(folder, { recursive: true, force: true })
    }
  })
})

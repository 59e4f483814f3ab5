import request from 'supertest'
import { afterAll, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest'
import { type City, cityById } from '../../src/features/city/index.ts'
import { writeComplaints } from '../../src/features/complaints/index.ts'
import { directoryOf } from '../../src/features/offices/index.ts'
import { settingsPaths } from '../../src/features/settings/index.ts'
import type { FigureQuery } from '../../src/features/statistics/figures/figure-query.ts'
import { cityPageFigures } from '../../src/features/statistics/figures/figure-sets.ts'
import {
  asOfAt,
  catchUpAll,
  cityFigures,
  defaultQuery,
  inSnapshot,
  mendingSums,
  nationFigures,
  officeFigures,
  officesFigures,
  publishedFigures,
  rebuildAll,
  refreshFigures,
} from '../../src/features/statistics/index.ts'
import { withLock } from '../../src/features/statistics/rollups/lock.ts'
import { counted, FOLD, keyOf, lasted } from '../../src/features/statistics/rollups/marks.ts'
import { encodeVector } from '../../src/features/statistics/rollups/vector.ts'
import { answered, file, happen } from '../complaints/history.ts'
import { statementsOf } from '../support/count-statements.ts'
import { openPortal, type Portal } from '../support/portal.ts'
import { signInAs } from '../support/sign-in.ts'
import { foldRandomly } from './folding.ts'
import { bulkOf, HistoryBuilder, HOUR } from './histories.ts'

let portal: Portal
let city: City
let grown: Awaited<ReturnType<typeof foldRandomly>>

beforeAll(async () => {
  portal = await openPortal()
  const found = await cityById(portal.deps, portal.cast.city.id)
  if (found === null) throw new Error('no city')
  city = found
  grown = await foldRandomly(portal, 7, 400)
})
afterAll(() => portal?.close())

const now = () => portal.deps.now().epochMilliseconds
const usual = (more: Partial<FigureQuery> = {}): FigureQuery => ({
  ...defaultQuery(city, portal.deps.now()),
  window: { from: '2026-03-01', to: '2026-03-31' },
  windowGiven: true,
  ...more,
})
const received = async (more: Partial<FigureQuery> = {}) =>
  (await cityFigures(portal.deps, city, usual(more))).body.figures.received
const differences = async (mend: boolean) =>
  (await rebuildAll(portal.deps, { mend })).reduce((sum, one) => sum + one.differences, 0)
const queued = () => portal.deps.db.statQueue.count()
/** Nobody tells of a change that a test makes in the sums behind the portal's back. */
const forgetAll = () => {
  portal.deps.cache.forget('')
  portal.deps.pages.forget()
}

describe('sums that are folded bit by bit', () => {
  test('equal a fold of everything, byte by byte', () => {
    expect(grown.happened).toBeGreaterThanOrEqual(400)
    expect(grown.differences).toBe(0)
  })

  test('follow what is filed and what happens to it', async () => {
    const before = await received()
    const { number } = await file(portal)
    expect(await queued()).toBeGreaterThan(0)
    await catchUpAll(portal.deps)
    expect(await queued()).toBe(0)
    expect(await received()).toBe(before + 1)
    const { heating } = portal.cast.categories
    const category = { id: heating, code: 'heating' }
    const ofHeating = await received({ category })
    await happen(portal, number, {
      kind: 'recategorised',
      payload: { categoryId: heating, fromCategoryId: portal.cast.categories.potholes, reason: 'r' },
    })
    await refreshFigures(portal.deps, city.id)
    expect([await received(), await received({ category })]).toEqual([before + 1, ofHeating + 1])
    expect(await differences(false)).toBe(0)
  })

  test('mark a run of answers that later complaints complete', { tags: ['long'] }, async () => {
    const { cast, deps } = portal
    const start = now() - 100 * HOUR
    const violence = { id: cast.categories.violence, code: 'violence' }
    const bursts = async () =>
      (await cityFigures(deps, city, usual({ category: violence }))).body.figures.signals.bursts
    for (let index = 0; index < 21; index++) {
      const builder = new HistoryBuilder(cast, start, { category: violence.id })
        .sent(start, cast.offices.akimat, start + 500 * HOUR)
        .answered(start + HOUR + index * 25_000, 'explained', cast.staff.head)
      await writeComplaints(deps.pool, [bulkOf(cast, builder.history)])
      if (index === 18 || index === 20) {
        await refreshFigures(deps, city.id)
        expect(await bursts()).toBe(index === 18 ? 0 : 21)
      }
    }
    expect(await differences(false)).toBe(0)
  })

  test('leave out what a moderator removed as spam', { tags: ['long'] }, async () => {
    const before = await received()
    const { number } = await file(portal)
    await happen(portal, number, { kind: 'hidden', payload: { reason: 'r', ground: 'spam' } })
    await refreshFigures(portal.deps, city.id)
    expect(await received()).toBe(before)
    await happen(portal, number, { kind: 'published', payload: { reason: 'r' } })
    await refreshFigures(portal.deps, city.id)
    expect(await received()).toBe(before + 1)
  })

  test('nobody who acts on a complaint waits while it is folded', { tags: ['long'] }, async () => {
    const { number } = await file(portal)
    const folder = await portal.deps.pool.connect()
    try {
      await folder.query('BEGIN')
      await folder.query('DELETE FROM stat_queue')
      await happen(portal, number, answered('Жөнделді.'))
      await folder.query('COMMIT')
    } finally {
      folder.release()
    }
    expect(await queued(), 'what happened meanwhile is still to be folded').toBe(1)
    await catchUpAll(portal.deps)
    // The filing was taken from the queue above, but the answer folds the whole complaint.
    expect(await differences(false)).toBe(0)
  })
})

describe('verifying', () => {
  beforeEach(async () => {
    await differences(true)
  })

  const damages: [what: string, sql: string][] = [
    [
      'a sum that was changed',
      `UPDATE stat_month SET counts = '\\x4102' WHERE (cell_id, month) = (SELECT cell_id, month FROM stat_month WHERE counts IS NOT NULL LIMIT 1)`,
    ],
    [
      'a day that is gone',
      'DELETE FROM stat_day WHERE (cell_id, day) = (SELECT cell_id, day FROM stat_day LIMIT 1)',
    ],
    [
      'a case that is gone',
      'DELETE FROM stat_case WHERE complaint_id = (SELECT max(complaint_id) FROM stat_case) AND no = 0',
    ],
    ['a row too many', `INSERT INTO stat_day SELECT cell_id, 1, counts FROM stat_day LIMIT 1`],
  ]
  test.each(damages.slice(0, 1))('finds %s, and a rebuild mends it', isMended)
  test.each(damages.slice(1))('finds %s, and a rebuild mends it', { tags: ['long'] }, isMended)

  async function isMended(_what: string, damage: string): Promise<void> {
    expect(await differences(false)).toBe(0)
    await portal.deps.pool.query(damage)
    expect(await differences(false)).toBe(1)
    expect(await differences(false), 'verifying mends nothing').toBe(1)
    expect(await differences(true)).toBe(1)
    expect(await differences(false)).toBe(0)
  }

  test('keeps what it found where the night job and the metrics tell of it', { tags: ['long'] }, async () => {
    await portal.deps.pool.query('DELETE FROM stat_month')
    await portal.jobs.get('statistics.verify')?.run({}, portal.deps.now())
    const states = await portal.deps.db.statState.findMany()
    expect(states.some(({ differences: found }) => found > 0)).toBe(true)
    await differences(true)
    const mended = await portal.deps.db.statState.findMany()
    expect(mended.every(({ differences: found }) => found === 0)).toBe(true)
  })
})

describe('a sum that has drifted', () => {
  const drift = `UPDATE stat_day SET counts = '\\x4180'
    WHERE cell_id IN (SELECT id FROM stat_cell WHERE city_id = $1)`
  const breakSums = async () => {
    await portal.deps.pool.query(drift, [city.id])
    await file(portal)
  }

  test('is told and folded anew, and what waited is counted', async () => {
    await differences(true)
    const before = await received()
    await breakSums()
    await catchUpAll(portal.deps)
    expect(await queued()).toBe(0)
    expect(await received()).toBe(before + 1)
    expect(await differences(false)).toBe(0)
    const { driftedAt } = await portal.deps.db.statState.findUniqueOrThrow({ where: { cityId: city.id } })
    expect(driftedAt?.getTime()).toBe(now())
    const admin = await signInAs(portal, 'city_admin@example.kz')
    const { text } = await admin.get(`${settingsPaths.jobs(city.slug)}?lang=en`).expect(200)
    expect(text).toContain('A sum behind the figures had drifted')
    expect(text).toContain('a sum had drifted: ')
  })

  test('again within the hour keeps only its own city waiting, and the night job tells of it', {
    tags: ['long'],
  }, async () => {
    await breakSums()
    await catchUpAll(portal.deps)
    await breakSums()
    const other = await cityById(portal.deps, portal.cast.otherCity.id)
    if (other === null) throw new Error('no other city')
    await file(portal, { city: other, categoryId: null, districtId: null })
    const waiting = async () => (await portal.deps.db.statQueue.findMany()).map(({ cityId }) => cityId)
    expect(new Set(await waiting())).toEqual(new Set([city.id, other.id]))
    await catchUpAll(portal.deps)
    expect(new Set(await waiting())).toEqual(new Set([city.id]))
    expect(await differences(false)).toBeGreaterThan(0)
    expect(await differences(true)).toBeGreaterThan(0)
    expect(await differences(false)).toBe(0)
  })
})

describe('a key that nobody has written', () => {
  test.each([
    { column: 'counts', key: keyOf(counted.received, 2 ** 14) },
    { column: 'counts', key: keyOf(counted.received, 2 ** 40) },
    { column: 'hours', key: keyOf(lasted.answered, 2 ** 20) },
  ])('in $column ($key) is a drift: it is told, and the city folded anew', async ({ column, key }) => {
    const { deps } = portal
    const path = '/en/synaqqala/statistics?from=2026-03-01&to=2026-03-31'
    const before = await received()
    await deps.db.statState.updateMany({ data: { driftedAt: null } })
    for (const table of ['stat_day', 'stat_month']) {
      const { rowCount } = await deps.pool.query(
        `UPDATE ${table} SET ${column} = $2
         WHERE cell_id = (SELECT id FROM stat_cell WHERE city_id = $1 AND shape = 0)`,
        [city.id, encodeVector(new Map([[key, 1]]))],
      )
      expect(rowCount).toBeGreaterThan(0)
    }
    forgetAll()
    await request(portal.app).get(path).expect(503)
    await catchUpAll(deps)
    await request(portal.app).get(path).expect(200)
    expect(await received()).toBe(before)
    expect(await differences(false)).toBe(0)
  })
})

describe('a month that has lost its sum', () => {
  const path = '/en/synaqqala/statistics'
  // Its first days are taken from the month that lost its sum.
  const days = '?from=2026-02-05&to=2026-02-28'

  const loseMonth = async () => {
    const { rowCount } = await portal.deps.pool.query(
      `DELETE FROM stat_month WHERE month = $2
       AND cell_id = (SELECT id FROM stat_cell WHERE city_id = $1 AND shape = 0)`,
      [city.id, 2026 * 12 + 1],
    )
    expect(rowCount).toBe(1)
    forgetAll()
  }

  test('is answered as being mended, and is folded anew without any change of a complaint', async () => {
    const { cast, deps } = portal
    const at = Date.parse('2026-02-02T05:00:00Z')
    const { history } = new HistoryBuilder(cast, at).sent(at, cast.offices.roads, at + 360 * HOUR)
    await writeComplaints(deps.pool, [bulkOf(cast, history)])
    await refreshFigures(deps, city.id)
    const before = await received({ window: { from: '2026-02-05', to: '2026-02-28' } })
    await deps.db.statState.updateMany({ data: { driftedAt: null } })
    await loseMonth()
    for (const address of [`${path}${days}`, `${path}.json${days}`, `/en/statistics${days}`]) {
      const { status, text } = await request(portal.app).get(address)
      expect([address, status]).toEqual([address, 503])
      expect(text).toContain('The figures are being mended')
    }
    const { driftedAt } = await deps.db.statState.findUniqueOrThrow({ where: { cityId: city.id } })
    expect(driftedAt?.getTime()).toBe(now())
    expect(await queued()).toBe(0)
    await catchUpAll(deps)
    await request(portal.app).get(`${path}${days}`).expect(200)
    expect(await received({ window: { from: '2026-02-05', to: '2026-02-28' } })).toBe(before)
    expect(await differences(false)).toBe(0)
  })

  /** A job that sees the sums as they were when it began; `meanwhile` happens before it comes to the figures. */
  async function longJob(
    meanwhile: (tries: number) => Promise<void>,
  ): Promise<{ tries: number; received: number }> {
    const { deps } = portal
    const directory = await directoryOf(deps, city.id)
    let tries = 0
    return mendingSums(deps, city, () =>
      inSnapshot(deps.pool, async (client) => {
        await client.query('SELECT 1 FROM stat_state')
        await meanwhile(++tries)
        const ask = { client, city, directory, calendar: '', asOf: asOfAt(now()) }
        const figures = await publishedFigures(ask, { from: '2026-02-05', to: '2026-02-28' })
        return { tries, received: figures.city.received }
      }),
    )
  }

  test('does not fail a job that sees it still when a page has had it mended meanwhile', async () => {
    const window = { from: '2026-02-05', to: '2026-02-28' }
    const before = await received({ window })
    await portal.deps.db.statState.updateMany({ data: { driftedAt: null } })
    await loseMonth()
    const done = await longJob(async (tries) => {
      if (tries > 1) return
      await request(portal.app).get(`${path}${days}`).expect(503)
      await catchUpAll(portal.deps)
    })
    expect(done).toEqual({ tries: 2, received: before })
  })

  test('is folded anew by the job itself when a page has only told of it', async () => {
    await portal.deps.db.statState.updateMany({ data: { driftedAt: null } })
    await loseMonth()
    const { tries } = await longJob(async () => {
      await request(portal.app).get(`${path}${days}`)
    })
    expect(tries).toBe(2)
    expect(await differences(false)).toBe(0)
  })

  test('fails a job where it had been told of within the hour and nobody was at it since', async () => {
    await loseMonth()
    const tried = vi.fn(async () => undefined)
    await expect(longJob(tried)).rejects.toThrow('have drifted')
    expect(tried).toHaveBeenCalledTimes(1)
    expect(await differences(true)).toBeGreaterThan(0)
  })
})

describe('sums of another version', () => {
  const waitsForLock = () =>
    vi.waitFor(async () => {
      const { rows } = await portal.deps.pool.query(
        `SELECT 1 FROM pg_locks WHERE locktype = 'advisory' AND NOT granted
         AND database = (SELECT oid FROM pg_database WHERE datname = current_database())`,
      )
      expect(rows).toHaveLength(1)
    }, 10_000)
  const setFold = (fold: number) => portal.deps.db.statState.updateMany({ data: { fold } })

  test('of before are not read where they lack something', async () => {
    const { cast, deps } = portal
    const office = { id: cast.offices.roads, code: 'roads' }
    const category = { id: cast.categories.potholes, code: 'potholes' }
    const query = usual({ office, category, district: { id: cast.districts.west, code: 'west' } })
    const read = async () => {
      deps.cache.forget('')
      return (await officeFigures(deps, city, query)).body
    }
    const whole = await read()
    const cells = '(SELECT id FROM stat_cell WHERE shape IN (22, 23))'
    for (const table of ['stat_day', 'stat_month']) {
      await deps.pool.query(`UPDATE ${table} SET hours = NULL, open = NULL WHERE cell_id IN ${cells}`)
    }
    expect(await read()).not.toEqual(whole)
    await setFold(1)
    expect((await read()).figures).toEqual(whole.figures)
    await catchUpAll(deps)
    expect(await read()).toEqual(whole)
  })

  test('of before have no rows of each, and their cells are read one by one', async () => {
    const { cast, deps } = portal
    const query = usual({ window: { from: '2025-05-05', to: '2026-02-20' } })
    const office = { id: cast.offices.roads, code: 'roads' }
    const read = async () => {
      forgetAll()
      return [
        await cityPageFigures(deps, city, query),
        await cityFigures(deps, city, query),
        await officesFigures(deps, city, query),
        await officeFigures(deps, city, { ...query, office }),
      ].map(({ body }) => body)
    }
    const whole = await read()
    const rows = async () =>
      (
        await deps.pool.query<{ n: number }>(
          `SELECT count(*)::int AS n FROM stat_day WHERE cell_id IN (SELECT id FROM stat_cell WHERE shape >= 32)`,
        )
      ).rows[0]?.n
    const before = await rows()
    expect(before).toBeGreaterThan(100)
    for (const table of ['stat_day', 'stat_month']) {
      await deps.pool.query(
        `DELETE FROM ${table} WHERE cell_id IN (SELECT id FROM stat_cell WHERE shape >= 32)`,
      )
    }
    await expect(read()).rejects.toThrow('have drifted')
    await setFold(3)
    expect(await read()).toEqual(whole)
    await catchUpAll(deps)
    expect(await rows()).toBe(before)
    expect(await read()).toEqual(whole)
  })

  test('of later are left alone', { tags: ['long'] }, async () => {
    await setFold(FOLD + 1)
    await file(portal)
    const waiting = await queued()
    await refreshFigures(portal.deps, city.id)
    await catchUpAll(portal.deps)
    expect(await queued()).toBe(waiting)
    await expect(differences(true)).rejects.toThrow('this version knows')
    await expect(differences(false)).rejects.toThrow('this version knows')
    await setFold(FOLD)
    await differences(true)
  })

  test('that were made while this one waited for its turn are left alone', async () => {
    await file(portal)
    const waiting = await queued()
    const turn = Promise.withResolvers<void>()
    const begun = Promise.withResolvers<void>()
    const newer = withLock(portal.deps.pool, city.id, { wait: true }, async () => {
      begun.resolve()
      await turn.promise
      await setFold(FOLD + 1)
    })
    await begun.promise
    const older = refreshFigures(portal.deps, city.id)
    await waitsForLock()
    turn.resolve()
    await Promise.all([newer, older])
    expect(await queued()).toBe(waiting)
    await setFold(FOLD)
    expect(await differences(false)).toBe(0)
  })
})

describe('reading', () => {
  test('touches no complaint and no activity, whatever is asked', async () => {
    const { cast, deps } = portal
    const category = { id: cast.categories.potholes, code: 'potholes' }
    const district = { id: cast.districts.west, code: 'west' }
    const office = { id: cast.offices.roads, code: 'roads' }
    const parts: Partial<FigureQuery>[] = [
      ...[{}, { category }, { district }, { channel: 'web' }, { category, district }],
      ...[{ category, district, channel: 'web' }],
    ]
    const statements = await statementsOf(async () => {
      for (const part of parts) {
        const query = { ...usual(part), window: { from: '2025-05-05', to: '2026-02-20' } }
        await cityFigures(deps, city, query)
        await officesFigures(deps, city, query)
        await officeFigures(deps, city, { ...query, office })
      }
    })
    expect(statements.length).toBeGreaterThan(parts.length * 3)
    expect(statements.filter((text) => /\b(complaint|activity|custody|answer)\b/.test(text))).toEqual([])
  })

  test('of parts that are kept costs no cases, and where cases are counted they are few', async () => {
    const { cast, deps } = portal
    const [west, potholes] = [cast.districts.west, cast.categories.potholes]
    const fill = `INSERT INTO stat_case (city_id, complaint_id, no, office_id, category_id, district_id, channel, first_day, marks)
      SELECT $1, -n, 0, 0, $2, $3, 'letter', 20000, '' FROM generate_series(1, 50001) AS n`
    await deps.pool.query(fill, [city.id, potholes, west])
    const ask = (parts: string) =>
      request(portal.app).get(`/en/${city.slug}/statistics.json?from=2024-01-01&to=2024-06-30&${parts}`)
    const narrow = await ask('category=potholes&district=west&channel=letter')
    expect(narrow.status).toBe(400)
    expect(narrow.body.error).toContain('Leave the channel out')
    for (const parts of ['category=potholes&district=west', 'category=potholes', 'district=west']) {
      const statements = await statementsOf(() => ask(parts))
      const ofOne = await statementsOf(() => ask(`${parts}&office=roads`))
      const ofAll = await statementsOf(() =>
        request(portal.app).get(`/en/${city.slug}/statistics/offices.csv?to=2024-06-30&${parts}`),
      )
      expect([...statements, ...ofOne, ...ofAll].filter((text) => text.includes('stat_case'))).toEqual([])
    }
    const byChannel = await statementsOf(() => ask('channel=web&office=roads'))
    expect(byChannel.filter((text) => text.includes('stat_case'))).toEqual([])
    await deps.pool.query('DELETE FROM stat_case WHERE complaint_id < 0')
  })

  test('what was asked for twice is kept until something changes or an hour is over', async () => {
    const query = usual({ window: { from: '2025-06-17', to: '2026-01-29' } })
    const count = async () => (await statementsOf(() => cityFigures(portal.deps, city, query))).length
    expect(await count()).toBeGreaterThan(0)
    expect(await count()).toBeGreaterThan(0)
    expect(await count()).toBe(0)
    await file(portal)
    await refreshFigures(portal.deps, city.id)
    expect(await count()).toBeGreaterThan(0)
    expect(await count()).toBe(0)
  })

  test('the nation is all cities, and their sum', async () => {
    const { deps, cast } = portal
    const window = { from: '2025-03-11', to: '2026-03-10' }
    const { body } = await nationFigures(deps, window)
    expect(body.cities.map((row) => row.city)).toEqual([cast.city.slug, cast.otherCity.slug])
    const [own] = body.cities
    const alone = await cityFigures(deps, city, { ...usual(), window })
    const { city: _, ...figures } = own ?? { city: '' }
    expect(figures).toEqual(alone.body.figures)
    expect(body.together).toMatchObject({
      received: body.cities.reduce((sum, row) => sum + row.received, 0),
      onTime: { of: body.cities.reduce((sum, row) => sum + row.onTime.of, 0) },
      openNow: { n: body.cities.reduce((sum, row) => sum + row.openNow.n, 0) },
      medianHours: own?.medianHours,
    })
  })
})

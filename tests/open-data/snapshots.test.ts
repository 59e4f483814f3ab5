import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises'
import os from 'node:os'
import path from 'node:path'
import request from 'supertest'
import { Temporal } from 'temporal-polyfill'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { dumpHash, makeSnapshot } from '../../src/features/open-data/actions/make-dump.ts'
import { publishingLock } from '../../src/features/open-data/dump/publishing-lock.ts'
import { correctSnapshot, NoSnapshot, verifyFigures } from '../../src/features/open-data/index.ts'
import { refreshFigures } from '../../src/features/statistics/index.ts'
import { withAdvisoryLock } from '../../src/platform/db/advisory-lock.ts'
import { file, happen } from '../complaints/history.ts'
import { openPortal, type Portal } from '../support/portal.ts'
import { bytesOf, cityOf, download, fileUrl, linesOf, makeDump, textOf } from './dumps.ts'

let portal: Portal
let dir: string
beforeAll(async () => {
  portal = await openPortal()
  dir = await mkdtemp(path.join(os.tmpdir(), 'ashyq-snapshots-'))
})
afterAll(async () => {
  await rm(dir, { recursive: true, force: true })
  await portal?.close()
})

const run = async (name: string) => portal.jobs.get(name)?.run({}, portal.deps.now())
const page = () => request(portal.app).get(`/ru/${portal.cast.city.slug}/open-data`)
const folders = () => readdir(path.join(portal.deps.config.dataDir, 'open-data'))
const snapshotsOf = async () =>
  (await request(portal.app).get(`/open-data/${portal.cast.city.slug}/snapshots.json`).expect(200)).body
    .snapshots

describe('the jobs of open data', () => {
  test('say before the first files when they come', async () => {
    expect((await page().expect(200)).text).toContain('Файлов пока нет')
    await request(portal.app).get(fileUrl(portal, 'complaints.csv')).expect(404)
  })

  test('publish the files of the day in the place of those before', async () => {
    await file(portal, { text: 'Бірінші өтініш туралы сөз.' })
    await run('open-data.mend')
    const before = await bytesOf(portal, 'complaints.csv')
    await file(portal, { text: 'Екінші өтініш туралы сөз.' })
    await run('open-data.mend')
    expect(await bytesOf(portal, 'complaints.csv')).toEqual(before)
    portal.setNow('2026-03-11T21:30:00Z')
    await run('open-data.daily')
    expect(await textOf(portal, 'complaints.csv')).toContain('Екінші')
    expect((await page().expect(200)).text).toContain('12 марта 2026\u00A0г., 02:30')
    // Two cities, each with the files of a day and of a month
    expect(await folders()).toHaveLength(4)
    await run('open-data.daily')
    expect(await folders()).toHaveLength(4)
  })

  test('take words from the files within the hour when they are taken from view', async () => {
    const { number } = await file(portal, { text: 'Мұны кейін жасырады' })
    await makeDump(portal)
    expect(await textOf(portal, 'complaints.jsonl')).toContain('Мұны кейін')
    portal.setNow('2026-03-12T03:00:00Z')
    await happen(portal, number, {
      kind: 'hidden',
      payload: { reason: 'r' },
      at: portal.deps.now().epochMilliseconds,
    })
    await run('open-data.mend')
    for (const name of [
      'complaints.csv',
      'complaints.jsonl',
      'complaints.geojson',
      'open311.csv',
      'complaints.parquet',
    ]) {
      expect((await bytesOf(portal, name)).toString(), name).not.toContain('Мұны кейін')
    }
    // Once more, because what is written late may bear an earlier time
    portal.setNow('2026-03-12T04:00:00Z')
    await run('open-data.mend')
    const { id } = await portal.deps.db.openDump.findFirstOrThrow({
      where: { cityId: portal.cast.city.id, kind: 'daily' },
    })
    await run('open-data.mend')
    expect(await portal.deps.db.openDump.count({ where: { id } })).toBe(1)
  })
})

describe('snapshots of months', () => {
  test('are chained, hold no words, and can be counted again', async () => {
    const city = await cityOf(portal)
    await makeSnapshot(portal.deps, city, {
      month: Temporal.PlainYearMonth.from('2026-01'),
      remark: 'Түзетілді',
    })
    const all = await snapshotsOf()
    expect(all.map(({ no, period }: { no: number; period: string }) => [no, period])).toEqual([
      [1, '2026-02'],
      [2, '2026-01'],
    ])
    let previous = null
    for (const { period, takenAt, files, hash, previous: told } of all) {
      expect(told).toBe(previous)
      expect(dumpHash({ city: city.slug, period, takenAt, files, previous })).toBe(hash)
      expect(files.some(({ name }: { name: string }) => name.startsWith('complaints'))).toBe(false)
      previous = hash
    }
    const folder = path.join(dir, '2026-02')
    await download(portal, folder)
    for (const { name, url } of all[0].files) {
      const { pathname, search } = new URL(url)
      const { body } = await request(portal.app)
        .get(pathname + search)
        .set('Accept-Encoding', 'identity')
        .buffer(true)
        .parse((res, done) => {
          const chunks: Buffer[] = []
          res.on('data', (chunk: Buffer) => chunks.push(chunk))
          res.on('end', () => done(null, Buffer.concat(chunks)))
        })
      expect(body.toString()).not.toContain('өтініш туралы сөз')
      await writeFile(path.join(folder, name), body)
    }
    expect((await verifyFigures(folder)).differences).toEqual([])
    expect((await page().expect(200)).text).toContain('исправлен: Түзетілді')
  })

  test('stay as they were', async () => {
    const { pool } = portal.deps
    await expect(pool.query("UPDATE open_dump SET remark = 'x' WHERE no = 1")).rejects.toThrow(
      'stays as it was',
    )
    await expect(pool.query('DELETE FROM open_dump WHERE no = 1')).rejects.toThrow('stays as it was')
    const url = `/open-data/${portal.cast.city.slug}/snapshots/2026-02/figures.json`
    const found = await request(portal.app).get(url).query({ no: 1 }).expect(200)
    expect(found.headers['cache-control']).toContain('immutable')
    await request(portal.app).get(url).query({ no: 2 }).expect(404)
  })
})

describe('a chart of a snapshot', () => {
  const chart = (rest: string) => `/en/${portal.cast.city.slug}/statistics/charts/${rest}`
  const get = (rest: string) => request(portal.app).get(chart(rest))
  const rowsOf = async (rest: string) => (await get(rest).expect(200)).body.rows

  beforeAll(async () => {
    await makeSnapshot(portal.deps, await cityOf(portal), { month: Temporal.PlainYearMonth.from('2026-03') })
  })

  test('keeps its numbers when those of now are others, and each page leads to the other', async () => {
    const no = (await snapshotsOf()).at(-1).no
    const frozen = `flow/versions/2026-03.${no}`
    const before = await rowsOf(`${frozen}/figures.json`)
    expect(before).toEqual(await rowsOf('flow.json?from=2025-04-01&to=2026-03-31'))
    await file(portal, { text: 'Кейін келген өтініш.' })
    await refreshFigures(portal.deps, portal.cast.city.id)
    expect(await rowsOf('flow.json?from=2025-04-01&to=2026-03-31')).not.toEqual(before)
    expect(await rowsOf(`${frozen}/figures.json`)).toEqual(before)
    portal.deps.cache.forget('')
    const live = await get('flow').expect(200)
    expect(live.text).toContain(`href="${chart(frozen)}"`)
    expect((await get('flow?district=west').expect(200)).text).not.toContain(frozen)
    const { text } = await get(frozen).expect(200)
    expect(text).toContain('Frozen numbers: March 2026')
    expect(text).toContain(`href="${chart('flow')}"`)
    expect(text).toContain(`http://portal.test${chart(frozen)}</blockquote>`)
    expect(text).not.toContain('&lt;iframe')
    expect((await get(`${frozen}/figures.csv`).expect(200)).text).toContain('received')
  })

  test('is there for all offices and for each, and for nothing that was not frozen', {
    tags: ['long'],
  }, async () => {
    const no = (await snapshotsOf()).at(-1).no
    await get(`funnel/versions/2026-03.${no}`).expect(200)
    const { text } = await get(`flow/versions/2026-03.${no}?office=roads`).expect(200)
    expect(text).toContain('Department: Roads')
    for (const rest of [
      `flow/versions/2026-03.${no}?office=none`,
      'flow/versions/2026-03.99',
      'flow/versions/x',
    ])
      await get(rest).expect(404)
  })
})

describe('a snapshot that was wrong', () => {
  const february = Temporal.PlainYearMonth.from('2026-02')

  test('gets a dated version after it in the chain, and everybody is told', async () => {
    const city = await cityOf(portal)
    const [first] = await snapshotsOf()
    const remark = 'Канал «хат» екі рет саналған'
    const { before, now } = await correctSnapshot(portal.deps, city, { month: february, remark })
    expect([before.no, now.no]).toEqual([1, 4])
    const all = await snapshotsOf()
    expect(all[0]).toEqual(first)
    expect(all[3]).toMatchObject({ no: 4, period: '2026-02', remark, hash: now.hash, previous: all[2].hash })
    const old = `/en/${city.slug}/statistics/charts/flow/versions/2026-02.1`
    const chart = await request(portal.app).get(old).expect(200)
    expect(chart.text).toContain('This month was put right later')
    expect(chart.text).toContain(`href="${old.replace('.1', '.4')}"`)
    const feed = await request(portal.app).get(`/kk/${city.slug}/open-data/corrections.atom`).expect(200)
    expect(feed.text).toContain(remark)
  })

  test('must have been published', async () => {
    const wish = { month: february.subtract({ years: 2 }), remark: 'r' }
    await expect(correctSnapshot(portal.deps, await cityOf(portal), wish)).rejects.toThrow(NoSnapshot)
  })
})

describe('a dump while complaints are filed', () => {
  test('is of one moment: all files and all figures know the same complaints', {
    tags: ['long'],
    timeout: 60_000,
  }, async () => {
    let going = true
    const filing = (async () => {
      for (let index = 0; going && index < 30; index++)
        await file(portal, { text: `Жолдағы шұңқыр ${index}` })
    })()
    for (let round = 0; round < 2; round++) {
      await makeDump(portal)
      const csv = (await textOf(portal, 'complaints.csv')).split('\r\n').length - 2
      const shown = (await linesOf<{ number: string }>(portal, 'complaints.jsonl')).length
      const filed = (await linesOf<{ kind: string; shown: boolean }>(portal, 'activity.jsonl')).filter(
        ({ kind, shown: isShown }) => kind === 'filed' && isShown,
      ).length
      expect([csv, filed]).toEqual([shown, shown])
      const { differences } = await verifyFigures(await download(portal, path.join(dir, `round-${round}`)))
      expect(differences).toEqual([])
    }
    going = false
    await filing
  })
})

describe('the catalogue', () => {
  test('names every file with its address, size and hash', async () => {
    const city = await request(portal.app)
      .get(`/kk/${portal.cast.city.slug}/open-data/catalog.jsonld`)
      .expect(200)
    expect(city.headers['content-type']).toMatch(/^application\/ld\+json/)
    const [dataset] = JSON.parse(city.text)['dcat:dataset']
    expect(dataset['dct:license']).toEqual({ '@id': 'https://creativecommons.org/licenses/by/4.0/' })
    const csv = dataset['dcat:distribution'].find(
      (one: Record<string, unknown>) => one['dct:title'] === 'complaints.csv',
    )
    expect(csv['dcat:downloadURL']['@id']).toBe(`http://portal.test${fileUrl(portal, 'complaints.csv')}`)
    expect(csv['spdx:checksum']['spdx:checksumValue']).toMatch(/^[0-9a-f]{64}$/)
    const whole = await request(portal.app).get('/open-data/catalog.jsonld').expect(200)
    expect(JSON.parse(whole.text)['dcat:dataset']).toHaveLength(2)
  })
})

describe('when files cannot be made', () => {
  /** As when the disk is full. */
  const failing = async (kind: 'daily' | 'month', work: () => Promise<void>) => {
    const { pool } = portal.deps
    await pool.query(`ALTER TABLE open_dump ADD CONSTRAINT broken CHECK (kind <> '${kind}') NOT VALID`)
    try {
      await work()
    } finally {
      await pool.query('ALTER TABLE open_dump DROP CONSTRAINT broken')
    }
  }
  const get = (name: string) => request(portal.app).get(fileUrl(portal, name))

  test('those of before stay, unless words in them were taken from view', async () => {
    const { number } = await file(portal, { text: 'Мұны да жасырады' })
    portal.setNow('2026-03-13T03:00:00Z')
    await makeDump(portal)
    await failing('daily', async () => {
      portal.setNow('2026-03-13T04:00:00Z')
      await expect(run('open-data.daily')).rejects.toThrow('everywhere')
      expect((await get('complaints.csv').expect(200)).text).toContain('Мұны да')
      const at = portal.deps.now().epochMilliseconds
      await happen(portal, number, { kind: 'hidden', payload: { reason: 'r' }, at })
      await expect(run('open-data.mend')).rejects.toThrow('everywhere')
      await get('complaints.csv').expect(404)
      expect((await page().expect(200)).text).toContain('Файлов пока нет')
    })
    await run('open-data.mend')
    expect((await get('complaints.csv').expect(200)).text).not.toContain('Мұны да')
  })

  test('a month that fails keeps no day from being published', async () => {
    portal.setNow('2026-04-02T21:30:00Z')
    const last = () => portal.deps.db.openDump.findMany({ where: { period: '2026-04-03', kind: 'daily' } })
    await failing('month', async () => {
      await expect(run('open-data.daily')).rejects.toThrow('everywhere')
      expect(await last()).toHaveLength(2)
    })
  })

  test('nor is a month published twice by two processes, nor anything where another one publishes', {
    tags: ['long'],
  }, async () => {
    portal.setNow('2026-04-02T21:30:00Z')
    await Promise.all([run('open-data.daily'), run('open-data.daily')])
    const months = () => portal.deps.db.openDump.count({ where: { period: '2026-03', kind: 'month' } })
    expect(await months()).toBe(2)
    portal.setNow('2026-05-02T21:30:00Z')
    const { pool, cast, db } = { ...portal.deps, cast: portal.cast }
    await withAdvisoryLock(pool, [publishingLock, cast.city.id], { wait: false }, () =>
      run('open-data.daily'),
    )
    const published = await db.openDump.findMany({ where: { period: '2026-04' }, select: { cityId: true } })
    expect(published).toEqual([{ cityId: cast.otherCity.id }])
  })
})

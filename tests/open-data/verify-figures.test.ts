import { appendFile, cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import os from 'node:os'
import path from 'node:path'
import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { writeComplaints } from '../../src/features/complaints/index.ts'
import { verifyFigures } from '../../src/features/open-data/index.ts'
import { answered, file, happen } from '../complaints/history.ts'
import { runCli } from '../proof/run-cli.ts'
import { bulkOf } from '../statistics/histories.ts'
import { historyOf, lives } from '../statistics/lives.ts'
import { openPortal, type Portal } from '../support/portal.ts'
import { download, makeDump } from './dumps.ts'

let portal: Portal
let dir: string
let dump: string

const HOUR = 3_600_000

beforeAll(async () => {
  portal = await openPortal()
  dir = await mkdtemp(path.join(os.tmpdir(), 'ashyq-figures-'))
  await fillCity()
  await makeDump(portal)
  dump = await download(portal, path.join(dir, 'dump'))
}, 120_000)
afterAll(async () => {
  await rm(dir, { recursive: true, force: true })
  await portal?.close()
})

/** Histories of every kind, among them what only the portal's own acts make. */
async function fillCity() {
  const { deps, cast } = portal
  const asOf = deps.now().epochMilliseconds
  const all = fc.sample(lives, { numRuns: 600, seed: 7 }).map((life) => historyOf(cast, asOf, life))
  await writeComplaints(
    deps.pool,
    all.map((history) => bulkOf(cast, history)),
  )
  await pausesAndMerges()
  await removed()
  await burst()
}

const due = (days: number) => ({
  dueOn: '2026-01-20',
  dueAt: Date.parse('2026-01-20T18:59:59.999Z') + days * 24 * HOUR,
  calendar: 'kz-test',
})
const start = Date.parse('2026-01-12T05:00:00Z')

async function sentAt(at: number): Promise<string> {
  portal.setNow(new Date(at).toISOString())
  const { number } = await file(portal)
  portal.setNow('2026-03-11T07:00:00Z')
  return number
}

async function pausesAndMerges() {
  const asked = { text: 'Қай жерде?', lang: 'kk' }
  const paused = await sentAt(start)
  await happen(
    portal,
    paused,
    {
      kind: 'asked',
      payload: { ...asked, pause: { ...due(3), until: start + 72 * HOUR, untilOn: '2026-01-15' } },
    },
    { kind: 'replied', payload: { text: 'Мектептің жанында', photos: [] }, by: 'resident' },
    {
      kind: 'recategorised',
      payload: { categoryId: portal.cast.categories.heating, fromCategoryId: null, reason: 'r' },
      at: start + 900 * HOUR,
    },
    {
      kind: 'rescheduled',
      payload: { ...due(9), fromDueOn: '2026-01-20', reason: 'r' },
      at: start + 901 * HOUR,
    },
  )
  const resumed = await sentAt(start + HOUR)
  await happen(
    portal,
    resumed,
    {
      kind: 'asked',
      payload: { ...asked, pause: { ...due(3), until: start + 72 * HOUR, untilOn: '2026-01-15' } },
    },
    { kind: 'resumed', payload: due(0), by: 'system' },
  )
  const [main, parted, merged] = [await sentAt(start), await sentAt(start), await sentAt(start)]
  const { id: intoId } = await portal.deps.db.complaint.findUniqueOrThrow({ where: { number: main } })
  const merge = { kind: 'merged', payload: { intoId, intoNumber: main } } as const
  await happen(portal, merged, merge)
  await happen(portal, parted, merge, { kind: 'unmerged', payload: { reason: 'r' } }, answered())
}

async function removed() {
  for (const ground of ['spam', 'personal'] as const) {
    const number = await sentAt(start)
    await happen(portal, number, { kind: 'hidden', payload: { reason: 'r', ground } })
  }
  const back = await sentAt(start)
  await happen(
    portal,
    back,
    { kind: 'hidden', payload: { reason: 'r', ground: 'other' } },
    { kind: 'published', payload: { reason: 'r' } },
  )
  await file(portal, { visibility: 'staff', categoryId: portal.cast.categories.violence })
}

/** Twenty-two answers of one person within ten minutes. */
async function burst() {
  for (let index = 0; index < 22; index++) {
    const number = await sentAt(start)
    await happen(portal, number, { ...answered(), at: start + 2 * HOUR + index * 20_000 })
  }
}

describe('figures from the open data alone', () => {
  test('are those that were published, for the city and each of its parts', async () => {
    const { complaints, compared, differences } = await verifyFigures(dump)
    expect(differences).toEqual([])
    expect(complaints).toBeGreaterThan(620)
    expect(compared).toBeGreaterThan(1_500)
    const { sets } = JSON.parse(await readFile(path.join(dump, 'figures.json'), 'utf8'))
    // So that what is rare is really in it
    const { city, together } = sets[0]
    expect(city.signals.bursts).toBe(22)
    expect(city.leftOut.spam).toBe(1)
    expect(city.hiddenBy.personal).toBe(1)
    expect(city.outcomes.merged).toBeGreaterThan(0)
    expect(together.transfers.later).toBeGreaterThan(0)
    expect(sets).toHaveLength(4)
    expect(sets[0].pairs.length).toBeGreaterThan(4)
    const shares = sets[0].pairs.map(({ onTime }: { onTime: { of: number; share: number | null } }) => onTime)
    expect(
      shares.some(({ of, share }: { of: number; share: null }) => of > 0 && of < 10 && share === null),
    ).toBe(true)
    const { channels } = sets[0]
    expect(channels.map(({ channel }: { channel: string }) => channel)).toEqual(
      expect.arrayContaining(['web', 'phone', 'letter']),
    )
    expect(channels[0].offices.length).toBeGreaterThan(2)
    expect(city.signals.recategorised).toBeGreaterThan(0)
  })

  test('differ when a row was changed, and the command names the figures', async () => {
    const changed = path.join(dir, 'changed')
    await cp(dump, changed, { recursive: true })
    const activity = path.join(changed, 'activity.jsonl')
    const lines = (await readFile(activity, 'utf8')).split('\n')
    const index = lines.findLastIndex(
      (line) => line.includes('"shown":true,') && line.includes('"outcome":"solved"'),
    )
    lines[index] = (lines[index] ?? '').replace('"outcome":"solved"', '"outcome":"explained"')
    await writeFile(activity, lines.join('\n'))
    const { code, stdout } = await runCli('verify-figures', [changed])
    expect(code).toBe(1)
    expect(stdout).toContain('activity.jsonl is not the file of datapackage.json')
    expect(stdout).toMatch(/, city: outcomes\.solved is published as \d+, the events give \d+/)
    expect(stdout).toMatch(/, office \w+: outcomes\.explained is published as/)
  })

  test('differ when an office is left out or a row cannot be read', async () => {
    const broken = path.join(dir, 'broken')
    await cp(dump, broken, { recursive: true })
    await appendFile(path.join(broken, 'activity.jsonl'), '{"complaint":"x1"}\n')
    const { differences } = await verifyFigures(broken)
    expect(differences).toContainEqual(expect.stringMatching(/^activity\.jsonl, line \d+: cannot be read$/))
  })

  test('differ when a part of the city is kept back, or a small share told', async () => {
    const partial = path.join(dir, 'partial')
    await cp(dump, partial, { recursive: true })
    const file = path.join(partial, 'figures.json')
    const figures = JSON.parse(await readFile(file, 'utf8'))
    const { pairs } = figures.sets[0]
    const small = pairs.find(({ onTime }: { onTime: { of: number } }) => onTime.of > 0 && onTime.of < 10)
    small.onTime.share = 0.5
    const { filter } = pairs.find((pair: object) => pair !== small)
    figures.sets[0].pairs = pairs.filter((pair: { filter: object }) => pair.filter !== filter)
    await writeFile(file, JSON.stringify(figures))
    const { differences } = await verifyFigures(partial)
    const named = (one: typeof filter) => `category ${one.category} in ${one.district}`
    expect(differences).toContainEqual(expect.stringContaining(`${named(filter)}: is not published`))
    expect(differences).toContainEqual(
      expect.stringContaining(
        `${named(small.filter)}: onTime.share is published as 0.5, the events give null`,
      ),
    )
  })

  test('are not asked of a folder that is none', { tags: ['long'] }, async () => {
    await expect(verifyFigures(path.join(dir, 'nothing'))).rejects.toThrow('is this the folder of a dump?')
    const { code, stderr } = await runCli('verify-figures', [])
    expect(code).toBe(1)
    expect(stderr).toContain('Name one folder')
  })
})

import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import os from 'node:os'
import path from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { plantCast } from '../support/cast.ts'
import { createTestDatabase, type TestDatabase } from '../support/database.ts'
import { brokenInvariants } from '../support/invariants.ts'
import { open311Csv } from './importing.ts'
import { noFiles } from './no-files.ts'

let database: TestDatabase
let folder: string

beforeAll(async () => {
  database = await createTestDatabase()
  await plantCast(database.db)
  folder = await mkdtemp(path.join(os.tmpdir(), 'ashyq-cli-'))
})
afterAll(async () => {
  await database.close()
  await rm(folder, { recursive: true, force: true })
})

type Running = { child: ChildProcess; ended: Promise<{ code: number | null; out: string; err: string }> }

function start(...args: string[]): Running {
  const child = spawn(process.execPath, ['--import', './src/preflight.js', 'src/cli/import.ts', ...args], {
    env: {
      ...process.env,
      NODE_ENV: 'test',
      DATABASE_URL: database.url,
      DATA_DIR: path.join(folder, 'data'),
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  const written = { out: '', err: '' }
  child.stdout.on('data', (chunk) => (written.out += chunk))
  child.stderr.on('data', (chunk) => (written.err += chunk))
  return { child, ended: once(child, 'close').then(([code]) => ({ code, ...written })) }
}

const run = (...args: string[]) => start(...args).ended

async function csvFile(name: string, content: string): Promise<string> {
  const file = path.join(folder, name)
  await writeFile(file, content)
  return file
}

const rows = (count: number) =>
  open311Csv(
    Array.from({ length: count }, (_, index) => ({
      service_request_id: `row-${index}`,
      requested_datetime: '2025-11-10T10:00:00Z',
      closed_date: '2025-11-12T10:00:00Z',
      status_notes: 'Done',
      service_name: 'Pothole',
      description: `Pothole number ${index}`,
      agency_responsible: 'Roads',
    })),
  )

describe('npm run import', () => {
  it('explains itself', { tags: ['long'] }, async () => {
    const { code, out } = await run('--help')
    expect(code).toBe(0)
    for (const word of ['--city', '--map', '--check', '--create', '--report', 'Open311']) {
      expect(out).toContain(word)
    }
  })

  const refusals: [string, string[], string | RegExp][] = [
    ['no file', [], 'Name one file. (--help shows how)\n'],
    ['a wrong option', ['--colour', 'a.csv'], /^Unknown option '--colour'.*\n$/],
    [
      'no such city',
      ['--city', 'atlantis', 'a.csv'],
      'There is no city atlantis here. Cities: synaqqala, basqaqala.\n',
    ],
    [
      'no such file',
      ['--city', 'synaqqala', 'none.csv'],
      'The file none.csv cannot be read. Check the path.\n',
    ],
  ]

  async function isOneSentence(_what: string, args: string[], sentence: string | RegExp): Promise<void> {
    const { code, out, err } = await run(...args)
    expect(code).toBe(1)
    expect(out).toBe('')
    if (typeof sentence === 'string') expect(err).toBe(sentence)
    else expect(err).toMatch(sentence)
    expect(err).not.toContain('    at ')
  }

  it.each(refusals)('with %s says it in one sentence', { tags: ['long'] }, isOneSentence)

  it('shows progress, lists what is unknown and ends with a summary', { tags: ['long'] }, async () => {
    const file = await csvFile('few.csv', `${rows(2100)}few,2025-11-10,,,,,Ghosts,,Roads,,,\n`)
    const { code, out, err } = await run(
      '--city',
      'basqaqala',
      '--create',
      '--report',
      path.join(folder, 'r.csv'),
      file,
    )
    expect(err).toMatch(/\r2,000 rows, \d+ % {2}\r2,101 rows, 100 % {2}\n$/)
    expect(out).toMatch(/^Created office "Roads" \(2101 rows\)\nCreated category "Pothole" \(2100 rows\)\n/)
    expect(out).toMatch(/\nImported 2101, repeated 0, skipped 0, refused 0; [\d.]+ s\.\n$/)
    expect(code).toBe(0)
    const { rows: kept } = await database.pool.query('SELECT count(*)::int AS n FROM stat_month')
    expect(kept[0]?.n, 'figures are fresh').toBeGreaterThan(0)
  })

  it('keeps the good rows and still succeeds when some are bad', { tags: ['long'] }, async () => {
    const file = await csvFile('bad.csv', rows(3).replace('2025-11-10T10:00:00Z', 'soon'))
    const { code, out } = await run('--city', 'basqaqala', '--check', file)
    expect(code).toBe(0)
    expect(out).toContain('Would import 0, repeated 2, skipped 0, refused 1')
    expect(out).toContain(`Refused rows: ${file}.report.csv`)
    expect(await readFile(`${file}.report.csv`, 'utf8')).toContain(
      '2,"row-0","requested_datetime not understood: soon"',
    )
  })

  it('killed in the middle and repeated is complete, with nothing twice', {
    tags: ['long'],
    timeout: 120_000,
  }, async () => {
    const file = await csvFile('many.csv', rows(4000))
    const imported = async () => {
      const { rows: found } = await database.pool.query<{ n: number; ids: number }>(
        `SELECT count(*)::int AS n, count(DISTINCT external_id)::int AS ids FROM complaint
         WHERE source = 'open311' AND city_id = (SELECT id FROM city WHERE slug = 'synaqqala')`,
      )
      return found[0] ?? { n: 0, ids: 0 }
    }
    const partial: number[] = []
    for (const atLeast of [1, 1500]) {
      const { child, ended } = start('--city', 'synaqqala', file)
      while ((await imported()).n < atLeast && child.exitCode === null) await sleep(20)
      child.kill('SIGKILL')
      await ended
      partial.push((await imported()).n)
    }
    expect(partial[0]).toBeGreaterThan(0)
    expect(partial[1]).toBeGreaterThan(partial[0] ?? 0)
    expect(partial[1], 'killed before the end').toBeLessThan(4000)
    const { code, out, err } = await run('--city', 'synaqqala', file)
    expect(code, err).toBe(0)
    expect(out).toContain(`Imported ${4000 - (partial[1] ?? 0)}, repeated ${partial[1]},`)
    expect(await imported()).toEqual({ n: 4000, ids: 4000 })
    expect(await brokenInvariants({ pool: database.pool, files: noFiles })).toEqual([])
  })
})

import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import os from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { plantCast } from '../support/cast.ts'
import { createTestDatabase, type TestDatabase } from '../support/database.ts'
import { runCommand } from './command.ts'

let database: TestDatabase
let folder: string
beforeAll(async () => {
  database = await createTestDatabase()
  await plantCast(database.db)
  folder = await mkdtemp(path.join(os.tmpdir(), 'ashyq-city-'))
})
afterAll(async () => {
  await database.close()
  await rm(folder, { recursive: true, force: true })
})

const run = (...args: string[]) => runCommand(database.url, path.join(folder, 'data'), ...args)

async function file(name: string, content: string): Promise<string> {
  const written = path.join(folder, name)
  await writeFile(written, content)
  return written
}

test('streets: what was done, and every bad row with its line', { tags: ['long'] }, async () => {
  const list = await file(
    'streets.csv',
    'kind,name_kk,name_ru,former_names\nstreet,Арай,Арай,\npalace,Сарай,Сарай,\n',
  )
  const trial = await run('city', 'streets', '--city', 'synaqqala', '--check', list)
  expect(trial).toMatchObject({ err: '', out: expect.stringContaining('Would add 1 streets') })
  const { code, out } = await run('city', 'streets', '--city', 'synaqqala', list)
  expect(out).toMatch(/line 3: kind "palace" is none of: street, avenue/)
  expect(out).toContain('Added 1 streets, changed 0, left 0 as they were, refused 1.')
  expect(code).toBe(0)
  expect(await database.db.street.count()).toBe(1)
})

test('districts: all or nothing, with every fault in one answer', { tags: ['long'] }, async () => {
  const ring = (west: number, east: number) => [
    [west, 49.9],
    [east, 49.9],
    [east, 50],
    [west, 50],
    [west, 49.9],
  ]
  const feature = (code: string, coordinates: number[][]) => ({
    type: 'Feature',
    properties: { id: code },
    geometry: { type: 'Polygon', coordinates: [coordinates] },
  })
  const shapes = (...features: object[]) => JSON.stringify({ type: 'FeatureCollection', features })
  const mapping = await file('mapping.json', '{"code":"id","match":{"Shygys":"east"}}')
  const good = await file(
    'good.geojson',
    shapes(feature('west', ring(82.5, 82.55)), feature('Shygys', ring(82.55, 82.7))),
  )
  const drawn = await run('city', 'districts', '--city', 'synaqqala', '--map', mapping, good)
  expect(drawn).toMatchObject({ code: 0, err: '' })
  expect(drawn.out).toContain('Drew 2: west, east')

  const bad = await file(
    'bad.geojson',
    shapes(feature('west', ring(82.5, 82.6).slice(0, 4)), feature('nowhere', ring(10, 11))),
  )
  const refused = await run('city', 'districts', '--city', 'synaqqala', '--map', mapping, bad)
  expect(refused.code).toBe(1)
  expect(refused.err).toContain('feature 1 (west): a ring does not end where it begins')
  expect(refused.err).toContain('feature 2 (nowhere): it lies outside the bounds')
  expect(refused.err).not.toContain('    at ')
})

const refusals: [string[], string][] = [
  [
    ['city', 'streets', '--city', 'nowhere', 'x.csv'],
    'There is no city nowhere here. Cities: synaqqala, basqaqala.',
  ],
  [['city', 'streets', '--city', 'synaqqala', 'missing.csv'], 'The file missing.csv cannot be read.'],
  [['guess', '--city', 'synaqqala'], 'synaqqala has no answered complaints yet'],
  [['guess'], 'Say which city'],
]

async function isOneSentence(args: string[], sentence: string): Promise<void> {
  const { code, err } = await run(...args)
  expect(code).toBe(1)
  expect(err).toContain(sentence)
  expect(err.trim().split('\n')).toHaveLength(1)
}

test.each(refusals.slice(0, 1))('%j is one sentence and exit code 1', isOneSentence)
test.each(refusals.slice(1))('%j is one sentence and exit code 1', { tags: ['long'] }, isOneSentence)

import { readdir, rm } from 'node:fs/promises'
import path from 'node:path'
import type pg from 'pg'
import { Temporal } from 'temporal-polyfill'
import { blindIndex } from '../../../platform/crypto/seal.ts'
import type { Deps } from '../../../platform/deps.ts'
import { localDate } from '../../../platform/time/local-day.ts'
import { leafOf } from '../../activity/index.ts'
import { type City, calendarOf, nameIn } from '../../city/index.ts'
import { type Directory, directoryOf } from '../../offices/index.ts'
import {
  asOfAt,
  defaultWindow,
  frozenParts,
  inSnapshot,
  METHOD,
  mendingSums,
  type PublishedFigures,
  publishedFigures,
  refreshFigures,
  type Window,
} from '../../statistics/index.ts'
import { writeFrozen } from '../frozen/write-frozen.ts'
import { type Naming, publicActivity } from './activity.ts'
import { publicComplaints } from './complaints.ts'
import { figuresTable } from './figures-table.ts'
import { compressed, type FileFacts, TextFile } from './files.ts'
import { methodText } from './method-text.ts'
import { type Names, namesIn } from './names.ts'
import { otherActivity } from './other-activity.ts'
import { datapackageOf } from './package.ts'
import type { OtherFile } from './tables.ts'
import { writeComplaints } from './write-complaints.ts'
import { writeActivity, writeCheckpoints, writeLeaves, writeReference } from './write-rest.ts'
import { writeZip } from './write-zip.ts'

export type DumpDeps = Pick<Deps, 'config' | 'db' | 'pool' | 'cache' | 'keys' | 'log' | 'now' | 'texts'>

export type Wanted = {
  city: City
  /** Of the dump. */
  id: string
  folder: string
  /** The local day or month that it is of. */
  period: string
  /** Windows of the figures, the first is the main one. */
  windows: readonly Window[]
  /** Complaints with what people wrote. */
  withWords: boolean
  /** Days of which charts can be drawn again later; null: none. */
  frozen: Window | null
}

export type Written = { asOf: number; files: FileFacts[] }

/** Everything that belongs to figures.json, which `verify-figures` recomputes from the other files. */
export type FiguresFile = {
  kind: 'ashyq-qala figures 1'
  city: string
  timeZone: string
  asOf: string
  method: string
  calendar: string
  sets: PublishedFigures[]
}

/**
 * Writes all files into a folder. Everything is read in one transaction that sees one moment, so that a complaint that
 * is filed meanwhile is in all of the files or in none. Memory does not grow with the city.
 */
export async function writeDump(deps: DumpDeps, wanted: Wanted): Promise<Written> {
  const { city, folder } = wanted
  const now = deps.now().epochMilliseconds
  const asOf = asOfAt(now)
  const directory = await directoryOf(deps, city.id)
  const calendar = (await calendarOf(deps, city.calendar)).version
  const facts = await mendingSums(deps, city, () =>
    inCountedSnapshot(deps, city, (client) =>
      writeFiles(deps, { ...wanted, client, directory, calendar, asOf }),
    ),
  )
  const described = { ...wanted, origin: deps.config.publicUrl, takenAt: now, asOf, method: METHOD }
  const about = datapackageOf({ ...described, files: facts })
  const files = [...facts, await writeText(folder, 'datapackage.json', `${JSON.stringify(about, null, 1)}\n`)]
  const done: FileFacts[] = []
  for (const file of files) done.push(await compressed(folder, file))
  // A snapshot is kept for ever: once is enough.
  if (wanted.withWords) done.push(await writeZip(folder, done, now))
  return { asOf, files: done }
}

type Reading = Wanted & {
  client: pg.ClientBase
  directory: Directory
  calendar: string
  asOf: number
}

async function writeFiles(deps: DumpDeps, reading: Reading): Promise<FileFacts[]> {
  const { client, city, directory, folder, withWords } = reading
  const names = namesIn(city, directory)
  const origin = deps.config.publicUrl
  await emptied(folder)
  return [
    ...(withWords
      ? await writeComplaints(folder, publicComplaints(client, { city, names, origin }), namesFor(reading))
      : []),
    await writeActivity(folder, activityOf(deps, reading, names)),
    ...(await writeReference(folder, client, { city, directory })),
    await writeCheckpoints(folder, client, { cityId: city.id, leafOf }),
    await writeLeaves(folder, client, city.id),
    ...(await writeFigures(reading)),
    ...(reading.frozen === null ? [] : [await writeFrozenOf(reading, reading.frozen)]),
    await writeText(folder, 'method.md', methodText(city, deps.texts)),
  ]
}

/** What was written before the sums had to be folded anew. */
async function emptied(folder: string): Promise<void> {
  for (const name of await readdir(folder)) await rm(path.join(folder, name))
}

/** Public complaints first, in their order; then the others, in none. */
async function* activityOf(deps: DumpDeps, { client, city, id }: Reading, names: Names) {
  const { id: cityId, timeZone } = city
  const naming: Naming = {
    names,
    // Other names in every dump, so that nobody follows one of them from dump to dump.
    keyOf: (kind, value) => blindIndex(deps.keys, `open-data.${kind}`, `${id}/${value}`).toString('hex'),
  }
  yield* publicActivity(client, { cityId, naming })
  yield* otherActivity(client, { cityId, timeZone, naming, now: deps.now().epochMilliseconds })
}

async function writeFigures(reading: Reading): Promise<FileFacts[]> {
  const { folder, city, windows, asOf, calendar } = reading
  const sets: PublishedFigures[] = []
  for (const window of windows) sets.push(await publishedFigures(reading, window))
  const file: FiguresFile = {
    kind: 'ashyq-qala figures 1',
    city: city.slug,
    timeZone: city.timeZone,
    asOf: Temporal.Instant.fromEpochMilliseconds(asOf).toString(),
    ...{ method: METHOD, calendar, sets },
  }
  return [
    await writeText(folder, 'figures.json', `${JSON.stringify(file, null, 1)}\n`),
    await writeText(folder, 'figures.csv', figuresTable(sets)),
  ]
}

const writeFrozenOf = (reading: Reading, window: Window): Promise<FileFacts> =>
  writeFrozen(
    reading.folder,
    { window, asOf: Temporal.Instant.fromEpochMilliseconds(reading.asOf).toString() },
    frozenParts(reading, window),
  )

async function writeText(folder: string, name: OtherFile, text: string): Promise<FileFacts> {
  const file = await TextFile.create(folder, name)
  await file.write(text)
  return file.close({ isTable: false })
}

/** In the state language: this file is read by programs, which want one name for one thing. */
function namesFor({ directory }: Reading) {
  const categories = new Map(directory.categories.map((one) => [one.code, one]))
  const offices = new Map(directory.offices.map((one) => [one.code, one]))
  return {
    category: (code: string) => nameOf(categories.get(code)),
    group: (code: string) => categories.get(code)?.groupCode ?? null,
    office: (code: string) => nameOf(offices.get(code)),
  }
}

const nameOf = (named: { names: City['names'] } | undefined): string | null =>
  named === undefined ? null : nameIn(named.names, 'kk')

/** Up to yesterday a year, 90 and 30 days, and the last whole month: what pages show and most are asked for. */
export function windowsOn(now: Temporal.Instant, timeZone: string): Window[] {
  const month = localDate(now, timeZone).toPlainYearMonth().subtract({ months: 1 })
  const year = defaultWindow(now, timeZone)
  return [year, windowOfMonth(month), lastDays(year, 90), lastDays(year, 30)]
}

export const windowOfMonth = (month: Temporal.PlainYearMonth): Window => ({
  from: month.toPlainDate({ day: 1 }).toString(),
  to: month.toPlainDate({ day: month.daysInMonth }).toString(),
})

export const lastDays = ({ to }: Pick<Window, 'to'>, days: number): Window => ({
  from: Temporal.PlainDate.from(to)
    .subtract({ days: days - 1 })
    .toString(),
  to,
})

const mostTries = 20

/** A snapshot in which everything that has happened is counted already. Figures and activity then say the same. */
async function inCountedSnapshot<Result>(
  deps: DumpDeps,
  city: City,
  work: (client: pg.ClientBase) => Promise<Result>,
): Promise<Result> {
  for (let tries = 1; ; tries++) {
    await refreshFigures(deps, city.id)
    const done = await inSnapshot(deps.pool, async (client) => {
      await client.query('SET LOCAL statement_timeout = 0')
      await client.query('SET LOCAL idle_in_transaction_session_timeout = 0')
      const { rows } = await client.query('SELECT 1 FROM stat_queue WHERE city_id = $1 LIMIT 1', [city.id])
      return rows.length > 0 ? null : { result: await work(client) }
    })
    if (done !== null) return done.result
    // Something was filed between the two; the next look is a moment later.
    if (tries === mostTries) throw new Error(`the figures of ${city.slug} do not come to rest`)
  }
}

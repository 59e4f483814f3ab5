import { mkdtemp, rm } from 'node:fs/promises'
import os from 'node:os'
import path from 'node:path'
import { Temporal } from 'temporal-polyfill'
import { cityPacks } from '../../prisma/seed/index.ts'
import { plantCalendar, plantCity } from '../../prisma/seed/plant-city.ts'
import { loadConfig } from '../../src/config.ts'
import { createDeps } from '../../src/create-deps.ts'
import { cities } from '../../src/features/city/index.ts'
import { type Album, addDemoStaff, type DemoCity, demoCityOf } from '../../src/features/demo/index.ts'
import { features } from '../../src/features.ts'
import type { Deps } from '../../src/platform/deps.ts'
import { createTestDatabase } from '../support/database.ts'

export type Stage = {
  deps: Deps
  /** A pack with its demo staff, planted on first use. */
  demoCity(slug: string): Promise<DemoCity>
  close(): Promise<void>
}

/** When the tests of the demo happen: a Saturday noon in Almaty. */
export const stageNow = '2026-11-21T07:00:00Z'

/** A database and a data folder without any city. */
export async function openStage(env: Record<string, string> = {}): Promise<Stage> {
  const [database, dataDir] = await Promise.all([
    createTestDatabase(),
    mkdtemp(path.join(os.tmpdir(), 'ashyq-demo-')),
  ])
  const config = loadConfig({ NODE_ENV: 'test', DATA_DIR: dataDir, ...env })
  const { db, pool } = database
  const now = () => Temporal.Instant.from(stageNow)
  const deps = createDeps({ config, db, pool, secretKey: 'k'.repeat(43), now })
  // As in every start: what is planted may give the queues something to do.
  await deps.jobs.start(
    features.flatMap((feature) => feature.jobs?.(deps) ?? []),
    { work: false },
  )
  return {
    deps,
    demoCity: (slug) => plantDemoCity(deps, slug),
    async close() {
      await deps.release()
      await database.close()
      await rm(dataDir, { recursive: true, force: true })
    },
  }
}

async function plantDemoCity(deps: Deps, slug: string): Promise<DemoCity> {
  const pack = cityPacks.find((one) => one.slug === slug)
  if (pack === undefined) throw new Error(`no pack ${slug}`)
  const at = deps.now().epochMilliseconds
  await plantCalendar(deps.db, at)
  await plantCity(deps.db, pack, { at, demo: true, position: 0 })
  deps.cache.forget('')
  const city = (await cities(deps)).find((one) => one.slug === slug)
  if (city === undefined) throw new Error(`${slug} was not planted`)
  await addDemoStaff(deps, city, at)
  return demoCityOf(deps, city, twoPictures)
}

const picture = (digit: string) => ({
  largeKey: digit.repeat(64),
  smallKey: digit.repeat(64),
  ...{ width: 1600, height: 1200, smallWidth: 400, smallHeight: 300 },
})

/** Pictures of two scenes; the tests look at who names them, not at what they show. */
const twoPictures: Album = new Map([
  ['pothole', { before: [picture('a')], after: [picture('b')] }],
  ['snow', { before: [picture('c')], after: [picture('d')] }],
])

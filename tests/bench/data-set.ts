import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync } from 'node:fs'
import { mkdir, readFile, rm, writeFile } from 'node:fs/promises'
import path from 'node:path'
import type { Pool } from 'pg'
import { projectDir } from '../../src/config.ts'
import { cityBySlug } from '../../src/features/city/index.ts'
import { emptyDraft } from '../../src/features/complaints/filing/draft.ts'
import { createCache } from '../../src/platform/cache/cache.ts'
import { hashToken, newToken } from '../../src/platform/crypto/token.ts'
import { connect } from '../../src/platform/db/client.ts'
import { findRunning } from '../../src/platform/db/embedded/embedded.ts'
import { freePort, type PortalProcess, startPortal, untilReady } from '../support/portal-process.ts'
import type { Sample } from './pages.ts'

const slug = 'oskemen'
const seed = '1'

/** A portal of its own on a data set of its own, as a user would run it. */
export type BenchPortal = {
  complaints: number
  /** Of its web processes, in one order. */
  pids: readonly number[]
  origins: readonly string[]
  databaseUrl: string
  dataDir: string
  sample: Sample
  /** Megabytes that the first process holds, and held at most; null where the system does not tell. */
  memory(): Promise<{ now: number; most: number } | null>
  stop(): Promise<void>
}

/** So many are made by the demo command; more are made of these (multiply.ts). */
export const demoSize = 10_000

/** Makes the data set in `folder` unless it is there; answers where it is. */
export async function makeDataSet(
  folder: string,
  complaints: number,
  say: (line: string) => void,
): Promise<string> {
  const dataDir = path.join(folder, String(complaints))
  const complete = path.join(dataDir, 'bench-complete')
  if (!existsSync(complete)) {
    say(`Making ${complaints.toLocaleString('en')} complaints ...`)
    // What an interrupted run has left is without indexes.
    await rm(dataDir, { recursive: true, force: true })
    await mkdir(folder, { recursive: true, mode: 0o755 })
    const demo = String(Math.min(complaints, demoSize))
    await command(dataDir, 'src/cli/demo.ts', '--complaints', demo, '--seed', seed, '--city', slug)
    if (complaints > demoSize) {
      await command(dataDir, 'tests/bench/enlarge.ts', '--copies', String(complaints / demoSize))
    }
    await writeFile(complete, '')
  }
  return dataDir
}

/** Makes the data set in `folder` unless it is there, and starts a portal of so many web processes on it. */
export async function openBenchPortal(
  folder: string,
  complaints: number,
  { processes, say }: { processes: number; say: (line: string) => void },
): Promise<BenchPortal> {
  const dataDir = await makeDataSet(folder, complaints, say)
  const web: Web[] = []
  const folders: string[] = []
  const stop = async () => {
    // The first has the database.
    for (const { portal } of web.toReversed()) {
      portal.child.kill('SIGTERM')
      await portal.ended
    }
    for (const own of folders) await rm(own, { recursive: true, force: true })
  }
  try {
    const first = await startWeb({ DATA_DIR: dataDir })
    web.push(first)
    await untilReady(first.portal)
    const databaseUrl = (await findRunning(dataDir)) ?? ''
    const secret = (await readFile(path.join(dataDir, 'secret.key'), 'utf8')).trim()
    for (let number = 2; number <= processes; number++) {
      const own = `${dataDir}-web-${number}`
      folders.push(own)
      await mkdir(own, { recursive: true, mode: 0o755 })
      const other = await startWeb({ DATA_DIR: own, DATABASE_URL: databaseUrl, SECRET_KEY: secret })
      web.push(other)
      await untilReady(other.portal)
    }
    return {
      complaints,
      pids: web.map(({ portal }) => portal.child.pid ?? 0),
      origins: web.map(({ origin }) => origin),
      databaseUrl,
      dataDir,
      sample: await sampleOf(databaseUrl),
      memory: () => memoryOf(first.portal),
      stop,
    }
  } catch (error) {
    await stop()
    throw error
  }
}

type Web = { portal: PortalProcess; origin: string }

async function startWeb(env: Record<string, string>): Promise<Web> {
  const port = await freePort()
  // Jobs catch up for an hour on what was multiplied past them; in a city that grew day by day they rest.
  const own = { PORT: String(port), NODE_ENV: 'production', JOBS: 'off', ...env }
  return { portal: startPortal(own), origin: `http://127.0.0.1:${port}` }
}

/**
 * Clients take the web processes in turns, which move on by one now and then: else each process would be asked for its own
 * half of an even number of pages.
 */
export function originOf({ origins }: Pick<BenchPortal, 'origins'>, index: number): string {
  return origins[(index + Math.floor(index / 997)) % origins.length] ?? ''
}

async function command(dataDir: string, ...args: string[]): Promise<void> {
  const child = spawn(process.execPath, args, {
    cwd: projectDir,
    env: { ...process.env, DATA_DIR: dataDir },
    stdio: ['ignore', 'ignore', 'pipe'],
  })
  let errors = ''
  child.stderr.on('data', (chunk) => {
    errors = `${errors}${chunk}`.slice(-2000)
  })
  const [code] = await once(child, 'close')
  if (code !== 0) throw new Error(`${args.join(' ')} failed: ${errors}`)
}

export async function sampleOf(databaseUrl: string): Promise<Sample> {
  const { db, pool, close } = connect(databaseUrl)
  try {
    const city = await cityBySlug({ db, cache: createCache() }, slug)
    if (city === null) throw new Error(`no city ${slug}`)
    const { rows: numbers } = await pool.query<{ number: string }>(
      'SELECT number FROM complaint WHERE shown AND city_id = $1 ORDER BY md5(number) LIMIT 2000',
      [city.id],
    )
    const { rows: offices } = await pool.query<{ code: string }>(
      `SELECT o.code FROM office o JOIN complaint c ON c.office_id = o.id AND c.shown
       WHERE o.city_id = $1 GROUP BY o.id HAVING count(*) > 50 ORDER BY count(*) DESC, o.code LIMIT 5`,
      [city.id],
    )
    const { searches, drafts } = await sampleOfWords(pool, city.id)
    return {
      slug,
      numbers: numbers.map(({ number }) => number),
      offices: offices.map(({ code }) => code),
      searches,
      drafts,
      bounds: city.profile.bounds,
    }
  } finally {
    await close()
  }
}

const sampled = 300

/** What people look for and file in this data set: words and places of complaints that stand in it. */
async function sampleOfWords(pool: Pool, cityId: number): Promise<Pick<Sample, 'searches' | 'drafts'>> {
  const { rows } = await pool.query<{
    text: string
    address: string
    lat: number
    lon: number
    code: string
  }>(
    `SELECT c.text, c.address, c.lat, c.lon, k.code FROM complaint c JOIN category k ON k.id = c.category_id
     WHERE c.shown AND c.open AND c.city_id = $1 AND c.lat IS NOT NULL AND NOT k.sensitive
     ORDER BY md5(c.number) LIMIT ${sampled}`,
    [cityId],
  )
  const searches = rows.map(({ text, address }, index) => {
    const words = (index % 3 === 0 ? `${text} ${address}` : text).match(/\p{L}{4,}/gu) ?? ['яма']
    return [words[(index * 5) % words.length], index % 2 === 0 ? words[(index * 11) % words.length] : '']
      .filter(Boolean)
      .join(' ')
  })
  const drafts: string[] = []
  for (const { text, address, lat, lon, code } of rows) {
    const token = newToken()
    const place = { address, landmark: '', district: null, point: { lat: lat + 0.0002, lon, accuracy: 10 } }
    const data = { ...emptyDraft, text, category: code, warnedOf: code, place }
    await pool.query(
      'INSERT INTO draft (id, city_id, data, created_at, updated_at) VALUES ($1, $2, $3, now(), now())',
      [hashToken(token), cityId, JSON.stringify(data)],
    )
    drafts.push(token)
  }
  return { searches, drafts }
}

async function memoryOf({ child }: PortalProcess): Promise<{ now: number; most: number } | null> {
  const status = await readFile(`/proc/${child.pid}/status`, 'utf8').catch(() => '')
  const megabytes = (name: string) =>
    Math.round(Number(new RegExp(`${name}:\\s+(\\d+) kB`).exec(status)?.[1]) / 1024)
  return status === '' ? null : { now: megabytes('VmRSS'), most: megabytes('VmHWM') }
}

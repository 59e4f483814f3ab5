import { cityPacks } from '../prisma/seed/index.ts'
import { plantCalendar, plantCity } from '../prisma/seed/plant-city.ts'
import { type City, cities, nameIn } from './features/city/index.ts'
import {
  addDemoStaff,
  type DemoLogin,
  demoCityOf,
  demoLogins,
  demoLoginsFile,
  drawAlbum,
  hasComplaints,
  inventResidents,
  writeDemoComplaints,
} from './features/demo/index.ts'
import { issueFirstRunLink, settingsPaths } from './features/settings/index.ts'
import { refreshFigures } from './features/statistics/index.ts'
import { features } from './features.ts'
import { missingParts, plantParts } from './plant-parts.ts'
import type { Deps } from './platform/deps.ts'
import { localDate } from './platform/time/local-day.ts'

type Say = (sentence: string) => void

/** So many per city, so that the first start stays short. */
const COMPLAINTS = 400
const SEED = 0

/**
 * Fills an empty database with the cities of the demo when the configuration asks for it. What an earlier start was
 * ended in is finished; a city that staff or residents use is never touched. Safe with several processes at once.
 */
export async function seed(deps: Deps, say: Say): Promise<void> {
  if (deps.config.demo && (await isUnfinished(deps))) {
    await alone(deps, async () => {
      if (await isUnfinished(deps)) await plantDemo(deps, say)
    })
  }
  await plantMissing(deps, say)
  if ((await cities(deps)).length === 0) {
    const { token } = await issueFirstRunLink(deps)
    say(
      `There is no city yet. Make one here, the link works once: ${deps.config.publicUrl}${settingsPaths.firstRun(token)}`,
    )
    say('Or plant a pack: npm run city -- add oskemen (npm run city -- list names all packs)')
  }
}

/** Sentences about the accounts of the demo; none without a demo. */
export async function loginSentences(deps: Deps): Promise<string[]> {
  const planted = (await cities(deps)).filter(({ demo }) => demo)
  const logins = (await demoLogins(deps)).filter(({ city }) => city === planted[0]?.slug)
  const shown = ['city_admin', 'controller', 'executor', 'head'].flatMap(
    (wanted) => logins.find(({ role }) => role === wanted) ?? [],
  )
  if (shown.length === 0) return []
  const width = Math.max(...shown.map((login) => whoIs(login).length))
  return [
    `Accounts of the demo (${shown[0]?.city}):`,
    ...shown.map((login) => `  ${whoIs(login).padEnd(width)}  ${login.email}  ${login.password}`),
    `  all of them: ${demoLoginsFile(deps)}`,
  ]
}

const whoIs = ({ role, office }: DemoLogin) => [role.replace('_', ' '), office].filter(Boolean).join(' of ')

/** True for an empty database, and for one whose planting was interrupted. */
async function isUnfinished(deps: Deps): Promise<boolean> {
  deps.cache.forget('city:')
  const planted = await cities(deps)
  if (planted.some(({ demo }) => !demo)) return false
  const filled = await Promise.all(planted.map(({ id }) => hasComplaints(deps, id)))
  return planted.length === 0 || filled.includes(false)
}

async function plantDemo(deps: Deps, say: Say): Promise<void> {
  say('The database is empty: planting the cities of the demo.')
  // Drawing and planting keep different processors busy.
  const [album, planted] = await Promise.all([drawAlbum(deps, 'one'), plantDemoCities(deps)])
  const today = deps.now()
  for (const city of planted) {
    await addDemoStaff(deps, city, today.epochMilliseconds)
    await inventResidents(deps, city)
    if (!(await hasComplaints(deps, city.id))) {
      const until = localDate(today, city.timeZone).toString()
      const demo = await demoCityOf(deps, city, album)
      await writeDemoComplaints(deps, demo, { seed: SEED, count: COMPLAINTS, until })
    }
    await plantFeatures(deps, city, { demo: true })
    await refreshFigures(deps, city.id)
    say(`Planted ${nameIn(city.names, 'en')} with ${COMPLAINTS} invented complaints.`)
  }
}

/** What each feature begins with in a new city; with `demo` also what it invents. */
export async function plantFeatures(
  deps: Deps,
  { id, slug, timeZone }: City,
  { demo }: { demo: boolean },
): Promise<void> {
  const city = { id, slug, timeZone, at: deps.now().epochMilliseconds }
  await plantParts(deps, city, features)
  if (!demo) return
  for (const feature of features) await feature.demo?.(deps, city)
}

/** Cities older than a feature get what it begins with. Nothing is locked and one statement asked where none lacks. */
export async function plantMissing(deps: Deps, say: Say): Promise<void> {
  const lacking = async () => {
    const there = await cities(deps)
    const missing = await missingParts(
      deps,
      there.map(({ id }) => id),
      features,
    )
    return there.flatMap((city) => {
      const parts = missing.get(city.id)
      return parts === undefined ? [] : [{ city, parts }]
    })
  }
  if ((await lacking()).length === 0) return
  await alone(deps, async () => {
    for (const { city, parts } of await lacking()) {
      const { id, slug, timeZone } = city
      await plantParts(deps, { id, slug, timeZone, at: deps.now().epochMilliseconds }, parts)
      say(`${nameIn(city.names, 'en')} got what it lacked: ${parts.map(({ name }) => name).join(', ')}.`)
    }
  })
}

/** Plants the packs that are not there, as cities of the demo. */
export async function plantDemoCities(deps: Deps): Promise<City[]> {
  const at = deps.now().epochMilliseconds
  await plantCalendar(deps.db, at)
  for (const [position, pack] of cityPacks.entries()) {
    await plantCity(deps.db, pack, { at, demo: true, position })
  }
  deps.cache.forget('city:')
  deps.cache.forget('calendar:')
  return cities(deps)
}

/** Any number that nobody else locks in this database. */
const SEED_LOCK = 7_232_001

/** One process at a time; the others wait and then find the work done. */
async function alone({ pool }: Deps, work: () => Promise<void>): Promise<void> {
  const client = await pool.connect()
  try {
    await client.query('SET statement_timeout = 0')
    await client.query('SELECT pg_advisory_lock($1)', [SEED_LOCK])
    await work()
  } finally {
    // A connection that is closed gives its locks and settings back.
    client.release(true)
  }
}

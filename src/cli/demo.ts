import { parseArgs } from 'node:util'
import { Temporal } from 'temporal-polyfill'
import { type City, cities, nameIn } from '../features/city/index.ts'
import {
  type Album,
  addDemoStaff,
  type DemoRun,
  demoCityOf,
  drawAlbum,
  hasRealComplaints,
  inventResidents,
  writeDemoComplaints,
  writtenOf,
} from '../features/demo/index.ts'
import { refreshKnownWords } from '../features/search/index.ts'
import { refreshFigures } from '../features/statistics/index.ts'
import type { Deps } from '../platform/deps.ts'
import { localDate } from '../platform/time/local-day.ts'
import { UserError } from '../platform/user-error.ts'
import { plantDemoCities, plantFeatures } from '../seed.ts'
import { runCommand } from './run-command.ts'
import { withDeps } from './with-deps.ts'

const HELP = `Invents complaints: two years of them, in Kazakh and Russian, with places, pictures, answers and verdicts.

Usage: npm run demo -- [--complaints N] [--seed S] [--city SLUG] [--until YYYY-MM-DD]

  --complaints N  how many (10000), shared among the cities of the demo
  --seed S        a whole number (1); the same seed, number and day give the same complaints again
  --city SLUG     all of them in this city
  --until DAY     everything happens before this day (today)

A run that was interrupted is gone on with; one that is there is not written twice. An empty database gets the cities of
the demo first. A city with real complaints is refused; one without any becomes a demo city, which its pages say.`

/** Below this, one look of each picture will do. */
const FEW = 3_000

await runCommand(HELP, async () => {
  const { values } = parseArgs({
    options: {
      complaints: { type: 'string', default: '10000' },
      seed: { type: 'string', default: '1' },
      city: { type: 'string' },
      until: { type: 'string' },
    },
  })
  const count = wholeNumber(values.complaints, 'complaints', 1, 10_000_000)
  const seed = wholeNumber(values.seed, 'seed', 0, 4_294_967_295)
  const until = values.until === undefined ? null : dayOf(values.until)
  await withDeps((deps) => invent(deps, { count, seed, until, slug: values.city }))
})

type Wish = { count: number; seed: number; until: string | null; slug: string | undefined }

async function invent(deps: Deps, { count, seed, until, slug }: Wish): Promise<void> {
  const chosen = await citiesFor(deps, slug)
  for (const city of chosen) await makeDemoCity(deps, city)
  const runs = chosen.map((city, index) => {
    const share = Math.floor(count / chosen.length) + (index < count % chosen.length ? 1 : 0)
    const today = localDate(deps.now(), city.timeZone).toString()
    return { city, run: { seed, count: share, until: until ?? today } }
  })
  const there = await Promise.all(runs.map(({ city, run }) => writtenOf(deps, city.id, run)))
  const left = runs.filter(({ run }, index) => run.count > (there[index] ?? 0))
  if (left.length === 0) return console.log('This run is there already; nothing was written.')

  const started = performance.now()
  const album = await drawAlbum(deps, count < FEW ? 'one' : 'all')
  let written = 0
  for (const { city, run } of left) written += await inventFor(deps, city, album, run)
  const seconds = ((performance.now() - started) / 1000).toFixed(1)
  await refreshKnownWords(deps)
  console.log(`Wrote ${written} complaints in ${seconds} s.`)
}

async function inventFor(deps: Deps, city: City, album: Album, run: DemoRun): Promise<number> {
  const demo = await demoCityOf(deps, city, album)
  const name = nameIn(city.names, 'en')
  const of = run.count.toLocaleString('en')
  const onProgress = (there: number) =>
    process.stderr.write(`\r${name}: ${there.toLocaleString('en')} of ${of}  `)
  const written = await writeDemoComplaints(deps, demo, run, { onProgress })
  process.stderr.write('\n')
  await plantFeatures(deps, city, { demo: true })
  // The plans and the figures of a city that has grown a thousandfold.
  await deps.pool.query('VACUUM (ANALYZE) complaint, complaint_search, photo, activity, custody, answer')
  await refreshFigures(deps, city.id)
  return written
}

async function citiesFor(deps: Deps, slug: string | undefined): Promise<City[]> {
  const there = await cities(deps)
  const all = there.length > 0 ? there : await plantDemoCities(deps)
  const chosen = all.filter((city) => (slug === undefined ? city.demo : city.slug === slug))
  if (chosen.length > 0) return chosen
  const known = all.map((city) => city.slug).join(', ')
  throw new UserError(
    slug === undefined
      ? `No city here is a demo. Name one without complaints: --city <slug>. Cities: ${known}.`
      : `There is no city ${slug} here. Cities: ${known}.`,
  )
}

/** Invented complaints among real ones could not be told apart by a reader. */
async function makeDemoCity(deps: Deps, city: City): Promise<void> {
  if (!city.demo) {
    if (await hasRealComplaints(deps, city.id)) {
      throw new UserError(
        `${city.slug} has real complaints; invented ones do not go among them. Choose another city.`,
      )
    }
    await deps.db.city.update({ where: { id: city.id }, data: { demo: true } })
    deps.cache.forget('city:')
    console.log(`${nameIn(city.names, 'en')} is a demo city from now on.`)
  }
  await addDemoStaff(deps, city, deps.now().epochMilliseconds)
  await inventResidents(deps, city)
}

function wholeNumber(text: string, option: string, min: number, max: number): number {
  const value = Number(text)
  if (/^\d{1,10}$/.test(text) && value >= min && value <= max) return value
  throw new UserError(
    `--${option} must be a whole number from ${min} to ${max}, for example --${option} ${min || 1}.`,
  )
}

function dayOf(text: string): string {
  try {
    const day = Temporal.PlainDate.from(text)
    if (day.toString() === text && day.year >= 2000 && day.year <= 2100) return text
  } catch {
    // Not a day at all: the same sentence.
  }
  throw new UserError('--until must be a day such as 2026-11-21.')
}

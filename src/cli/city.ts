import path from 'node:path'
import { pathToFileURL } from 'node:url'
import { parseArgs } from 'node:util'
import { type CityPack, parseCityPack } from '../../prisma/seed/city-pack.ts'
import { cityPacks } from '../../prisma/seed/index.ts'
import { plantCalendar, plantCity } from '../../prisma/seed/plant-city.ts'
import { type City, cities } from '../features/city/index.ts'
import {
  type DistrictMapping,
  importDistricts,
  importStreets,
  plainMapping,
  readDistrictMapping,
  streetKinds,
} from '../features/places/index.ts'
import type { Deps } from '../platform/deps.ts'
import { UserError } from '../platform/user-error.ts'
import { plantFeatures, plantMissing } from '../seed.ts'
import { runCommand } from './run-command.ts'
import { withDeps } from './with-deps.ts'

const HELP = `Cities of this installation.

Usage: npm run city -- list
       npm run city -- add <slug|FILE>
       npm run city -- streets --city <slug> [--check] FILE.csv
       npm run city -- districts --city <slug> [--map mapping.json] [--create] [--check] FILE.geojson

add plants a city from a pack of prisma/seed, or from a file whose default export is a pack, with its offices,
categories, routing and streets. A city that is there already is never changed, except that it gets what features
that are newer than it begin with.

streets brings a list of streets in: CSV or CSV.gz with the columns kind, name_kk, name_ru, former_names (between
semicolons). kind: ${streetKinds.join(', ')}, or the word for it in Kazakh or Russian. A street is known by kind and
name_ru; what is there already is brought up to date, nothing is removed, so it may be repeated. Bad rows are listed
with line and reason and keep no good ones out.

districts gives the districts of a city their shapes: a GeoJSON FeatureCollection (also gzip) of polygons in degrees.
A feature belongs to the district with its code, else with one of its names. Rings must be closed, shapes lie within
the city and overlap by 2 % of the smaller one at most; else nothing of the file is taken, and every fault is said.
  --map FILE  {"code": "osm_id", "names": {"kk": "name", "ru": "name:ru", "en": "name:en"},
              "match": {"Medeu": "medeu"}, "kind": "district"}: which properties hold what, and which district
              a code or name of the file means; every part may be left out
  --create    makes the districts that the city does not have; they need a code and both names

--check reads everything and writes nothing.`

const options = {
  city: { type: 'string' },
  check: { type: 'boolean', default: false },
  map: { type: 'string' },
  create: { type: 'boolean', default: false },
} as const

/** So many bad lines are told; the rest is counted. */
const mostListed = 50

await runCommand(HELP, async () => {
  const { values, positionals } = parseArgs({ options, allowPositionals: true })
  const [verb, what] = positionals
  if (verb === 'list') await withDeps(list)
  else if (verb === 'add' && what !== undefined) await withDeps(async (deps) => add(deps, await packOf(what)))
  else if (verb === 'streets')
    await withDeps((deps) => streets(deps, sourceOf(values.city, what, values.check)))
  else if (verb === 'districts') {
    const mapping = values.map === undefined ? plainMapping : await readDistrictMapping(values.map)
    const source = sourceOf(values.city, what, values.check)
    await withDeps((deps) => districts(deps, source, { mapping, create: values.create }))
  } else
    throw new UserError(
      'Say: list, add <slug|FILE>, streets --city <slug> FILE, or districts --city <slug> FILE. (--help shows how)',
    )
})

async function list(deps: Deps): Promise<void> {
  const planted = await cities(deps)
  for (const { slug, names, demo } of planted) console.log(`${slug}\t${names.en}${demo ? '\t(demo)' : ''}`)
  const packs = cityPacks.filter(({ slug }) => planted.every((city) => city.slug !== slug))
  for (const { slug, name } of packs) console.log(`${slug}\t${name.en}\t(pack, not planted)`)
}

async function add(deps: Deps, pack: CityPack): Promise<void> {
  const at = deps.now().epochMilliseconds
  await plantCalendar(deps.db, at)
  const position = (await cities(deps)).length
  const fresh = await plantCity(deps.db, pack, { at, demo: false, position })
  deps.cache.forget('city:')
  const city = (await cities(deps)).find(({ slug }) => slug === pack.slug)
  if (fresh && city !== undefined) await plantFeatures(deps, city, { demo: false })
  await plantMissing(deps, (sentence) => console.log(sentence))
  console.log(
    fresh ? `${pack.name.en} is planted.` : `${pack.name.en} was there already; nothing was changed.`,
  )
}

async function packOf(what: string): Promise<CityPack> {
  const known = cityPacks.find(({ slug }) => slug === what)
  if (known !== undefined) return known
  const module = await import(pathToFileURL(path.resolve(what)).href).catch((error: Error) => {
    const packs = cityPacks.map(({ slug }) => slug).join(', ')
    throw new UserError(`There is no pack ${what} (packs: ${packs}), and no such file: ${error.message}`)
  })
  return parseCityPack(module.default)
}

/** What a file is read for; `isTrial` writes nothing. */
type Source = { slug: string; file: string; isTrial: boolean }

function sourceOf(slug: string | undefined, file: string | undefined, isTrial: boolean): Source {
  if (slug === undefined) throw new UserError('Say which city: --city <slug>. (--help shows how)')
  if (file === undefined) throw new UserError('Name the file. (--help shows how)')
  return { slug, file, isTrial }
}

async function streets(deps: Deps, { slug, file, isTrial }: Source): Promise<void> {
  const { id: cityId } = await knownCity(deps, slug)
  const { added, changed, same, bad } = await importStreets(deps, { cityId, file, isTrial })
  for (const { line, reason } of bad.slice(0, mostListed)) console.log(`line ${line}: ${reason}`)
  if (bad.length > mostListed) console.log(`... and ${bad.length - mostListed} more`)
  const done = isTrial ? 'Would add' : 'Added'
  console.log(
    `${done} ${added} streets, changed ${changed}, left ${same} as they were, refused ${bad.length}.`,
  )
}

type DistrictOptions = { mapping: DistrictMapping; create: boolean }

async function districts(
  deps: Deps,
  { slug, file, isTrial }: Source,
  options: DistrictOptions,
): Promise<void> {
  const city = await knownCity(deps, slug)
  const { drawn, created, untouched } = await importDistricts(deps, { city, file, isTrial, ...options })
  const list = (codes: readonly string[]) => codes.join(', ') || 'none'
  console.log(`${isTrial ? 'Would draw' : 'Drew'} ${drawn.length}: ${list(drawn)}`)
  console.log(`${isTrial ? 'Would make' : 'Made'} ${created.length}: ${list(created)}`)
  console.log(`Not in the file, left as they were: ${list(untouched)}`)
  if (created.length > 0)
    console.log('Give new districts an office: their complaints go by the other rules until then.')
}

async function knownCity(deps: Deps, slug: string): Promise<City> {
  const all = await cities(deps)
  const city = all.find((one) => one.slug === slug)
  if (city !== undefined) return city
  const known = all.map((one) => one.slug).join(', ') || 'none yet; see npm run city -- --help'
  throw new UserError(`There is no city ${slug} here. Cities: ${known}.`)
}

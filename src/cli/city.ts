import path from 'node:path'
import { pathToFileURL } from 'node:url'
import { parseArgs } from 'node:util'
import { type CityPack, parseCityPack } from '../../prisma/seed/city-pack.ts'
import { cityPacks } from '../../prisma/seed/index.ts'
import { plantCalendar, plantCity } from '../../prisma/seed/plant-city.ts'
import { cities } from '../features/city/index.ts'
import type { Deps } from '../platform/deps.ts'
import { UserError } from '../platform/user-error.ts'
import { runCommand } from './run-command.ts'
import { withDeps } from './with-deps.ts'

const HELP = `Cities of this installation.

Usage: npm run city -- list
       npm run city -- add <slug|FILE>

add plants a city from a pack of prisma/seed, or from a file whose default export is a pack, with its offices,
categories, routing and streets. A city that is there already is never changed.`

await runCommand(HELP, async () => {
  const [verb, what] = parseArgs({ allowPositionals: true }).positionals
  if (verb === 'list') await withDeps(list)
  else if (verb === 'add' && what !== undefined) await withDeps(async (deps) => add(deps, await packOf(what)))
  else throw new UserError('Say: list, or: add <slug|FILE>. (--help shows how)')
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

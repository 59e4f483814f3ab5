import path from 'node:path'
import { pathToFileURL } from 'node:url'
import { parseCityPack } from '../../prisma/seed/city-pack.ts'
import { cityPacks } from '../../prisma/seed/index.ts'
import { plantCalendar, plantCity } from '../../prisma/seed/plant-city.ts'
import { cities } from '../features/city/index.ts'
import { UserError } from '../platform/user-error.ts'
import { runCommand } from './command.ts'

await runCommand({
  usage: `npm run city -- add <slug|FILE>   plants a city from a pack of prisma/seed, or from a file that exports one
npm run city -- list              the cities of this installation, and the packs that are not planted`,
  options: {},
  async run(deps, { positionals }) {
    const [verb, what] = positionals
    const planted = await cities(deps)
    if (verb === 'list') {
      for (const city of planted) console.log(`${city.slug}\t${city.names.en}${city.demo ? '\tdemo' : ''}`)
      const packs = cityPacks.filter(({ slug }) => planted.every((city) => city.slug !== slug))
      for (const { slug, name } of packs) console.log(`${slug}\t${name.en}\t(pack, not planted)`)
      return
    }
    if (verb !== 'add' || what === undefined)
      throw new UserError('Say: add <slug|FILE>, or: list. See --help.')
    const pack = cityPacks.find(({ slug }) => slug === what) ?? (await packFrom(what))
    const at = deps.now().epochMilliseconds
    await plantCalendar(deps.db, at)
    const fresh = await plantCity(deps.db, pack, { at, demo: false, position: planted.length })
    console.log(
      fresh ? `${pack.name.en} is planted.` : `${pack.name.en} was there already; nothing was changed.`,
    )
  },
})

async function packFrom(file: string) {
  const module = await import(pathToFileURL(path.resolve(file)).href).catch((error: Error) => {
    const packs = cityPacks.map(({ slug }) => slug).join(', ')
    throw new UserError(
      `There is no pack ${file} (packs: ${packs}), and no such file can be read: ${error.message}`,
    )
  })
  return parseCityPack(module.default)
}

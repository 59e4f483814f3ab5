import { cityPacks } from '../prisma/seed/index.ts'
import { plantCalendar, plantCity } from '../prisma/seed/plant-city.ts'
import type { CityStarts } from './features/settings/index.ts'
import { plantParts } from './plant-parts.ts'
import type { Feature } from './platform/http/route.ts'

/** The city packs, and what the features add to them, as beginnings for the first city of an installation. */
export const packStarts = (features: () => readonly Feature[]): CityStarts => ({
  packs: cityPacks.map(({ slug, name }) => ({ slug, names: name })),
  async plant({ db }, { pack, slug, names, at }) {
    const found = cityPacks.find((one) => one.slug === pack)
    if (found === undefined) throw new Error(`no pack ${pack}`)
    await plantCalendar(db, at)
    await plantCity(db, { ...found, slug, name: names }, { at, demo: false, position: 0 })
  },
  async fill(deps, city) {
    await plantParts(deps, city, features())
  },
})

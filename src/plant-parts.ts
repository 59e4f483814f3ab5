import { toDate } from './platform/db/instant.ts'
import type { Deps } from './platform/deps.ts'
import type { Feature, PlantedCity } from './platform/http/route.ts'

const versionOf = ({ plantVersion = 1 }: Feature): number => plantVersion

/** What these features begin with in a city, and that they have: `missingParts` asks for none of it again. */
export async function plantParts(deps: Deps, city: PlantedCity, features: readonly Feature[]): Promise<void> {
  for (const feature of features) {
    if (feature.plant === undefined) continue
    await feature.plant(deps, city)
    const planted = { version: versionOf(feature), at: toDate(city.at) }
    await deps.db.plantedPart.upsert({
      where: { cityId_feature: { cityId: city.id, feature: feature.name } },
      create: { ...planted, cityId: city.id, feature: feature.name },
      update: planted,
    })
  }
}

/** Features that have planted nothing yet in a city, or less than they do now, by the id of the city. One statement. */
export async function missingParts(
  { db }: Pick<Deps, 'db'>,
  cityIds: readonly number[],
  features: readonly Feature[],
): Promise<Map<number, Feature[]>> {
  const rows = await db.plantedPart.findMany()
  const there = new Map(rows.map(({ cityId, feature, version }) => [`${cityId} ${feature}`, version]))
  const lacks = (cityId: number, feature: Feature) =>
    feature.plant !== undefined && (there.get(`${cityId} ${feature.name}`) ?? 0) < versionOf(feature)
  const missing = cityIds.map((id) => [id, features.filter((feature) => lacks(id, feature))] as const)
  return new Map(missing.filter(([, parts]) => parts.length > 0))
}

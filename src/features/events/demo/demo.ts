import type { Deps } from '../../../platform/deps.ts'
import type { PlantedCity } from '../../../platform/http/route.ts'

export async function eventDemo(_deps: Deps, _city: PlantedCity): Promise<void> {}

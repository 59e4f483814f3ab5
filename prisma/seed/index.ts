import { aksu } from './aksu.ts'
import { almaty } from './almaty.ts'
import type { CityPack } from './city-pack.ts'
import { oskemen } from './oskemen.ts'

/** The cities of the demo. A further city is one more pack here, or made on the pages for administrators. */
export const cityPacks: readonly CityPack[] = [oskemen, aksu, almaty]

import type { Sample } from '../../../platform/http/route.ts'
import { listSamples } from './list/samples.ts'
import { mapSamples } from './map/samples.ts'
import { mineSamples } from './mine/samples.ts'
import { showSamples } from './show/samples.ts'
import { witnessSamples } from './witness/samples.ts'

/** Every public page of complaints in every variant. */
export const publicSamples: Sample[] = [
  ...showSamples,
  ...listSamples,
  ...mapSamples,
  ...mineSamples,
  ...witnessSamples,
]

import type { Sample } from '../../../platform/http/route.ts'
import { boundarySamples } from './boundary-samples.ts'
import { overviewSamples } from './overview-samples.ts'
import { thingSamples } from './thing-samples.ts'
import { trialSamples } from './trial-samples.ts'

export const settingsSamples: Sample[] = [
  ...overviewSamples,
  ...thingSamples,
  ...boundarySamples,
  ...trialSamples,
]

import type { Sample } from '../../../platform/http/route.ts'
import { deskSamples } from './desk-samples.ts'
import { publicSamples } from './public-samples.ts'

export const receptionSamples: Sample[] = [...publicSamples, ...deskSamples]

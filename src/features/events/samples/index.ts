import type { Sample } from '../../../platform/http/route.ts'
import { deskSamples } from './desk-samples.ts'
import { organiserSamples } from './organiser-samples.ts'
import { publicSamples } from './public-samples.ts'

export const eventSamples: Sample[] = [...publicSamples, ...organiserSamples, ...deskSamples]

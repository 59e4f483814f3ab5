import type { Sample } from '../../../platform/http/route.ts'

export const eventSamples: Sample[] = []

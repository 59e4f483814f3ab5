import type { Sample } from '../../platform/http/route.ts'

export const receptionSamples: Sample[] = []

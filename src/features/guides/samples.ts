import type { Sample } from '../../platform/http/route.ts'
import { readingSamples } from './reading/samples.ts'
import { writingSamples } from './writing/samples.ts'

export const guideSamples: Sample[] = [...readingSamples, ...writingSamples]

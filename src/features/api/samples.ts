import type { Sample } from '../../platform/http/route.ts'
import { sampleReading } from '../complaints/index.ts'
import { guideModel } from './guide-page.ts'

export const apiSamples: Sample[] = [
  {
    name: 'api guide',
    template: 'api/guide',
    layout: 'public',
    model: (place) => guideModel(sampleReading(place)),
  },
]

import type { Sample } from '../../../../platform/http/route.ts'
import { answeredComplaint, sampleReading } from '../sample-reading.ts'
import { type WitnessData, witnessModel } from './pages.ts'

const witness = (name: string, more: Partial<WitnessData>): Sample => ({
  name: `witness ${name}`,
  template: 'complaints/witness',
  layout: 'public',
  model: (place) =>
    witnessModel({ row: answeredComplaint, ticket: 'witness.0', done: false, ...more }, sampleReading(place)),
})

export const witnessSamples: Sample[] = [
  witness('empty', {}),
  witness('sent', { done: true }),
  witness('errors', {
    back: {
      typed: { text: 'Шұңқыр әлі тұр' },
      errors: { text: 'public:witness.textLong' },
      photoErrors: ['HEIC'],
      refused: 'x',
    },
  }),
]

import type { Sample } from '../../../platform/http/route.ts'
import { answeredComplaint, openComplaint, sampleReading } from '../public/sample-reading.ts'
import type { ComplaintRow } from '../public/show/queries.ts'
import { embedModel } from './pages.ts'

const embed = (name: string, row: ComplaintRow): Sample => ({
  name: `embed ${name}`,
  template: 'complaints/share/embed',
  layout: 'embed',
  model: (place) => embedModel(row, sampleReading(place)),
})

export const shareSamples: Sample[] = [
  embed('accepted', openComplaint),
  embed('answered', answeredComplaint),
  embed('without photo and address', {
    ...openComplaint,
    photos: [],
    words: {
      text: 'Жарық жоқ.',
      textLang: 'kk',
      address: '',
      landmark: '',
      answered: null,
      lat: null,
      lon: null,
      edited: false,
      written: null,
    },
  }),
]

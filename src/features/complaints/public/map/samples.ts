import type { Sample } from '../../../../platform/http/route.ts'
import { parseFilter } from '../list/filter.ts'
import { sampleCards } from '../list/samples.ts'
import { sampleReading } from '../sample-reading.ts'
import type { Cell, CellsAnswer } from './cells.ts'
import { mapModel } from './pages.ts'

const cells = (labels: { cluster: string; pin: string }): CellsAnswer => ({
  capped: false,
  cells: [
    { at: [49.95, 82.55], n: 128, text: '128', label: labels.cluster, box: [82.54, 49.94, 82.56, 49.96] },
    {
      at: [49.96, 82.64],
      n: 1,
      text: '',
      label: labels.pin,
      card: {
        href: '/kk/synaqqala/complaints/2603-1234-5674',
        number: '2603-1234-5674',
        title: 'Жолдағы шұңқырлар',
        place: 'Абай көшесі, 12',
        state: 'Қабылданды',
        tone: 'info',
        icon: 'construction',
      },
    },
  ],
})

/** Another group beside the first, where a phone has no room for both. */
const withNeighbour = ({ cells }: CellsAnswer): CellsAnswer => ({
  capped: true,
  cells: [...cells, ...cells.slice(0, 1).map((cell): Cell => ({ ...cell, at: [49.952, 82.56] }))],
})

const map = (
  name: string,
  query: Record<string, string>,
  answer: (all: CellsAnswer) => CellsAnswer = (all) => all,
): Sample => ({
  name: `map ${name}`,
  template: 'complaints/map',
  layout: 'public',
  model: (place) => {
    const reading = sampleReading(place)
    const parsed = parseFilter(query, reading)
    const view = { bounds: parsed.filter.bbox ?? reading.city.profile.bounds, zoom: 11 }
    const labels = {
      cluster: place.t('public:map.cluster', { count: 128, shown: '128' }),
      pin: place.t('public:map.pin', { category: 'Жолдағы шұңқырлар', place: 'Абай көшесі, 12' }),
    }
    return mapModel(
      { parsed, view, cells: answer(cells(labels)), rows: sampleCards, count: { n: 129, more: false } },
      reading,
    )
  },
})

export const mapSamples: Sample[] = [
  map('of the city', {}),
  map(
    'of a part, filtered, with many groups',
    { category: 'snow', bbox: '82.5,49.9,82.6,50' },
    withNeighbour,
  ),
  map('without any point', {}, () => ({ cells: [], capped: false })),
]

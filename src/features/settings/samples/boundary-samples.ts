import type { Sample } from '../../../platform/http/route.ts'
import { boundariesModel } from '../pages/boundaries-page.ts'
import type { AreaDoc } from '../things/shapes.ts'
import { aroundOf, docs, names, square } from './documents.ts'
import { sample } from './sample.ts'

const fresh = { kind: 'area', key: 'west', doc: docs.area[0]?.[1] as AreaDoc } as const
const made: AreaDoc = {
  names: names('Оңтүстік ауданы', 'Южный район', 'Southern district'),
  ...{ kind: 'district', position: 100, shape: square(82.6), residents: null },
}

export const boundarySamples: Sample[] = [
  sample('boundaries', 'boundaries', (place) => boundariesModel({ around: aroundOf(place), done: 'saved' })),
  sample('boundaries faults', 'boundaries', (place) =>
    boundariesModel({
      around: aroundOf(place),
      faults: [
        { feature: 1, label: 'Западный район', fault: 'open', values: { at: '82.5, 49.9' } },
        { feature: 2, label: '', fault: 'swapped', values: {} },
        { feature: 3, label: 'east', fault: 'overlap', values: { other: 'west', percent: '12.4' } },
      ],
    }),
  ),
  sample('boundaries one fault', 'boundaries', (place) =>
    boundariesModel({
      around: aroundOf(place),
      what: 'outline',
      faults: [{ feature: 0, label: '', fault: 'oneOnly', values: { count: 8 } }],
    }),
  ),
  sample('boundaries preview', 'boundaries', (place) => {
    const around = aroundOf(place)
    return boundariesModel({
      around,
      errors: { confirm: 'settings:error.confirm' },
      preview: {
        entries: [fresh, { kind: 'area', key: 'south', doc: made }],
        ...{ untouched: around.city.areas.slice(1), seenChange: 3, typed: {} },
      },
    })
  }),
  sample('boundaries preview outline', 'boundaries', (place) =>
    boundariesModel({
      around: aroundOf(place),
      what: 'outline',
      preview: {
        entries: [{ kind: 'outline', key: '', doc: { shape: square(82.55) } }],
        ...{ untouched: [], seenChange: 0, typed: {} },
      },
    }),
  ),
]

import type { Sample } from '../../../platform/http/route.ts'
import { type ChartId, chartIds, comparesOffices } from '../charts/catalogue.ts'
import { asOf, cityBody, officesBody, type Place, query, readingIn } from '../sample-figures.ts'
import type { AskedChart } from './chart-request.ts'
import { frozenChart, frozenChartModel } from './frozen.ts'
import { chartEmbedModel, chartModel } from './pages.ts'

function asked(id: ChartId, received: number, place: Place): AskedChart {
  const [subject, offices] = [cityBody(received), officesBody(received)]
  const numbers = { reading: readingIn(place), query, asOf, own: true as const }
  return comparesOffices(id)
    ? { id, numbers: { ...numbers, offices }, figures: offices.together }
    : { id, numbers: { ...numbers, subject }, figures: subject.figures }
}

const page = (name: string, id: ChartId, received: number): Sample => ({
  name: `statistics/chart/${name}`,
  template: 'statistics/chart',
  layout: 'public',
  model: (place) => chartModel(asked(id, received, place), outside(place)),
})

const outside = ({ t }: Place) => ({
  ...{ origin: 'https://example.kz', textsIn: () => t },
  newest: { period: '2026-02', no: 3 },
})

/** Of a snapshot; one that was put right later says so. */
const frozen = (name: string, no: number): Sample => ({
  name: `statistics/chart/${name}`,
  template: 'statistics/chart',
  layout: 'public',
  model(place) {
    const version = { period: '2026-02', no }
    const part = { part: 'city' as const, body: cityBody(12_400) }
    const chart = { id: 'flow' as const, part, window: query.window, asOf, version }
    return frozenChartModel(frozenChart(chart, readingIn(place)), version, {
      vouching: {
        newest: { period: '2026-02', no: 3 },
        sha256: 'a3'.repeat(32),
        snapshotsHref: '/snapshots',
      },
      outside: outside(place),
    })
  },
})

export const chartSamples: Sample[] = [
  ...chartIds.map((id) => page(id, id, 12_400)),
  page('too-little', 'verdicts', 0),
  frozen('frozen', 3),
  frozen('frozen-and-corrected', 2),
  {
    name: 'statistics/chart/in-a-frame',
    template: 'statistics/chart-embed',
    layout: 'embed',
    model: (place) => chartEmbedModel(asked('flow', 12_400, place)),
  },
]

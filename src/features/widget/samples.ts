import type { Sample } from '../../platform/http/route.ts'
import { sampleReading, type TableRow } from '../complaints/index.ts'
import { builderModel } from './builder-page.ts'
import { frameModel, type Show } from './frame-page.ts'

const at = Date.parse('2026-03-10T05:00:00Z')

const rows = (['in_work', 'answered', 'sent', 'confirmed', 'rejected'] as const).map(
  (status, index): TableRow => ({
    ...{ id: index, number: '260304831728', status, categoryId: 1, districtId: 1, officeId: 1 },
    ...{ text: '', textLang: 'kk', lat: null, lon: null, receivedAt: at, updatedAt: at, mark: new Date(at) },
    address:
      index === 1
        ? 'Қабанбай батыр атындағы даңғылдың оңтүстік жағындағы жаңа шағын аудан, 112/3'
        : 'Абай көшесі, 12',
    ...{
      dueOn: null,
      dueAt: null,
      plannedOn: null,
      photoId: null,
      supportCount: 0,
      photoCount: 0,
      answers: null,
    },
    ...{ firstAnswerAt: null, lastAnswerAt: null, outcome: null, verdict: null },
    ...{ reopenedCount: 0, transferCount: 0 },
  }),
)

const figures = {
  ...{ received: 12_408, answered: 11_900, window: { from: '2025-03-11', to: '2026-03-10' } },
  onTime: { n: 9_001, of: 10_240, share: 0.879, low: 0.872, high: 0.885 },
  openNow: {
    ...{ n: 640, overdue: 71, unanswered: 320, oldestHours: 4_000 },
    ageBands: { '0-3': 300, '4-15': 200, '16-30': 100, '31-90': 30, '90+': 10 },
  },
}

const frame = (name: string, show: Show, given: readonly TableRow[]): Sample => ({
  name: `widget ${name}`,
  template: 'widget/frame',
  layout: 'embed',
  model: (place) =>
    frameModel(
      { show, office: null, rows: given, figures: show === 'latest' ? null : figures },
      sampleReading(place),
    ),
})

export const widgetSamples: Sample[] = [
  frame('latest', 'latest', rows),
  frame('latest of nothing', 'latest', []),
  frame('figures', 'figures', []),
  frame('counter', 'counter', []),
  {
    name: 'widget builder',
    template: 'widget/builder',
    layout: 'public',
    model: (place) => builderModel({ show: 'figures', office: null }, sampleReading(place)),
  },
]

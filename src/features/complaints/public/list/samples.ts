import type { Sample } from '../../../../platform/http/route.ts'
import { sampleNow, sampleReading } from '../sample-reading.ts'
import { type ParsedFilter, parseFilter } from './filter.ts'
import { type ListData, listModel } from './pages.ts'
import type { CardRow } from './queries.ts'

const row = (n: number, more: Partial<CardRow> = {}): CardRow => ({
  id: n,
  number: `26030000${String(n).padStart(4, '0')}`,
  status: 'in_work',
  categoryId: (n % 12) + 1,
  districtId: (n % 2) + 1,
  text: 'Аулада қар тазаланбаған, тайғақ, қарт адамдар құлап жатыр.',
  textLang: 'kk',
  address: `Абай көшесі, ${n}`,
  lat: 49.95,
  lon: 82.55,
  receivedAt: sampleNow - n * 86_400_000,
  updatedAt: sampleNow - n * 3_600_000,
  dueOn: '2026-03-12',
  dueAt: Date.parse('2026-03-12T18:59:59.999Z'),
  plannedOn: null,
  supportCount: n % 4 === 0 ? 12 : 0,
  photoId: n % 3 === 0 ? `00000000-0000-4000-8000-0000000000${10 + n}` : null,
  ...more,
})

export const sampleCards: CardRow[] = [
  row(1),
  row(2, { dueOn: '2026-03-04', status: 'sent' }),
  row(3, { status: 'confirmed' }),
  row(4, { status: 'planned', plannedOn: '2026-03-20' }),
  row(5, { address: '', categoryId: null, text: 'Қ'.repeat(300) }),
  row(6, { status: 'rejected', lat: null, lon: null, districtId: null, address: '' }),
]

const list = (name: string, query: Record<string, string>, more: Partial<ListData>): Sample => ({
  name: `list ${name}`,
  template: 'complaints/list',
  layout: 'public',
  model: (place) => {
    const reading = sampleReading(place)
    const parsed: ParsedFilter = parseFilter(query, reading)
    return listModel(
      { parsed, rows: sampleCards, count: { n: 6, more: false }, removable: [], ...more },
      reading,
    )
  },
})

export const listSamples: Sample[] = [
  list('of everything', {}, { count: { n: 48_213, more: false } }),
  list(
    'with every filter and wrong values',
    {
      q: 'қар <b>',
      status: 'open',
      category: 'snow',
      district: 'west',
      office: 'roads',
      from: '2026-01-01',
      to: 'yesterday',
      overdue: '1',
      photo: '1',
      reopened: '1',
      bbox: '82.5,49.9,82.6,50',
      sort: 'old',
      page: '50',
    },
    { count: { n: 1000, more: true } },
  ),
  list(
    'that one filter empties',
    { category: 'snow', overdue: '1' },
    { rows: [], count: { n: 0, more: false }, removable: ['overdue'] },
  ),
  list(
    'that no single filter empties',
    { q: 'жоқсөз', overdue: '1' },
    { rows: [], count: { n: 0, more: false } },
  ),
  list('of a new city', {}, { rows: [], count: { n: 0, more: false } }),
  list('behind its last page', { page: '9' }, { rows: [] }),
]

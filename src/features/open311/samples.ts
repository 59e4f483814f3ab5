import type { Sample } from '../../platform/http/route.ts'
import { sampleCity, sampleReading } from '../complaints/index.ts'
import { guideModel } from './guide/page.ts'
import { type KeysInput, keysModel, madeModel } from './keys/pages.ts'
import type { KeyRow } from './keys/queries.ts'

const at = Date.parse('2026-03-10T06:00:00Z')

const row: KeyRow = {
  ...{ id: 1, cityId: sampleCity.id, name: 'Қалам көшесі', email: 'team@example.kz', prefix: 'aq_k4Mf' },
  ...{ perHour: 60, perDay: 500, createdAt: at, createdBy: 'Айгүл Нұрланова' },
  ...{ lastUsedAt: at + 86_000_000, revokedAt: null },
}
const long: KeyRow = {
  ...row,
  ...{ id: 2, cityId: null, perHour: 5000, perDay: 50_000, lastUsedAt: null },
  name: 'Республикалық бірыңғай байланыс орталығының мобильді қосымшасы, екінші кезең',
  email: 'very.long.address.of.the.whole.team@integration.example.kz',
}

const keys = (name: string, rows: KeyRow[], change: Partial<KeysInput> = {}): Sample => ({
  name: `open311/keys ${name}`,
  template: 'open311/keys',
  layout: 'staff',
  model: ({ lang, t }) => keysModel(rows, { t, lang, cities: [sampleCity], mayAll: true, ...change }),
})

export const open311Samples: Sample[] = [
  {
    name: 'open311/guide',
    template: 'open311/guide',
    layout: 'public',
    model: ({ lang, t }) => guideModel(sampleReading({ lang, t })),
  },
  keys('empty', []),
  keys('full', [row, long, { ...row, id: 3, name: 'Ескі бот', revokedAt: at }], { revoked: true }),
  keys('errors', [row], {
    typed: { name: '', email: 'team@', city: 'synaq', perHour: '0', perDay: '900000' },
    errors: {
      name: 'open311:keys.error.name',
      email: 'open311:keys.error.email',
      perHour: 'open311:keys.error.quota',
      perDay: 'open311:keys.error.quota',
    },
  }),
  {
    name: 'open311/key-made',
    template: 'open311/key-made',
    layout: 'staff',
    model: ({ lang, t }) =>
      madeModel({ t, lang, name: row.name, secret: 'aq_k4Mf9qhtrAbCdEfGhIjKlM', guideCity: 'synaq' }),
  },
]

import type { Sample } from '../../platform/http/route.ts'
import type { Lang, Translate } from '../../platform/i18n/texts.ts'
import { sampleReading } from '../complaints/index.ts'
import type { Around } from './around.ts'
import { deskSamples } from './desk/samples.ts'
import { noFilter } from './public/filter.ts'
import { type WorksData, worksModel } from './public/list-page.ts'
import { type LookupData, lookupModel } from './public/lookup-page.ts'
import { workModel } from './public/show-page.ts'
import {
  cancelledWork,
  lateWork,
  longWork,
  picturedWork,
  roadWork,
  sampleEvents,
  waterOutage,
} from './sample-works.ts'
import type { Work } from './work.ts'

type Place = { lang: Lang; t: Translate }

/** Where and when the examples are read. */
export const aroundIn = (place: Place): Around => sampleReading(place)

const list = (name: string, data: Partial<WorksData> = {}): Sample => ({
  name: `works/list ${name}`,
  template: 'works/list',
  layout: 'public',
  model: (place) =>
    worksModel(
      {
        read: { filter: noFilter, ignored: [] },
        ...{ works: [waterOutage, lateWork, roadWork, longWork], total: 4, removable: [] },
        asOf: Date.parse('2026-03-10T05:00:00Z'),
        ...data,
      },
      aroundIn(place),
    ),
})

const horizon = { until: Date.parse('2026-06-30T12:00:00Z'), asOf: Date.parse('2026-03-10T05:00:00Z') }
const avenue = {
  street: roadWork.streets[0]?.street ?? { id: 1, kind: 'street', nameKk: '', nameRu: '', formerNames: [] },
  name: 'Абай даңғылы',
  hint: '',
  score: 1,
} as const
const address: LookupData['address'] = {
  meant: [avenue],
  others: [{ ...avenue, name: 'Абайдың 150 жылдығы көшесі', score: 0.9 }],
  house: '12',
}

const at = (name: string, data: Partial<LookupData> = {}): Sample => ({
  name: `works/at ${name}`,
  template: 'works/at',
  layout: 'public',
  model: (place) =>
    lookupModel({ typed: 'Абай 12', address, matches: [], horizon, problem: null, ...data }, aroundIn(place)),
})

const show = (name: string, work: Work): Sample => ({
  name: `works/show ${name}`,
  template: 'works/show',
  layout: 'public',
  model: (place) => workModel(work, sampleEvents, aroundIn(place)),
})

export const workSamples: Sample[] = [
  list('full'),
  list('nothing planned', { works: [], total: 0, asOf: null }),
  list('nothing found', {
    read: { filter: { ...noFilter, kind: 'gas_off', from: '2026-03-01' }, ignored: ['district'] },
    ...{ works: [], total: 0, removable: ['kind'] },
  }),
  list('pages', { total: 87 }),
  at('found', {
    matches: [
      { work: waterOutage, metres: 60, byStreet: false, district: null },
      { work: roadWork, metres: null, byStreet: true, district: null },
    ],
  }),
  at('good news'),
  at('good news, no plan', { horizon: null }),
  at('empty', { typed: '', address: null, problem: 'empty' }),
  at('unknown', { typed: 'ул. Несуществующая', address: null, problem: 'unknown' }),
  show('planned', roadWork),
  show('untranslated', waterOutage),
  show('late', lateWork),
  show('long', longWork),
  show('cancelled', cancelledWork),
  show('done', {
    ...picturedWork,
    words: {
      ...roadWork.words,
      result: { kk: '1,2 км асфальт төселді.', ru: 'Уложено 1,2 км.', en: '1.2 km laid.' },
    },
  }),
  ...deskSamples,
]

import type { Sample } from '../../platform/http/route.ts'
import { sampleCity, sampleDirectory } from '../complaints/index.ts'
import { type ItemInput, itemModel } from './pages/item.ts'
import { queueModel } from './pages/queue.ts'
import { type ReportInput, reportModel } from './pages/report.ts'
import type { ItemRow, QueueRow } from './queries.ts'

const at = Date.parse('2026-03-10T06:00:00Z')
const number = '260304831728'
const id = '00000000-0000-4000-8000-000000000001'
const long = 'Бұл жерде ұзақ мәтін тұр, оны бәрі оқиды. '.repeat(20)

const report = (name: string, change: Partial<ReportInput>): Sample => ({
  name: `moderation/report ${name}`,
  template: 'moderation/report',
  layout: 'public',
  model: ({ lang, t }) =>
    reportModel({
      ...{ city: sampleCity, lang, t, number, ticket: 'ticket' },
      reported: { part: 'complaint', quote: { text: 'Көшеде шұңқыр бар.', lang: 'kk' } },
      ...change,
    }),
})

const queueRow: QueueRow = {
  number,
  text: 'Видео на www.example.kz, звоните ⟦phone⟧',
  text_lang: 'ru',
  publication: 'held',
  words_held: false,
  category_id: 1,
  city_id: sampleCity.id,
  reports: 0,
  grounds: [],
  held_for: ['link'],
  since: at,
}

const queue = (name: string, rows: QueueRow[]): Sample => ({
  name: `moderation/queue ${name}`,
  template: 'moderation/queue',
  layout: 'staff',
  model: ({ lang, t }) => queueModel(rows, [{ city: sampleCity, directory: sampleDirectory }], { lang, t }),
})

const row: ItemRow = {
  id: 1,
  number,
  city_id: sampleCity.id,
  category_id: 1,
  visibility: 'public',
  publication: 'held',
  version: 4,
  text: 'Видео на www.example.kz, звоните 8 705 123 45 67',
  text_lang: 'ru',
  public_text: 'Видео на www.example.kz, звоните ⟦phone⟧',
  address: 'ул. Абая, 10',
  landmark: 'у школы',
  words_held: false,
  concealed: ['entry:7'],
  photos: [
    { id, role: 'before', shown: true, small_width: 400, small_height: 300, covered: true },
    {
      id: id.replace(/1$/, '2'),
      role: 'before',
      shown: false,
      small_width: 300,
      small_height: 400,
      covered: false,
    },
  ],
  entries: [
    { seq: 5, kind: 'added', at, text: long, held: ['word'] },
    { seq: 7, kind: 'added', at, text: 'Ещё видео: www.example.kz', held: [] },
  ],
  answers: [{ no: 1, text: 'Шұңқыр жөнделді.', lang: 'kk', at }],
  reports: [
    { part: 'complaint', ground: 'spam', text: '', lang: 'ru', at },
    { part: 'answer:1', ground: 'untrue', text: long, lang: 'kk', at },
  ],
}

const item = (name: string, change: Partial<ItemRow>, more: Partial<ItemInput> = {}): Sample => ({
  name: `moderation/item ${name}`,
  template: 'moderation/item',
  layout: 'staff',
  model: ({ lang, t }) =>
    itemModel({ row: { ...row, ...change }, city: sampleCity, lang, t, done: null, ...more }),
})

export const moderationSamples: Sample[] = [
  report('fresh', {}),
  report('photo', { reported: { part: `photo:${id}`, quote: null } }),
  report('answer', { reported: { part: 'answer:1', quote: { text: long, lang: 'kk' } } }),
  report('errors', {
    typed: { text: '', email: 'x', ground: 'other' },
    errors: { text: 'moderation:error.words', email: 'moderation:error.email' },
  }),
  report('old', { problem: 'old' }),
  report('too many', { problem: 'often' }),
  report('done', { done: true }),
  queue('empty', []),
  queue('full', [
    queueRow,
    {
      ...queueRow,
      number: '260304831736',
      held_for: [],
      reports: 3,
      grounds: ['insult', 'spam'],
      text: long,
      category_id: null,
    },
  ]),
  item('held', {}),
  item(
    'published',
    { publication: 'published', reports: [], entries: [], answers: [], photos: [] },
    { done: 'publish' },
  ),
  item('hidden', { publication: 'hidden', public_text: null }),
  item('staff only', { visibility: 'staff', reports: [] }),
  item(
    'errors',
    {},
    {
      back: {
        act: 'hide',
        typed: { ground: '', reason: 'мало' },
        errors: { ground: 'moderation:error.ground', reason: 'moderation:error.reason' },
      },
    },
  ),
  item(
    'errors of a part',
    {},
    {
      back: {
        act: 'conceal',
        typed: { part: 'answer:1', ground: 'spam', reason: '' },
        errors: { reason: 'moderation:error.reason' },
      },
    },
  ),
  item('conflict', {}, { conflict: true }),
]

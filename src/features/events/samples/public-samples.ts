import type { PageModel } from '../../../platform/http/page.ts'
import type { Sample } from '../../../platform/http/route.ts'
import { type Reading, sampleReading } from '../../complaints/index.ts'
import { type AgendaData, agendaModel } from '../public/agenda-page.ts'
import { wholeAgenda } from '../public/filter.ts'
import {
  askModel,
  type MineInput,
  mineModel,
  questionModel,
  type SignUpInput,
  signUpModel,
} from '../public/form-pages.ts'
import type { PublicEvent } from '../public/queries.ts'
import { showModel } from '../public/show-page.ts'
import { cancelledEvent, heldEvent, longText, publicOf, sampleEvent, sampleSignUp } from './sample-events.ts'

const sample = (page: string, name: string, model: (reading: Reading) => PageModel): Sample => ({
  name: `events/${page} ${name}`,
  template: `events/${page}`,
  layout: 'public',
  model: (place) => model(sampleReading(place)),
})

const noSums = { events: 0, participants: 0, hours: 0, bags: 0 }
const agenda = (name: string, change: Partial<AgendaData>): Sample =>
  sample('agenda', name, (reading) =>
    agendaModel({ filter: wholeAgenda, rows: [], total: 0, removable: [], sums: noSums, ...change }, reading),
  )

const show = (name: string, event: PublicEvent): Sample =>
  sample('show', name, (reading) => showModel(event, reading))

const signUp = (name: string, change: Partial<SignUpInput>): Sample =>
  sample('sign-up', name, (reading) =>
    signUpModel({ event: sampleEvent, ticket: 'ticket', ...change }, reading),
  )

const mine = (name: string, change: Partial<MineInput>): Sample =>
  sample('mine', name, (reading) =>
    mineModel(
      { event: sampleEvent, signUp: sampleSignUp, ticket: 'A'.repeat(22), done: null, ...change },
      reading,
    ),
  )

const rows = [
  sampleEvent,
  { ...sampleEvent, id: 10, places: 20, taken: 20 },
  cancelledEvent,
  {
    ...sampleEvent,
    id: 11,
    kind: 'training' as const,
    signUp: false,
    title: { kk: '', ru: 'Тренинг для активистов', en: '' },
  },
]

const typed = { name: '', email: 'x', phone: '12', persons: '9' }
const errors = {
  name: 'events:error.name',
  email: 'events:error.email',
  phone: 'events:error.phone',
  consent: 'events:error.consent',
} as const

export const publicSamples: Sample[] = [
  agenda('empty', {}),
  agenda('nothing found', {
    filter: { ...wholeAgenda, kind: 'marathon', free: true },
    removable: ['kind'],
  }),
  agenda('full', { rows, total: 44, sums: { events: 12, participants: 846, hours: 2210, bags: 3140 } }),
  agenda('past', { filter: { ...wholeAgenda, when: 'past' }, rows: [heldEvent], total: 1 }),
  show(
    'coming',
    publicOf(sampleEvent, {
      complaints: [
        { number: '260312345674', status: 'in_work', categoryId: 1, address: 'Абай көшесі, 12' },
        { number: '260304831728', status: 'planned', categoryId: null, address: '' },
      ],
      questions: [{ id: 1, text: 'Балалармен келуге бола ма?', lang: 'kk', answer: 'Иә.', answerLang: 'kk' }],
      others: [{ id: 12, startsAt: Date.parse('2026-04-11T05:00:00Z') }],
    }),
  ),
  show('full house', publicOf({ ...sampleEvent, places: 28 })),
  show('held', publicOf(heldEvent)),
  show('cancelled', publicOf(cancelledEvent)),
  show(
    'bare',
    publicOf({
      ...sampleEvent,
      ...{ officeId: null, signUp: false, lat: null, lon: null, organisers: [] },
      about: { kk: '', ru: longText, en: '' },
      programme: { kk: '', ru: '', en: '' },
      bring: { kk: '', ru: '', en: '' },
      entrance: { kk: '', ru: '', en: '' },
      streamUrl: 'https://stream.example.kz/live',
    }),
  ),
  signUp('fresh', {}),
  signUp('list', { event: { ...sampleEvent, taken: 40 } }),
  signUp('errors', { typed, errors }),
  signUp('old', { typed, problem: 'old' }),
  signUp('too many', { typed, problem: 'often' }),
  signUp('cancelled', { event: cancelledEvent }),
  mine('given', { done: 'signed' }),
  mine('waiting', { signUp: { ...sampleSignUp, state: 'waiting', ahead: 4 }, done: 'listed' }),
  mine('full', { full: true }),
  mine('left', { signUp: { ...sampleSignUp, state: 'left' }, done: 'left' }),
  mine('cancelled', { event: cancelledEvent }),
  mine('errors', { typed: { persons: '99' }, errors: { persons: 'events:error.persons' } }),
  sample('ask', 'fresh', (reading) => askModel({ ticket: 'ticket' }, reading)),
  sample('ask', 'done', (reading) => askModel({ ticket: 'ticket', done: true }, reading)),
  sample('ask', 'errors', (reading) =>
    askModel(
      {
        ticket: 'ticket',
        typed: { ...typed, text: '', expected: 'сто' },
        errors: {
          ...errors,
          kind: 'events:error.kind',
          text: 'events:error.wish',
          expected: 'events:error.expected',
        },
      },
      reading,
    ),
  ),
  sample('question', 'fresh', (reading) => questionModel({ event: sampleEvent, ticket: 'ticket' }, reading)),
  sample('question', 'done', (reading) =>
    questionModel({ event: sampleEvent, ticket: 'ticket', done: true }, reading),
  ),
  sample('question', 'errors', (reading) =>
    questionModel(
      {
        event: sampleEvent,
        ticket: 'ticket',
        typed: { text: 'А?' },
        errors: { text: 'events:error.question' },
      },
      reading,
    ),
  ),
]

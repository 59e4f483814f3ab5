import type { PageModel } from '../../../platform/http/page.ts'
import type { Sample } from '../../../platform/http/route.ts'
import { sampleCity, sampleNow } from '../../complaints/index.ts'
import type { CallRow } from '../desk/call-queries.ts'
import { eventCallsModel } from '../desk/calls-page.ts'
import { type EditInput, editModel } from '../desk/edit-page.ts'
import { listModel } from '../desk/list-page.ts'
import { type DeskReading, type DeskShowInput, deskShowModel } from '../desk/pages.ts'
import { peopleModel } from '../desk/people-page.ts'
import type { DeskRow, OrganiserDraft, WishRow } from '../desk/queries.ts'
import { type ResultsInput, resultsModel } from '../desk/results-page.ts'
import type { EventRights } from '../desk/rights.ts'
import { questionsModel, wishesModel, wishModel } from '../desk/wish-pages.ts'
import { cancelledEvent, deskOf, heldEvent, longText, sampleEvent, sampleSignUp } from './sample-events.ts'

const sample = (page: string, name: string, model: (reading: DeskReading) => PageModel): Sample => ({
  name: `events/desk/${page} ${name}`,
  template: `events/desk/${page}`,
  layout: 'staff',
  model: ({ lang, t }) => model({ lang, t, now: sampleNow, cities: [sampleCity] }),
})

const calls = (name: string, model: (reading: DeskReading) => PageModel): Sample => ({
  ...sample('calls', name, model),
  template: 'calls/list',
})

const all: EventRights = { read: true, edit: true, publish: true, people: true }
const reader: EventRights = { read: true, edit: false, publish: false, people: false }
const draft = deskOf({ ...sampleEvent, state: 'draft', publishedAt: null, place: { kk: '', ru: '', en: '' } })

const show = (name: string, change: Partial<DeskShowInput>): Sample =>
  sample('show', name, (reading) =>
    deskShowModel({ event: deskOf(sampleEvent), rights: all, done: null, key: '', ...change }, reading),
  )

const homes = [
  { value: '1/0', label: 'Сынаққала' },
  { value: '1/1', label: 'Сынаққала · Жолдар басқармасы' },
]
const edit = (name: string, change: Partial<EditInput>): Sample =>
  sample('edit', name, (reading) =>
    editModel({ event: deskOf(sampleEvent), homes: [], city: sampleCity, ...change }, reading),
  )

const over = deskOf(
  { ...heldEvent, state: 'published', results: null },
  { people: { given: 28, waiting: 0, came: 26 } },
)
const results = (name: string, change: Partial<ResultsInput>): Sample =>
  sample('results', name, (reading) =>
    resultsModel({ event: over, rights: all, done: null, ...change }, reading),
  )

const organiserDraft: OrganiserDraft = {
  ...{ participants: 31, hours: 90, bags: 44, text: longText, lang: 'kk', version: 2 },
  ...{ name: 'Таза Ертіс', at: sampleNow },
}

const row: DeskRow = { ...sampleEvent, waiting: 6, questions: 2 }

const guest = (id: number, name: string) => ({
  ...sampleSignUp,
  ...{ id, no: id, contact: { name, email: `guest${id}@example.kz`, phone: '+77010000000', ticket: '' } },
})

const closed = { withContacts: false, done: null } as const

const call: CallRow = {
  ...{
    id: 1,
    signUpId: 1,
    eventId: sampleEvent.id,
    cityId: sampleCity.id,
    why: 'given',
    name: 'Айгүл',
    persons: 2,
  },
  ...{ lang: 'kk', title: sampleEvent.title, startsAt: sampleEvent.startsAt, calledAt: null, calledBy: '' },
}

const wish: WishRow = {
  ...{ id: 1, cityId: sampleCity.id, kind: 'clean_up', text: 'Ауладағы сенбілік\nҚап пен күрек керек.' },
  ...{
    place: 'Абай көшесі, 12',
    wished: 'Сәуірдің кез келген сенбісі',
    persons: 30,
    lang: 'kk',
    state: 'new',
  },
  ...{ reason: '', createdAt: sampleNow - 86_400_000, decidedAt: null, eventId: null },
  ...{ sealed: null, formKey: new Uint8Array() },
}
const asker = { name: 'Сауле', email: 'saule@example.kz', phone: null, ticket: '' }

export const deskSamples: Sample[] = [
  sample('list', 'empty', (reading) =>
    listModel({ view: 'drafts', rows: [], mayWrite: true, wishes: 0, calls: 0 }, reading),
  ),
  sample('list', 'full', (reading) =>
    listModel(
      {
        view: 'coming',
        rows: [row, { ...row, id: 20, waiting: 0, questions: 0 }],
        mayWrite: false,
        wishes: null,
        calls: 3,
      },
      reading,
    ),
  ),
  show('published', { done: 'published' }),
  show('draft', { event: draft, done: 'made' }),
  show('ready draft', { event: deskOf({ ...sampleEvent, state: 'draft', publishedAt: null }) }),
  show('cancelled', { event: deskOf(cancelledEvent), rights: reader }),
  show('conflict', { conflict: true }),
  show('errors', {
    back: {
      typed: { reasonKk: '', every: 'week', times: '99' },
      errors: { reasonKk: 'events:error.reason', times: 'events:error.times' },
    },
  }),
  edit('new', { event: null, homes }),
  edit('published', {}),
  edit('errors', {
    typed: { titleKk: '', titleRu: longText.slice(0, 200), day: '', complaints: '12' },
    errors: {
      titleKk: 'events:error.title',
      titleRu: 'events:error.long',
      day: 'events:error.day',
      langKk: 'events:error.langs',
      complaints: 'events:error.complaints',
    },
  }),
  edit('conflict', { problem: 'conflict' }),
  edit('fewer', { problem: 'fewer' }),
  sample('people', 'empty', (reading) =>
    peopleModel(
      { event: deskOf(sampleEvent), rights: all, signUps: [], withContacts: false, done: null },
      reading,
    ),
  ),
  sample('people', 'full', (reading) =>
    peopleModel(
      {
        event: deskOf(sampleEvent, { people: { given: 4, waiting: 2, came: 2 } }),
        rights: all,
        signUps: [
          { ...guest(1, 'Айгүл Серікқызы'), came: 2 },
          { ...guest(2, 'Сергей'), refusal: '550 5.1.1' },
          { ...guest(3, 'Дамир'), contact: null },
          { ...guest(4, 'Ольга Викторовна'), state: 'waiting' },
        ],
        withContacts: true,
        done: 'came',
      },
      reading,
    ),
  ),
  sample('people', 'without contacts', (reading) =>
    peopleModel(
      { event: deskOf(sampleEvent), rights: all, signUps: [guest(1, longText.slice(0, 100))], ...closed },
      reading,
    ),
  ),
  calls('empty', (reading) =>
    eventCallsModel({ rows: { open: [], done: [] }, shown: null, done: 'gone' }, reading),
  ),
  calls('full', (reading) =>
    eventCallsModel(
      {
        rows: {
          open: [call, { ...call, signUpId: 2, why: 'cancelled', name: longText.slice(0, 100), persons: 1 }],
          done: [{ ...call, signUpId: 3, why: 'removed', calledAt: sampleNow, calledBy: 'Ерлан Сәрсен' }],
        },
        shown: { signUpId: 1, phone: '+77010000000', email: null },
        done: 'called',
      },
      reading,
    ),
  ),
  show('organisers', {
    event: deskOf(sampleEvent, {
      links: [
        { id: 1, name: 'Таза Ертіс', issuedAt: sampleNow, revokedAt: null },
        { id: 2, name: longText.slice(0, 120), issuedAt: sampleNow, revokedAt: sampleNow },
      ],
    }),
    given: { name: 'Таза Ертіс', href: `https://example.kz/kk/synaqqala/events/organiser/${'A'.repeat(22)}` },
  }),
  show('organiser error', {
    back: { typed: { organiser: '' }, errors: { organiser: 'events:error.organiser' } },
  }),
  results('of an organiser', { event: { ...over, draft: organiserDraft, proposed: heldEvent.pictures } }),
  results('from a draft', { event: { ...over, draft: organiserDraft }, fromDraft: true }),
  results('fresh', {}),
  results('early', { event: deskOf(sampleEvent) }),
  results('published', { event: deskOf(heldEvent), done: 'published' }),
  results('conflict', { conflict: true }),
  results('errors', {
    typed: { participants: 'много' },
    errors: { participants: 'events:error.sum', title: 'events:error.paperTitle' },
    refused: { pictures: 'Сурет 1: файл бос.', paper: 'Бұл PDF емес.' },
  }),
  results('reader', { rights: reader }),
  sample('wishes', 'empty', (reading) => wishesModel({ rows: [], done: null }, reading)),
  sample('wishes', 'full', (reading) =>
    wishesModel(
      {
        rows: [wish, { ...wish, id: 2, state: 'accepted' }, { ...wish, id: 3, state: 'declined' }],
        done: 'declined',
      },
      reading,
    ),
  ),
  sample('wish', 'new', (reading) => wishModel({ wish, contact: asker, homes }, reading)),
  sample('wish', 'decided', (reading) =>
    wishModel({ wish: { ...wish, state: 'accepted', eventId: 7 }, contact: null, homes }, reading),
  ),
  sample('wish', 'errors', (reading) =>
    wishModel(
      { wish, contact: asker, homes, typed: { reason: 'нет' }, errors: { reason: 'events:error.decline' } },
      reading,
    ),
  ),
  sample('wish', 'conflict', (reading) =>
    wishModel(
      { wish: { ...wish, state: 'declined', reason: longText }, contact: asker, homes, conflict: true },
      reading,
    ),
  ),
  sample('questions', 'empty', (reading) =>
    questionsModel({ event: deskOf(sampleEvent, { questions: [] }), rights: all, done: null }, reading),
  ),
  sample('questions', 'full', (reading) =>
    questionsModel({ event: deskOf(sampleEvent), rights: all, done: 'saved' }, reading),
  ),
  sample('questions', 'error', (reading) =>
    questionsModel(
      {
        ...{ event: deskOf(sampleEvent), rights: all, done: null },
        back: { questionId: 1, typed: { answer: longText }, errors: { answer: 'events:error.long' } },
      },
      reading,
    ),
  ),
  sample('questions', 'reader', (reading) =>
    questionsModel({ event: deskOf(sampleEvent), rights: reader, done: null }, reading),
  ),
]

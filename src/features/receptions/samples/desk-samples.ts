import type { Sample } from '../../../platform/http/route.ts'
import { sampleDirectory } from '../../complaints/index.ts'
import {
  type BodyFormInput,
  bodiesDeskModel,
  bodyFormModel,
  type SeriesInput,
  seriesModel,
  typedBody,
  typedSeries,
  usualSeries,
} from '../desk/bodies-page.ts'
import { type VisitorCallsInput, visitorCallsModel } from '../desk/calls-page.ts'
import { type DayInput, dayModel } from '../desk/day-page.ts'
import { type HomeInput, homeModel } from '../desk/home-page.ts'
import { type PromisesInput, promisesModel } from '../desk/promises-page.ts'
import { type VisitInput, visitModel } from '../desk/visit-page.ts'
import { type QueueInput, queueModel } from '../queue/pages.ts'
import {
  at,
  body,
  booking,
  call,
  city,
  front,
  hour,
  long,
  now,
  promise,
  queue,
  reception,
  series,
  slots,
} from './sample-things.ts'

const home = (name: string, change: Partial<HomeInput>): Sample => ({
  name: `receptions/desk-home ${name}`,
  template: 'receptions/desk-home',
  layout: 'staff',
  model: ({ lang, t }) =>
    homeModel({
      ...{ city, lang, t, now, rows: [], bodies: [body, front], queues: [], promises: [] },
      calls: 0,
      ...{ today: '2026-03-11', done: '', ...change },
    }),
})

const day = (name: string, change: Partial<DayInput>): Sample => ({
  name: `receptions/desk-day ${name}`,
  template: 'receptions/desk-day',
  layout: 'staff',
  model: ({ lang, t }) =>
    dayModel({
      ...{
        city,
        lang,
        t,
        now,
        reception,
        body,
        slots,
        bookings: [],
        page: 1,
        mayWork: true,
        done: '',
        key: 'k',
      },
      ...change,
    }),
})

const visit = (name: string, change: Partial<VisitInput>): Sample => ({
  name: `receptions/desk-visit ${name}`,
  template: 'receptions/desk-visit',
  layout: 'staff',
  model: ({ lang, t }) =>
    visitModel({
      ...{ city, lang, t, now, reception, body, minutes: null, promises: [], mayWork: true, key: 'k' },
      ...{ booking: { ...booking, state: 'came' }, directory: sampleDirectory, done: '', ...change },
    }),
})

const promises = (name: string, change: Partial<PromisesInput>): Sample => ({
  name: `receptions/desk-promises ${name}`,
  template: 'receptions/desk-promises',
  layout: 'staff',
  model: ({ lang, t }) =>
    promisesModel({
      ...{ city, lang, t, now, rows: { open: [], done: [] }, bodies: [body], allBodies: [body] },
      directory: sampleDirectory,
      ...{ maySettle: () => true, today: '2026-03-11', done: '', ...change },
    }),
})

const calls = (name: string, change: Partial<VisitorCallsInput>): Sample => ({
  name: `receptions/desk-calls ${name}`,
  template: 'calls/list',
  layout: 'staff',
  model: ({ lang, t }) =>
    visitorCallsModel({ ...{ city, lang, t, now, rows: { open: [], done: [] }, done: '' }, ...change }),
})

const bodies = (name: string, isFull: boolean): Sample => ({
  name: `receptions/desk-bodies ${name}`,
  template: 'receptions/desk-bodies',
  layout: 'staff',
  model: ({ lang, t }) =>
    bodiesDeskModel({
      ...{ city, lang, t, now, bodies: isFull ? [body, front] : [], series: isFull ? [series] : [] },
      ...{ mayManage: ({ id }) => id === body.id, isAdmin: isFull, done: isFull ? 'saved' : '' },
    }),
})

const bodyForm = (name: string, change: Partial<BodyFormInput>): Sample => ({
  name: `receptions/desk-body ${name}`,
  template: 'receptions/desk-body',
  layout: 'staff',
  model: ({ lang, t }) =>
    bodyFormModel({
      ...{ city, lang, t, now, body: null, offices: sampleDirectory.offices, typed: {} },
      ...change,
    }),
})

const rule = (name: string, change: Partial<SeriesInput>): Sample => ({
  name: `receptions/desk-series ${name}`,
  template: 'receptions/desk-series',
  layout: 'staff',
  model: ({ lang, t }) =>
    seriesModel({ ...{ city, lang, t, now, body, series: null }, typed: {}, ...change }),
})

const line = (name: string, change: Partial<QueueInput>): Sample => ({
  name: `receptions/queue ${name}`,
  template: 'receptions/queue',
  layout: 'staff',
  model: ({ lang, t }) =>
    queueModel({ ...{ city, lang, t, now, body: front, queue, done: '', key: '', window: '' }, ...change }),
})

export const deskSamples: Sample[] = [
  home('full', {
    ...{ rows: [reception, { ...reception, id: 2, waiting: 3, taken: 3 }], queues: [front] },
    ...{ promises: [promise, { ...promise, id: 2, dueOn: '2026-03-01' }], calls: 3, done: 'cancelled' },
  }),
  home('empty', {}),
  day('full', {
    bookings: [
      booking,
      { ...booking, id: 2, state: 'came', visitor: null },
      { ...booking, id: 3, state: 'offered', offeredUntil: at + hour, refusal: '550 5.1.1' },
      { ...booking, id: 4, state: 'waiting', slotStartsAt: null },
      { ...booking, id: 5, state: 'cancelled', slotStartsAt: null },
    ],
    done: 'booked',
  }),
  day('empty', { done: 'slot' }),
  day('second page', {
    bookings: Array.from({ length: 101 }, (_, n) => ({ ...booking, id: n + 1 })),
    page: 2,
  }),
  day('errors', {
    typed: { name: '', why: '' },
    errors: {
      name: 'receptions:error.name',
      channel: 'receptions:error.channel',
      consent: 'receptions:error.consent',
      why: 'receptions:error.why',
    },
  }),
  day('called off', { reception: { ...reception, cancelledAt: at, cancelledWhy: long } }),
  visit('fresh', {}),
  visit('written', {
    minutes: { outcome: 'promised', text: long, version: 2, at },
    promises: [{ text: long, dueOn: '2026-04-01', doneAt: null, complaint: '260304831728' }],
    done: 'minutes',
  }),
  visit('not yet', { booking }),
  visit('contacts', { contacts: { email: 'aigul@example.kz', phone: '+77051234567' } }),
  visit('errors', {
    form: {
      ...{ kind: 'promise', typed: { words: 'x' } },
      errors: { words: 'receptions:error.promise', dueOn: 'receptions:error.due' },
    },
  }),
  visit('conflict', {
    minutes: { outcome: 'explained', text: 'Басқа мәтін', version: 3, at },
    form: { kind: 'minutes', typed: { text: long, outcome: 'promised' }, errors: {} },
    isConflict: true,
  }),
  promises('full', {
    rows: {
      open: [promise, { ...promise, id: 2, dueOn: '2026-03-01', complaint: '260304831728', text: long }],
      done: [{ ...promise, id: 3, doneAt: at, doneNote: 'Орнатылды' }],
    },
    done: 'done',
  }),
  promises('empty', {}),
  promises('errors', {
    rows: { open: [promise], done: [] },
    back: { id: 1, typed: { note: 'x' }, errors: { note: 'receptions:error.note' } },
  }),
  calls('full', {
    rows: {
      open: [call, { ...call, bookingId: 2, why: 'calledOff', name: long.slice(0, 100) }],
      done: [{ ...call, bookingId: 3, why: 'dropped', calledAt: at, calledBy: 'Ерлан Сәрсен' }],
    },
    shown: { bookingId: 1, phone: '+77051234567', email: null },
    done: 'called',
  }),
  calls('empty', { done: 'gone' }),
  bodies('full', true),
  bodies('empty', false),
  bodyForm('new', {}),
  bodyForm('edit', { body, typed: typedBody(body) }),
  bodyForm('errors', {
    typed: { nameKk: '' },
    errors: { nameKk: 'receptions:error.names', hours: 'receptions:error.hours' },
  }),
  rule('new', { typed: usualSeries('2026-03-11') }),
  rule('edit', { series, typed: typedSeries(series) }),
  rule('errors', {
    typed: { slots: '0' },
    errors: { weekday1: 'receptions:error.weekdays', slots: 'receptions:error.number' },
  }),
  line('full', { done: '7', window: '2' }),
  line('empty', { queue: { called: [], waiting: [], line: 0, served: 0, last: 0 }, done: 'nobody' }),
  line('errors', { typed: { window: '' }, errors: { window: 'receptions:error.window' } }),
]

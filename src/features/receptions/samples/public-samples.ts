import { Temporal } from 'temporal-polyfill'
import type { Sample } from '../../../platform/http/route.ts'
import { type BookingInput, bookingModel } from '../booking/page.ts'
import { type BodiesInput, bodiesModel, bodyModel } from '../public/bodies-page.ts'
import { type ShowInput, showModel } from '../public/show-page.ts'
import { type StatisticsInput, statisticsModel } from '../public/statistics-page.ts'
import { type TimetableInput, timetableModel } from '../public/timetable-page.ts'
import { screenModel } from '../queue/pages.ts'
import {
  at,
  body,
  booking,
  calendar,
  city,
  front,
  hour,
  long,
  now,
  queue,
  reception,
  slots,
} from './sample-things.ts'

const timetable = (name: string, change: Partial<TimetableInput>): Sample => ({
  name: `receptions/timetable ${name}`,
  template: 'receptions/timetable',
  layout: 'public',
  model: ({ lang, t }) =>
    timetableModel({
      ...{ city, lang, t, now, bodies: [body, front], rows: [], today: '2026-03-11' },
      ...{ asked: { body: '', from: '2026-03-11', free: false, page: 1 }, ...change },
    }),
})

const bodies = (name: string, change: Partial<BodiesInput>): Sample => ({
  name: `receptions/bodies ${name}`,
  template: 'receptions/bodies',
  layout: 'public',
  model: ({ lang, t }) =>
    bodiesModel({ ...{ city, lang, t, now, calendar }, bodies: [body, front], ...change }),
})

const one = (name: string, change: Partial<Parameters<typeof bodyModel>[0]>): Sample => ({
  name: `receptions/body ${name}`,
  template: 'receptions/body',
  layout: 'public',
  model: ({ lang, t }) =>
    bodyModel({ ...{ city, lang, t, now, calendar, bodies: [], rows: [] }, body, ...change }),
})

const show = (name: string, change: Partial<ShowInput>): Sample => ({
  name: `receptions/show ${name}`,
  template: 'receptions/show',
  layout: 'public',
  model: ({ lang, t }) =>
    showModel({ ...{ city, lang, t, now, reception, body, slots, ticket: 'ticket' }, ...change }),
})

const own = (name: string, change: Partial<BookingInput>): Sample => ({
  name: `receptions/booking ${name}`,
  template: 'receptions/booking',
  layout: 'public',
  model: ({ lang, t }) =>
    bookingModel({
      ...{ city, lang, t, now, booking: { ...booking, before: 0 }, token: 'A'.repeat(22), reception, body },
      ...{ promises: [], done: '', origin: 'https://portal.example', ...change },
    }),
})

const figures = (name: string, change: Partial<StatisticsInput>): Sample => ({
  name: `receptions/statistics ${name}`,
  template: 'receptions/statistics',
  layout: 'public',
  model: ({ lang, t }) =>
    statisticsModel({
      ...{ city, lang, t, now, bodies: [body, front], visits: [], consultations: [] },
      month: Temporal.PlainYearMonth.from('2026-02'),
      thisMonth: Temporal.PlainYearMonth.from('2026-03'),
      firstMonth: Temporal.PlainYearMonth.from('2026-01'),
      ...change,
    }),
})

const screen = (name: string, shown: typeof queue): Sample => ({
  name: `receptions/screen ${name}`,
  template: 'receptions/screen',
  layout: 'bare',
  model: ({ lang, t }) => screenModel({ city, lang, t, now, body: front, queue: shown }),
})

const named = { ...reception, person: 'Серік Ахметов', position: { kk: long, ru: long, en: long } }

export const publicSamples: Sample[] = [
  timetable('full', {
    rows: [
      reception,
      { ...named, id: 2, taken: 3, waiting: 2, movedFrom: '2026-03-15' },
      { ...reception, id: 3, taken: 3, waiting: 10, waitingMost: 10 },
      { ...reception, id: 4, day: '2026-03-30', cancelledAt: at, cancelledWhy: 'Сапарда' },
      { ...reception, id: 5, day: '2026-05-05', opensAt: at + 30 * 24 * hour },
      { ...reception, id: 6, day: '2026-05-05', closesAt: at - hour, bodyId: 99 },
    ],
  }),
  timetable('empty', {}),
  timetable('nothing found', { asked: { body: 'roads', from: '2026-04-01', free: true, page: 1 } }),
  bodies('full', {}),
  bodies('empty', { bodies: [] }),
  one('full', { rows: [reception] }),
  one('with a queue', { body: front }),
  show('free', {}),
  show('waiting', { reception: { ...named, taken: 3, waiting: 1 } }),
  show('full', { reception: { ...reception, taken: 3, waiting: 10 } }),
  show('early', { reception: { ...reception, opensAt: at + hour } }),
  show('closed', { reception: { ...reception, closesAt: at } }),
  show('called off', { reception: { ...reception, cancelledAt: at, cancelledWhy: long } }),
  show('errors', {
    typed: { name: '', topic: 'x', email: 'x' },
    errors: {
      name: 'receptions:error.name',
      topic: 'receptions:error.topic',
      email: 'receptions:error.email',
      phone: 'receptions:error.phone',
    },
  }),
  show('taken meanwhile', { typed: { name: 'Айгүл' }, message: 'slot' }),
  own('booked', { done: 'booked' }),
  own('waiting', { booking: { ...booking, state: 'waiting', slotStartsAt: null, before: 3 } }),
  own('offered', { booking: { ...booking, state: 'offered', offeredUntil: at + hour, before: 0 } }),
  own('cancelled', { booking: { ...booking, state: 'cancelled', before: 0 }, done: 'cancelled' }),
  own('too late', { booking: { ...booking, state: 'lapsed', before: 0 }, done: 'late' }),
  own('called off', {
    booking: { ...booking, state: 'cancelled', before: 0 },
    reception: { ...reception, cancelledAt: at, cancelledWhy: long },
  }),
  own('with promises', {
    booking: { ...booking, state: 'came', before: 0 },
    promises: [
      { text: long, dueOn: '2026-04-01', doneAt: null, complaint: '260304831728' },
      { text: 'Шам орнатылады', dueOn: '2026-03-20', doneAt: at, complaint: null },
    ],
  }),
  figures('full', {
    visits: [
      { bodyId: 1, channel: 'web', visits: 24 },
      { bodyId: 1, channel: 'phone', visits: 2 },
      { bodyId: 2, channel: 'queue', visits: 340 },
    ],
    consultations: [
      { channel: 'phone', said: 120 },
      { channel: 'letter', said: 3 },
    ],
  }),
  figures('empty', {}),
  screen('full', queue),
  screen('empty', { called: [], waiting: [], line: 0, served: 0, last: 0 }),
]

import type { PageModel } from '../../../platform/http/page.ts'
import type { Sample } from '../../../platform/http/route.ts'
import { type Reading, sampleCity, sampleReading } from '../../complaints/index.ts'
import {
  type DoorInput,
  doorModel,
  type OrganiserResultsInput,
  organiserResultsModel,
} from '../organiser/pages.ts'
import { cancelledEvent, longText, sampleEvent, sampleSignUp } from './sample-events.ts'

const sample = (page: string, name: string, model: (reading: Reading) => PageModel): Sample => ({
  name: `events/organiser/${page} ${name}`,
  template: `events/organiser/${page}`,
  layout: 'public',
  model: (place) => model(sampleReading(place)),
})

const token = 'A'.repeat(22)
const link = { id: 1, eventId: sampleEvent.id, cityId: sampleCity.id, name: 'Таза Ертіс' }

/** While it goes on. */
const now = (reading: Reading): Reading => ({ ...reading, now: sampleEvent.startsAt + 3_600_000 })

const door = (name: string, change: Partial<DoorInput>, at = now): Sample =>
  sample('door', name, (reading) =>
    doorModel({
      ...{ token, link, event: sampleEvent, reading: at(reading) },
      ...{ guests: [], walkIns: [], key: '', done: null, ...change },
    }),
  )

const guest = (id: number, name: string | null, change: Partial<DoorInput['guests'][number]> = {}) => ({
  ...{ ...sampleSignUp, id, no: id, name, ...change },
})

const results = (name: string, change: Partial<OrganiserResultsInput>, at = now): Sample =>
  sample('results', name, (reading) =>
    organiserResultsModel({
      ...{ token, link, event: sampleEvent, reading: at(reading), draft: null },
      ...{ counts: { came: 0, proposed: 0 }, done: null, ...change },
    }),
  )

const draft = { participants: 31, hours: 90, bags: 44, text: longText, lang: 'kk', version: 2 } as const

export const organiserSamples: Sample[] = [
  door('closed', {}, (reading) => reading),
  door('cancelled', { event: cancelledEvent }),
  door('empty', {}),
  door('full', {
    guests: [
      guest(1, 'Айгүл', { came: 2 }),
      guest(2, longText.slice(0, 100)),
      guest(3, null),
      guest(4, 'Дамир', { state: 'waiting', persons: 1 }),
    ],
    walkIns: [{ id: 1, persons: 3, at: sampleEvent.startsAt }],
    done: 'came',
  }),
  door('wrong number', {
    guests: [guest(1, 'Айгүл'), guest(2, 'Дамир')],
    ...{ signUpId: 2, typed: { came: 'много' }, errors: { came: 'events:error.sum' } },
  }),
  door('too often', { isTooOften: true, typed: { persons: '3' } }),
  door('error', { typed: { persons: 'много' }, errors: { persons: 'events:error.walkIn' } }),
  results('early', {}, (reading) => reading),
  results('fresh', { counts: { came: 26, proposed: 0 } }),
  results('sent', { draft: { ...draft, isTaken: false }, counts: { came: 31, proposed: 4 }, done: 'sent' }),
  results('taken', { draft: { ...draft, isTaken: true } }),
  results('conflict', {
    draft: { ...draft, isTaken: false },
    ...{ conflict: true, typed: { participants: '5', text: longText } },
  }),
  results('too often', { isTooOften: true, typed: { participants: '5', text: longText } }),
  results('errors', {
    typed: { participants: 'много' },
    errors: { participants: 'events:error.sum' },
    role: 'before',
    refused: 'Сурет 1: файл бос.',
  }),
]

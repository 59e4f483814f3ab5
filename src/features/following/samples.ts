import type { Sample } from '../../platform/http/route.ts'
import { sampleReading } from '../complaints/index.ts'
import type { Asked } from './about.ts'
import { confirmModel } from './pages/confirm.ts'
import { type ManageData, manageModel } from './pages/manage.ts'
import { type MeTooData, meTooModel } from './pages/me-too.ts'
import { type MyData, myModel } from './pages/my.ts'
import { newModel } from './pages/new.ts'
import { type UnsubscribeData, unsubscribeModel } from './pages/unsubscribe.ts'
import { noTopics } from './topics.ts'

const ticket = 'follow.0.0.0'
const complaint = {
  id: 7,
  number: '260312345674',
  categoryId: 1,
  address: 'Абай көшесі, 12',
  lat: 49.95,
  lon: 82.55,
  supportCount: 21,
  supportUnconfirmed: 1204,
}
const one: Asked = { complaint, about: { complaintId: 7, number: complaint.number }, names: noTopics }
const list: Asked = {
  complaint: null,
  about: { filter: { category: 'snow', district: 'west', q: 'тротуар' }, circle: null },
  names: noTopics,
}
const around: Asked = {
  complaint: null,
  about: { filter: {}, circle: { lat: 49.95, lon: 82.55, radius: 500, near: null } },
  names: noTopics,
}
const names = new Map([['works:street:12', { label: 'Работы на улице Абая', href: '/ru/synaqqala/works' }]])
const topic: Asked = { complaint: null, about: { topic: 'works:street:12' }, names }
const gone: Asked = { ...topic, about: { topic: 'works:street:13' } }

const sample = (name: string, template: string, model: Sample['model']): Sample => ({
  name: `following/${name}`,
  template: `following/${template}`,
  layout: 'public',
  model,
})

const wrong = { typed: { email: 'aigul@', cadence: '' }, errors: {} }

const manage = (name: string, data: ManageData) =>
  sample(`manage ${name}`, 'manage', (place) => manageModel(data, sampleReading(place)))

const meToo = (name: string, more: Partial<MeTooData>) =>
  sample(`me too ${name}`, 'me-too', (place) =>
    meTooModel({ complaint, state: 'none', ticket, ...more }, sampleReading(place)),
  )

const own: MyData['complaints'][number] = {
  id: 1,
  number: '260312345674',
  cityId: 1,
  token: 'A'.repeat(22),
  status: 'in_work',
  categoryId: 1,
  text: 'Аулада қар тазаланбаған, тайғақ, қарт адамдар құлап жатыр.',
  textLang: 'kk',
  address: 'Абай көшесі, 12',
  receivedAt: Date.parse('2026-03-02T04:10:00Z'),
  updatedAt: Date.parse('2026-03-02T04:10:00Z'),
  dueOn: '2026-03-12',
  dueAt: Date.parse('2026-03-12T18:59:59.999Z'),
  plannedOn: null,
}

const my = (name: string, more: Partial<MyData>) =>
  sample(`my ${name}`, 'my', (place) =>
    myModel(
      { of: 'device', complaints: [], slugOf: () => 'synaqqala', ticket, ...more },
      sampleReading(place),
    ),
  )

const unsubscribe = (name: string, data: Omit<UnsubscribeData, 'action'>) =>
  sample(`unsubscribe ${name}`, 'unsubscribe', (place) =>
    unsubscribeModel({ ...data, action: '/ru/synaqqala/unsubscribe/c1' }, sampleReading(place)),
  )

const follower = { email: 'aigul@example.kz', token: 'A'.repeat(22), refusal: null }

export const followingSamples: Sample[] = [
  sample('new, one complaint', 'new', (place) => newModel({ asked: one, ticket }, sampleReading(place))),
  sample('new, a list', 'new', (place) => newModel({ asked: list, ticket }, sampleReading(place))),
  sample('new, around a point', 'new', (place) => newModel({ asked: around, ticket }, sampleReading(place))),
  sample('new, a topic', 'new', (place) => newModel({ asked: topic, ticket }, sampleReading(place))),
  sample('new, errors', 'new', (place) =>
    newModel(
      {
        asked: list,
        ticket,
        form: {
          ...wrong,
          errors: { email: 'following:error.emailBad', cadence: 'following:error.cadence' },
        },
      },
      sampleReading(place),
    ),
  ),
  sample('confirm', 'confirm', (place) =>
    confirmModel(
      { request: { email: 'aigul@example.kz', sends: 1, refusal: null }, token: 'A'.repeat(22) },
      sampleReading(place),
    ),
  ),
  sample('confirm, everything wrong', 'confirm', (place) => {
    const reading = sampleReading(place)
    const error = reading.t('following:error.wrong', { count: 2 })
    const request = { email: `${'z'.repeat(60)}@example.kz`, sends: 3, refusal: '550 5.1.1' }
    return confirmModel({ request, token: 'A'.repeat(22), typed: '12 34', error, sent: true }, reading)
  }),
  manage('full', {
    follower,
    done: 'subscribed',
    names,
    subscriptions: [one, list, around, topic, gone].map(({ about }, id) => ({
      id,
      cityId: 1,
      about,
      cadence: id === 0 ? 'now' : 'daily',
    })),
    supports: [{ complaintId: 7, number: complaint.number, cityId: 1 }],
  }),
  manage('empty, address refused', {
    follower: { ...follower, refusal: '550 5.1.1' },
    names,
    subscriptions: [],
    supports: [],
  }),
  meToo('not pressed', { complaint: { ...complaint, supportCount: 0, supportUnconfirmed: 0 } }),
  meToo('pressed', { state: 'unconfirmed' }),
  meToo('confirmed', { state: 'confirmed', complaint: { ...complaint, supportUnconfirmed: 0 } }),
  meToo('with an error', {
    state: 'unconfirmed',
    form: { ...wrong, errors: { email: 'following:error.wait' } },
  }),
  my('empty', {}),
  my('of a device', { complaints: [own, { ...own, id: 2, number: '260312345682', status: 'confirmed' }] }),
  my('by mail', { of: 'mail', complaints: [own] }),
  my('by mail, none', { of: 'mail' }),
  my('link sent', { done: 'mailed' }),
  my('with an error', { form: { ...wrong, errors: { email: 'following:error.email' } } }),
  unsubscribe('asked', { kind: 'f', done: false }),
  unsubscribe('done', { kind: 'c', done: true }),
  unsubscribe('of the daily summary', { kind: 'd', done: false }),
]

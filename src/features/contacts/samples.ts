import { Temporal } from 'temporal-polyfill'
import type { Sample } from '../../platform/http/route.ts'
import { sampleCity, sampleDirectory } from '../complaints/index.ts'
import { type CallBackInput, callBackModel } from './public/call-back-page.ts'
import { type ContactsInput, contactsModel } from './public/page.ts'
import { type ProblemInput, problemModel } from './public/problem-page.ts'
import type { Duty, ProblemRow, Utility } from './queries.ts'
import { type DeskInput, deskModel } from './staff/desk-page.ts'
import { type DutyInput, dutyModel } from './staff/duty-page.ts'
import { typedOf, type UtilityInput, utilityModel } from './staff/utility-page.ts'

const now = Temporal.Instant.from('2026-03-11T07:00:00Z')
const at = now.epochMilliseconds
const names = (kk: string, ru: string, en: string) => ({ kk, ru, en })
const long = 'Өте ұзақ атауы бар коммуналдық кәсіпорын '.repeat(4).trim()
const calendar = { version: 'kz', off: new Set<string>(), work: new Set<string>() }

const water: Utility = {
  id: 1,
  service: 'water',
  names: names('«Сынаққала Су»', '«Сынаккала Су»', 'Synaqqala Su'),
  about: names(
    'Су құбыры, кәріз, құдықтар',
    'Водопровод, канализация, колодцы',
    'Water pipes, sewers, manholes',
  ),
  emergencyPhones: ['+77232251098'],
  officePhones: ['+77232251000', '109'],
  address: names('Абай көшесі, 4', 'ул. Абая, 4', '4 Abai Street'),
  point: { lat: 49.95, lon: 82.56 },
  hours: [{ days: [1, 2, 3, 4, 5], opens: '09:00', closes: '18:30', break: { from: '13:00', to: '14:30' } }],
  officeId: null,
  checkedOn: '2026-02-01',
  version: 2,
}
const heat: Utility = {
  ...water,
  ...{ id: 2, service: 'heat', names: names(long, long, long), about: names('', '', '') },
  ...{
    emergencyPhones: [],
    officePhones: [],
    address: names('', '', ''),
    point: null,
    hours: [],
    checkedOn: null,
  },
}
const duty: Duty = {
  ...{ id: 1, officeId: 1, name: 'Серік Ахметов', phone: '+77232251098' },
  position: names('Кезекші инженер', 'Дежурный инженер', 'Engineer on duty'),
  ...{ startsAt: at - 3_600_000, endsAt: at + 3_600_000 * 11 },
}

const withoutDesk = { ...sampleCity, profile: { ...sampleCity.profile, emergency: [], desk: null } }

/** The first office has a phone and a place, so that it stands on the page and its map. */
const withOffice = {
  ...sampleDirectory,
  offices: sampleDirectory.offices.map((office, index) =>
    index === 0
      ? {
          ...office,
          contacts: { ...office.contacts, phones: ['+77232251098'], point: { lat: 49.96, lon: 82.64 } },
        }
      : office,
  ),
}

const page = (name: string, change: Partial<ContactsInput>): Sample => ({
  name: `contacts/page ${name}`,
  template: 'contacts/page',
  layout: 'public',
  model: ({ lang, t }) =>
    contactsModel({
      ...{ city: sampleCity, directory: sampleDirectory, calendar, now, lang, t },
      ...{ utilities: [], duties: [], here: `/${lang}/synaqqala/contacts`, ...change },
    }),
})

const problem = (name: string, change: Partial<ProblemInput>): Sample => ({
  name: `contacts/problem ${name}`,
  template: 'contacts/problem',
  layout: 'public',
  model: ({ lang, t }) =>
    problemModel({ ...{ city: sampleCity, lang, t, ticket: 'ticket' }, typed: {}, ...change }),
})

const callBack = (name: string, change: Partial<CallBackInput>): Sample => ({
  name: `contacts/call-back ${name}`,
  template: 'contacts/call-back',
  layout: 'public',
  model: ({ lang, t }) =>
    callBackModel({
      ...{ city: sampleCity, lang, t, ticket: 'ticket', typed: {}, opensAt: at + 3_600_000, ...change },
    }),
})

const word: ProblemRow = {
  ...{ id: 1, page: '/kk/synaqqala/complaints', text: 'Карта ашылмайды.', lang: 'kk' },
  ...{ email: 'aigul@example.kz', at },
}

const desk = (name: string, change: Partial<DeskInput>): Sample => ({
  name: `contacts/desk ${name}`,
  template: 'contacts/desk',
  layout: 'staff',
  model: ({ lang, t }) =>
    deskModel({
      ...{ city: sampleCity, lang, t, said: null, isAll: true, directory: sampleDirectory, now },
      ...{ utilities: [], duties: [], problems: [], ...change },
    }),
})

const utility = (name: string, change: Partial<UtilityInput>): Sample => ({
  name: `contacts/utility ${name}`,
  template: 'contacts/utility',
  layout: 'staff',
  model: ({ lang, t }) => utilityModel({ city: sampleCity, lang, t, utility: null, typed: {}, ...change }),
})

const newDuty = (name: string, change: Partial<DutyInput>): Sample => ({
  name: `contacts/duty ${name}`,
  template: 'contacts/duty',
  layout: 'staff',
  model: ({ lang, t }) =>
    dutyModel({ ...{ city: sampleCity, lang, t, offices: sampleDirectory.offices }, typed: {}, ...change }),
})

export const contactSamples: Sample[] = [
  page('full', { utilities: [water, heat], duties: [duty, { ...duty, id: 2, name: '' }] }),
  page('office on the map', { utilities: [water], directory: withOffice }),
  page('empty', {
    city: withoutDesk,
    directory: { ...sampleDirectory, offices: [] },
  }),
  problem('fresh', { typed: { where: '/kk/synaqqala/complaints' } }),
  problem('errors', {
    typed: { where: 'x', text: '', email: 'x' },
    errors: { where: 'contacts:error.page', text: 'contacts:error.text', email: 'contacts:error.email' },
  }),
  problem('old', { message: 'old', typed: { where: '/kk/synaqqala', text: long } }),
  problem('too many', { message: 'often' }),
  problem('done', { done: true }),
  callBack('fresh', {}),
  callBack('open now', { opensAt: 'now', city: withoutDesk }),
  callBack('errors', {
    typed: { phone: '12', about: '', name: long },
    errors: {
      ...{ phone: 'contacts:error.ownPhone', about: 'contacts:error.about' },
      ...{ name: 'contacts:error.long', consent: 'contacts:error.consent' },
    },
  }),
  callBack('too many', { message: 'often', typed: { phone: '+7 705 123 45 67', about: long } }),
  callBack('done', { done: true, opensAt: null }),
  desk('full', {
    ...{ utilities: [water, heat], duties: [duty, { ...duty, id: 2, startsAt: at + 1, name: '' }] },
    ...{ problems: [word, { ...word, id: 2, email: null, text: long }], said: 'saved' },
  }),
  desk('empty', {}),
  desk('of a head', { isAll: false, duties: [duty] }),
  utility('new', {}),
  utility('edit', { utility: water, typed: typedOf(water) }),
  utility('errors', {
    utility: water,
    typed: { ...typedOf(water), nameKk: '', emergencyPhones: 'x' },
    errors: { nameKk: 'contacts:error.name', emergencyPhones: 'contacts:error.phones' },
  }),
  utility('conflict', { utility: water, typed: typedOf(heat), isConflict: true }),
  newDuty('new', { typed: { fromDay: '2026-03-11' } }),
  newDuty('errors', {
    typed: { phone: '1', toDay: '2026-03-10' },
    errors: { office: 'contacts:error.office', phone: 'contacts:error.phone', toDay: 'contacts:error.to' },
  }),
]

import type { Sample } from '../../../platform/http/route.ts'
import type { Lang, Translate } from '../../../platform/i18n/texts.ts'
import { type City, CityTerms } from '../../city/index.ts'
import type { Office } from '../../offices/index.ts'
import type { StaffMember } from '../staff-member.ts'
import { inviteModel } from './invite-page.ts'
import { peopleModel } from './list-page.ts'
import { type PersonFacts, personModel } from './person-page.ts'
import type { Person, PersonRow } from './queries.ts'
import type { Around } from './words.ts'

const names = (kk: string, ru: string, en: string) => ({ kk, ru, en })

const city: City = {
  ...{ id: 1, slug: 'oskemen', timeZone: 'Asia/Almaty', calendar: 'kz', brandColour: '#006E7F' },
  names: names('Өскемен', 'Усть-Каменогорск', 'Oskemen'),
  ...{ publication: 'after', countFrom: 'nextDay', workingDayEnds: '18:30', termDays: 15 },
  ...{ reopenDays: 14, askDays: 3, demo: true, openedAt: 0, areas: [] },
  profile: {} as City['profile'],
  terms: CityTerms.parse({}),
  notices: [],
}

const office = (id: number, short: Office['short']): Office => ({
  ...{ id, code: `office-${id}`, kind: 'department', names: short, short, aliases: [] },
  ...{ external: false, parentId: null, current: true },
  contacts: { address: null, phones: [], email: null, hours: [], point: null },
})
const offices = [
  office(1, names('Жолдар', 'Дороги', 'Roads')),
  office(2, names('Тұрғын үй инспекциясы', 'Жилищная инспекция', 'Housing inspection')),
]

const admin: StaffMember = {
  ...{
    id: 1,
    name: 'Салтанат Ерғалиева',
    email: 's.ergalieva@example.kz',
    lang: 'kk',
    officeLabel: 'Өскемен',
  },
  position: names('Портал әкімшісі', 'Администратор портала', 'Administrator'),
  roles: [{ cityId: 1, officeId: null, role: 'city_admin' }],
}

const around = ({ lang, t }: { lang: Lang; t: Translate }): Around => ({
  ...{ lang, t, staff: admin },
  places: [{ city, offices }],
})

const row: PersonRow = {
  ...{
    id: 2,
    name: 'Айгүл Нұрланова',
    email: 'a.nurlanova@example.kz',
    disabled: false,
    asleep: false,
    invited: false,
  },
  ...{ hasFactor: true, seenAt: new Date('2026-11-20T04:12:00Z') },
  roles: [{ cityId: 1, officeId: 1, role: 'executor' }],
}
const long = {
  name: 'Рахымжан-Әбдіғаппар Құдайбергенұлы Бекмұхамбетов',
  email: 'rakhymzhan-abdigappar.bekmukhambetov@turgynuikommunaldyqsharuashylyq.example.kz',
}

const person: Person = {
  ...{
    id: 2,
    name: row.name,
    email: row.email,
    disabled: false,
    asleep: false,
    invited: false,
    hasApp: true,
    passkeys: 1,
  },
  ...{ codesLeft: 8, sessions: 2, roles: row.roles, substitutes: [] },
  position: names('Бас маман', 'Главный специалист', 'Chief specialist'),
}
const standIns = [
  { id: 3, name: 'Ержан Әлімов' },
  { id: 4, name: 'Марина Ковалёва' },
]

const list = (name: string, rows: PersonRow[], text = ''): Sample => ({
  name: `accounts/people/${name}`,
  template: 'accounts/people',
  layout: 'staff',
  model: (place) => peopleModel(around(place), { rows, text, done: rows.length > 1 ? 'disable' : undefined }),
})

const show = (name: string, facts: Partial<PersonFacts>): Sample => ({
  name: `accounts/person/${name}`,
  template: 'accounts/person',
  layout: 'staff',
  model: (place) => personModel(around(place), { person, standIns, today: '2026-11-22', ...facts }),
})

export const peopleSamples: Sample[] = [
  list('nobody found', [], 'Ким'),
  list('several', [
    row,
    { ...row, ...long, id: 3, hasFactor: false, invited: true, seenAt: null },
    { ...row, id: 4, disabled: true, roles: [...row.roles, { cityId: 1, officeId: 2, role: 'head' }] },
  ]),
  {
    name: 'accounts/invite/empty',
    template: 'accounts/invite',
    layout: 'staff',
    model: (place) => inviteModel(around(place)),
  },
  {
    name: 'accounts/invite/errors',
    template: 'accounts/invite',
    layout: 'staff',
    model: (place) =>
      inviteModel(around(place), {
        typed: { ...long, email: 'aigul', positionRu: 'Главный специалист', lang: 'ru' },
        errors: {
          email: 'accounts:signIn.emailBad',
          positionKk: 'accounts:people.error.position',
          role: 'accounts:people.error.role',
        },
      }),
  },
  show('full', {
    person: {
      ...person,
      roles: [...person.roles, { cityId: 1, officeId: null, role: 'controller' }],
      substitutes: [
        { id: 1, direction: 'by', name: 'Ержан Әлімов', fromOn: '2026-11-24', toOn: '2026-12-05' },
        { id: 2, direction: 'for', name: long.name, fromOn: '2026-11-20', toOn: '2026-11-25' },
      ],
    },
    done: 'give-role',
  }),
  show('invited', {
    person: { ...person, ...long, invited: true, hasApp: false, passkeys: 0, codesLeft: 0, sessions: 0 },
  }),
  show('closed', { person: { ...person, disabled: true, sessions: 0 } }),
  show('unused', { person: { ...person, disabled: true, asleep: true, sessions: 0 } }),
  show('errors', {
    form: {
      typed: { substitute: '', fromOn: '2026-11-30', toOn: '2026-11-20' },
      errors: { substitute: 'accounts:people.error.substitute', toOn: 'accounts:people.error.order' },
    },
  }),
  {
    ...show('last role', {}),
    model: (place) =>
      personModel(around(place), {
        ...{ person, standIns, today: '2026-11-22' },
        problem: place.t('accounts:people.problem.last'),
      }),
  },
]

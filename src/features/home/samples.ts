import { Temporal } from 'temporal-polyfill'
import type { HomeBlock, Offer } from '../../platform/http/beside.ts'
import type { Sample } from '../../platform/http/route.ts'
import type { Lang, Translate } from '../../platform/i18n/texts.ts'
import { sampleCity, sampleDirectory } from '../complaints/index.ts'
import type { Figures } from '../statistics/index.ts'
import { citiesModel } from './pages/cities.ts'
import { homeModel } from './pages/home.ts'
import { aboutModel, infoModel, privacyModel } from './pages/info.ts'
import { servicesModel } from './pages/services.ts'
import { infoPages } from './paths.ts'
import type { RecentAnswer } from './queries.ts'

const aboutNow = Temporal.Instant.from('2026-03-11T07:00:00Z')
const workdays = { version: 'kz', off: new Set<string>(), work: new Set<string>() }
const hours = { value: 110, low: 104, high: 118 }

const figures: Figures = {
  asOf: '2026-03-11T07:00:00Z',
  window: { from: '2025-03-11', to: '2026-03-10' },
  filter: {},
  calendar: 'kz-2026.2',
  method: '1',
  received: 1204,
  answered: 1100,
  onTime: { n: 900, of: 1000, share: 0.9, low: 0.8798, high: 0.9171 },
  medianHours: { ...hours, events: 1100, censored: 104 },
  p90Hours: { value: 401 },
  resolution: { within30d: 0.61, low: 0.6, high: 0.62, medianHours: hours },
  verdicts: { confirmed: 210, partly: 5, disputed: 40, none: 850 },
  reopened: { n: 31, of: 990, share: 0.0313, low: 0.0221, high: 0.0441 },
  openNow: {
    n: 104,
    overdue: 40,
    unanswered: 90,
    oldestHours: 3010,
    ageBands: { '0-3': 20, '4-15': 30, '16-30': 20, '31-90': 24, '90+': 10 },
  },
  outcomes: { solved: 700, planned: 90, explained: 250, refused: 40, forwarded: 20, withdrawn: 5, merged: 3 },
  refusedBy: {},
  hiddenBy: { personal: 0, insult: 0, spam: 0, untrue: 0, unlawful: 0, other: 0 },
  leftOut: { spam: 0 },
  rate: { residents: null, perThousand: null, low: null, high: null },
  transfers: { within3: 30, later: 5, medianOffices: 1 },
  extended: { n: 3, of: 1000, share: 0.003, low: 0.001, high: 0.0088 },
  expectedOnTime: { share: null, differs: false },
  signals: { instant: 3, bursts: 0, noPhoto: 2, recategorised: 1, hidden: 4 },
}

const nothing: Figures = {
  ...figures,
  received: 0,
  openNow: { ...figures.openNow, n: 0 },
}

const picture = (last: number) => ({
  id: `00000000-0000-4000-8000-00000000000${last}`,
  width: 400,
  height: 300,
})

const answer = (last: number, text: string): RecentAnswer => ({
  number: `26031234567${last}`,
  category_id: 1,
  office_id: 1,
  address: 'Абай көшесі, 12',
  answered_at: Date.parse('2026-03-10T07:00:00Z'),
  outcome: 'solved',
  text,
  text_lang: 'kk',
  before: picture(1),
  after: picture(2),
})

const longText = 'Шұңқыр асфальтпен жөнделді, жол қозғалысы қалпына келтірілді. '.repeat(5)

type Place = { lang: Lang; t: Translate }

const show = (shown: Figures | null, answers: RecentAnswer[]) => (place: Place) =>
  homeModel({
    city: sampleCity,
    directory: sampleDirectory,
    figures: shown && {
      asOf: Date.parse('2026-03-11T07:00:00Z'),
      body: {
        figures: shown,
        districts: [
          {
            code: sampleCity.areas[0]?.code ?? null,
            received: 14,
            onTime: shown.onTime,
            months: [],
            rate: shown.rate,
          },
        ],
      },
    },
    answers,
    blocks: shown === null ? [] : sampleBlocks,
    offers: sampleOffers,
    ...place,
  })

const sampleOffers: Offer[] = [
  {
    group: 'services',
    href: '/kk/demo/guides',
    label: 'Нұсқаулықтар',
    text: 'Не істеу керек, қайда бару керек, қанша тұрады.',
    icon: 'file-text',
  },
  {
    group: 'services',
    href: '/kk/demo/works',
    label: 'Жұмыстар мен ажыратулар',
    text: 'Сіздің көшеңізде не және қашан жоспарланған.',
    icon: 'hard-hat',
  },
  {
    group: 'participation',
    href: '/kk/demo/ideas',
    label: 'Идеялар',
    text: 'Қалаға не керегін ұсыныңыз.',
    icon: 'lightbulb',
  },
]

const sampleBlocks: HomeBlock[] = [
  {
    title: 'Бүгінгі ажыратулар',
    icon: 'droplet',
    items: [{ href: '/kk/demo/works/1', label: 'Абай даңғылы: су болмайды', meta: '18:00-ге дейін' }],
    more: { href: '/kk/demo/works', label: 'Барлық жұмыстар' },
  },
]

const home = { template: 'home/show', layout: 'public' } as const
const cities = { template: 'home/cities', layout: 'public' } as const

export const homeSamples: Sample[] = [
  {
    ...home,
    name: 'home/show',
    model: show(figures, [answer(3, 'Шұңқыр жөнделді.'), answer(4, longText), answer(5, 'Жол ашық.')]),
  },
  { ...home, name: 'home/show without answers', model: show(figures, []) },
  { ...home, name: 'home/show new city', model: show(nothing, []) },
  { ...home, name: 'home/show without numbers', model: show(null, [answer(3, 'Шұңқыр жөнделді.')]) },
  {
    template: 'home/services',
    layout: 'public',
    name: 'home/services',
    model: (place) => servicesModel(sampleOffers, { ...place, city: sampleCity }),
  },
  {
    template: 'home/services',
    layout: 'public',
    name: 'home/services none',
    model: (place) => servicesModel([], { ...place, city: sampleCity }),
  },
  { ...cities, name: 'home/cities', model: ({ lang, t }) => citiesModel([sampleCity], lang, t) },
  { ...cities, name: 'home/cities none', model: ({ lang, t }) => citiesModel([], lang, t) },
  ...infoPages.map(
    (page): Sample => ({
      template: 'home/info',
      layout: 'public',
      name: `home/${page}`,
      model: ({ lang, t }) =>
        page === 'privacy'
          ? privacyModel(null, { city: sampleCity, lang, t })
          : infoModel(page, { city: sampleCity, lang, t }),
    }),
  ),
  {
    template: 'home/info',
    layout: 'public',
    name: 'home/about with a desk',
    model: ({ lang, t }) => aboutModel({ city: sampleCity, lang, t }, { now: aboutNow, calendar: workdays }),
  },
  {
    template: 'home/info',
    layout: 'public',
    name: 'home/privacy former version',
    model: ({ lang, t }) => privacyModel('2026-11-21', { city: sampleCity, lang, t }),
  },
  {
    template: 'home/info',
    layout: 'public',
    name: 'home/privacy in the words of the city',
    model: ({ lang, t }) => privacyModel(null, { city: sampleCity, lang, t, written: [writtenPrivacy] }),
  },
]

const words = { kk: 'Қала дерекқоры', ru: 'Данные города', en: 'Data of the city' }
const writtenPrivacy = {
  code: 'privacy',
  version: 3,
  doc: {
    ...{ title: words, lead: words, body: words, day: '2026-03-09' },
    ...{ category: null, source: null, picture: null },
  },
  shown_at: new Date('2026-03-09T05:00:00Z'),
}

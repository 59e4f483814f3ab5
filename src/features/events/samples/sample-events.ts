import { sampleCity } from '../../complaints/index.ts'
import type { DeskEvent } from '../desk/queries.ts'
import type { OwnSignUp, PublicEvent } from '../public/queries.ts'
import type { EventWhole } from '../queries.ts'

const at = (iso: string): number => Date.parse(iso)

/** A clean-up day three days after the examples are read. */
export const sampleEvent: EventWhole = {
  id: 7,
  cityId: sampleCity.id,
  officeId: 1,
  seriesId: null,
  kind: 'clean_up',
  title: {
    kk: 'Ертіс жағасындағы сенбілік',
    ru: 'Субботник на набережной Иртыша',
    en: 'Clean-up day on the Irtysh embankment',
  },
  about: {
    kk: 'Қыстан кейін жағаны тазалаймыз: қоқысты қапқа жинап, жүк көлігіне тиейміз.',
    ru: 'Убираем набережную после зимы: собираем мусор в мешки и грузим в машину.',
    en: 'We clean the embankment after the winter: litter goes into bags and onto a lorry.',
  },
  programme: {
    kk: '10:00 Жиналу, құрал-сайман тарату\n10:15 Жұмыс\n12:30 Шай',
    ru: '10:00 Сбор, раздача инвентаря\n10:15 Работа\n12:30 Чай',
    en: '',
  },
  place: {
    kk: 'Жағалау, 3-көпірдің жанында',
    ru: 'Набережная, у третьего моста',
    en: 'Embankment, at the third bridge',
  },
  entrance: {
    kk: 'Көпірдің сол жағында пандус бар',
    ru: 'Слева от моста есть пандус',
    en: 'A ramp leads down left of the bridge',
  },
  bring: { kk: 'Қолғап\nАуыз су', ru: 'Перчатки\nПитьевую воду', en: 'Gloves\nDrinking water' },
  lat: 49.95,
  lon: 82.55,
  startsAt: at('2026-03-14T05:00:00Z'),
  endsAt: at('2026-03-14T08:00:00Z'),
  langs: ['kk', 'ru'],
  signUp: true,
  signUpUntil: at('2026-03-13T14:00:00Z'),
  places: 40,
  taken: 28,
  state: 'published',
  publishedAt: at('2026-03-01T05:00:00Z'),
  updatedAt: at('2026-03-02T05:00:00Z'),
  version: 3,
  reason: null,
  participants: null,
  streamUrl: null,
  groupMost: 5,
  organisers: [{ kind: 'community', name: 'Таза Ертіс', contact: '@taza_ertis' }],
  results: null,
  pictures: [],
  papers: [],
}

const picture = (n: number, role: string) => ({
  id: `00000000-0000-4000-8000-00000000000${n}`,
  ...{ role, width: 1600, height: 1200, smallWidth: 400, smallHeight: 300 },
})

/** The same after it was held. */
export const heldEvent: EventWhole = {
  ...sampleEvent,
  id: 8,
  state: 'held',
  startsAt: at('2026-02-28T05:00:00Z'),
  endsAt: at('2026-02-28T08:00:00Z'),
  participants: 34,
  results: {
    participants: 34,
    hours: 102,
    bags: 146,
    text: {
      kk: 'Көпірден пирске дейінгі жаға тазаланды. Келесі жолы сәуірде көтерілеміз.',
      ru: 'Берег от моста до причала чист. Следующий раз в апреле.',
      en: '',
    },
  },
  pictures: [picture(1, 'before'), picture(2, 'during'), picture(3, 'after')],
  papers: [{ id: picture(4, 'after').id, title: 'Жұмыс жоспары', lang: 'kk', bytes: 1_300_000 }],
}

export const cancelledEvent: EventWhole = {
  ...sampleEvent,
  id: 9,
  kind: 'hearing',
  title: { kk: 'Орталық көшені жөндеу туралы тыңдау', ru: 'Слушания о ремонте центральной улицы', en: '' },
  state: 'cancelled',
  reason: {
    kk: 'Жоба авторлары құжаттарды пысықтап жатыр.',
    ru: 'Авторы проекта дорабатывают документы.',
    en: '',
  },
}

export const publicOf = (event: EventWhole, more: Partial<PublicEvent> = {}): PublicEvent => ({
  ...event,
  complaints: [],
  questions: [],
  others: [],
  ...more,
})

export const deskOf = (event: EventWhole, more: Partial<DeskEvent> = {}): DeskEvent => ({
  ...event,
  steps: [
    {
      no: 1,
      state: 'draft',
      at: at('2026-02-20T05:00:00Z'),
      who: 'Асель Нурланова',
      reason: { kk: '', ru: '', en: '' },
    },
    {
      no: 2,
      state: 'published',
      at: at('2026-03-01T05:00:00Z'),
      who: 'Ерлан Сәрсен',
      reason: { kk: '', ru: '', en: '' },
    },
  ],
  complaints: [{ id: 1, number: '260312345674' }],
  questions: [
    {
      ...{
        id: 1,
        text: 'Балалармен келуге бола ма?',
        lang: 'kk',
        state: 'waiting',
        answer: '',
        answerLang: null,
      },
      at: at('2026-03-05T05:00:00Z'),
    },
    {
      ...{
        id: 2,
        text: 'Дадут ли перчатки?',
        lang: 'ru',
        state: 'shown',
        answer: 'Да, хватит на всех.',
        answerLang: 'ru',
      },
      at: at('2026-03-04T05:00:00Z'),
    },
  ],
  people: { given: 28, waiting: 0, came: 0 },
  ...{ links: [], draft: null, proposed: [] },
  ...more,
})

export const sampleSignUp: OwnSignUp = {
  ...{
    id: 1,
    eventId: sampleEvent.id,
    cityId: sampleCity.id,
    no: 12,
    persons: 2,
    state: 'given',
    lang: 'kk',
  },
  ...{ sealed: null, formKey: new Uint8Array(), refusal: null, came: null, ahead: 0 },
}

export const longText = 'Өте ұзақ мәтін, оны бәрі оқиды және ол бірнеше жолға созылады. '.repeat(12)

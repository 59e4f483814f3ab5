import type { EventRow } from './queries.ts'
import { nothingSaid } from './words.ts'
import type { Work } from './work.ts'

/** Works for the examples of pages, in the city of the examples, around 11 March 2026. */

const at = (iso: string): number => Date.parse(iso)

export const roadWork: Work = {
  id: 12,
  cityId: 1,
  officeId: 1,
  kind: 'road',
  title: {
    kk: 'Абай даңғылына жаңа асфальт төсеу',
    ru: 'Новый асфальт на проспекте Абая',
    en: 'New asphalt on Abai avenue',
  },
  words: {
    why: {
      kk: 'Жол тозған, соңғы жөндеу 2014 жылы болған.',
      ru: 'Покрытие износилось, последний ремонт был в 2014 году.',
      en: 'The surface is worn out, it was last repaired in 2014.',
    },
    place: { kk: 'Көпірден базарға дейін', ru: 'От моста до рынка', en: 'From the bridge to the market' },
    detour: { kk: 'Ертіс көшесімен', ru: 'По улице Иртышской', en: 'By Irtysh street' },
    result: nothingSaid,
    cancelled: nothingSaid,
  },
  startsAt: at('2026-03-15T19:00:00Z'),
  endsAt: at('2026-04-20T18:59:59.999Z'),
  allDay: true,
  contractor: 'ТОО «Жолшы»',
  sum: 125_400_000,
  contractUrl: 'https://goszakup.gov.kz/ru/contract/123456',
  officePhone: '+77232550102',
  districtId: 1,
  shape: {
    type: 'LineString',
    coordinates: [
      [82.55, 49.952],
      [82.57, 49.955],
      [82.59, 49.953],
    ],
  },
  publishedAt: at('2026-03-01T05:00:00Z'),
  startedAt: null,
  finishedAt: null,
  cancelledAt: null,
  moveCount: 0,
  createdAt: at('2026-02-27T05:00:00Z'),
  updatedAt: at('2026-03-10T05:00:00Z'),
  version: 3,
  photos: [],
  streets: [
    {
      street: { id: 1, kind: 'avenue', nameKk: 'Абай', nameRu: 'Абая', formerNames: [] },
      range: { from: 2, to: 40, side: 'even' },
    },
    {
      street: { id: 2, kind: 'street', nameKk: 'Ертіс', nameRu: 'Иртышская', formerNames: [] },
      range: { from: null, to: null, side: 'all' },
    },
  ],
}

/** Water is off at the moment; written in Russian alone. */
export const waterOutage: Work = {
  ...roadWork,
  id: 13,
  kind: 'water_off',
  title: { kk: '', ru: 'Нет воды: замена задвижки', en: '' },
  words: {
    ...roadWork.words,
    why: { kk: '', ru: 'Меняем задвижку на водоводе.', en: '' },
    place: nothingSaid,
    detour: nothingSaid,
  },
  startsAt: at('2026-03-11T04:00:00Z'),
  endsAt: at('2026-03-11T12:00:00Z'),
  allDay: false,
  contractor: '',
  sum: null,
  contractUrl: '',
  districtId: 2,
  shape: {
    type: 'Polygon',
    coordinates: [
      [
        [82.62, 49.94],
        [82.65, 49.94],
        [82.65, 49.96],
        [82.62, 49.96],
        [82.62, 49.94],
      ],
    ],
  },
  streets: roadWork.streets.slice(1),
}

/** Moved twice, and its term is over. */
export const lateWork: Work = {
  ...roadWork,
  id: 14,
  kind: 'aryk',
  title: { kk: 'Арықтарды тазалау', ru: 'Чистка арыков', en: 'Aryk cleaning' },
  startsAt: at('2026-02-20T19:00:00Z'),
  endsAt: at('2026-03-05T18:59:59.999Z'),
  moveCount: 2,
  sum: 3_200_000,
  shape: { type: 'Point', coordinates: [82.6, 49.93] },
}

const long =
  'Ұзын көшенің бойындағы тротуарлар мен жиектастарды толық ауыстыру, жаңбыр суы ағатын науаларды салу '

export const longWork: Work = {
  ...roadWork,
  id: 15,
  kind: 'yard',
  title: { kk: long.trim(), ru: long.trim(), en: long.trim() },
  words: { ...roadWork.words, why: { kk: long.repeat(6), ru: long.repeat(6), en: long.repeat(6) } },
  contractor: 'Жауапкершілігі шектеулі серіктестік «ҚұрылысИнжинирингСервисЖолАбаттандыру»',
  shape: null,
}

export const cancelledWork: Work = {
  ...roadWork,
  id: 16,
  kind: 'snow',
  title: { kk: 'Қар шығару', ru: 'Вывоз снега', en: 'Snow removal' },
  cancelledAt: at('2026-03-09T05:00:00Z'),
  words: {
    ...roadWork.words,
    cancelled: { kk: 'Қар еріп кетті.', ru: 'Снег растаял.', en: 'The snow has melted.' },
  },
  shape: null,
}

/** Done, with pictures from before and after. */
export const picturedWork: Work = {
  ...roadWork,
  finishedAt: at('2026-03-10T05:00:00Z'),
  photos: (['before', 'after', 'after'] as const).map((role, index) => ({
    ...{ id: `00000000-0000-4000-8000-00000000000${index}`, role, smallWidth: 400, smallHeight: 300 },
  })),
}

export const draftWork: Work = { ...roadWork, id: 17, publishedAt: null, version: 1 }

const event = (seq: number, kind: EventRow['kind'], day: string, more: Partial<EventRow> = {}): EventRow => ({
  ...{ seq, kind, at: at(`${day}T05:00:00Z`), reason: null, staffName: 'Asel head' },
  ...{ fromStartsAt: null, fromEndsAt: null, toStartsAt: null, toEndsAt: null },
  ...more,
})

export const sampleEvents: EventRow[] = [
  event(3, 'moved', '2026-03-10', {
    fromStartsAt: new Date('2026-03-09T19:00:00Z'),
    fromEndsAt: new Date('2026-04-10T18:59:59.999Z'),
    toStartsAt: new Date('2026-03-15T19:00:00Z'),
    toEndsAt: new Date('2026-04-20T18:59:59.999Z'),
    reason: { kk: 'Күн суық, асфальт төсеуге болмайды', ru: 'Мороз: асфальт класть нельзя', en: 'Frost' },
  }),
  event(2, 'published', '2026-03-01'),
  event(1, 'added', '2026-02-27'),
]

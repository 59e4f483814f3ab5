import { type City, CityTerms, Retention } from '../city/index.ts'
import type { Category, Directory, Office } from '../offices/index.ts'

/** A city for the examples of pages: two districts, three offices (one outside the portal), a dozen categories. */

const names = (kk: string, ru: string, en: string) => ({ kk, ru, en })

export const sampleCity: City = {
  id: 1,
  slug: 'synaqqala',
  names: names('Сынаққала', 'Сынаккала', 'Synaqqala'),
  timeZone: 'Asia/Almaty',
  calendar: 'kz',
  brandColour: '#006E7F',
  publication: 'after',
  countFrom: 'nextDay',
  workingDayEnds: '18:30',
  termDays: 15,
  reopenDays: 14,
  askDays: 3,
  terms: CityTerms.parse({}),
  demo: false,
  openedAt: Date.parse('2025-01-01T00:00:00Z'),
  profile: {
    slogan: names('Қала бәріміздікі', 'Город для всех', 'A city for everybody'),
    centre: { lat: 49.95, lon: 82.6 },
    bounds: { south: 49.9, west: 82.5, north: 50, east: 82.7 },
    outline: { type: 'Polygon', coordinates: [] },
    lines: [],
    phone: { code: '7232', localDigits: 6 },
    emergency: [
      { code: 'rescue', number: '112', label: names('Құтқару қызметі', 'Служба спасения', 'Rescue service') },
      { code: 'gas', number: '104', label: names('Газ қызметі', 'Газовая служба', 'Gas service') },
    ],
    links: [],
    categoryGroups: [
      { code: 'roads', names: names('Жол және көлік', 'Дороги и транспорт', 'Roads and transport') },
      { code: 'waste', names: names('Қоқыс және тазалық', 'Мусор и чистота', 'Waste and cleaning') },
      { code: 'house', names: names('Үй мен аула', 'Дом и двор', 'House and yard') },
    ],
    forwardDays: 3,
    languages: ['ru', 'en'],
    logo: null,
    map: { mode: 'drawn', tileUrl: null, attribution: null },
    moderationWords: [],
    retention: Retention.parse({}),
    openData: { hour: 3 },
    operator: null,
    desk: {
      phones: ['109'],
      address: names('Абай көшесі, 1', 'ул. Абая, 1', '1 Abai Street'),
      hours: [
        { days: [1, 2, 3, 4, 5], opens: '09:00', closes: '18:30', break: { from: '13:00', to: '14:30' } },
      ],
      everyDay: false,
    },
    residents: null,
  },
  notices: [],
  areas: [
    area(1, 'west', 'Батыс ауданы', 'Западный район', 'Western district'),
    area(2, 'east', 'Шығыс ауданы', 'Восточный район', 'Eastern district'),
  ],
}

function area(id: number, code: string, kk: string, ru: string, en: string): City['areas'][number] {
  return { id, code, kind: 'district', names: names(kk, ru, en), shape: null, residents: null }
}

const office = (id: number, code: string, called: Office['names'], external = false): Office => ({
  id,
  code,
  kind: external ? 'utility' : 'department',
  names: called,
  short: called,
  aliases: [],
  external,
  contacts: {
    address: null,
    phones: external ? ['104', '+77232255104'] : [],
    email: null,
    hours: [],
    point: null,
  },
  parentId: null,
  current: true,
})

const offices = [
  office(1, 'roads', names('Жолдар басқармасы', 'Управление дорог', 'Department of roads')),
  office(
    2,
    'housing',
    names(
      'Тұрғын үй-коммуналдық шаруашылық, жолаушылар көлігі және автомобиль жолдары бөлімі',
      'Отдел жилищно-коммунального хозяйства, пассажирского транспорта и автомобильных дорог',
      'Division of housing and communal services, passenger transport and motor roads',
    ),
  ),
  office(3, 'gas', names('Газ шаруашылығы', 'Газовое хозяйство', 'Gas works'), true),
]

const category = (
  id: number,
  code: string,
  [groupCode, icon]: [string, string],
  called: Category['names'],
  more: Partial<Category> = {},
): Category => ({
  id,
  code,
  groupCode,
  icon,
  names: called,
  keywords: { kk: [called.kk.toLowerCase()], ru: [called.ru.toLowerCase()] },
  danger: [],
  sensitive: false,
  proofPhoto: false,
  termDays: null,
  duplicateRadius: 100,
  norm: null,
  questions: [],
  current: true,
  ...more,
})

const categories = [
  category(1, 'pothole', ['roads', 'construction'], names('Жолдағы шұңқырлар', 'Ямы, выбоины', 'Potholes'), {
    proofPhoto: true,
  }),
  category(
    2,
    'dump',
    ['waste', 'trash-2'],
    names('Рұқсатсыз қоқыс үйіндісі', 'Стихийная свалка', 'Illegal dump'),
  ),
  category(
    3,
    'waste',
    ['waste', 'truck'],
    names('Қоқыс шығарылмайды', 'Не вывозят мусор', 'Missed collection'),
  ),
  category(4, 'gas', ['house', 'flame'], names('Газ', 'Газ', 'Gas'), { danger: ['gas', 'rescue'] }),
  category(5, 'violence', ['house', 'shield-alert'], names('Қауіпсіздік', 'Безопасность', 'Safety'), {
    sensitive: true,
  }),
  category(6, 'snow', ['roads', 'snowflake'], names('Жолдағы қар', 'Снег на дорогах', 'Snow on roads')),
  category(7, 'light', ['roads', 'lightbulb'], names('Көше жарығы', 'Уличное освещение', 'Street lighting')),
  category(8, 'heat', ['house', 'heater'], names('Жылу', 'Отопление', 'Heating')),
  category(9, 'water', ['house', 'droplet'], names('Суық су', 'Холодная вода', 'Cold water')),
  category(10, 'bus', ['roads', 'bus'], names('Автобустар', 'Автобусы', 'Buses'), {
    questions: [
      {
        code: 'route',
        kind: 'text',
        label: names('Маршрут нөмірі', 'Номер маршрута', 'Route number'),
        options: [],
      },
      {
        code: 'what',
        kind: 'choice',
        label: names('Не болды?', 'Что случилось?', 'What happened?'),
        options: [
          { value: 'late', label: names('Кешікті', 'Опоздал', 'It was late') },
          { value: 'passed', label: names('Тоқтамай өтті', 'Проехал мимо', 'It did not stop') },
        ],
      },
    ],
  }),
  category(11, 'yard', ['house', 'house'], names('Аула', 'Двор', 'Yard')),
  category(12, 'lift', ['house', 'move-vertical'], names('Лифт', 'Лифт', 'Lift')),
  category(13, 'other', ['house', 'circle-help'], names('Басқа', 'Другое', 'Other')),
]

const rule = (id: number, categoryId: number | null, districtId: number | null, officeId: number) => ({
  id,
  categoryId,
  districtId,
  officeId,
  coOfficeIds: [],
})

export const sampleDirectory: Directory = {
  offices,
  categories,
  rules: [rule(1, 1, null, 1), rule(2, 4, null, 3), rule(3, 1, 2, 2), rule(4, null, null, 2)],
  officeById: new Map(offices.map((one) => [one.id, one])),
  categoryById: new Map(categories.map((one) => [one.id, one])),
}

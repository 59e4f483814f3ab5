import { block, line, type PlannedWork, spot } from './plan.ts'

/** Addresses are of the city pack; contractors, sums and days are invented. */
export const oskemen: readonly PlannedWork[] = [
  {
    ...{ code: 'abai-asphalt', template: 'asphalt', office: 'O-ZKH', told: 40, from: -6, days: 24 },
    streets: [['Абая', 1, 109, 'odd']],
    shape: line([82.622, 49.964], [82.645, 49.972], [82.66, 49.978]),
    ...{ contractor: 'ТОО «Шығыс Жол Құрылыс»', sum: 486_300_000 },
    detour: {
      kk: 'Жеңіс даңғылы және Протозанов көшесімен',
      ru: 'По проспекту Победы и улице Протозанова',
      en: 'By Zhenis avenue and Protozanov street',
    },
    moves: [
      { ago: 20, by: 7, why: 'tender' },
      { ago: 8, by: 5, why: 'rain' },
    ],
  },
  {
    ...{ code: 'satpaev-heat', template: 'heatMain', office: 'O-HEA', told: 30, from: -10, days: 30 },
    streets: [['Каныша Сатпаева', 2, 64, 'even'], ['Новаторов']],
    shape: line([82.628, 49.944], [82.626, 49.938], [82.624, 49.93]),
    ...{ contractor: 'ТОО «ЖылуМонтаж Өскемен»', sum: 1_240_000_000 },
    moves: [{ ago: 12, by: 4, why: 'supply' }],
  },
  {
    ...{ code: 'kazakhstan-pavement', template: 'pavement', office: 'O-ZKH', told: 10, from: 9, days: 40 },
    streets: [['Казахстан', 59, 99, 'all']],
    shape: line([82.622, 49.951], [82.64, 49.949]),
    ...{ contractor: 'ИП «Абат-Сервис»', sum: 74_500_000 },
  },
  {
    ...{ code: 'gagarin-yard', template: 'yard', office: 'O-ZKH', told: 25, from: 3, days: 45 },
    streets: [['Гагарина', 8, 22, 'even']],
    shape: block([82.647, 49.936], 0.003, 0.002),
    ...{ contractor: 'ТОО «Көркем Аула»', sum: 58_900_000 },
  },
  {
    ...{ code: 'bazhov-aryk', template: 'aryk', office: 'O-ZKH', told: 8, from: -2, days: 12 },
    streets: [['Бажова'], ['Виноградова', 1, 45, 'all']],
    shape: line([82.6, 49.972], [82.592, 49.979]),
    ...{ contractor: 'ТОО «Таза Арық»', sum: 9_800_000 },
  },
  {
    ...{ code: 'myzy-waste', template: 'waste', office: 'O-TAZ', told: 5, from: 4, days: 3 },
    streets: [['Мызы'], ['Крылова']],
  },
  {
    ...{ code: 'nazarbayev-snow', template: 'snow', office: 'O-ZKH', told: 2, from: 1, days: 2 },
    streets: [['Нурсултана Назарбаева']],
    shape: line([82.613, 49.96], [82.602, 49.97], [82.588, 49.984]),
  },
  {
    ...{ code: 'burov-patches', template: 'patches', office: 'O-ZKH', told: 45, from: -30, days: 15 },
    streets: [['Бурова'], ['Протозанова', 30, 120, 'all']],
    ...{ contractor: 'ТОО «Шығыс Жол Құрылыс»', sum: 21_700_000 },
    done: { ago: 14, result: 'laid' },
  },
  {
    ...{ code: 'zheltoksan-snow', template: 'snow', office: 'O-ZKH', told: 6, from: -1, days: 2 },
    streets: [['Желтоксан']],
    cancelled: { ago: 2, why: 'thaw' },
  },
  {
    ...{
      code: 'water-today',
      template: 'waterOff',
      office: 'O-WTR',
      told: 3,
      from: 0,
      hours: ['08:00', '20:00'],
    },
    streets: [['Казахстан', 1, 57, 'all'], ['Кабанбай батыра']],
    shape: block([82.612, 49.953]),
  },
  {
    ...{
      code: 'heat-today',
      template: 'heatOff',
      office: 'O-HEA',
      told: 0,
      from: 0,
      hours: ['00:00', '23:30'],
    },
    streets: [['Победы', 1, 19, 'odd']],
    shape: block([82.634, 49.957], 0.004, 0.003),
  },
  {
    ...{
      code: 'power-tomorrow',
      template: 'powerOff',
      office: 'O-ELE',
      told: 4,
      from: 1,
      hours: ['10:00', '16:00'],
    },
    streets: [['Согринская'], ['Промышленная']],
    shape: spot(82.68, 49.97),
  },
  {
    ...{
      code: 'water-later',
      template: 'waterOff',
      office: 'O-WTR',
      told: 1,
      from: 6,
      hours: ['09:00', '17:00'],
    },
    streets: [['Абая', 2, 40, 'even']],
    shape: block([82.63, 49.968], 0.005, 0.003),
    moves: [{ ago: 0, by: 2, why: 'supply' }],
  },
]

import { block, line, type PlannedWork, spot } from './plan.ts'

/** Addresses are of the city pack; contractors, sums and days are invented. */
export const almaty: readonly PlannedWork[] = [
  {
    ...{ code: 'abai-asphalt', template: 'asphalt', office: 'A-RDI', told: 50, from: -8, days: 32 },
    streets: [['Абая', 52, 157, 'all']],
    shape: line([76.872, 43.231], [76.91, 43.239], [76.935, 43.241]),
    ...{ contractor: 'ТОО «Алатау Жол»', sum: 2_460_000_000 },
    detour: {
      kk: 'Толе би көшесі және Тимирязев көшесімен',
      ru: 'По улицам Толе би и Тимирязева',
      en: 'By Tole bi and Timiryazev streets',
    },
    moves: [
      { ago: 30, by: 10, why: 'tender' },
      { ago: 9, by: 6, why: 'rain' },
    ],
  },
  {
    ...{ code: 'dostyk-heat', template: 'heatMain', office: 'A-HEA', told: 32, from: -12, days: 40 },
    streets: [['Достык', 5, 91, 'odd']],
    shape: line([76.957, 43.25], [76.958, 43.24], [76.96, 43.228]),
    ...{ contractor: 'ТОО «ЖылуҚұрылыс»', sum: 3_870_000_000 },
    moves: [{ ago: 15, by: 5, why: 'supply' }],
  },
  {
    ...{ code: 'sain-pavement', template: 'pavement', office: 'A-RDI', told: 12, from: 11, days: 50 },
    streets: [['Саина', 1, 81, 'odd']],
    shape: line([76.845, 43.255], [76.852, 43.235]),
    ...{ contractor: 'ТОО «Қала Абат»', sum: 418_000_000 },
  },
  {
    ...{ code: 'orbita-yard', template: 'yard', office: 'A-PUB', told: 20, from: 4, days: 60 },
    streets: [['Орбита-2'], ['Орбита-3']],
    shape: block([76.88, 43.2], 0.004, 0.003),
    ...{ contractor: 'ТОО «Жайлы Аула»', sum: 196_400_000 },
  },
  {
    ...{ code: 'tolebi-aryk', template: 'aryk', office: 'A-COM', told: 9, from: -3, days: 15 },
    streets: [['Толе би', 100, 300, 'all'], ['Карасай батыра']],
    shape: line([76.87, 43.246], [76.91, 43.252], [76.93, 43.2545]),
    ...{ contractor: 'ТОО «Арық Қызмет»', sum: 64_100_000 },
  },
  {
    ...{ code: 'alfarabi-patches', template: 'patches', office: 'A-RDI', told: 6, from: 2, days: 6 },
    streets: [['аль-Фараби']],
    shape: line([76.893, 43.203], [76.928, 43.218]),
    sum: 48_000_000,
  },
  {
    ...{ code: 'aksay-waste', template: 'waste', office: 'A-COM', told: 5, from: 3, days: 3 },
    streets: [['Аксай-2'], ['Аксай-3'], ['Аксай-4']],
  },
  {
    ...{ code: 'ryskulov-snow', template: 'snow', office: 'A-COM', told: 1, from: 1, days: 2 },
    streets: [['Рыскулова']],
    shape: line([76.83, 43.27], [76.89, 43.28], [76.94, 43.286]),
  },
  {
    ...{ code: 'rozybakiev-heat', template: 'heatMain', office: 'A-HEA', told: 60, from: -45, days: 25 },
    streets: [['Розыбакиева', 200, 289, 'all']],
    ...{ contractor: 'ТОО «ЖылуҚұрылыс»', sum: 940_000_000 },
    done: { ago: 19, result: 'mended' },
  },
  {
    ...{ code: 'suyunbai-aryk', template: 'trays', office: 'A-COM', told: 25, from: -4, days: 20 },
    streets: [['Суюнбая']],
    cancelled: { ago: 5, why: 'joined' },
  },
  {
    ...{
      code: 'water-today',
      template: 'waterOff',
      office: 'A-SU',
      told: 2,
      from: 0,
      hours: ['08:00', '22:00'],
    },
    streets: [
      ['Жандосова', 1, 61, 'all'],
      ['Тимирязева', 40, 90, 'even'],
    ],
    shape: block([76.9, 43.228]),
  },
  {
    ...{
      code: 'heat-today',
      template: 'heatOff',
      office: 'A-HEA',
      told: 0,
      from: 0,
      hours: ['00:00', '23:30'],
    },
    streets: [['Кабанбай батыра', 120, 164, 'all']],
    shape: block([76.93, 43.247], 0.004, 0.003),
  },
  {
    ...{
      code: 'power-tomorrow',
      template: 'powerOff',
      office: 'A-ELE',
      told: 4,
      from: 1,
      hours: ['09:30', '17:00'],
    },
    streets: [['Шанырак-1'], ['Шанырак-2']],
    shape: spot(76.85, 43.3),
  },
  {
    ...{
      code: 'gas-later',
      template: 'gasOff',
      office: 'A-GAS',
      told: 3,
      from: 5,
      hours: ['10:00', '15:00'],
    },
    streets: [['Калкаман-2']],
    shape: block([76.82, 43.21], 0.005, 0.003),
    moves: [{ ago: 1, by: 1, why: 'supply' }],
  },
]

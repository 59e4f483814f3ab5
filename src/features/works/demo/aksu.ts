import { block, line, type PlannedWork, spot } from './plan.ts'

/** Addresses are of the city pack; contractors, sums and days are invented. */
export const aksu: readonly PlannedWork[] = [
  {
    ...{ code: 'astana-asphalt', template: 'asphalt', office: 'K-ZKH', told: 35, from: -4, days: 20 },
    streets: [['Астана', 1, 60, 'all']],
    shape: line([76.912, 52.044], [76.922, 52.041], [76.934, 52.038]),
    ...{ contractor: 'ТОО «Ақсу Жол Сервис»', sum: 212_000_000 },
    detour: { kk: 'Абай көшесімен', ru: 'По улице Абая', en: 'By Abai street' },
    moves: [
      { ago: 25, by: 6, why: 'tender' },
      { ago: 6, by: 3, why: 'rain' },
    ],
  },
  {
    ...{ code: 'pushkin-heat', template: 'heatMain', office: 'K-HEA', told: 28, from: -9, days: 25 },
    streets: [['Пушкина', 5, 37, 'odd']],
    shape: line([76.918, 52.036], [76.926, 52.034]),
    ...{ contractor: 'ТОО «Ақсу ЖылуМонтаж»', sum: 318_600_000 },
  },
  {
    ...{ code: 'district14-yard', template: 'yard', office: 'K-ZKH', told: 15, from: 7, days: 30 },
    streets: [['14']],
    shape: block([76.93, 52.046], 0.003, 0.002),
    ...{ contractor: 'ИП «Жасыл Аула»', sum: 31_400_000 },
  },
  {
    ...{ code: 'embankment-aryk', template: 'trays', office: 'K-ZKH', told: 9, from: 2, days: 14 },
    streets: [['Набережная']],
    shape: line([76.94, 52.03], [76.95, 52.035]),
    ...{ contractor: 'ТОО «Су Жолы»', sum: 17_250_000 },
  },
  {
    ...{ code: 'kamzin-snow', template: 'snow', office: 'K-CLN', told: 2, from: 1, days: 1 },
    streets: [['Камзина']],
  },
  {
    ...{ code: 'center-waste', template: 'waste', office: 'K-WAS', told: 6, from: 5, days: 2 },
    streets: [['Абая'], ['15']],
  },
  {
    ...{ code: 'tsarev-aryk', template: 'aryk', office: 'K-ZKH', told: 40, from: -28, days: 10 },
    streets: [['Царёва']],
    done: { ago: 17, result: 'cleaned' },
  },
  {
    ...{ code: 'donentaev-patches', template: 'patches', office: 'K-ZKH', told: 20, from: -5, days: 8 },
    streets: [['Донентаева']],
    cancelled: { ago: 4, why: 'joined' },
  },
  {
    ...{
      code: 'water-today',
      template: 'waterOff',
      office: 'K-WTR',
      told: 2,
      from: 0,
      hours: ['08:00', '21:00'],
    },
    streets: [['Абая', 1, 39, 'all'], ['2']],
    shape: block([76.922, 52.041], 0.004, 0.003),
  },
  {
    ...{
      code: 'power-tomorrow',
      template: 'powerOff',
      office: 'K-ELE',
      told: 5,
      from: 1,
      hours: ['09:00', '13:00'],
    },
    streets: [['Черёмушки']],
    shape: spot(76.915, 52.05),
  },
]

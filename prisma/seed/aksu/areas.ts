import type { Area, MapLine, Position } from '../city-pack.ts'
import { local } from '../parts/offices.ts'
import { lineOf, polygonOf, polygonsFrom } from '../parts/shapes.ts'

/** Border points of the rural districts: coarse, by hand. `e` points follow the Irtysh from south to north. */
const points: Record<string, Position> = {
  e1: [77.28, 51.8],
  e2: [77.24, 51.9],
  e3: [77.08, 51.99],
  e4: [76.99, 52.03],
  e5: [76.97, 52.1],
  e6: [76.93, 52.17],
  e7: [76.9, 52.27],
  e8: [76.84, 52.34],
  e9: [76.77, 52.45],
  e10: [76.76, 52.52],
  e11: [76.66, 52.62],
  e12: [76.54, 52.65],
  s1: [76.88, 51.58],
  s2: [76.6, 51.68],
  s3: [75.9, 51.9],
  w1: [75.6, 52.12],
  n1: [75.74, 52.24],
  n2: [76.2, 52.44],
  c1: [76.86, 51.96],
  c2: [76.86, 52.1],
  c3: [76.58, 52.12],
  c4: [76.36, 51.88],
  c5: [76.06, 51.86],
  c6: [76.0, 52.1],
  c7: [76.72, 52.26],
  c8: [76.5, 52.45],
}
const shape = polygonsFrom(points)

const rural = (code: string, name: Area['name'], villages: string, border: string): Area => ({
  code,
  kind: 'rural_district',
  name,
  aliases: villages.split(',').map((village) => village.trim()),
  shape: shape(border),
})

const part = (code: string, name: Area['name'], corners: Position[], aliases: string[] = []): Area => ({
  code,
  kind: 'area',
  name,
  aliases,
  shape: polygonOf(corners),
})

/** Parts of the town, then the six rural districts with their villages in Kazakh and Russian (KATO, July 2026). */
export const areas: Area[] = [
  part('ortalyq', local('Қала орталығы', 'Центр', 'Town centre'), [
    [76.915, 52.03],
    [76.945, 52.03],
    [76.945, 52.045],
    [76.915, 52.045],
  ]),
  part('shagyn-audan-2', local('2-шағын аудан', 'Микрорайон 2', 'Microdistrict 2'), [
    [76.945, 52.03],
    [76.962, 52.03],
    [76.962, 52.045],
    [76.945, 52.045],
  ]),
  part('cheremushki', local('Черёмушки шағын ауданы', 'Микрорайон Черёмушки', 'Cheremushki'), [
    [76.895, 52.028],
    [76.915, 52.03],
    [76.915, 52.045],
    [76.895, 52.045],
  ]),
  part(
    'shagyn-audan-14-15',
    local('14 және 15-шағын аудандар', 'Микрорайоны 14 и 15', 'Microdistricts 14 and 15'),
    [
      [76.9, 52.045],
      [76.945, 52.045],
      [76.945, 52.06],
      [76.9, 52.06],
    ],
    ['14-шағын аудан', '15-шағын аудан', 'микрорайон 14', 'микрорайон 15'],
  ),
  part(
    'zauyt',
    local('Зауыт және вокзал маңы', 'Заводской и привокзальный район', 'Plant and railway station'),
    [
      [76.87, 52.0],
      [76.95, 52.01],
      [76.962, 52.03],
      [76.895, 52.028],
    ],
    ['завод ферросплавов', 'вокзал'],
  ),
  rural(
    'kanash-kamzin',
    local('Қанаш Қамзин ауылдық округі', 'Сельский округ Канаша Камзина', 'Kanash Kamzin rural district'),
    'Қанаш Қамзин, Канаша Камзина, Жолқұдық, Жолкудук, Алғабас, Алгабас, Айнакөл, Айнаколь, Қарабай, Карабай, Көктас, Коктас, Сынтас, Қаракөл, Караколь, Ребровка',
    'c2 e5 e6 e7 e8 e9 c8 c7 c3',
  ),
  rural(
    'dostyk',
    local('Достық ауылдық округі', 'Достыкский сельский округ', 'Dostyk rural district'),
    'Достық, Достык, Төртқұдық, Торткудук, Береке, Пограничник, Тасқұдық, Таскудык, Спутник',
    'c3 c7 c8 n2 n1 c6 c5 c4',
  ),
  rural(
    'evgenevka',
    local('Евгеньевка ауылдық округі', 'Евгеньевский сельский округ', 'Yevgenyevka rural district'),
    'Евгеньевка, Сольветка, Үштерек, Уштерек',
    'c1 c2 c3 c4 s2',
  ),
  rural(
    'mamait-omarov',
    local(
      'Мамаит Омаров атындағы ауылдық округ',
      'Сельский округ имени Мамаита Омарова',
      'Mamait Omarov rural district',
    ),
    'Мамаит Омаров, Мәмәйіт Омаров, Мамаита Омарова, Дөнентаев, Донентаев, Көктерек, Коктерек, Сырлықала, Сырлыкала, Құркөл, Курколь, Еңбек, Енбек',
    's1 e1 e2 e3 e4 c1 s2',
  ),
  rural(
    'kalkaman',
    local('Қалқаман ауылдық округі', 'Калкаманский сельский округ', 'Kalkaman rural district'),
    'Қалқаман, Калкаман, Ақжол, Акжол',
    's3 c5 c6 n1 w1',
  ),
  rural(
    'kyzylzhar',
    local('Қызылжар ауылдық округі', 'Кызылжарский сельский округ', 'Kyzylzhar rural district'),
    'Қызылжар, Кызылжар, Борықтал, Борыктал, Жаңашаруа, Жанашаруа, Сарышығанақ, Сарышыганак, Суаткөл, Суатколь',
    'e9 e10 e11 e12 n2 c8',
  ),
]

export const outline = shape('s1 e1 e2 e3 e4 e5 e6 e7 e8 e9 e10 e11 e12 n2 n1 w1 s3 c5 c4 s2')

export const mapLines: MapLine[] = [
  {
    kind: 'river',
    name: local('Ертіс', 'Иртыш', 'Irtysh'),
    shape: lineOf(
      [77.28, 51.8],
      [77.24, 51.9],
      [77.08, 51.99],
      [76.99, 52.03],
      [76.97, 52.1],
      [76.93, 52.17],
      [76.9, 52.27],
      [76.84, 52.34],
      [76.77, 52.45],
      [76.76, 52.52],
      [76.66, 52.62],
    ),
  },
  {
    kind: 'river',
    name: local('Қаныш Сәтпаев атындағы канал', 'Канал имени Каныша Сатпаева', 'Satpaev canal'),
    shape: lineOf([76.99, 52.02], [76.86, 52.0], [76.6, 51.98], [76.3, 51.96], [75.92, 51.95]),
  },
  {
    kind: 'road',
    name: local('Павлодар бағыты', 'Дорога на Павлодар', 'Road to Pavlodar'),
    shape: lineOf([76.92, 52.05], [76.86, 52.14], [76.81, 52.23], [76.77, 52.32], [76.66, 52.46]),
  },
  {
    kind: 'railway',
    name: local('Теміржол', 'Железная дорога', 'Railway'),
    shape: lineOf([76.92, 52.02], [76.7, 52.07], [76.42, 52.11], [76.1, 52.03], [75.8, 52.02]),
  },
]

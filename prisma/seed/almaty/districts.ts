import type { Area, MapLine, Position } from '../city-pack.ts'
import { local } from '../parts/offices.ts'
import { lineOf, polygonsFrom } from '../parts/shapes.ts'

/**
 * Border points, by hand after the streets that divide the districts: Raiymbek avenue (r), Abai avenue (ab),
 * al-Farabi avenue (f), the Bolshaya Almatinka (b), Nazarbayev avenue (n), the mountains (m), the north edge (t).
 */
const points: Record<string, Position> = {
  w1: [76.76, 43.26],
  w2: [76.77, 43.33],
  t1: [76.85, 43.35],
  t2: [76.9, 43.34],
  t3: [76.93, 43.38],
  t4: [76.98, 43.4],
  t5: [77.06, 43.4],
  t6: [77.1, 43.36],
  r1: [76.78, 43.236],
  r2: [76.82, 43.245],
  r3: [76.866, 43.254],
  r4: [76.897, 43.262],
  r5: [76.947, 43.269],
  ab1: [76.872, 43.233],
  ab2: [76.947, 43.242],
  f1: [76.815, 43.2],
  f2: [76.882, 43.196],
  f3: [76.944, 43.218],
  z1: [76.955, 43.295],
  z2: [76.965, 43.335],
  z3: [77.02, 43.31],
  z4: [77.09, 43.33],
  k1: [76.888, 43.285],
  m1: [76.79, 43.16],
  m2: [76.84, 43.125],
  m3: [76.9, 43.13],
  m4: [76.93, 43.05],
  m5: [76.97, 43.04],
  m6: [76.975, 43.14],
  m7: [77.08, 43.05],
  m8: [77.16, 43.12],
  m9: [77.06, 43.22],
  m10: [77.07, 43.27],
}
const shape = polygonsFrom(points)

type District = {
  area: string
  office: string
  name: Area['name']
  /** Russian genitive: 'Акимат Алатауского района'. */
  ofDistrict: string
  akimatKk: string
  border: string
}

export const districts: District[] = [
  {
    area: 'alatau',
    office: 'A-D1',
    name: local('Алатау ауданы', 'Алатауский район', 'Alatau district'),
    ofDistrict: 'Алатауского района',
    akimatKk: 'Алатау ауданының әкімдігі',
    border: 'w1 r1 r2 r3 r4 k1 t2 t1 w2',
  },
  {
    area: 'almaly',
    office: 'A-D2',
    name: local('Алмалы ауданы', 'Алмалинский район', 'Almaly district'),
    ofDistrict: 'Алмалинского района',
    akimatKk: 'Алмалы ауданының әкімдігі',
    border: 'r3 ab1 ab2 r5 r4',
  },
  {
    area: 'auezov',
    office: 'A-D3',
    name: local('Әуезов ауданы', 'Ауэзовский район', 'Auezov district'),
    ofDistrict: 'Ауэзовского района',
    akimatKk: 'Әуезов ауданының әкімдігі',
    border: 'r2 f1 f2 ab1 r3',
  },
  {
    area: 'bostandyk',
    office: 'A-D4',
    name: local('Бостандық ауданы', 'Бостандыкский район', 'Bostandyk district'),
    ofDistrict: 'Бостандыкского района',
    akimatKk: 'Бостандық ауданының әкімдігі',
    border: 'ab1 f2 m3 m4 m5 m6 f3 ab2',
  },
  {
    area: 'zhetysu',
    office: 'A-D5',
    name: local('Жетісу ауданы', 'Жетысуский район', 'Zhetysu district'),
    ofDistrict: 'Жетысуского района',
    akimatKk: 'Жетісу ауданының әкімдігі',
    border: 'r4 r5 z1 z2 t3 t2 k1',
  },
  {
    area: 'medeu',
    office: 'A-D6',
    name: local('Медеу ауданы', 'Медеуский район', 'Medeu district'),
    ofDistrict: 'Медеуского района',
    akimatKk: 'Медеу ауданының әкімдігі',
    border: 'r5 ab2 f3 m6 m5 m7 m8 m9 m10 z4 z3 z1',
  },
  {
    area: 'nauryzbai',
    office: 'A-D7',
    name: local('Наурызбай ауданы', 'Наурызбайский район', 'Nauryzbai district'),
    ofDistrict: 'Наурызбайского района',
    akimatKk: 'Наурызбай ауданының әкімдігі',
    border: 'r1 m1 m2 m3 f2 f1 r2',
  },
  {
    area: 'turksib',
    office: 'A-D8',
    name: local('Түрксіб ауданы', 'Турксибский район', 'Turksib district'),
    ofDistrict: 'Турксибского района',
    akimatKk: 'Түрксіб ауданының әкімдігі',
    border: 'z1 z3 z4 t6 t5 t4 t3 z2',
  },
]

export const areas: Area[] = districts.map(({ area, name, border }) => ({
  code: area,
  kind: 'district',
  name,
  aliases: [],
  shape: shape(border),
}))

export const outline = shape('w1 r1 m1 m2 m3 m4 m5 m7 m8 m9 m10 z4 t6 t5 t4 t3 t2 t1 w2')

export const mapLines: MapLine[] = [
  {
    kind: 'road',
    name: local('Райымбек даңғылы', 'проспект Райымбека', 'Raiymbek avenue'),
    shape: lineOf([76.78, 43.236], [76.82, 43.245], [76.866, 43.254], [76.897, 43.262], [76.95, 43.269]),
  },
  {
    kind: 'road',
    name: local('Абай даңғылы', 'проспект Абая', 'Abai avenue'),
    shape: lineOf([76.838, 43.216], [76.872, 43.231], [76.91, 43.239], [76.957, 43.243]),
  },
  {
    kind: 'road',
    name: local('Әл-Фараби даңғылы', 'проспект аль-Фараби', 'Al-Farabi avenue'),
    shape: lineOf([76.85, 43.197], [76.893, 43.203], [76.928, 43.218], [76.957, 43.222]),
  },
  {
    kind: 'road',
    name: local('Төле би көшесі', 'улица Толе би', 'Tole bi street'),
    shape: lineOf([76.82, 43.233], [76.87, 43.246], [76.91, 43.252], [76.955, 43.257]),
  },
  {
    kind: 'road',
    name: local('Саин көшесі', 'улица Саина', 'Sain street'),
    shape: lineOf([76.845, 43.255], [76.852, 43.235], [76.857, 43.215], [76.862, 43.198]),
  },
  {
    kind: 'road',
    name: local('Рысқұлов даңғылы', 'проспект Рыскулова', 'Ryskulov avenue'),
    shape: lineOf([76.83, 43.27], [76.89, 43.28], [76.94, 43.286], [76.975, 43.292]),
  },
  {
    kind: 'road',
    name: local('Сүйінбай даңғылы', 'проспект Суюнбая', 'Suyunbai avenue'),
    shape: lineOf([76.95, 43.27], [76.957, 43.3], [76.98, 43.34], [76.995, 43.37]),
  },
  {
    kind: 'road',
    name: local('Достық даңғылы', 'проспект Достык', 'Dostyk avenue'),
    shape: lineOf([76.956, 43.26], [76.958, 43.24], [76.962, 43.215], [77.0, 43.185]),
  },
  {
    kind: 'river',
    name: local('Үлкен Алматы', 'Большая Алматинка', 'Bolshaya Almatinka'),
    shape: lineOf(
      [76.95, 43.1],
      [76.9, 43.16],
      [76.882, 43.196],
      [76.872, 43.233],
      [76.866, 43.254],
      [76.85, 43.32],
    ),
  },
  {
    kind: 'river',
    name: local('Кіші Алматы', 'Малая Алматинка', 'Malaya Almatinka'),
    shape: lineOf([77.05, 43.16], [76.985, 43.21], [76.965, 43.25], [76.97, 43.3], [77.0, 43.36]),
  },
  {
    kind: 'river',
    name: local('Есентай', 'Есентай', 'Esentai'),
    shape: lineOf([76.945, 43.2], [76.927, 43.222], [76.925, 43.25], [76.915, 43.3]),
  },
]

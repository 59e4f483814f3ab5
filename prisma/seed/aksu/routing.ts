import { type RoutingTable, rulesOf } from '../parts/routing.ts'
import { offices } from './offices.ts'

const town: RoutingTable = {
  dump: ['K-ZKH'],
  waste_missed: ['K-WAS', 'K-ZKH'],
  bins: ['K-ZKH'],
  bulky: ['K-WAS', 'K-ZKH'],
  recycle: ['K-ZKH'],
  clean: ['K-CLN', 'K-ZKH'],
  snow_road: ['K-CLN', 'K-ZKH'],
  ice_walk: ['K-CLN'],
  icicles: ['K-OSI', 'K-INS'],
  pothole: ['K-ZKH'],
  dig: ['K-ZKH', 'K-WTR', 'K-HEA', 'K-ELE'],
  sidewalk: ['K-ZKH'],
  sign: ['K-ZKH', 'X-POL'],
  lights_tr: ['K-ZKH'],
  manhole: ['K-WTR', 'K-ZKH'],
  drain: ['K-ZKH'],
  light_st: ['K-ZKH'],
  light_yd: ['K-ZKH', 'K-OSI'],
  yard: ['K-ZKH'],
  play: ['K-ZKH'],
  tree: ['K-ZKH'],
  park: ['K-ZKH'],
  grass: ['K-CLN', 'K-ZKH'],
  water: ['K-WTR'],
  heat: ['K-HEA', 'X-ENE'],
  sewer: ['K-WTR'],
  power: ['K-ELE'],
  gas: ['X-DCH'],
  lift: ['K-OSI', 'K-INS'],
  building: ['K-OSI', 'K-INS'],
  osi: ['K-INS'],
  bus: ['K-ZKH'],
  stop: ['K-ZKH'],
  parking: ['X-POL'],
  noise: ['X-POL'],
  air: ['X-ECO', 'K-AZF'],
  animals: ['K-ENT'],
  pests: ['X-SAN', 'K-ZKH'],
  build_ill: ['K-ARC'],
  land: ['K-LND'],
  trade: ['K-ENT', 'K-ARC'],
  river: ['X-NAT', 'K-ZKH'],
  access: ['K-SOC', 'K-ZKH'],
  safety: ['X-POL'],
  social: ['K-SOC', 'K-EDU'],
  other: ['K-APP'],
}

/** What the akim of a rural district does in the villages instead of the town's division. */
const ruralCategories = [
  ...[
    'dump',
    'waste_missed',
    'bins',
    'bulky',
    'clean',
    'snow_road',
    'ice_walk',
    'pothole',
    'sidewalk',
    'drain',
  ],
  ...['light_st', 'yard', 'play', 'tree', 'park', 'grass', 'stop', 'animals', 'other'],
]

const rural = offices
  .filter((one) => one.kind === 'akimat' && one.areas.length > 0)
  .flatMap(({ code, areas }) =>
    areas.flatMap((area) =>
      rulesOf(Object.fromEntries(ruralCategories.map((category) => [category, [code]])), area),
    ),
  )

export const routing = [...rulesOf(town), ...rural]

import type { RoutingRuleSeed } from '../city-pack.ts'
import { rulesOf } from '../parts/routing.ts'
import { districts } from './districts.ts'

/** The same for every district. */
const cityWide = rulesOf({
  sign: ['A-TRF'],
  lights_tr: ['A-TRF'],
  bus: ['A-TRF'],
  parking: ['A-TRF', 'X-POL'],
  stop: ['A-RDI', 'A-TRF'],
  light_st: ['A-LGT'],
  tree: ['A-ECO'],
  park: ['A-PUB', 'A-GRN'],
  recycle: ['A-ECO'],
  river: ['A-ECO'],
  air: ['A-ECO', 'X-ECO'],
  water: ['A-SU', 'A-ENE'],
  heat: ['A-HEA', 'A-ENE'],
  sewer: ['A-SU'],
  power: ['A-ELE', 'A-ENE'],
  gas: ['A-GAS'],
  lift: ['A-COM'],
  building: ['A-COM'],
  osi: ['A-COM'],
  build_ill: ['A-GSK'],
  land: ['A-LND'],
  noise: ['X-POL'],
  safety: ['X-POL'],
  social: ['A-SOC', 'A-EDU', 'A-HLT'],
})

/** Done by the akimat of the district, with these offices of the city helping. */
const byAkimat: Record<string, string[]> = {
  dump: ['A-ECO'],
  waste_missed: [],
  bins: [],
  bulky: [],
  clean: [],
  snow_road: ['A-TRF'],
  ice_walk: [],
  icicles: ['A-COM'],
  pothole: ['A-RDI'],
  dig: [],
  sidewalk: [],
  drain: [],
  yard: ['A-COM'],
  play: [],
  grass: ['A-ECO'],
  animals: ['A-VET'],
  trade: ['A-ENT', 'A-ARC'],
  access: ['A-SOC'],
  other: [],
}

/** Done by an office of the city, with the akimat of the district helping. */
const withAkimat: Record<string, string> = {
  manhole: 'A-ENE',
  light_yd: 'A-COM',
  pests: 'X-SAN',
}

const inDistricts = districts.flatMap(({ area, office: akimat }): RoutingRuleSeed[] => [
  ...Object.entries(byAkimat).map(([category, coOffices]) => ({ category, area, office: akimat, coOffices })),
  ...Object.entries(withAkimat).map(([category, office]) => ({
    category,
    area,
    office,
    coOffices: [akimat],
  })),
])

/** Without a known district the public reception finds the akimat; the offices of the city need no district. */
const unknownDistrict: RoutingRuleSeed[] = [
  ...Object.keys(byAkimat).map((category) => ({ category, area: null, office: 'A-OPN', coOffices: [] })),
  ...Object.entries(withAkimat).map(([category, office]) => ({
    category,
    area: null,
    office,
    coOffices: [],
  })),
]

export const routing = [...cityWide, ...unknownDistrict, ...inDistricts]

import type { CategorySeed, LocalText } from './categories/category.ts'
import { greenCategories } from './categories/green.ts'
import { houseCategories } from './categories/house.ts'
import { natureCategories } from './categories/nature.ts'
import { orderCategories } from './categories/order.ts'
import { transportCategories } from './categories/transport.ts'
import { utilityCategories } from './categories/utilities.ts'
import { wasteCategories } from './categories/waste.ts'
import { winterCategories } from './categories/winter.ts'

export type { CategorySeed, EmergencyCode, LocalText } from './categories/category.ts'

export type CategoryGroup = { code: string; name: LocalText }

export const categoryGroups: readonly CategoryGroup[] = [
  { code: 'transport', name: { kk: 'Жол және көлік', ru: 'Дороги и транспорт', en: 'Roads and transport' } },
  {
    code: 'utilities',
    name: { kk: 'Су, жылу, жарық, газ', ru: 'Вода, тепло, свет, газ', en: 'Water, heat, power, gas' },
  },
  { code: 'waste', name: { kk: 'Қоқыс және тазалық', ru: 'Мусор и чистота', en: 'Waste and cleaning' } },
  {
    code: 'green',
    name: { kk: 'Аула, саябақ, көше жарығы', ru: 'Дворы, парки, освещение', en: 'Yards, parks, lighting' },
  },
  { code: 'winter', name: { kk: 'Қар мен мұз', ru: 'Снег и лёд', en: 'Snow and ice' } },
  { code: 'house', name: { kk: 'Көпқабатты үй', ru: 'Многоквартирный дом', en: 'Apartment houses' } },
  {
    code: 'nature',
    name: { kk: 'Экология және жануарлар', ru: 'Экология и животные', en: 'Environment and animals' },
  },
  {
    code: 'order',
    name: { kk: 'Тәртіп, құрылыс, көмек', ru: 'Порядок, стройка, помощь', en: 'Order, building, help' },
  },
]

/**
 * Most frequent first, which is the order of the tiles. Shares of 173,518 appeals in Almaty in nine months of
 * 2025: transport 21 %, networks 13, road repair 13, cleaning 11, greening 8, lighting 5 (inform.kz,
 * 3 November 2025); within a theme and below it by our own judgement.
 */
const codesByFrequency = [
  ...['bus', 'pothole', 'water', 'heat', 'waste_missed', 'dump', 'tree', 'light_st', 'snow_road', 'power'],
  ...['parking', 'clean', 'drain', 'ice_walk', 'lights_tr', 'yard', 'sewer', 'stop', 'sign', 'sidewalk'],
  ...['play', 'park', 'animals', 'building', 'osi', 'lift', 'air', 'bins', 'light_yd', 'noise'],
  ...['manhole', 'grass', 'dig', 'bulky', 'icicles', 'trade', 'build_ill', 'land', 'river', 'gas'],
  ...['pests', 'access', 'recycle', 'safety', 'social', 'other'],
]

const all = [
  ...transportCategories,
  ...utilityCategories,
  ...wasteCategories,
  ...winterCategories,
  ...greenCategories,
  ...houseCategories,
  ...natureCategories,
  ...orderCategories,
]

/** The categories of a complaint, the same set for every city pack, in the order of the tiles. */
export const categories: readonly CategorySeed[] = [...all].sort(
  (a, b) => codesByFrequency.indexOf(a.code) - codesByFrequency.indexOf(b.code),
)

import type { Category } from '../offices/index.ts'
import type { Day, DayTable } from './day-table.ts'
import { firstAbove, type Random, randomOf, runningSums } from './random.ts'

/**
 * How often each matter comes up beside the others. Shares of themes as in Almaty, nine months of 2025: transport
 * 21 %, networks 13, road repair 13, cleaning 11, greening 8, lighting 5 (inform.kz, 3 November 2025).
 */
const frequency: Readonly<Record<string, number>> = {
  ...{ bus: 9, pothole: 8, water: 6.5, heat: 6.5, waste_missed: 6, dump: 5, tree: 4.5, light_st: 4.5 },
  ...{
    snow_road: 6,
    power: 3.2,
    parking: 3.2,
    clean: 3,
    drain: 2.8,
    ice_walk: 3.4,
    lights_tr: 2.4,
    yard: 2.4,
  },
  ...{
    sewer: 2.2,
    stop: 2,
    sign: 2,
    sidewalk: 2,
    play: 1.9,
    park: 1.6,
    animals: 1.6,
    building: 1.5,
    osi: 1.4,
  },
  ...{
    lift: 1.3,
    air: 1.3,
    bins: 1.2,
    light_yd: 1.1,
    noise: 1.1,
    manhole: 1,
    grass: 1,
    dig: 0.9,
    bulky: 0.9,
  },
  ...{ icicles: 0.8, trade: 0.7, build_ill: 0.6, land: 0.5, river: 0.5, gas: 0.4, pests: 0.4, access: 0.5 },
  ...{ recycle: 0.3, safety: 0.5, social: 0.7, other: 1.4 },
}

/** January to December. What is not here comes evenly. */
const seasons: Readonly<Record<string, readonly number[]>> = {
  snow_road: [9, 7, 4, 0.6, 0, 0, 0, 0, 0, 0.5, 5, 9],
  ice_walk: [8, 7, 6, 0.8, 0, 0, 0, 0, 0, 0.5, 5, 7],
  icicles: [6, 8, 9, 1.5, 0, 0, 0, 0, 0, 0, 1, 4],
  heat: [3.5, 3, 2, 0.8, 0.25, 0.15, 0.15, 0.2, 2.2, 5, 3.5, 3.5],
  drain: [0.2, 0.5, 4, 6, 3, 1.4, 0.9, 0.7, 0.7, 0.8, 0.5, 0.2],
  pothole: [0.4, 0.5, 1.6, 2.6, 2, 1.4, 1.2, 1, 1, 1, 0.7, 0.4],
  grass: [0, 0, 0, 0.6, 2.5, 4, 3.5, 3, 1.5, 0.3, 0, 0],
  park: [0.1, 0.1, 0.4, 1.2, 2, 2, 2, 1.8, 1.2, 0.6, 0.2, 0.1],
  tree: [0.5, 0.5, 1, 1.6, 1.6, 1.4, 1.4, 1.2, 1, 0.9, 0.6, 0.5],
  river: [0.2, 0.2, 0.5, 1.5, 1.5, 2, 2.2, 2, 1, 0.6, 0.3, 0.2],
  pests: [0.3, 0.3, 0.6, 1.6, 2.4, 2.4, 1.8, 1.4, 1.2, 0.8, 0.4, 0.3],
  light_st: [1.4, 1.2, 1, 0.7, 0.6, 0.5, 0.6, 0.8, 1.1, 1.4, 1.6, 1.6],
  light_yd: [1.4, 1.2, 1, 0.7, 0.6, 0.5, 0.6, 0.8, 1.1, 1.4, 1.6, 1.6],
  air: [2, 1.6, 1.2, 0.7, 0.5, 0.5, 0.6, 0.6, 0.8, 1.2, 1.7, 2],
  clean: [0.3, 0.3, 1.4, 2.4, 1.6, 1.1, 1, 1, 1, 0.9, 0.5, 0.3],
  noise: [0.5, 0.5, 0.7, 0.9, 1.3, 1.7, 1.8, 1.6, 1.1, 0.8, 0.6, 0.7],
  play: [0.3, 0.3, 0.6, 1.3, 1.8, 1.7, 1.6, 1.5, 1.1, 0.7, 0.4, 0.3],
  dig: [0.3, 0.3, 0.6, 1, 1.3, 1.5, 1.5, 1.4, 1.4, 1.2, 0.7, 0.3],
  trade: [0.4, 0.4, 0.6, 1, 1.3, 1.5, 1.6, 1.6, 1.4, 1, 0.6, 0.5],
  waste_missed: [1.1, 1, 0.9, 1, 1.1, 1.2, 1.3, 1.2, 1, 0.9, 1, 1.2],
}

type Weather = {
  months: readonly number[]
  perMonth: number
  lasts: number
  strength: number
  codes: readonly string[]
}

/** Days on which one thing is everybody's trouble. */
const weathers: readonly Weather[] = [
  { months: [11, 12, 1, 2], perMonth: 2.5, lasts: 4, strength: 3.5, codes: ['snow_road', 'ice_walk'] },
  { months: [12, 1, 2], perMonth: 1.2, lasts: 4, strength: 2.5, codes: ['heat', 'power'] },
  { months: [4, 5, 6, 7, 8], perMonth: 1.2, lasts: 2, strength: 6, codes: ['tree', 'power'] },
  { months: [3, 4, 5, 6], perMonth: 1.5, lasts: 3, strength: 4, codes: ['drain', 'sewer'] },
]

/** Monday to Sunday. */
const week = [1.25, 1.15, 1.1, 1.1, 1, 0.65, 0.55] as const

/** How many more complaints come at the end of the time than at its beginning, because people learn of the portal. */
const growth = 1.6

/** When complaints come in, and what they are about. */
export type Demand = {
  /** The day, as a position in the table, of complaint `index` of `count`: complaints come in their order in time. */
  dayOf(random: Random, index: number, count: number): number
  categoryOn(random: Random, day: number): Category
}

/** `span`: number of days from the first of the table on. The weather is the city's and the same for every seed. */
export function createDemand(
  citySlug: string,
  categories: readonly Category[],
  table: DayTable,
  span: number,
): Demand {
  const days = table.days.slice(0, span)
  const weather = weatherOf(citySlug, days)
  const base = categories.map(({ code }) => profileOf(code))
  const sumsOn = (index: number) => {
    const { month } = table.at(index)
    return runningSums(
      categories.map(({ code }, at) => (base[at]?.[month - 1] ?? 1) * (weather.get(code)?.[index] ?? 1)),
    )
  }
  const totals = days.map(({ weekday }, index) => {
    const trend = 1 + (growth - 1) * (index / span)
    return (sumsOn(index).at(-1) ?? 0) * (week[weekday - 1] ?? 1) * trend
  })
  const running = runningSums(totals)
  const whole = running.at(-1) ?? 0
  let last: { day: number; sums: Float64Array } = { day: -1, sums: new Float64Array() }
  return {
    dayOf: (random, index, count) => firstAbove(running, ((index + random.unit()) / count) * whole),
    categoryOn(random, day) {
      // Complaints come in the order of time, so the day is nearly always that of the one before.
      if (last.day !== day) last = { day, sums: sumsOn(day) }
      const category = categories[random.weighted(last.sums)]
      if (category === undefined) throw new Error('a city without categories')
      return category
    },
  }
}

/** Twelve weights whose mean is the frequency. */
function profileOf(code: string): number[] {
  const often = frequency[code] ?? 1
  const season = seasons[code] ?? new Array<number>(12).fill(1)
  const mean = season.reduce((sum, weight) => sum + weight, 0) / 12
  return season.map((weight) => (often * weight) / mean)
}

/** Factors by day for the codes that depend on the weather. */
function weatherOf(citySlug: string, days: readonly Day[]): ReadonlyMap<string, Float64Array> {
  const factors = new Map<string, Float64Array>()
  for (const { months, perMonth, lasts, strength, codes } of weathers) {
    for (const [index, { iso, month }] of days.entries()) {
      const random = randomOf('weather', citySlug, codes.join('+'), iso)
      if (!months.includes(month) || !random.chance(perMonth / 30)) continue
      for (const code of codes) {
        const factor = factors.get(code) ?? new Float64Array(days.length).fill(1)
        factors.set(code, factor)
        for (let after = 0; after < lasts && index + after < days.length; after++) {
          factor[index + after] = Math.max(factor[index + after] ?? 1, strength * (1 - after / (lasts + 1)))
        }
      }
    }
  }
  return factors
}

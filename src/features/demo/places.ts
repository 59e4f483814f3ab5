import { isInside } from '../../platform/geo/geojson.ts'
import type { Area, City } from '../city/index.ts'
import type { Category } from '../offices/index.ts'
import { type Random, randomOf, runningSums } from './random.ts'
import { residentPhrases } from './texts/index.ts'

export type Street = { kind: string; kk: string; ru: string; former: readonly string[] }

export type Place = {
  districtId: number | null
  address: string
  landmark: string
  point: { lat: number; lon: number } | null
}

/** Where complaints of a city come from: some areas and some spots more than others. */
export type Places = { invent(random: Random, category: Category, lang: 'kk' | 'ru'): Place }

const SPOTS = 48
/** About 250 metres in degrees of latitude. */
const SCATTER = 0.00225

export function createPlaces(city: City, streets: readonly Street[]): Places {
  const areas = city.areas.filter(({ shape }) => shape !== null)
  const spots = new Map(areas.map((area) => [area.id, spotsOf(city, area)]))
  const byGroup = new Map<string, Float64Array>()
  const areaFor = (random: Random, group: string): Area | undefined => {
    let sums = byGroup.get(group)
    if (sums === undefined) {
      sums = runningSums(areas.map((area) => weightOf(city.slug, area, group)))
      byGroup.set(group, sums)
    }
    return areas[random.weighted(sums)]
  }
  return {
    invent(random, category, lang) {
      const area = random.chance(0.03) ? undefined : areaFor(random, category.groupCode)
      const address =
        streets.length > 0 && random.chance(0.93) ? addressOf(random, random.pick(streets), lang) : ''
      const point =
        area && (address === '' || random.chance(0.8)) ? pointIn(random, area, spots.get(area.id)) : null
      const needsWords = address === '' && point === null
      return {
        districtId: area?.id ?? null,
        address,
        landmark: needsWords || random.chance(0.3) ? random.pick(residentPhrases[lang].landmarks) : '',
        point,
      }
    },
  }
}

/** Villages have few people; beyond that areas differ, and each has its own troubles. */
function weightOf(citySlug: string, area: Area, group: string): number {
  const size = area.kind === 'settlement' || area.kind === 'rural_district' ? 0.12 : 1
  const random = randomOf('area', citySlug, area.code)
  return size * random.around(1, 0.6) * randomOf('area', citySlug, area.code, group).between(0.6, 1.6)
}

type Spot = { lat: number; lon: number }

/** Fixed places inside an area and the city, most of them near the middle. */
function spotsOf(city: City, { code, shape }: Area): Spot[] {
  if (shape === null) return []
  const random = randomOf('spots', city.slug, code)
  const ring = (shape.type === 'Polygon' ? shape.coordinates : shape.coordinates.flat())[0] ?? []
  const middle = {
    lon: ring.reduce((sum, [lon = 0]) => sum + lon, 0) / Math.max(1, ring.length),
    lat: ring.reduce((sum, [, lat = 0]) => sum + lat, 0) / Math.max(1, ring.length),
  }
  const reach = {
    lon: Math.max(...ring.map(([lon = 0]) => Math.abs(lon - middle.lon))),
    lat: Math.max(...ring.map(([, lat = 0]) => Math.abs(lat - middle.lat))),
  }
  const found: Spot[] = []
  for (let attempt = 0; attempt < SPOTS * 20 && found.length < SPOTS; attempt++) {
    const spot = {
      lon: middle.lon + random.normal() * reach.lon * 0.4,
      lat: middle.lat + random.normal() * reach.lat * 0.4,
    }
    if (isInside(spot, shape) && isInside(spot, city.profile.outline)) found.push(spot)
  }
  return found
}

/** Near a spot, the first ones more often; six decimals are 11 cm. */
function pointIn(random: Random, { shape }: Area, spots: readonly Spot[] = []): Spot | null {
  const spot = spots[Math.floor(spots.length * random.unit() ** 1.8)]
  if (spot === undefined || shape === null) return null
  const near = {
    lat: rounded(spot.lat + random.normal() * SCATTER),
    lon: rounded(spot.lon + random.normal() * SCATTER * 1.5),
  }
  return isInside(near, shape) ? near : { lat: rounded(spot.lat), lon: rounded(spot.lon) }
}

const rounded = (degrees: number) => Math.round(degrees * 1e6) / 1e6

/** The word for the kind of a street stands before the name in Russian and after it in Kazakh (domain.md F8). */
const kinds: Readonly<Record<string, { kk: readonly string[]; ru: readonly string[] }>> = {
  street: { kk: ['көшесі', 'к-сі'], ru: ['ул.', 'улица'] },
  avenue: { kk: ['даңғылы', 'даң.'], ru: ['пр.', 'проспект'] },
  boulevard: { kk: ['бульвары'], ru: ['бульвар', 'б-р'] },
  lane: { kk: ['тұйық көшесі'], ru: ['пер.', 'переулок'] },
  microdistrict: { kk: ['шағын ауданы', 'ш/а'], ru: ['мкр.', 'микрорайон'] },
  road: { kk: ['тас жолы'], ru: ['шоссе'] },
  embankment: { kk: ['жағалауы'], ru: ['наб.', 'набережная'] },
  square: { kk: ['алаңы'], ru: ['пл.', 'площадь'] },
}

function addressOf(random: Random, street: Street, lang: 'kk' | 'ru'): string {
  const name = streetName(random, street, lang)
  if (street.kind === 'square') return name
  const house = houseOf(random)
  // As people write: with or without the comma, the word for "house" now and then.
  if (lang === 'kk') return random.chance(0.35) ? `${name}, ${house}-үй` : `${name}, ${house}`
  if (street.kind === 'microdistrict') return `${name}, ${random.chance(0.6) ? 'д. ' : ''}${house}`
  return random.chance(0.75) ? `${name}, ${house}` : `${name} ${house}`
}

function streetName(random: Random, { kind, kk, ru, former }: Street, lang: 'kk' | 'ru'): string {
  const old = former.find((name) => isKazakh(name) === (lang === 'kk'))
  const name = old !== undefined && random.chance(0.2) ? old : lang === 'kk' ? kk : ru
  const words = kinds[kind]?.[lang] ?? []
  const word = words.length > 1 && random.chance(0.3) ? words[1] : words[0]
  // A former name that brings its own word for the kind: "Красногвардейский тракт".
  if (word === undefined || (name === old && name.includes(' '))) return name
  return lang === 'kk' ? `${name} ${word}` : `${word} ${name}`
}

const isKazakh = (name: string) => /[әғқңөұүһі]/i.test(name)

function houseOf(random: Random): string {
  const number = 1 + Math.floor(random.around(28, 0.9))
  const form = random.unit()
  if (form < 0.78) return String(Math.min(number, 260))
  if (form < 0.9) return `${number}/${1 + random.below(6)}`
  return `${number}${random.pick(['А', 'Б', 'В'])}`
}

import type { Deps } from '../../platform/deps.ts'
import { readListFile } from '../../platform/files/read-list.ts'
import type { AreaShape } from '../../platform/geo/geojson.ts'
import { UserError } from '../../platform/user-error.ts'
import type { City } from '../city/index.ts'
import { type DistrictLine, saveDistricts } from './actions/save-districts.ts'
import { type Described, type DistrictMapping, describedBy, districtFor } from './district-mapping.ts'
import {
  isOutside,
  mostOverlap,
  mostPositions,
  overlapOf,
  positionsOf,
  readShape,
  type ShapeFault,
} from './shape-check.ts'

const mostBytes = 50e6
const mostFeatures = 300

export type DistrictsRead = {
  /** Districts of the city that got this shape, and ones that were made. */
  drawn: string[]
  created: string[]
  /** Districts of the city that the file says nothing of; they keep the shape they had. */
  untouched: string[]
}

export type DistrictSource = {
  city: City
  file: string
  mapping: DistrictMapping
  /** Make the districts that the city does not have. */
  create: boolean
  isTrial: boolean
}

/**
 * Gives the districts of a city their shapes from GeoJSON (RFC 7946, also gzip). All of the file is taken or none.
 * @throws UserError that lists what is wrong: rings, places outside the city, overlaps, names that fit no district
 */
export async function importDistricts(deps: Deps, source: DistrictSource): Promise<DistrictsRead> {
  const { city, file, isTrial } = source
  const faults: string[] = []
  const lines = readFeatures(await readListFile(file, mostBytes), file).flatMap((feature, index) => {
    const line = readFeature(feature, source)
    if (!('reason' in line)) return [line]
    faults.push(`feature ${index + 1}${line.label ? ` (${line.label})` : ''}: ${line.reason}`)
    return []
  })
  faults.push(...twice(lines))
  if (faults.length === 0) faults.push(...overlaps(lines, file))
  if (faults.length > 0) throw new UserError(`${file} was not taken:\n${faults.join('\n')}`)
  if (!isTrial) await saveDistricts(deps, city.id, lines)
  const named = new Set(lines.map(({ code }) => code))
  return {
    drawn: lines.filter(({ id }) => id !== null).map(({ code }) => code),
    created: lines.filter(({ id }) => id === null).map(({ code }) => code),
    untouched: city.areas.filter(({ code }) => !named.has(code)).map(({ code }) => code),
  }
}

type Feature = { properties: Record<string, unknown>; geometry: unknown }

function readFeatures(text: string, file: string): Feature[] {
  let read: unknown
  try {
    read = JSON.parse(text)
  } catch {
    throw new UserError(`${file} is no GeoJSON: it is not even JSON.`)
  }
  const { type, features } = (read ?? {}) as { type?: unknown; features?: unknown }
  if (type !== 'FeatureCollection' || !Array.isArray(features) || features.length === 0) {
    throw new UserError(`${file} is no GeoJSON with features (a FeatureCollection).`)
  }
  if (features.length > mostFeatures) {
    throw new UserError(
      `${file} has ${features.length} features; a city has ${mostFeatures} districts at most.`,
    )
  }
  return features.map((feature) => {
    const { properties, geometry } = (feature ?? {}) as Partial<Feature>
    return { properties: properties ?? {}, geometry }
  })
}

type Fault = { label: string; reason: string }

function readFeature({ properties, geometry }: Feature, source: DistrictSource): DistrictLine | Fault {
  const { city, mapping, create } = source
  const described = describedBy(properties, mapping)
  const label = described.labels[0] ?? ''
  const shape = readShape(geometry)
  if ('fault' in shape) return { label, reason: inWords(shape) }
  if (isOutside(shape, city.profile.bounds)) {
    return { label, reason: 'it lies outside the bounds of the city by more than a quarter of them' }
  }
  const area = districtFor(described, city.areas, mapping)
  if (area !== null) return { id: area.id, code: area.code, shape, fresh: null }
  if (!create) {
    const known = city.areas.map(({ code }) => code).join(', ') || 'none'
    return {
      label,
      reason: `no district has this code or name (districts: ${known}); name it in "match" or use --create`,
    }
  }
  return newDistrict(described, mapping, shape)
}

/** For the terminal; the pages of the settings have sentences of their own. */
function inWords({ fault, at }: ShapeFault): string {
  const words: Record<ShapeFault['fault'], string> = {
    kind: 'it is no Polygon or MultiPolygon',
    empty: 'it has no polygon',
    noRing: 'a polygon has no ring',
    short: 'a ring has fewer than four positions',
    numbers: 'a position is not two numbers',
    degrees: `${at} is no longitude and latitude in degrees (WGS 84)`,
    open: 'a ring does not end where it begins',
  }
  return words[fault]
}

function newDistrict({ code, names, labels }: Described, { kind }: DistrictMapping, shape: AreaShape) {
  const label = labels[0] ?? ''
  if (!/^[A-Za-z][A-Za-z0-9_-]{0,29}$/.test(code)) {
    return {
      label,
      reason: `"${code}" is no code for a new district: a letter, then letters, digits, - or _`,
    }
  }
  if (names.kk === '' || names.ru === '') {
    return { label, reason: 'a new district needs a name in Kazakh and in Russian' }
  }
  return { id: null, code, shape, fresh: { kind, names: { ...names, en: names.en || names.kk } } }
}

function twice(lines: readonly DistrictLine[]): string[] {
  const codes = lines.map(({ code }) => code)
  return [...new Set(codes.filter((code, index) => codes.indexOf(code) !== index))].map(
    (code) => `${code}: two features mean this district; join them to one MultiPolygon`,
  )
}

/** Of the file only: a coarse shape that stays beside exact ones is sure to touch them. */
function overlaps(lines: readonly DistrictLine[], file: string): string[] {
  const positions = lines.reduce((sum, { shape }) => sum + positionsOf(shape), 0)
  if (positions > mostPositions) {
    throw new UserError(
      `${file} has ${positions} positions; ${mostPositions} are enough for a city. Simplify it.`,
    )
  }
  return lines.flatMap((one, index) =>
    lines.slice(index + 1).flatMap((two) => {
      const share = overlapOf(one.shape, two.shape)
      if (share <= mostOverlap) return []
      return [`${one.code} and ${two.code} overlap by ${(share * 100).toFixed(1)} % of the smaller one`]
    }),
  )
}

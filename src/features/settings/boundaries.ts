import { z } from 'zod'
import type { AreaShape } from '../../platform/geo/geojson.ts'
import { simplified } from '../../platform/geo/simplify.ts'
import type { Area, City } from '../city/index.ts'
import {
  describedBy,
  districtFor,
  isOutside,
  mostOverlap,
  mostPositions,
  overlapOf,
  plainMapping,
  positionsOf,
  readShape,
  type ShapeFault,
} from '../places/index.ts'
import type { Entry } from './configuration.ts'
import { codePattern } from './documents.ts'
import type { AreaDoc, OutlineDoc } from './things/shapes.ts'

/** Borders of a city from GeoJSON (RFC 7946). Pure. */

/** outline: one polygon, the border of the city. areas: its districts, each a feature with a code or a name. */
export type Wanted = 'outline' | 'areas'

/** `feature` counts from 1, 0 for the file as a whole; `label` is what the file calls it. */
export type BoundaryFault = {
  feature: number
  label: string
  fault:
    | ShapeFault['fault']
    | 'json'
    | 'features'
    | 'tooMany'
    | 'tooLong'
    | 'oneOnly'
    | 'swapped'
    | 'outside'
    | 'unknown'
    | 'twice'
    | 'overlap'
  values: { at?: string; count?: number; most?: number; other?: string; percent?: string }
}

export type ReadBoundaries =
  | { ok: true; entries: Entry[]; untouched: Area[] }
  | { ok: false; faults: BoundaryFault[] }

type Feature = { properties: Record<string, unknown>; geometry: unknown }

const mostFeatures = 300
/** About five metres, in degrees: nobody can stand on such a border, and the file of settings stays small. */
const tolerance = 0.00005
/** About ten metres: too little to look like an overlap. */
const comparedTolerance = 0.0001

/** What a file would change in the city, thinned to five metres; or every fault. `docs`: the areas as they are. */
export function readBoundaries(
  text: string,
  { city, what, docs }: { city: City; what: Wanted; docs: ReadonlyMap<string, AreaDoc> },
): ReadBoundaries {
  const features = featuresOf(text)
  if (!Array.isArray(features)) return { ok: false, faults: [whole(features)] }
  if (features.length > mostFeatures) {
    return { ok: false, faults: [whole('tooMany', { count: features.length, most: mostFeatures })] }
  }
  return what === 'outline' ? readOutline(features, city) : readAreas(features, city, docs)
}

const whole = (fault: BoundaryFault['fault'], values: BoundaryFault['values'] = {}): BoundaryFault => ({
  feature: 0,
  label: '',
  fault,
  values,
})

const Collection = z.object({ type: z.literal('FeatureCollection'), features: z.array(z.unknown()).min(1) })
const One = z.object({
  type: z.literal('Feature'),
  properties: z.record(z.string(), z.unknown()).nullish(),
  geometry: z.unknown(),
})

/** The features of a file, which may also be one feature or one bare polygon. */
function featuresOf(text: string): Feature[] | 'json' | 'features' {
  let read: unknown
  try {
    read = JSON.parse(text)
  } catch {
    return 'json'
  }
  const collection = Collection.safeParse(read)
  const features = collection.success ? collection.data.features : [read]
  const found = features.map((feature): Feature | null => {
    const one = One.safeParse(feature)
    if (one.success) return { properties: one.data.properties ?? {}, geometry: one.data.geometry }
    return 'fault' in readShape(feature) ? null : { properties: {}, geometry: feature }
  })
  return found.every((one) => one !== null) ? found : 'features'
}

function readOutline(features: Feature[], city: City): ReadBoundaries {
  const [first] = features
  if (first === undefined || features.length > 1) {
    return { ok: false, faults: [whole('oneOnly', { count: features.length })] }
  }
  const read = shapeOf(first, 1, city)
  if ('fault' in read) {
    // A new city may well lie where nothing was before; only a swap is sure to be a mistake.
    if (read.fault !== 'outside') return { ok: false, faults: [read] }
  }
  const shape = 'fault' in read ? (readShape(first.geometry) as AreaShape) : read.shape
  const doc: OutlineDoc = { shape: thinned(shape) }
  return { ok: true, entries: [{ kind: 'outline', key: '', doc }], untouched: city.areas }
}

function readAreas(features: Feature[], city: City, docs: ReadonlyMap<string, AreaDoc>): ReadBoundaries {
  const faults: BoundaryFault[] = []
  const drawn: { code: string; shape: AreaShape; doc: AreaDoc }[] = []
  for (const [index, feature] of features.entries()) {
    const read = shapeOf(feature, index + 1, city)
    if ('fault' in read) {
      faults.push(read)
      continue
    }
    const known = areaOf(feature, city, docs)
    if (known === null) {
      faults.push({ feature: index + 1, label: read.label, fault: 'unknown', values: {} })
      continue
    }
    const [code, doc] = known
    drawn.push({ code, shape: read.shape, doc: { ...doc, shape: thinned(read.shape) } })
  }
  faults.push(...betweenThem(drawn))
  if (faults.length > 0) return { ok: false, faults }
  const named = new Set(drawn.map(({ code }) => code))
  return {
    ok: true,
    entries: drawn.map(({ code, doc }) => ({ kind: 'area', key: code, doc })),
    untouched: city.areas.filter(({ code }) => !named.has(code)),
  }
}

function shapeOf(
  { properties, geometry }: Feature,
  feature: number,
  { profile }: City,
): { shape: AreaShape; label: string } | BoundaryFault {
  const label = describedBy(properties, plainMapping).labels[0] ?? ''
  const shape = readShape(geometry)
  if ('fault' in shape) {
    return { feature, label, fault: shape.fault, values: shape.at === undefined ? {} : { at: shape.at } }
  }
  if (!isOutside(shape, profile.bounds)) return { shape, label }
  const fault = isOutside(mirrored(shape), profile.bounds) ? 'outside' : 'swapped'
  return { feature, label, fault, values: {} }
}

/** Latitude first, as many tools write it. */
function mirrored(shape: AreaShape): AreaShape {
  const ring = (positions: number[][]) => positions.map(([lon = 0, lat = 0]) => [lat, lon])
  return shape.type === 'Polygon'
    ? { type: 'Polygon', coordinates: shape.coordinates.map(ring) }
    : { type: 'MultiPolygon', coordinates: shape.coordinates.map((polygon) => polygon.map(ring)) }
}

/** The area that a feature means, or a new one when the file says all of it; null when it says too little. */
function areaOf(
  { properties }: Feature,
  city: City,
  docs: ReadonlyMap<string, AreaDoc>,
): [code: string, doc: AreaDoc] | null {
  const described = describedBy(properties, plainMapping)
  const known = districtFor(described, city.areas, plainMapping)
  const doc = known === null ? undefined : docs.get(known.code)
  if (known !== null && doc !== undefined) return [known.code, doc]
  const { code, names } = described
  if (!codePattern.test(code) || names.kk === '' || names.ru === '') return null
  const fresh = { ...names, en: names.en || names.kk }
  return [code, { names: fresh, kind: 'district', position: 100, shape: null, residents: null }]
}

/** Each area once, and none on another. */
function betweenThem(drawn: readonly { code: string; shape: AreaShape }[]): BoundaryFault[] {
  const count = drawn.reduce((sum, { shape }) => sum + positionsOf(shape), 0)
  if (count > mostPositions) return [whole('tooLong', { count, most: mostPositions })]
  // Two real borders are compared at thousands of points, and everybody waits meanwhile.
  const coarse = drawn.map(({ shape }) => simplified(shape, comparedTolerance))
  const faults: BoundaryFault[] = []
  for (const [index, one] of drawn.entries()) {
    for (const [place, two] of drawn.entries()) {
      if (place <= index) continue
      const at = { feature: place + 1, label: two.code }
      if (one.code === two.code) {
        faults.push({ ...at, fault: 'twice', values: {} })
        continue
      }
      const share = overlapOf(coarse[index] ?? one.shape, coarse[place] ?? two.shape)
      if (share <= mostOverlap) continue
      faults.push({ ...at, fault: 'overlap', values: { other: one.code, percent: (share * 100).toFixed(1) } })
    }
  }
  return faults
}

/** Thinned, and with six digits: ten centimetres. */
function thinned(shape: AreaShape): AreaShape {
  const round = (degrees: number) => Math.round(degrees * 1e6) / 1e6
  const ring = (positions: number[][]) => positions.map(([lon = 0, lat = 0]) => [round(lon), round(lat)])
  const thin = simplified(shape, tolerance)
  return thin.type === 'Polygon'
    ? { type: 'Polygon', coordinates: thin.coordinates.map(ring) }
    : { type: 'MultiPolygon', coordinates: thin.coordinates.map((polygon) => polygon.map(ring)) }
}

/** What was read, as a file that reads the same: it goes along with the form that confirms it. */
export function writeBoundaries(entries: readonly Entry[]): string {
  const features = entries.map(({ kind, key, doc }) => {
    const { shape } = doc as OutlineDoc
    if (kind === 'outline') return { type: 'Feature', properties: {}, geometry: shape }
    const { names } = doc as AreaDoc
    const properties = { code: key, name_kk: names.kk, name_ru: names.ru, name_en: names.en }
    return { type: 'Feature', properties, geometry: shape }
  })
  return JSON.stringify({ type: 'FeatureCollection', features })
}

import type { Reading } from './read.ts'
import {
  CATEGORY,
  CHANNEL,
  DISTRICT,
  EACH_SINCE,
  eachShape,
  type Kept,
  keptShapes,
  keptSince,
  OFFICE,
  STAY,
} from './shapes.ts'

/** Whether `readSums` sends one statement, which is a snapshot by itself, also where it has to be sent once more. */
export const isOneStatement = (readings: Record<string, Reading>): boolean =>
  Object.values(readings).every((reading) => wayOf(reading, 0) !== null)

/** The cells that are read, and since which fold they have what is asked for. */
export type Way = { shape: number; isOfEach: boolean; since: number }

/** Null where the cases have to be read. */
export function wayOf(reading: Reading, fold: number): Way | null {
  const shape = shapeOf(reading)
  const [by, ...more] = reading.by ?? []
  // Of one that is asked for by itself, its own cell has less to read.
  const isOfEach = by !== undefined && more.length === 0 && reading.part[`${by}Id`] === undefined
  const each = isOfEach ? eachShape(shape, bits[by]) : undefined
  const [ofEach, ofCells] = [keptOf(each), keptOf(shape)]
  const asked = askedOf(reading)
  if (each !== undefined && ofEach !== undefined && fold >= EACH_SINCE && has(ofEach, asked))
    return { shape: each, isOfEach: true, since: EACH_SINCE }
  if (ofCells === undefined || !has(ofCells, asked)) return null
  const since = keptSince.get(shape)?.[asked === 'slices' ? 'slices' : 'all'] ?? 0
  return fold >= since ? { shape, isOfEach: false, since } : null
}

const keptOf = (shape: number | undefined) => (shape === undefined ? undefined : keptShapes.get(shape))

function askedOf({ detail }: Reading): Kept {
  if (detail === 'slices' || detail === 'months') return 'slices'
  return detail === 'waits' ? 'waits' : 'all'
}

const has = (kept: Kept, asked: Kept): boolean => kept === 'all' || kept === asked || asked === 'slices'

export const bits = { office: OFFICE, category: CATEGORY, district: DISTRICT } as const

function shapeOf({ unit, part, by = [] }: Reading): number {
  const fixed =
    (part.officeId === undefined ? 0 : OFFICE) |
    (part.categoryId === undefined ? 0 : CATEGORY) |
    (part.districtId === undefined ? 0 : DISTRICT) |
    (part.channel === undefined ? 0 : CHANNEL)
  return by.reduce<number>((shape, name) => shape | bits[name], fixed | (unit === 'stay' ? STAY : 0))
}

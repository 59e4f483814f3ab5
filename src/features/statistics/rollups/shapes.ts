import type { Case } from './fold-complaint.ts'
import { counted, familyOf } from './marks.ts'

/**
 * What is summed up. A shape says which of office, category, district and channel are fixed, and whether stays or
 * complaints are counted; a cell is a shape with their values.
 */
export const OFFICE = 1
export const CATEGORY = 2
export const DISTRICT = 4
export const CHANNEL = 8
export const STAY = 16

/** `slices`: what came in, what was due and what was solved without a photo; not hours and answers. */
export type Kept = 'all' | 'slices'

/**
 * The sums that are kept. Two of category, district and channel at most, so that they do not become as many as the
 * complaints; with a channel, stays of categories and of an office's categories and districts are kept as `slices`.
 * Anything narrower reads its cases, of which `figure-query.ts` allows so many.
 */
export const keptShapes: ReadonlyMap<number, Kept> = new Map([
  [0, 'all'],
  [CATEGORY, 'all'],
  [DISTRICT, 'all'],
  [CHANNEL, 'all'],
  [CATEGORY + DISTRICT, 'all'],
  [CATEGORY + CHANNEL, 'all'],
  [DISTRICT + CHANNEL, 'all'],
  [STAY, 'all'],
  [STAY + OFFICE, 'all'],
  [STAY + CATEGORY, 'all'],
  [STAY + DISTRICT, 'all'],
  [STAY + CHANNEL, 'all'],
  [STAY + OFFICE + CATEGORY, 'all'],
  [STAY + OFFICE + DISTRICT, 'all'],
  [STAY + OFFICE + CHANNEL, 'all'],
  [STAY + CATEGORY + DISTRICT, 'all'],
  [STAY + CATEGORY + CHANNEL, 'slices'],
  [STAY + OFFICE + CATEGORY + DISTRICT, 'all'],
  [STAY + OFFICE + CATEGORY + CHANNEL, 'slices'],
  [STAY + OFFICE + DISTRICT + CHANNEL, 'slices'],
])

/** The fold since which rows of a shape have what they are to have: until a city is folded anew, they lack it. */
export const keptSince: ReadonlyMap<number, Partial<Record<Kept, number>>> = new Map([
  [STAY + CATEGORY + DISTRICT, { all: 2 }],
  [STAY + OFFICE + CATEGORY + DISTRICT, { all: 2 }],
  [STAY + OFFICE + DISTRICT + CHANNEL, { slices: 3 }],
])

const sliceFamilies: ReadonlySet<number> = new Set([
  counted.received,
  counted.onTime,
  counted.late,
  counted.noPhoto,
])

/** Whether a key is summed up in cells of this shape. */
export const isKept = (kept: Kept, key: number): boolean => kept === 'all' || sliceFamilies.has(familyOf(key))

/** Values of what is fixed; 0 and '' for the rest. */
export type Cell = {
  shape: number
  officeId: number
  categoryId: number
  districtId: number
  channel: string
}

export const cellName = ({ shape, officeId, categoryId, districtId, channel }: Cell): string =>
  `${shape}/${officeId}/${categoryId}/${districtId}/${channel}`

/** The cell of one shape that a case is counted in. */
export function cellOf(
  { officeId, categoryId, districtId, channel }: Omit<Case, 'marks'>,
  shape: number,
): Cell {
  return {
    shape,
    officeId: shape & OFFICE ? officeId : 0,
    categoryId: shape & CATEGORY ? categoryId : 0,
    districtId: shape & DISTRICT ? districtId : 0,
    channel: shape & CHANNEL ? channel : '',
  }
}

const complaintShapes = [...keptShapes].filter(([shape]) => (shape & STAY) === 0)
const stayShapes = [...keptShapes].filter(([shape]) => (shape & STAY) !== 0)

export const shapesOf = ({ no }: Pick<Case, 'no'>): readonly (readonly [shape: number, kept: Kept])[] =>
  no === 0 ? complaintShapes : stayShapes

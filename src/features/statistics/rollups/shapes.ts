import type { Case } from './fold-complaint.ts'
import { counted, familyOf, lasted, OPEN, openAs } from './marks.ts'

/**
 * What is summed up. A shape says which of office, category, district and channel are fixed, and whether stays or
 * complaints are counted; a cell is a shape with their values.
 */
export const OFFICE = 1
export const CATEGORY = 2
export const DISTRICT = 4
export const CHANNEL = 8
export const STAY = 16
/**
 * Sums of each of these one after the other in one row: a page that lists all offices, categories or districts reads as
 * many rows as for one of them (docs/decisions/0098).
 */
export const EACH_OFFICE = 32
export const EACH_CATEGORY = 64
export const EACH_DISTRICT = 128

/**
 * `slices`: what came in, what was due and what was solved without a photo; not hours and answers. `waits`: these, and how
 * long people waited for the first answer.
 */
export type Kept = 'all' | 'slices' | 'waits'

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
  [EACH_CATEGORY, 'slices'],
  [EACH_DISTRICT, 'slices'],
  [STAY + EACH_OFFICE, 'waits'],
  [STAY + EACH_CATEGORY, 'slices'],
  [STAY + OFFICE + EACH_CATEGORY, 'slices'],
  [STAY + OFFICE + EACH_DISTRICT, 'slices'],
])

/** The fold since which there are rows of each. */
export const EACH_SINCE = 4

const eachBits = new Map([
  [OFFICE, EACH_OFFICE],
  [CATEGORY, EACH_CATEGORY],
  [DISTRICT, EACH_DISTRICT],
])

/** By the shape of the cells. */
const eachOfCells = new Map(
  [...keptShapes].flatMap(([shape, kept]) =>
    [...eachBits].flatMap(([by, each]) =>
      shape & each ? [[shape - each + by, { by, shape, kept }] as const] : [],
    ),
  ),
)

/** Whether rows of a shape hold the sums of several. */
export const isOfEach = (shape: number): boolean => shape >= EACH_OFFICE

/** The shape whose rows hold what cells of `shape` have, for all values of `by` (OFFICE, CATEGORY or DISTRICT). */
export function eachShape(shape: number, by: number): number | undefined {
  const each = shape - by + (eachBits.get(by) ?? 0)
  return keptShapes.has(each) ? each : undefined
}

/** The cell of each that holds what a cell has, and under which id. */
export type Each = { cell: Cell; id: number; kept: Kept }

export function eachFrom({ shape, officeId, categoryId, districtId, channel }: Cell): Each | undefined {
  const each = eachOfCells.get(shape)
  if (each === undefined) return undefined
  const { by, shape: eachCell, kept } = each
  return {
    cell: {
      ...{ shape: eachCell, channel },
      officeId: by === OFFICE ? 0 : officeId,
      categoryId: by === CATEGORY ? 0 : categoryId,
      districtId: by === DISTRICT ? 0 : districtId,
    },
    id: by === OFFICE ? officeId : by === CATEGORY ? categoryId : districtId,
    kept,
  }
}

/** Of which office, category or district a case is counted in a shape of each; 0 in others. */
export function eachIdOf({ officeId, categoryId, districtId }: Omit<Case, 'marks'>, shape: number): number {
  if (shape & EACH_OFFICE) return officeId
  if (shape & EACH_CATEGORY) return categoryId
  return shape & EACH_DISTRICT ? districtId : 0
}

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
export function isKept(kept: Kept, key: number): boolean {
  if (kept === 'all') return true
  const family = familyOf(key)
  if (sliceFamilies.has(family)) return true
  if (kept === 'slices') return false
  return family >= OPEN ? ((family - OPEN) & openAs.waiting) !== 0 : waitFamilies.has(family)
}

const waitFamilies: ReadonlySet<number> = new Set([lasted.answered, lasted.left])

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

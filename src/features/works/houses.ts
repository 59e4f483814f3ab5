/** Houses of a street that a work concerns. Pure. */

export const houseSides = ['all', 'odd', 'even'] as const
export type HouseSide = (typeof houseSides)[number]

/** From house to house, both included; null on both ends is the whole street. */
export type HouseRange = { from: number | null; to: number | null; side: HouseSide }

export const wholeStreet: HouseRange = { from: null, to: null, side: 'all' }

export const highestHouse = 9999

/** The number of a house without its letter and corner part: '12/4' and '12А' stand beside 12. Null without one. */
export function houseNumber(text: string): number | null {
  const [, digits] = /^\s*(\d{1,4})(?!\d)/.exec(text) ?? []
  return digits === undefined ? null : Number(digits)
}

/** True when the house lies in the range; a street without a house may always be meant. */
export function coversHouse({ from, to, side }: HouseRange, house: number | null): boolean {
  if (house === null) return true
  if (side !== 'all' && (house % 2 === 0) !== (side === 'even')) return false
  return (from === null || house >= from) && (to === null || house <= to)
}

/** What is wrong with a range; null when nothing is. */
export function rangeFault({ from, to }: Pick<HouseRange, 'from' | 'to'>): 'order' | 'limit' | null {
  const ends = [from, to].filter((end) => end !== null)
  if (ends.some((end) => end < 1 || end > highestHouse || !Number.isInteger(end))) return 'limit'
  return from !== null && to !== null && from > to ? 'order' : null
}

const sideWords: Record<Exclude<HouseSide, 'all'>, RegExp> = {
  odd: /\b(?:odd)\b|нечет|нечёт|тақ/iu,
  even: /\b(?:even)\b|чет|чёт|жұп/iu,
}

/**
 * Reads '2-40', '2–40 чётные', '15', 'нечётные', '' as a list of plans has them.
 * @returns null when it is none of these
 */
export function readHouses(text: string): HouseRange | null {
  const side: HouseSide = sideWords.odd.test(text) ? 'odd' : sideWords.even.test(text) ? 'even' : 'all'
  const bare = text
    .replaceAll(',', ' ')
    .replace(/[\p{L}.]+/gu, (word) => (isSideWord(word) || isHouseWord(word) ? ' ' : word))
    .trim()
  if (bare === '') return { from: null, to: null, side }
  const [, first, second] = houses.exec(bare) ?? []
  if (first === undefined) return null
  return { from: Number(first), to: Number(second ?? first), side }
}

/** A number may carry a letter or the number of a corner: '12А', '12/4'. */
const houses = /^(\d{1,5})(?:\p{L}|\/\d{1,3})?(?:\s*[-–—]\s*(\d{1,5})(?:\p{L}|\/\d{1,3})?)?$/u

const isSideWord = (word: string) => sideWords.odd.test(word) || sideWords.even.test(word)
const isHouseWord = (word: string) => /^(?:д|дом|дома|үй|үйлер|houses?|сторона|жағы|side)\.?$/iu.test(word)

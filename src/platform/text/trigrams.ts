const word = /[\p{Alphabetic}\p{Nd}]+/gu

const bits = 2 ** 17
const blank = 0x20

/**
 * Groups of three letters of a folded text, each word with two blanks before it and one behind; a group as the number
 * of its letters' code points. (Of rare letters, U+20000 and above, some groups are taken for each other.)
 */
export function trigramsOf(folded: string): Set<number> {
  const found = new Set<number>()
  for (const [letters] of folded.toLowerCase().matchAll(word)) {
    let last = blank * bits + blank
    for (const letter of letters) {
      const point = (letter.codePointAt(0) ?? 0) % bits
      found.add(last * bits + point)
      last = (last % bits) * bits + point
    }
    found.add(last * bits + blank)
  }
  return found
}

/** What two texts share of all trigrams that either has, 0 to 1: `similarity` of pg_trgm (a test compares them). */
export function similarity(one: ReadonlySet<number>, other: ReadonlySet<number>): number {
  let shared = 0
  for (const letters of one) if (other.has(letters)) shared++
  const together = one.size + other.size - shared
  return together === 0 ? 0 : shared / together
}

const word = /[\p{Alphabetic}\p{Nd}]+/gu

/** Groups of three letters of a folded text, each word with two blanks before it and one behind. */
export function trigramsOf(folded: string): Set<string> {
  const found = new Set<string>()
  for (const [letters] of folded.toLowerCase().matchAll(word)) {
    const padded = [...`  ${letters} `]
    for (let at = 2; at < padded.length; at++) {
      found.add(`${padded[at - 2]}${padded[at - 1]}${padded[at]}`)
    }
  }
  return found
}

/** What two texts share of all trigrams that either has, 0 to 1: `similarity` of pg_trgm (a test compares them). */
export function similarity(one: ReadonlySet<string>, other: ReadonlySet<string>): number {
  let shared = 0
  for (const letters of one) if (other.has(letters)) shared++
  const together = one.size + other.size - shared
  return together === 0 ? 0 : shared / together
}

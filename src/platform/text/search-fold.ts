/**
 * Letters of a text and what they are looked up as: Kazakh letters as the nearest Russian ones, Latin ones as the
 * Cyrillic ones they look like (also in Latin words: both sides of a comparison are folded), punctuation as blanks.
 * The database function `search_fold` has the same two lines; a test compares them letter by letter.
 */
const from =
  'АБВГДЕЁЖЗИЙКЛМНОПРСТУФХЦЧШЩЪЫЬЭЮЯёӘәҒғҚқҢңӨөҰұҮүҺһІіABCDEFGHIJKLMNOPQRSTUVWXYZabcehikmoptxyƏəİı./\\-–—_:;,@#№\'"«»()+*&|!?<>'
const to =
  'абвгдеежзийклмнопрстуфхцчшщъыьэюяеааггккннооууууххииавсdеfgниjкlмnорqrsтuvwхуzавсеникмортхуааии                           '

const folded: ReadonlyMap<string, string> = new Map(
  [...from].map((letter, index) => [letter, to[index] ?? '']),
)

/** Text as `search_fold` of the database makes it equal for look-up. Linear; folding twice changes nothing. */
export function searchFold(text: string): string {
  let result = ''
  for (const letter of text) result += folded.get(letter) ?? letter
  return result
}

const word = /[\p{L}\p{N}]+/gu

/** A word as it was written, folded, and where it stands in the text. */
export type FoundWord = { form: string; word: string; at: number }

/** The words of a text in order. Accents that are letters of their own are dropped first. */
export function searchWords(text: string): FoundWord[] {
  const found: FoundWord[] = []
  for (const match of text.matchAll(word)) {
    found.push({ form: match[0], word: searchFold(match[0]), at: match.index })
  }
  return found
}

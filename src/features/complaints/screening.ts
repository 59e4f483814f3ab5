/** Why a text waits for a moderator before it is public (design.md 9.2). */
export type HoldReason = 'phone' | 'iin' | 'email' | 'plate' | 'link' | 'word' | 'robot'

// Each pattern is linear: no nested repetition over text that people send.
const patterns: [HoldReason, RegExp][] = [
  ['iin', /(?<!\d)\d{12}(?!\d)/],
  ['phone', /(?<!\d)(?:\+?7|8)(?:[\s().-]{0,3}\d){10}(?!\d)/],
  // without +7 or 8, by the codes of mobile operators
  ['phone', /(?<!\d)7(?:0[0-8]|47|7[15678])(?:[\s().-]{0,3}\d){7}(?!\d)/],
  ['phone', /(?<!\d)\d{2}-\d{2}-\d{2}(?!\d)/],
  ['email', /[\w.+-]{1,64}@[\w-]{1,63}\.\w/],
  // Kazakhstan: 123 ABC 04; the letters may be typed in Cyrillic
  ['plate', /(?<![\p{L}\d])\d{3}\s?[A-ZАВЕКМНОРСТУХ]{2,3}\s?(?:0[1-9]|1\d|20)(?![\p{L}\d])/u],
  ['link', /(?:https?:\/\/|www\.|\b(?:t|wa)\.me\/)\S/i],
]

/** The reasons to look at `text` before everybody sees it; `words` = the city's moderation words. */
export function holdReasons(
  text: string,
  words: readonly string[],
  fold: (text: string) => string,
): HoldReason[] {
  // Wide digits and blanks that do not break are the same as others.
  const plain = text.normalize('NFKC')
  const found = new Set(patterns.filter(([, pattern]) => pattern.test(plain)).map(([reason]) => reason))
  const folded = fold(plain)
  const isIn = (word: string) => word.trim() !== '' && folded.includes(fold(word))
  if (words.some(isIn)) found.add('word')
  return [...found]
}

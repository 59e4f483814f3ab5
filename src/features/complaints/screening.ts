/** Why a text waits for a moderator before it is public (design.md 9.2). */
export type HoldReason = 'phone' | 'iin' | 'email' | 'plate' | 'link' | 'word' | 'robot'

// Each pattern is linear: no nested repetition over text that people send.
const patterns: [HoldReason, RegExp][] = [
  ['iin', /(?<!\d)\d{12}(?!\d)/],
  ['phone', /(?<!\d)(?:\+?7|8)[ (-]{0,2}\d{3}[ )-]{0,2}\d{3}[ -]?\d{2}[ -]?\d{2}(?!\d)/],
  ['phone', /(?<!\d)\d{2}-\d{2}-\d{2}(?!\d)/],
  ['email', /[\w.+-]{1,64}@[\w-]{1,63}\.\w/],
  // Kazakhstan: 123 ABC 04; the letters may be typed in Cyrillic
  ['plate', /(?<![\p{L}\d])\d{3}\s?[A-ZАВЕКМНОРСТУХ]{2,3}\s?(?:0[1-9]|1\d|20)(?![\p{L}\d])/u],
  ['link', /(?:https?:\/\/|www\.)\S/i],
]

/** The reasons to look at `text` before everybody sees it; `words` = the city's moderation words, folded. */
export function holdReasons(
  text: string,
  words: readonly string[],
  fold: (text: string) => string,
): HoldReason[] {
  const found = new Set(patterns.filter(([, pattern]) => pattern.test(text)).map(([reason]) => reason))
  const folded = fold(text)
  if (words.some((word) => word !== '' && folded.includes(word))) found.add('word')
  return [...found]
}

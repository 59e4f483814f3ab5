import { foldedWords } from '../../platform/text/fold.ts'

/**
 * Why a text waits for a moderator before it is public (design.md 9.2). What names a person is not held but masked
 * (public-text.ts); complaints of former days say that they were held for it.
 */
export const holdReasonCodes = [
  ...(['phone', 'iin', 'email', 'plate', 'link', 'word'] as const),
  ...(['robot', 'city', 'passerby', 'flood'] as const),
] as const
export type HoldReason = (typeof holdReasonCodes)[number]

const link = /(?:https?:\/\/|www\.|(?<![\p{L}\d])(?:t|wa|bit|vk|goo|clck)\.(?:me|ly|com|gl|ru)\/)\S/iu

/** The reasons to look at `text` before everybody sees it; `words` = the city's moderation words. */
export function holdReasons(text: string, words: readonly string[]): HoldReason[] {
  const plain = text.normalize('NFKC')
  const found: HoldReason[] = []
  if (link.test(plain)) found.push('link')
  if (isAnyIn(words, plain)) found.push('word')
  return found
}

/**
 * A word of the list is found whatever letters it is typed with, "подлец*" with any ending. Words that are spelt out
 * with blanks or dots ("п о д л е ц") are one word.
 */
function isAnyIn(words: readonly string[], text: string): boolean {
  const written = foldedWords(joinedUp(text))
  return soughtOf(words).some(({ folded, anyEnding }) =>
    anyEnding ? written.some((one) => one.startsWith(folded)) : written.includes(folded),
  )
}

type Sought = { folded: string; anyEnding: boolean }

/** The list of a city stays the same object until the city is changed. */
const sought = new WeakMap<readonly string[], Sought[]>()

function soughtOf(words: readonly string[]): Sought[] {
  let found = sought.get(words)
  if (found === undefined) {
    found = words.flatMap((word) => {
      const [folded = ''] = foldedWords(word)
      return folded === '' ? [] : [{ folded, anyEnding: word.trim().endsWith('*') }]
    })
    sought.set(words, found)
  }
  return found
}

/** Three and more single letters in a row, joined. */
const joinedUp = (text: string): string =>
  text.replaceAll(/(?<!\p{L})\p{L}(?:[ .*_-]\p{L}(?!\p{L})){2,40}/gu, (spelt) =>
    spelt.replaceAll(/[ .*_-]/g, ''),
  )

import { foldedWords } from '../../../../platform/text/fold.ts'

/** Russian letters and the Kazakh ones that people type them for. */
const alike: Readonly<Record<string, string>> = {
  а: '[аә]',
  г: '[гғ]',
  е: '[её]',
  и: '[иі]',
  к: '[кқ]',
  н: '[нң]',
  о: '[оө]',
  у: '[уұү]',
  х: '[хһ]',
}

/** Shorter words stand in every text and no index finds them. */
const shortestWord = 3
const mostWords = 6

/** The folded words of a search that can be looked for. */
export function wordsOf(search: string): string[] {
  return foldedWords(search)
    .filter((word) => word.length >= shortestWord)
    .slice(0, mostWords)
}

/**
 * Patterns for PostgreSQL's `~*`, one per word: each letter stands for all that look like it, so that "кар" finds
 * "қар". Words are letters and digits only, so nothing in them is special to a pattern.
 */
export const searchPatterns = (search: string): string[] =>
  wordsOf(search).map((word) => word.replace(/./gu, (letter) => alike[letter] ?? letter))

import { createHash } from 'node:crypto'
import { setImmediate as breathe } from 'node:timers/promises'
import { fold } from '../../platform/text/fold.ts'
import { type Category, type Guess, guessCategories } from '../offices/index.ts'
import { combine, weights } from './combine.ts'
import { countsOf, type Lesson, sharesFrom, train } from './learned.ts'
import { tokensOf } from './tokens.ts'

/** A complaint, and the category that the staff left it in. */
export type Example = { text: string; code: string }

/** Shares of texts, 0 to 1, whose category came first, and came among the first three. */
export type Accuracy = { first: number; three: number }

export type GuessReport = {
  examples: number
  /** Texts that differ; the same text again is never learned from and asked about. */
  texts: number
  folds: number
  keywords: Accuracy
  learned: Accuracy
  both: Accuracy
  /** Of the learned guess in `both`; 0 when it does not help. */
  weight: number
}

export type Trial = { byKeywords: Guess[]; learned: Map<string, number>; code: string }

/** Fewer teach too little: the keywords stay alone. */
export const fewestExamples = 150
/** Texts between two pauses, in which the server answers others. */
const atOnce = 50

/** Learns from all but one part of the examples and asks about that part, in turn; the seed is the text itself. */
export async function crossValidate(
  examples: readonly Example[],
  categories: readonly Category[],
  folds: number,
): Promise<GuessReport> {
  const trials: Trial[] = []
  const lessons: (Lesson & { text: string; fold: number })[] = []
  for (const [index, { text, code }] of examples.entries()) {
    if (index % atOnce === 0) await breathe()
    lessons.push({ text, code, tokens: tokensOf(text), fold: foldOf(text, folds) })
  }
  for (let fold = 0; fold < folds; fold++) {
    const classifier = train(lessons.filter((lesson) => lesson.fold !== fold))
    await breathe()
    const shares = classifier === null ? () => new Map<string, number>() : sharesFrom(countsOf(classifier))
    for (const [index, { text, code }] of lessons.filter((lesson) => lesson.fold === fold).entries()) {
      if (index % atOnce === 0) await breathe()
      trials.push({ code, byKeywords: guessCategories(text, categories), learned: shares(text) })
    }
  }
  const texts = new Set(examples.map(({ text }) => fold(text))).size
  return { examples: examples.length, texts, folds, ...judge(trials) }
}

/**
 * The smallest weight that is right as often as the best one, but for a standard error (the rule of Breiman and
 * others), among those that make neither the first guess nor the first three worse.
 */
export function judge(trials: readonly Trial[]): Omit<GuessReport, 'examples' | 'texts' | 'folds'> {
  const accuracyWith = (weight: number) =>
    accuracyOf(trials, ({ byKeywords, learned }) => combine(byKeywords, learned, weight))
  const keywords = accuracyWith(0)
  const helping = (trials.length < fewestExamples ? [] : weights)
    .map((weight) => ({ weight, both: accuracyWith(weight) }))
    .filter(({ both }) => both.first > keywords.first && both.three >= keywords.three)
  const best = Math.max(...helping.map(({ both }) => both.first))
  const error = Math.sqrt((best * (1 - best)) / trials.length)
  const chosen = helping.find(({ both }) => both.first >= best - error) ?? { weight: 0, both: keywords }
  return { keywords, learned: accuracyOf(trials, ({ learned }) => combine([], learned, 1)), ...chosen }
}

function accuracyOf(trials: readonly Trial[], guess: (trial: Trial) => string[]): Accuracy {
  let [first, three] = [0, 0]
  for (const trial of trials) {
    const place = guess(trial).indexOf(trial.code)
    if (place === 0) first++
    if (place >= 0 && place < 3) three++
  }
  const of = Math.max(1, trials.length)
  return { first: first / of, three: three / of }
}

/** By the folded text, so that the same words stand in one part. */
function foldOf(text: string, folds: number): number {
  return createHash('sha256').update(fold(text)).digest().readUInt32BE(0) % folds
}

import winkClassifier from 'wink-naive-bayes-text-classifier'
import { tokensOf } from './tokens.ts'

/** A complaint as it teaches: its tokens, and the category that the staff left it in. */
export type Lesson = { tokens: readonly string[]; code: string }

/** What naive Bayes counts: complaints by category, and by category those that hold a token. */
export type Counts = {
  samples: Record<string, number>
  /** Category -> token -> number. */
  tokens: Record<string, Record<string, number>>
}

/** Tokens of fewer complaints teach nothing, and may be somebody's name. */
const fewestComplaints = 3
/** The commonest are kept, so that a model stays within a few megabytes. */
const mostTokens = 20_000
/** Additive smoothing (Lidstone). */
const smoothing = 0.2

/** A classifier (wink-naive-bayes-text-classifier) that has learned; null for lessons of fewer than two categories. */
export function train(lessons: readonly Lesson[]): ReturnType<typeof winkClassifier> | null {
  const kept = commonTokens(lessons)
  if (kept.size < 10 || new Set(lessons.map(({ code }) => code)).size < 2) return null
  const classifier = winkClassifier()
  classifier.definePrepTasks([])
  classifier.defineConfig({ considerOnlyPresence: true, smoothingFactor: smoothing })
  for (const { tokens, code } of lessons) {
    const known = tokens.filter((token) => kept.has(token))
    if (known.length > 0) classifier.learn(known, code)
  }
  return classifier
}

function commonTokens(lessons: readonly Lesson[]): Set<string> {
  const seen = new Map<string, number>()
  for (const { tokens } of lessons) for (const token of tokens) seen.set(token, (seen.get(token) ?? 0) + 1)
  const common = [...seen].filter(([, count]) => count >= fewestComplaints)
  if (common.length > mostTokens) common.sort(([, a], [, b]) => b - a)
  return new Set(common.slice(0, mostTokens).map(([token]) => token))
}

/** The counts of a classifier, to be stored. */
export function countsOf(classifier: ReturnType<typeof winkClassifier>): Counts {
  const [, samples, tokens] = JSON.parse(classifier.exportJSON()) as [
    unknown,
    Counts['samples'],
    Counts['tokens'],
  ]
  return { samples, tokens }
}

/**
 * The same odds as `computeOdds` of the classifier that has counted, from a table: the classifier adds up all
 * categories anew for each token and category, which takes tens of milliseconds for 46 of them.
 */
export function oddsFrom({ samples, tokens }: Counts): (asked: readonly string[]) => Map<string, number> {
  const codes = Object.keys(samples)
  const total = Object.values(samples).reduce((sum, count) => sum + count, 0)
  const words = codes.map((code) => Object.values(tokens[code] ?? {}).reduce((sum, count) => sum + count, 0))
  const allWords = words.reduce((sum, count) => sum + count, 0)
  const rows = rowsOf(codes, tokens)
  const smooth = rows.size * smoothing
  const priors = codes.map((code) => Math.log2(samples[code] ?? 0) - Math.log2(total - (samples[code] ?? 0)))
  for (const row of rows.values()) {
    const all = row.reduce((sum, count) => sum + count, 0)
    for (const [at, count] of row.entries()) {
      const here = Math.log2(count + smoothing) - Math.log2((words[at] ?? 0) + smooth)
      const elsewhere = Math.log2(all - count + smoothing) - Math.log2(allWords - (words[at] ?? 0) + smooth)
      row[at] = here - elsewhere
    }
  }
  return (asked) => {
    const known = asked.flatMap((token) => rows.get(token) ?? [])
    if (known.length === 0) return new Map()
    return new Map(
      codes.map((code, at) => [code, known.reduce((sum, row) => sum + (row[at] ?? 0), priors[at] ?? 0)]),
    )
  }
}

function rowsOf(codes: readonly string[], tokens: Counts['tokens']): Map<string, Float32Array> {
  const rows = new Map<string, Float32Array>()
  for (const [at, code] of codes.entries()) {
    for (const [token, count] of Object.entries(tokens[code] ?? {})) {
      const row = rows.get(token) ?? new Float32Array(codes.length)
      row[at] = count
      rows.set(token, row)
    }
  }
  return rows
}

/**
 * Pieces of a word say the same thing several times, so the odds of naive Bayes are far too sure; divided, they are
 * about as sure as they are right.
 */
const sureness = 8

/** Shares of the categories by what was learned, adding up to 1; empty when no word was ever seen. */
export function sharesFrom(counts: Counts): (text: string) => Map<string, number> {
  const odds = oddsFrom(counts)
  return (text) => {
    const found = odds(tokensOf(text))
    const best = Math.max(...found.values())
    const powers = [...found].map(([code, value]): [string, number] => [
      code,
      2 ** ((value - best) / sureness),
    ])
    const sum = powers.reduce((all, [, power]) => all + power, 0)
    return new Map(powers.map(([code, power]) => [code, power / sum]))
  }
}

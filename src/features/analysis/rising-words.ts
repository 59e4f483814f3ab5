import { searchWords } from '../../platform/text/search-fold.ts'
import { stemOf } from '../../platform/text/search-terms.ts'

/** A word that more texts hold than before. `now`, `before`: texts with it; `times`: how much larger its share is. */
export type RisingWord = { word: string; now: number; before: number; times: number }

const shortest = 4
/** A word of fewer texts may be chance, or somebody's name. */
const fewestTexts = 5
/** 99.9 % of the chi-squared distribution with one degree of freedom. */
const surprise = 10.83
const least = 1.5

/**
 * Words whose share of texts has grown more than chance explains: log-likelihood ratio (Dunning 1993, "Accurate
 * Methods for the Statistics of Surprise and Coincidence") of the two numbers of texts. The most surprising first.
 */
export function risingWords(now: readonly string[], before: readonly string[], most: number): RisingWord[] {
  if (now.length === 0 || before.length === 0) return []
  const [here, there] = [textsByStem(now), textsByStem(before)]
  const found = [...here].flatMap(([stem, { texts, forms }]) => {
    const were = there.get(stem)?.texts ?? 0
    // A word that nobody wrote before is compared with half a text.
    const times = texts / now.length / (Math.max(were, 0.5) / before.length)
    const ratio = likelihoodRatio([texts, now.length], [were, before.length])
    if (texts < fewestTexts || times < least || ratio < surprise) return []
    return [{ word: mostFrequent(forms), now: texts, before: were, times, ratio }]
  })
  return found
    .toSorted((a, b) => b.ratio - a.ratio || a.word.localeCompare(b.word, 'kk'))
    .slice(0, most)
    .map(({ word, now: texts, before: were, times }) => ({ word, now: texts, before: were, times }))
}

type Found = { texts: number; forms: Map<string, number> }

function textsByStem(texts: readonly string[]): Map<string, Found> {
  const found = new Map<string, Found>()
  for (const text of texts) {
    const seen = new Set<string>()
    for (const { form, word } of searchWords(text)) {
      if (word.length < shortest || /\d/.test(word)) continue
      const stem = stemOf(word)
      const one = found.get(stem) ?? { texts: 0, forms: new Map() }
      found.set(stem, one)
      const small = form.toLowerCase()
      one.forms.set(small, (one.forms.get(small) ?? 0) + 1)
      if (!seen.has(stem)) one.texts++
      seen.add(stem)
    }
  }
  return found
}

const mostFrequent = (forms: ReadonlyMap<string, number>): string =>
  [...forms].toSorted(([a, n], [b, m]) => m - n || a.localeCompare(b, 'kk'))[0]?.[0] ?? ''

/** 2 ln λ that both shares are the same; each pair is texts with the word, and all texts. */
export function likelihoodRatio([k1, n1]: [number, number], [k2, n2]: [number, number]): number {
  const shared = (k1 + k2) / (n1 + n2)
  return (
    2 *
    (logLikelihood(k1, n1, k1 / n1) +
      logLikelihood(k2, n2, k2 / n2) -
      logLikelihood(k1, n1, shared) -
      logLikelihood(k2, n2, shared))
  )
}

const logLikelihood = (k: number, n: number, p: number): number => times(k, p) + times(n - k, 1 - p)
const times = (count: number, p: number): number => (count === 0 ? 0 : count * Math.log(p))

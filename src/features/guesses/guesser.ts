import type { Deps } from '../../platform/deps.ts'
import { type Category, guessCategories } from '../offices/index.ts'
import { combine } from './combine.ts'
import { sharesFrom } from './learned.ts'
import { modelHead, storedCounts } from './queries.ts'

/** Codes of up to three categories that a text speaks for, the best first. */
export type CategoryGuesser = (text: string, categories: readonly Category[]) => string[]

const guesses = 3
/** Within a minute every process knows the model of the night. */
const headKeptMs = 60_000
/** A version never changes. */
const modelKeptMs = 24 * 3_600_000

export const byKeywords: CategoryGuesser = (text, categories) =>
  guessCategories(text, categories).map(({ code }) => code)

/** Guesses by keywords and by what the city's own complaints have taught; by keywords alone where that is no better. */
export async function guesserOf(deps: Pick<Deps, 'db' | 'cache'>, cityId: number): Promise<CategoryGuesser> {
  const { version, weight } = await deps.cache.get(`guess:${cityId}:head`, headKeptMs, async () => {
    return (await modelHead(deps, cityId)) ?? { version: 0, weight: 0 }
  })
  if (weight === 0) return byKeywords
  const { shares } = await deps.cache.get(`guess:${cityId}:${version}`, modelKeptMs, async () => ({
    shares: sharesFrom((await storedCounts(deps, cityId)) ?? { samples: {}, tokens: {} }),
  }))
  return (text, categories) => {
    const known = new Set(categories.map(({ code }) => code))
    const codes = combine(guessCategories(text, categories), shares(text), weight)
    return codes.filter((code) => known.has(code)).slice(0, guesses)
  }
}

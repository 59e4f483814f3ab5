import { createRequire } from 'node:module'
import type { ZxcvbnFactory } from '@zxcvbn-ts/core'

/** Fewer guesses than this are tried against a stolen hash in no time, and some against a sign-in page. */
const fewestGuesses = 1e8

/**
 * True for a password that stands in lists of leaked ones, or is little more than one of them with a year or a sign
 * behind it. The lists are part of the package: nothing is asked of anybody.
 */
export function isLeaked(password: string): boolean {
  estimator ??= withLists()
  return estimator.check(password.slice(0, longestLooked)).guesses < fewestGuesses
}

/** Loading the lists takes a fifth of a second and their memory, which only those wait for who choose a password. */
function withLists(): ZxcvbnFactory {
  const load = createRequire(import.meta.url)
  const { ZxcvbnFactory }: typeof import('@zxcvbn-ts/core') = load('@zxcvbn-ts/core')
  const lists: typeof import('@zxcvbn-ts/language-common') = load('@zxcvbn-ts/language-common')
  return new ZxcvbnFactory({ dictionary: lists.dictionary, graphs: lists.adjacencyGraphs })
}

const longestLooked = 64

let estimator: ZxcvbnFactory | undefined

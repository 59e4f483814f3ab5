import { ZxcvbnFactory } from '@zxcvbn-ts/core'
import { adjacencyGraphs, dictionary } from '@zxcvbn-ts/language-common'

/** Fewer guesses than this are tried against a stolen hash in no time, and some against a sign-in page. */
const fewestGuesses = 1e8

/**
 * True for a password that stands in lists of leaked ones, or is little more than one of them with a year or a sign
 * behind it. The lists are part of the package: nothing is asked of anybody.
 */
export function isLeaked(password: string): boolean {
  // Loading the lists takes a fifth of a second, which only those wait for who choose a password.
  estimator ??= new ZxcvbnFactory({ dictionary, graphs: adjacencyGraphs })
  return estimator.check(password.slice(0, longestLooked)).guesses < fewestGuesses
}

const longestLooked = 64

let estimator: ZxcvbnFactory | undefined

import { fold } from '../../../platform/text/fold.ts'
import { commonPieces, keyboardWalks } from './guessable.ts'
import { isLeaked } from './leaked.ts'

/** Characters, not bytes: ASVS 5.0, 6.2.1 and 6.2.9. */
export const shortestPassword = 12
export const longestPassword = 128

/** So many characters must be left when everything that anybody would guess is taken away. */
const ownCharacters = 8

/**
 * What is wrong with a password. `personal`: little more than the person's own name or address; `common`: little
 * more than words that everybody here knows; `pattern`: little more than rows of keys, repetition and years.
 */
export type PasswordProblem = 'short' | 'long' | 'personal' | 'common' | 'pattern'

/** Whose password it is, and the words that guessers of this portal try first: its cities, its names. */
export type PasswordOwner = { name: string; email: string; localWords: readonly string[] }

type Piece = 'personal' | 'common' | 'pattern'

/**
 * Null for a good password. No rules of composition (ASVS 5.0, 6.2.5): length, and enough that cannot be
 * guessed. It is read as typed, with digits for letters (`0sk3men`) and as Russian keys (`gfhjkm` is `пароль`).
 */
export function passwordProblem(password: string, owner: PasswordOwner): PasswordProblem | null {
  const { length } = [...password]
  if (length < shortestPassword) return 'short'
  if (length > longestPassword) return 'long'
  const words = guessableWords(owner)
  const guessed = [...readings(password)]
    .map((reading) => takeAway(reading, words))
    .filter(({ left }) => left < ownCharacters)
  if (guessed.length === 0) return isLeaked(password) ? 'common' : null
  return worst(new Set(guessed.flatMap(({ taken }) => [...taken])))
}

function worst(taken: ReadonlySet<Piece>): Piece {
  if (taken.has('personal')) return 'personal'
  return taken.has('common') ? 'common' : 'pattern'
}

/** Folded words with what they are, longest first, so that none hides a longer one. */
function guessableWords({ name, email, localWords }: PasswordOwner): [string, Piece][] {
  const own = wordsOf(`${name} ${email.split('@')[0] ?? ''}`)
  const local = localWords.flatMap(wordsOf)
  const words = new Map<string, Piece>()
  for (const word of [...commonPieces.map(fold), ...local]) words.set(word, 'common')
  for (const word of own) words.set(word, 'personal')
  return [...words].sort(([a], [b]) => b.length - a.length)
}

/** Without their digits: `akhmetov1985` is the name and a year. */
const wordsOf = (text: string): string[] => fold(text).match(/\p{L}{3,}/gu) ?? []

function readings(password: string): Set<string> {
  const typed = fold(password)
  return new Set([
    typed,
    scriptRuns(password).map(fold).join(''),
    fold(letters(typed)),
    fold(russianKeys(password.toLowerCase())),
  ])
}

/** `fold` takes Latin letters beside Cyrillic ones for slips; here they may be words of their own. */
const scriptRuns = (text: string): string[] =>
  text.split(/(?<=\p{Script=Latin})(?!\p{Script=Latin})|(?<=\p{Script=Cyrillic})(?!\p{Script=Cyrillic})/u)

const lookAlikeSigns: Readonly<Record<string, string>> = {
  '0': 'o',
  '1': 'i',
  '3': 'e',
  '4': 'a',
  '5': 's',
  '7': 't',
  '@': 'a',
  $: 's',
  '!': 'i',
}

const letters = (text: string): string => [...text].map((sign) => lookAlikeSigns[sign] ?? sign).join('')

const latinKeys = "qwertyuiop[]asdfghjkl;'zxcvbnm,."
const cyrillicKeys = 'йцукенгшщзхъфывапролджэячсмитьбю'

const russianKeys = (text: string): string =>
  [...text].map((key) => cyrillicKeys[latinKeys.indexOf(key)] ?? key).join('')

/** How many different letters and digits are left, and what was taken. */
function takeAway(text: string, words: readonly [string, Piece][]): { left: number; taken: Set<Piece> } {
  const taken = new Set<Piece>()
  const kept: string[] = []
  for (let at = 0; at < text.length; ) {
    const word = words.find(([candidate]) => text.startsWith(candidate, at))
    const length = word?.[0].length ?? patternAt(text, at)
    if (length > 0) taken.add(word?.[1] ?? 'pattern')
    else kept.push(text.charAt(at))
    at += length || 1
  }
  // 'tulpartulpartulpar' is no better than 'tulpar'
  const once = kept
    .filter((sign) => /[\p{L}\p{N}]/u.test(sign))
    .join('')
    .replace(/^(.{1,12}?)\1+$/u, '$1')
  if (once.length < kept.length) taken.add('pattern')
  return { left: once.length, taken }
}

/** Length of a row of keys, a repeated sign or a year that begins here; 0 when there is none. */
function patternAt(text: string, at: number): number {
  const rest = text.slice(at)
  const repeated = /^(.)\1{2,}/u.exec(rest)?.[0].length ?? 0
  const year = /^(?:19|20)\d\d/.test(rest) ? 4 : 0
  return Math.max(repeated, year, walkAt(text, at))
}

const walks = keyboardWalks.flatMap((walk) => [walk, [...walk].reverse().join('')])
const shortestWalk = 4

function walkAt(text: string, at: number): number {
  let longest = 0
  for (const walk of walks) {
    const from = walk.indexOf(text.slice(at, at + shortestWalk))
    if (from < 0 || at + shortestWalk > text.length) continue
    let length = shortestWalk
    while (at + length < text.length && walk[from + length] === text[at + length]) length += 1
    longest = Math.max(longest, length)
  }
  return longest
}

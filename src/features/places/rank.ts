import { foldedWords } from '../../platform/text/fold.ts'
import type { StreetWords } from './address.ts'
import type { Street } from './street.ts'

export type Ranked = {
  street: Street
  /** 0 to 1; 1 is the very name. */
  score: number
  /** The former name that was written, when it was no present one. */
  byFormer: string | null
}

const KIND_BONUS = 0.08
/** A present name goes before a former one that fits as well. */
const FORMER_SHARE = 0.97
/** Words of the name that were not written ('Бауыржана' of 'Бауыржана Момышулы') cost little. */
const MISSING_SHARE = 0.1
const LEAST_SCORE = 0.5

/** Streets whose names fit the words, the best first. */
export function rankStreets(asked: StreetWords, streets: readonly Street[], most: number): Ranked[] {
  return streets
    .map((street) => rank(asked, street))
    .filter(({ score }) => score >= LEAST_SCORE)
    .sort((a, b) => b.score - a.score || a.street.nameRu.localeCompare(b.street.nameRu, 'ru'))
    .slice(0, most)
}

function rank({ words, kind }: StreetWords, street: Street): Ranked {
  const bonus = kind === null || kind === street.kind ? KIND_BONUS : 0
  const present = Math.max(nameScore(words, street.nameKk), nameScore(words, street.nameRu))
  let best: Ranked = { street, score: present, byFormer: null }
  for (const former of street.formerNames) {
    const score = nameScore(words, former) * FORMER_SHARE
    if (score > best.score) best = { street, score, byFormer: former }
  }
  return { ...best, score: best.score === 0 ? 0 : best.score * (1 - KIND_BONUS) + bonus }
}

/** How well the words that were written are the words of a name, whatever their order. */
function nameScore(asked: readonly string[], name: string): number {
  const rest = foldedWords(name)
  // 'Толеби' for 'Толе би'
  if (asked.length !== rest.length && bare(asked.join('')) === bare(rest.join(''))) return 0.95
  const total = rest.length
  let sum = 0
  let weight = 0
  for (const word of asked) {
    const scores = rest.map((one) => wordScore(word, one))
    const best = Math.max(0, ...scores)
    if (best > 0) rest.splice(scores.indexOf(best), 1)
    sum += best * word.length
    weight += word.length
  }
  if (weight === 0) return 0
  return (sum / weight) * (1 - MISSING_SHARE * (rest.length / Math.max(1, total)))
}

/** 1 equal, 0.95 equal but for the ending, 0.9 a beginning, less for typing errors, 0 for another word. */
function wordScore(asked: string, word: string): number {
  if (asked === word) return 1
  // '1' is not the beginning of '15': numbers are equal or not.
  if (/\d/.test(asked) || /\d/.test(word)) return 0
  if (asked.length >= 3 && bare(asked) === bare(word)) return 0.95
  if (asked.length >= 2 && word.startsWith(asked)) return 0.9
  if (asked.length < 4) return 0
  const [a, b] = [bare(asked), bare(word)]
  const most = Math.min(a.length, b.length) >= 7 ? 2 : 1
  const whole = edits(a, b, most)
  if (whole <= most) return 0.85 - 0.15 * whole
  // Still being typed: compared with as much of the name.
  const begun = edits(asked, word.slice(0, asked.length), 1)
  return asked.length >= 5 && begun <= 1 ? 0.65 : 0
}

/** Without the ending that Russian genitives and Kazakh cases put on a name: 'абая' and 'абай' are both 'аба'. */
function bare(word: string): string {
  const stem = word.replace(/(?:скои|ского|скому|ская|скии|ый|ои|ая|ого|ой|ая|ий)$/u, '')
  const cut = stem.length >= 3 ? stem : word
  const short = cut.replace(/[аеиоуыяюйь]$/u, '')
  return short.length >= 3 ? short : cut
}

/** Damerau-Levenshtein distance (optimal string alignment), `most + 1` for anything farther. */
function edits(a: string, b: string, most: number): number {
  if (Math.abs(a.length - b.length) > most) return most + 1
  let before: number[] = []
  let row = Array.from({ length: b.length + 1 }, (_, j) => j)
  for (let i = 1; i <= a.length; i++) {
    const next = [i]
    for (let j = 1; j <= b.length; j++) {
      const cost = a[i - 1] === b[j - 1] ? 0 : 1
      let value = Math.min((row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1, (row[j - 1] ?? 0) + cost)
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]) {
        value = Math.min(value, (before[j - 2] ?? 0) + 1)
      }
      next.push(value)
    }
    before = row
    row = next
  }
  return row[b.length] ?? most + 1
}

import { foldedWords } from '../../platform/text/fold.ts'

export type GuessCategory = {
  code: string
  keywords: { kk: readonly string[]; ru: readonly string[] }
}

export type Guess = {
  code: string
  /** Larger is surer; comparable only within one text. */
  score: number
}

/** A keyword as stems in order: 'нет воды' is 'нет' + 'вод'. */
type Phrase = { no: number; category: number; stems: string[]; weight: number }

type Index = {
  codes: readonly string[]
  /** By their first stem, so that only those are looked at of which a word was found. */
  begunBy: ReadonlyMap<string, readonly Phrase[]>
  /** Stems by their first letter, so that a word is compared with few of them. */
  stems: ReadonlyMap<string, readonly Stem[]>
}

/** `bare` is the stem without a last vowel, for Russian endings; `text` is the whole word, for Kazakh ones. */
type Stem = { key: string; text: string; bare: string }

/** A stem found at a word of the text; `share` is below 1 for a word with a typing error. */
type Hit = { position: number; share: number; landmark: boolean }

/** A phrase counts only when its words stand this close together. */
const PHRASE_SPAN = 5
/** A word of a phrase adds to the phrase beyond its own rarity: 'нет воды' says more than 'нет' and 'воды'. */
const PHRASE_BONUS = 0.35
/** A word recognised in spite of a typing error counts for less. */
const TYPO_SHARE = 0.6
/** Shorter words have too many neighbours for typing errors to be forgiven. */
const TYPO_LENGTH = 6
/** A stem of this length may go on in any way ('контейнер' in 'контейнеровоз'), but not for long. */
const LONG_STEM = 5
const LONG_STEM_TAIL = 5
/** A landmark is seldom what the complaint is about. */
const LANDMARK_SHARE = 1 / 3
const LONGEST_TEXT = 4000
const GUESSES = 3

/** Kazakh after folding: plural, possessive, case. */
const kazakhEnding =
  /^(?:лар|лер|дар|дер|тар|тер)?(?:ымыз|имиз|мыз|миз|ыныз|иниз|ныз|низ|сы|си|ым|им|ын|ин|ы|и|м|н)?(?:дагы|деги|тагы|теги|ндагы|ндеги|нын|нин|дын|дин|тын|тин|ды|ди|ты|ти|ны|ни|да|де|та|те|нда|нде|дан|ден|тан|тен|нан|нен|га|ге|ка|ке|на|не|а|е|мен|бен|пен|сыз|сиз|лы|ли)?$/u
/** Russian nouns and adjectives: case, number, gender. */
const russianEnding =
  /^(?:а|я|о|е|ы|и|у|ю|ь|ой|ей|ою|ею|ом|ем|ам|ям|ах|ях|ами|ями|ов|ев|ый|ий|ая|яя|ое|ее|ые|ие|ого|его|ому|ему|ую|юю|ым|им|ых|их|ыми|ими|ия|ию|ии|ием)?$/u

/** Said before a landmark ('у школы') or after it ('мектептің жанында'): it tells where, not what. */
const before = /^(?:у|за|над|под|перед|возле|около|рядом|напротив|мимо|вблизи|недалеко|близ)$/u
const after = /^(?:жанында|касында|манында|алдында|артында|тусында|карсысында|жаныда)(?:гы)?$/u
const russianAdjective = /(?:ого|его|ой|ей|ым|им|ых|их|ыми|ими)$/u

const indexes = new WeakMap<readonly GuessCategory[], Index>()

/**
 * Up to three categories that the words of a text speak for, best first; none when no keyword is found.
 * Rare words and longer phrases weigh more; words that many categories share, mostly verbs, weigh little.
 * `categories` in the order of frequency: it decides between equals. The array must not change after first use.
 */
export function guessCategories(text: string, categories: readonly GuessCategory[]): Guess[] {
  const index = indexOf(categories)
  const words = foldedWords(text.slice(0, LONGEST_TEXT))
  const hits = findStems(words, index)
  const begun = [...hits.keys()].flatMap((stem) => index.begunBy.get(stem) ?? [])
  const found = begun
    .toSorted((a, b) => a.no - b.no)
    .flatMap((phrase) => {
      const match = matchPhrase(phrase, hits)
      return match === undefined ? [] : [match]
    })
  return bestCategories(found, index.codes)
}

function indexOf(categories: readonly GuessCategory[]): Index {
  let index = indexes.get(categories)
  if (index === undefined) {
    index = buildIndex(categories)
    indexes.set(categories, index)
  }
  return index
}

function buildIndex(categories: readonly GuessCategory[]): Index {
  const stems = new Map<string, Stem>()
  const users = new Map<string, Set<number>>()
  const phrases: Phrase[] = []
  categories.forEach(({ keywords }, category) => {
    for (const keyword of [...keywords.kk, ...keywords.ru]) {
      const keys = foldedWords(keyword).map((word) => {
        const stem = stemOf(word)
        stems.set(stem.key, stem)
        const usedBy = users.get(stem.key) ?? new Set()
        users.set(stem.key, usedBy.add(category))
        return stem.key
      })
      if (keys.length > 0) phrases.push({ no: phrases.length, category, stems: keys, weight: 0 })
    }
  })
  const rarity = (key: string) => Math.log(1 + categories.length / (users.get(key)?.size ?? 1))
  for (const phrase of phrases) {
    const sum = phrase.stems.reduce((total, key) => total + rarity(key), 0)
    phrase.weight = sum * (1 + PHRASE_BONUS * (phrase.stems.length - 1))
  }
  return {
    codes: categories.map(({ code }) => code),
    begunBy: Map.groupBy(phrases, ({ stems: [first = ''] }) => first),
    stems: groupByFirstLetter(stems.values()),
  }
}

const groupByFirstLetter = (stems: Iterable<Stem>): Map<string, Stem[]> =>
  Map.groupBy(stems, ({ text }) => text.charAt(0))

function stemOf(word: string): Stem {
  const bare =
    word.length > 2 ? word.replace(/(?<=..)(?:ый|ий|ой|ая|яя|ое|ее|ые|ие|[аяоеыиуюйь])$/u, '') : word
  return { key: bare, text: word, bare }
}

function findStems(words: readonly string[], { stems }: Index): Map<string, Hit[]> {
  const hits = new Map<string, Hit[]>()
  const landmarks = landmarkPositions(words)
  words.forEach((word, position) => {
    const candidates = stems.get(word.charAt(0)) ?? []
    const exact = candidates.filter((stem) => isForm(word, stem))
    const near = exact.length > 0 ? [] : candidates.filter((stem) => isMistypedForm(word, stem))
    const landmark = landmarks.has(position)
    for (const stem of exact) addHit(hits, stem.key, { position, share: 1, landmark })
    for (const stem of near) addHit(hits, stem.key, { position, share: TYPO_SHARE, landmark })
  })
  return hits
}

function landmarkPositions(words: readonly string[]): Set<number> {
  const positions = new Set<number>()
  words.forEach((word, at) => {
    if (after.test(word)) positions.add(at - 1)
    if (!before.test(word)) return
    const from = words[at + 1] === 'с' || words[at + 1] === 'от' ? at + 2 : at + 1
    positions.add(from)
    if (russianAdjective.test(words[from] ?? '')) positions.add(from + 1)
  })
  return positions
}

function addHit(hits: Map<string, Hit[]>, key: string, hit: Hit): void {
  const sameStem = hits.get(key)
  if (sameStem === undefined) hits.set(key, [hit])
  else sameStem.push(hit)
}

/** Is the word the stem with an ending? A long stem may also go on as a compound or a verb. */
function isForm(word: string, { text, bare }: Stem): boolean {
  const end = endingAfter(word, text)
  if (
    end !== undefined &&
    (kazakhEnding.test(end) || (text.length >= LONG_STEM && end.length <= LONG_STEM_TAIL))
  )
    return true
  const russianEnd = endingAfter(word, bare)
  if (russianEnd === undefined) return false
  return russianEnding.test(russianEnd) || (bare.length >= LONG_STEM && russianEnd.length <= LONG_STEM_TAIL)
}

/** What follows the stem, or undefined. A last к or п of Kazakh turns into г or б before a vowel. */
function endingAfter(word: string, stem: string): string | undefined {
  if (word.startsWith(stem)) return word.slice(stem.length)
  const last = stem.at(-1)
  const voiced = last === 'к' ? 'г' : last === 'п' ? 'б' : undefined
  if (voiced === undefined || stem.length < 3 || word.length === stem.length) return undefined
  return word.startsWith(stem.slice(0, -1) + voiced) ? word.slice(stem.length) : undefined
}

function isMistypedForm(word: string, { bare }: Stem): boolean {
  if (bare.length < TYPO_LENGTH || word.length < bare.length - 1) return false
  for (const length of [bare.length, bare.length + 1, bare.length - 1]) {
    if (length <= word.length && word.length - length <= 4 && isOneEditApart(word.slice(0, length), bare))
      return true
  }
  return false
}

/** One letter replaced, added, dropped, or two neighbours swapped. */
function isOneEditApart(a: string, b: string): boolean {
  if (a.length > b.length) return isOneEditApart(b, a)
  let from = 0
  while (from < a.length && a[from] === b[from]) from++
  if (a.length < b.length) return a.slice(from) === b.slice(from + 1)
  if (a.slice(from + 1) === b.slice(from + 1)) return true
  return a[from] === b[from + 1] && a[from + 1] === b[from] && a.slice(from + 2) === b.slice(from + 2)
}

type Match = { category: number; positions: number[]; weight: number }

/** The first place where all words of the phrase stand close together, in any order. */
function matchPhrase(phrase: Phrase, hits: ReadonlyMap<string, Hit[]>): Match | undefined {
  const [first = '', ...others] = phrase.stems
  for (const start of hits.get(first) ?? []) {
    const used = [start]
    for (const key of others) {
      const next = (hits.get(key) ?? []).find(
        (hit) =>
          Math.abs(hit.position - start.position) < PHRASE_SPAN &&
          !used.some((one) => one.position === hit.position),
      )
      if (next === undefined) break
      used.push(next)
    }
    if (used.length !== phrase.stems.length) continue
    const share = Math.min(...used.map((hit) => hit.share))
    const place = used.every((hit) => hit.landmark) ? LANDMARK_SHARE : 1
    return {
      category: phrase.category,
      positions: used.map((hit) => hit.position),
      weight: phrase.weight * share * place,
    }
  }
  return undefined
}

/** Adds up per category, the heaviest match first; a word of the text counts once for a category. */
function bestCategories(found: Match[], codes: readonly string[]): Guess[] {
  const scores = new Map<number, number>()
  const counted = new Map<number, Set<number>>()
  for (const match of found.toSorted((a, b) => b.weight - a.weight)) {
    const words = counted.get(match.category) ?? new Set<number>()
    counted.set(match.category, words)
    if (match.positions.some((position) => words.has(position))) continue
    for (const position of match.positions) words.add(position)
    scores.set(match.category, (scores.get(match.category) ?? 0) + match.weight)
  }
  return [...scores]
    .sort(([a, aScore], [b, bScore]) => bScore - aScore || a - b)
    .slice(0, GUESSES)
    .map(([category, score]) => ({ code: codes[category] ?? '', score: Math.round(score * 100) / 100 }))
}

import { searchFold, searchWords } from './search-fold.ts'

/** A word to look for, folded, and the beginnings by which its other forms are known. */
export type SearchTerm = {
  /** As it was typed. */
  form: string
  word: string
  /** The word without its ending, three letters at least: 'жолда' is 'жол', 'ямы' is 'ям' and stays whole. */
  stem: string
}

const mostTerms = 8

/** Words that stand in every text, folded. A search of nothing else looks for them all the same. */
const tooFrequent = new Set(
  (
    'и в во на не с со у по за к ко от до из для о об при без над под через что как это где когда уже еще очень нет' +
    ' есть был была мы вы они он она наш нам нас вам все или но а же ли бы так там тут жок бар мен пен бен жане бул' +
    ' осы сол ол биз сиз the a an of in on at is to and or'
  )
    .split(' ')
    .map(searchFold),
)

/** The words of a search, without repetitions, the longest eight in their order. */
export function searchTerms(text: string): SearchTerm[] {
  const unique = new Map<string, SearchTerm>()
  for (const { form, word } of searchWords(text)) {
    if (!unique.has(word)) unique.set(word, { form, word, stem: stemOf(word) })
  }
  const all = [...unique.values()]
  const telling = all.filter(({ word }) => !tooFrequent.has(word) && (word.length > 1 || /\d/.test(word)))
  const used = telling.length > 0 ? telling : all
  if (used.length <= mostTerms) return used
  const longest = new Set(used.toSorted((a, b) => b.word.length - a.word.length).slice(0, mostTerms))
  return used.filter((term) => longest.has(term))
}

const kazakhPlural = /(?:лар|лер|дар|дер|тар|тер)$/u
const kazakhCase =
  /(?:нын|нин|дын|дин|тын|тин|сындагы|синдеги|ындагы|индеги|дагы|деги|тагы|теги|ында|инде|да|де|та|те|сынан|синен|ынан|инен|дан|ден|тан|тен|нан|нен|га|ге|ка|ке|ды|ди|ты|ти|ны|ни|мен|бен|пен|сы|си)$/u
const russianEnding =
  /(?:ого|его|ому|ему|ыми|ими|ами|ями|ых|их|ой|ей|ый|ий|ая|яя|ое|ее|ые|ие|ую|юю|ым|им|ом|ем|ам|ям|ах|ях|ов|ев|а|я|о|е|ы|и|у|ю|ь|й)$/u
const shortestStem = 3

/** A light stem of a folded word of either language: what is left must still say something. */
export function stemOf(word: string): string {
  if (/\d/.test(word) || word.length <= shortestStem) return word
  const [kazakh, russian] = [withoutKazakh(word), without(word, russianEnding)]
  return kazakh.length < russian.length ? kazakh : russian
}

function withoutKazakh(word: string): string {
  return word.length < 5 ? word : without(without(word, kazakhCase), kazakhPlural)
}

function without(word: string, ending: RegExp): string {
  const bare = word.replace(ending, '')
  return bare.length >= shortestStem ? bare : word
}

const longestEnding = 6

/** True when a folded word is a form of the term. */
export const isFormOf = (word: string, { word: sought, stem }: SearchTerm): boolean =>
  word.startsWith(sought) || (word.startsWith(stem) && word.length - stem.length <= longestEnding)

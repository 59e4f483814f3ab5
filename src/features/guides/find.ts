import { searchWords } from '../../platform/text/search-fold.ts'
import { isFormOf, type SearchTerm } from '../../platform/text/search-terms.ts'
import type { Catalogue, ListedGuide, Topic } from './catalogue.ts'

const worth = { strong: 3, plain: 1 } as const

export type FoundGuide = { guide: ListedGuide; worth: number; strong: number }

/**
 * Guides that hold all (or any) of the words in whatever language, the best first: a word of the title or the
 * keywords is worth three of the text. Pure.
 */
export function findGuides(
  guides: readonly ListedGuide[],
  terms: readonly SearchTerm[],
  match: 'all' | 'any',
): FoundGuide[] {
  if (terms.length === 0) return []
  const found: FoundGuide[] = []
  for (const guide of guides) {
    const values = terms.map((term) => worthOf(guide, term))
    const isFound = match === 'all' ? values.every(Boolean) : values.some(Boolean)
    if (!isFound) continue
    const total = values.reduce<number>((sum, value) => sum + value, 0)
    found.push({ guide, worth: total, strong: values.filter((value) => value === worth.strong).length })
  }
  return found.toSorted((a, b) => b.worth - a.worth)
}

/** Topics of some guide whose name holds all (or any) of the words, in whatever language. Pure. */
export function findTopics(
  { topics, guides }: Pick<Catalogue, 'topics' | 'guides'>,
  terms: readonly SearchTerm[],
  match: 'all' | 'any',
): Topic[] {
  if (terms.length === 0) return []
  const used = new Set(guides.flatMap((guide) => guide.topics))
  return topics.filter(({ code, names }) => {
    const words = Object.values(names).flatMap((name) => searchWords(name).map(({ word }) => word))
    const has = (term: SearchTerm) => words.some((word) => isFormOf(word, term))
    return used.has(code) && (match === 'all' ? terms.every(has) : terms.some(has))
  })
}

function worthOf({ words }: ListedGuide, term: SearchTerm): number {
  if (words.strong.some((word) => isFormOf(word, term))) return worth.strong
  return words.plain.some((word) => isFormOf(word, term)) ? worth.plain : 0
}

/**
 * Guides that may answer what somebody is writing, the best first: those of the category that the words speak of as
 * well, those of the category alone, and those whose title has two of the words.
 */
export function guidesForWords(
  guides: readonly ListedGuide[],
  terms: readonly SearchTerm[],
  category: string | null,
): ListedGuide[] {
  const found = new Map(findGuides(guides, terms, 'any').map((one) => [one.guide.id, one]))
  return guides
    .map((guide) => {
      const strong = found.get(guide.id)?.strong ?? 0
      const place = category === null ? -1 : guide.categories.indexOf(category)
      const ofCategory = place === 0 ? 2 : place > 0 ? 1 : 0
      return { guide, value: ofCategory > 0 || strong >= 2 ? ofCategory * 2 + strong : 0 }
    })
    .filter(({ value }) => value > 0)
    .toSorted((a, b) => b.value - a.value)
    .map(({ guide }) => guide)
}

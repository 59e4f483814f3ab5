import type { Part } from '../search-source.ts'
import { searchWords } from './search-fold.ts'
import { isFormOf, type SearchTerm } from './search-terms.ts'

/** The text in pieces, forms of the terms marked. */
export function marked(text: string, terms: readonly SearchTerm[]): Part[] {
  const parts: Part[] = []
  let from = 0
  for (const { at, form, word } of searchWords(text)) {
    if (!terms.some((term) => isFormOf(word, term))) continue
    if (at > from) parts.push({ text: text.slice(from, at), mark: false })
    parts.push({ text: form, mark: true })
    from = at + form.length
  }
  if (from < text.length) parts.push({ text: text.slice(from), mark: false })
  return parts
}

/** One line of a text around the first word that was looked for, about `most` characters long. */
export function markedExcerpt(text: string, terms: readonly SearchTerm[], most: number): Part[] {
  const line = text.replaceAll(/\s+/g, ' ').trim()
  const first = searchWords(line).find(({ word }) => terms.some((term) => isFormOf(word, term)))
  const start = first === undefined ? 0 : startBefore(line, first.at, most / 3)
  const rest = line.slice(start)
  const cut = rest.length <= most ? rest : rest.slice(0, Math.max(rest.lastIndexOf(' ', most), most / 2))
  const shown = `${start > 0 ? '…' : ''}${cut.trim().toWellFormed()}${cut.length < rest.length ? '…' : ''}`
  return marked(shown, terms)
}

/** The beginning of a word at most `before` characters in front of `at`. */
function startBefore(line: string, at: number, before: number): number {
  if (at <= before) return 0
  const blank = line.indexOf(' ', at - before)
  return blank < 0 || blank > at ? at : blank + 1
}

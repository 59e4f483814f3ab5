import { fold } from '../../../platform/text/fold.ts'
import { templatePurposes } from '../../complaints/index.ts'
import type { TextDoc } from '../things/text.ts'

/** What a list of ready texts is narrowed to; '' is everything. `office` and `category` are codes, or `*` for any. */
export type TextFilter = { q: string; purpose: string; category: string; office: string; state: string }

export const textStates = ['current', 'ended', 'unfinished'] as const
export const anyOf = '*'

/** What the address says; what it does not know is left out. */
export function readFilter(query: Readonly<Record<string, unknown>>): TextFilter {
  const word = (name: string) => {
    const given = query[name]
    return typeof given === 'string' ? given.trim().slice(0, 100) : ''
  }
  const known = (name: string, values: readonly string[]) => (values.includes(word(name)) ? word(name) : '')
  return {
    q: word('q'),
    purpose: known('purpose', templatePurposes),
    category: word('category'),
    office: word('office'),
    state: known('state', textStates),
  }
}

export const isNarrowed = (filter: TextFilter): boolean => Object.values(filter).some((word) => word !== '')

/** `today` is an ISO day of the city. */
export function fits(doc: TextDoc, filter: TextFilter, today: string): boolean {
  const side = (wanted: string, has: string | null) => wanted === '' || wanted === (has ?? anyOf)
  return (
    (filter.purpose === '' || filter.purpose === doc.purpose) &&
    side(filter.category, doc.category) &&
    side(filter.office, doc.office) &&
    (filter.state === '' || statesOf(doc, today).includes(filter.state)) &&
    holds(doc, filter.q)
  )
}

/** `unfinished`: there is no English text, so whoever asks in English is offered none. */
export function statesOf(doc: TextDoc, today: string): string[] {
  const time = doc.validTo !== null && doc.validTo < today ? 'ended' : 'current'
  return doc.texts.en === '' ? [time, 'unfinished'] : [time]
}

function holds({ titles, texts }: TextDoc, words: string): boolean {
  const all = fold([...Object.values(titles), ...Object.values(texts)].join(' '))
  return fold(words)
    .split(/\s+/)
    .every((word) => all.includes(word))
}

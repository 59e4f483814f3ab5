import { bounded } from '../../platform/db/bounded.ts'
import type { Deps } from '../../platform/deps.ts'
import type { SearchAsked, SearchFound, SearchSource } from '../../platform/search-source.ts'
import { type SearchTerm, searchTerms } from '../../platform/text/search-terms.ts'
import { mended } from './known-words.ts'

/** All statements of one search together; who asks for more is told to narrow it. */
const mostMs = 2000

export type Found = {
  /** What was looked for in the end: as typed, or with slips mended. */
  text: string
  terms: readonly SearchTerm[]
  /** As typed when `text` was mended. */
  typed: string | null
  match: SearchAsked['match']
  sources: { source: SearchSource; found: SearchFound }[]
}

export type Asking = Omit<SearchAsked, 'terms' | 'match' | 'client' | 'page' | 'perPage'> & {
  text: string
  /** The source that is read page by page; null: the first of all of them. */
  only: string | null
  page: number
}

export const perPage = 20
const ofEach: Record<string, number> = { complaints: 10 }
const fewOfEach = 3

/**
 * Looks for all the words; if nothing has them all, for the words with slips of the keyboard mended; at last for any
 * of them. Throws TooSlow.
 */
export async function lookUp(
  deps: Pick<Deps, 'pool'>,
  sources: readonly SearchSource[],
  asking: Asking,
): Promise<Found> {
  const ready = await Promise.all(
    sources.map(async (source) => ({ source, find: await source.ready(asking.cityId) })),
  )
  return bounded(deps.pool, mostMs, async (client) => {
    const findAll = async (
      text: string,
      terms: readonly SearchTerm[],
      match: SearchAsked['match'],
    ): Promise<Found> => {
      const found: Found['sources'] = []
      for (const { source, find } of ready) {
        const isRead = asking.only === source.name
        const size = isRead ? perPage : (ofEach[source.name] ?? fewOfEach)
        const page = isRead ? asking.page : 1
        found.push({
          source,
          found: await find({ ...asking, terms, match, client, page, perPage: size }),
        })
      }
      return { text, terms, typed: null, match, sources: found }
    }
    const terms = searchTerms(asking.text)
    const asTyped = await findAll(asking.text, terms, 'all')
    if (isAny(asTyped)) return asTyped
    const better = await mended(client, asking.cityId, asking.text)
    const mendedFound = better && (await findAll(better.text, better.terms, 'all'))
    if (mendedFound && isAny(mendedFound)) return { ...mendedFound, typed: asking.text }
    if (terms.length < 2) return asTyped
    const some = await findAll(better?.text ?? asking.text, better?.terms ?? terms, 'any')
    return isAny(some) ? { ...some, typed: better === null ? null : asking.text } : asTyped
  })
}

export const isAny = ({ sources }: Found): boolean => sources.some(({ found }) => found.n > 0)

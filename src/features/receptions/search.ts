import type { Deps } from '../../platform/deps.ts'
import type { SearchSource } from '../../platform/search-source.ts'
import { marked } from '../../platform/text/marked.ts'
import { searchWords } from '../../platform/text/search-fold.ts'
import { isFormOf } from '../../platform/text/search-terms.ts'
import { nameIn } from '../city/index.ts'
import { receptionPaths } from './paths.ts'
import { type Body, bodiesOf } from './queries.ts'

const keptMs = 15_000

/** Who receives, in the search of the portal: by name and by what one comes with. A city has a dozen. */
export const bodySearch = (deps: Deps): SearchSource => ({
  name: 'receptions',
  label: 'receptions:bodies.title',
  async ready(cityId) {
    const bodies = await keptBodies(deps, cityId)
    return async ({ citySlug, lang, terms, match, page, perPage }) => {
      const found = bodies
        .map((body) => ({ body, words: wordsOf(body) }))
        .map(({ body, words }) => ({
          body,
          score: terms.filter((term) => words.some((word) => isFormOf(word, term))).length,
        }))
        .filter(({ score }) => (match === 'all' ? score === terms.length : score > 0))
        .sort((a, b) => b.score - a.score)
      const hits = found.slice((page - 1) * perPage, page * perPage).map(({ body }) => {
        const [about, address] = [nameIn(body.about, lang), nameIn(body.address, lang)]
        return {
          href: receptionPaths.body(lang, citySlug, body.code),
          title: marked(nameIn(body.names, lang), terms),
          icon: 'users',
          excerpt: about === '' ? null : marked(about, terms),
          lang: null,
          place: address === '' ? null : marked(address, terms),
          ...{ photo: null, tag: null, date: null, number: null },
        }
      })
      return { n: found.length, more: false, hits }
    }
  },
})

const keptBodies = (deps: Deps, cityId: number): Promise<Body[]> =>
  deps.cache.get(`receptions:bodies:${cityId}`, keptMs, () => bodiesOf(deps, cityId))

const wordsOf = ({ names, about }: Body): string[] =>
  searchWords([names, about].flatMap(({ kk, ru, en }) => [kk, ru, en]).join(' ')).map(({ word }) => word)

import type { Deps } from '../../platform/deps.ts'
import type { SearchSource } from '../../platform/search-source.ts'
import { marked } from '../../platform/text/marked.ts'
import { searchWords } from '../../platform/text/search-fold.ts'
import { isFormOf } from '../../platform/text/search-terms.ts'
import { nameIn } from '../city/index.ts'
import { directoryOf, type Office } from '../offices/index.ts'
import { statisticsPaths } from './paths.ts'

/** Offices in the search of the portal: by every name they have or had, in any language. A city has a few dozen. */
export const officeSearch = (deps: Deps): SearchSource => ({
  name: 'offices',
  label: 'search:source.offices',
  async ready(cityId) {
    const { offices } = await directoryOf(deps, cityId)
    return async ({ citySlug, lang, terms, match, page, perPage }) => {
      const found = offices
        .filter(({ current }) => current)
        .map((office) => ({ office, words: wordsOf(office) }))
        .map(({ office, words }) => ({
          office,
          score: terms.filter((term) => words.some((word) => isFormOf(word, term))).length,
        }))
        .filter(({ score }) => (match === 'all' ? score === terms.length : score > 0))
        .sort((a, b) => b.score - a.score)
      const hits = found.slice((page - 1) * perPage, page * perPage).map(({ office }) => ({
        href: statisticsPaths.office(lang, citySlug, office.code),
        title: marked(nameIn(office.names, lang), terms),
        icon: 'building-2',
        excerpt: otherNames(office, lang, terms),
        lang: null,
        place: office.contacts.address === null ? null : marked(nameIn(office.contacts.address, lang), terms),
        photo: null,
        tag: null,
        date: null,
        number: null,
      }))
      return { n: found.length, more: false, hits }
    }
  },
})

/** The short name and the other ones, when the full name does not show why it was found. */
function otherNames(
  { names, short, aliases }: Office,
  lang: 'kk' | 'ru' | 'en',
  terms: Parameters<typeof marked>[1],
) {
  const shown = nameIn(names, lang)
  const others = [nameIn(short, lang), ...aliases].filter((name) => name !== shown)
  const telling = others.filter((name) => marked(name, terms).some(({ mark }) => mark))
  return telling.length === 0 ? null : marked([...new Set(telling)].slice(0, 3).join(', '), terms)
}

function wordsOf({ names, short, aliases, contacts }: Office): string[] {
  const texts = [names, short, ...(contacts.address === null ? [] : [contacts.address])]
  return searchWords([...texts.flatMap(({ kk, ru, en }) => [kk, ru, en]), ...aliases].join(' ')).map(
    ({ word }) => word,
  )
}

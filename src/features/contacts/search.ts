import type { Deps } from '../../platform/deps.ts'
import type { SearchSource } from '../../platform/search-source.ts'
import { marked } from '../../platform/text/marked.ts'
import { searchWords } from '../../platform/text/search-fold.ts'
import { isFormOf } from '../../platform/text/search-terms.ts'
import { nameIn } from '../city/index.ts'
import { contactPaths } from './paths.ts'
import { contactsOf, type Utility } from './queries.ts'
import { serviceIcons } from './rules.ts'

/** Utilities in the search of the portal: by name and by what they answer for, in any language. A city has a dozen. */
export const utilitySearch = (deps: Deps): SearchSource => ({
  name: 'utilities',
  label: 'contacts:utilities',
  async ready(cityId) {
    const { utilities } = await contactsOf(deps, cityId)
    return async ({ citySlug, lang, t, terms, match, page, perPage }) => {
      const found = utilities
        .map((utility) => ({ utility, words: wordsOf(utility) }))
        .map(({ utility, words }) => ({
          utility,
          score: terms.filter((term) => words.some((word) => isFormOf(word, term))).length,
        }))
        .filter(({ score }) => (match === 'all' ? score === terms.length : score > 0))
        .sort((a, b) => b.score - a.score)
      const hits = found.slice((page - 1) * perPage, page * perPage).map(({ utility }) => {
        const [phone] = [...utility.emergencyPhones, ...utility.officePhones]
        const about = nameIn(utility.about, lang)
        return {
          href: `${contactPaths.page(lang, citySlug)}#utility-${utility.id}`,
          title: marked(nameIn(utility.names, lang), terms),
          icon: serviceIcons[utility.service],
          excerpt: about === '' ? null : marked(about, terms),
          lang: null,
          place: phone === undefined ? marked(t('contacts:noPhone'), []) : marked(phone, []),
          ...{ photo: null, tag: null, date: null, number: null },
        }
      })
      return { n: found.length, more: false, hits }
    }
  },
})

const wordsOf = ({ names, about }: Utility): string[] =>
  searchWords([names, about].flatMap(({ kk, ru, en }) => [kk, ru, en]).join(' ')).map(({ word }) => word)

import type { Deps } from '../../../platform/deps.ts'
import type { SearchSource } from '../../../platform/search-source.ts'
import { marked, markedExcerpt } from '../../../platform/text/marked.ts'
import { catalogueOf } from '../catalogue.ts'
import { findGuides } from '../find.ts'
import { guideCard } from './guide-card.ts'

const excerptLength = 220

/** Guides in the search of the portal. */
export const guideSearch = (deps: Deps): SearchSource => ({
  name: 'guides',
  label: 'guides:list.title',
  async ready(cityId) {
    const { guides, topics } = await catalogueOf(deps, cityId)
    return async ({ citySlug, lang, t, terms, match, page, perPage }) => {
      const found = findGuides(guides, terms, match)
      const shown = found.slice((page - 1) * perPage, page * perPage)
      return {
        n: found.length,
        more: false,
        hits: shown.map(({ guide }) => {
          const card = guideCard(guide, { lang, t, slug: citySlug, topics })
          return {
            href: card.href,
            title: marked(card.title, terms),
            icon: card.icon,
            excerpt: markedExcerpt(card.summary, terms, excerptLength),
            lang: card.lang,
            ...{ place: null, photo: null, tag: null, date: null, number: null },
          }
        }),
      }
    }
  },
})

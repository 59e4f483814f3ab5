import type { Deps } from '../../../platform/deps.ts'
import type { SearchSource } from '../../../platform/search-source.ts'
import { marked, markedExcerpt } from '../../../platform/text/marked.ts'
import { catalogueOf } from '../catalogue.ts'
import { findGuides, findTopics } from '../find.ts'
import { guideCard, topicCard } from './guide-card.ts'

const excerptLength = 220

/** Guides in the search of the portal. */
export const guideSearch = (deps: Deps): SearchSource => ({
  name: 'guides',
  label: 'guides:list.title',
  async ready(cityId) {
    const { guides, topics } = await catalogueOf(deps, cityId)
    return async ({ citySlug, lang, t, terms, match, page, perPage }) => {
      const found = [
        ...findTopics({ guides, topics }, terms, match).map((topic) =>
          topicCard(topic, { lang, slug: citySlug }),
        ),
        ...findGuides(guides, terms, match).map(({ guide }) =>
          guideCard(guide, { lang, t, slug: citySlug, topics }),
        ),
      ]
      const shown = found.slice((page - 1) * perPage, page * perPage)
      return {
        n: found.length,
        more: false,
        hits: shown.map((card) => ({
          href: card.href,
          title: marked(card.title, terms),
          icon: card.icon,
          excerpt: markedExcerpt(card.summary, terms, excerptLength),
          lang: card.lang,
          ...{ place: null, photo: null, tag: null, date: null, number: null },
        })),
      }
    }
  },
})

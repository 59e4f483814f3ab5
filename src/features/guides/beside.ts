import type { Deps } from '../../platform/deps.ts'
import type { Beside, Hint } from '../../platform/http/beside.ts'
import { searchTerms } from '../../platform/text/search-terms.ts'
import { formatInstant } from '../../platform/time/format.ts'
import { staffRoles } from '../accounts/index.ts'
import { guideAppeals } from './appeals.ts'
import { askedTopics } from './asked-topic.ts'
import { catalogueOf, textIn } from './catalogue.ts'
import { guidesForWords } from './find.ts'
import { guidePaths, guideStaffPaths } from './paths.ts'
import { guideCard } from './reading/guide-card.ts'

const mostHints = 2
const mostAtHome = 4

/** What guides tell on the pages of others. */
export const guidesBeside: Beside = {
  offers: ({ lang, t, slug }) => [
    {
      ...{ group: 'services', href: guidePaths.list(lang, slug), icon: 'book-open' },
      label: t('guides:list.title'),
      text: t('guides:offer.text'),
    },
  ],
  staffLinks: ({ t, roles }) =>
    roles.some(({ role }) => staffRoles.some((one) => one === role))
      ? [{ href: guideStaffPaths.list(), label: t('writing:list.title') }]
      : [],
  home: (deps: Deps) => async (asked) => {
    const { guides } = await catalogueOf(deps, asked.cityId)
    if (guides.length === 0) return null
    const { lang, t, slug, timeZone } = asked
    return {
      title: t('guides:list.title'),
      icon: 'book-open',
      items: guides.slice(0, mostAtHome).flatMap((guide) => {
        const found = textIn(guide.texts, lang)
        if (found === null) return []
        const { title, publishedAt } = found.text
        return [
          {
            href: guidePaths.show(lang, slug, guide.slug),
            label: title,
            meta: formatInstant(publishedAt, lang, timeZone, 'short'),
          },
        ]
      }),
      more: { href: guidePaths.list(lang, slug), label: t('guides:list.all') },
    }
  },
  appeals: guideAppeals,
  topics: askedTopics,
  hints: (deps: Deps) => ({
    async forWords({ cityId, slug, lang, t }, { text, category }) {
      const { guides, topics } = await catalogueOf(deps, cityId)
      const found = guidesForWords(guides, searchTerms(text), category).slice(0, mostHints)
      return found.map((guide): Hint => {
        const { href, title } = guideCard(guide, { lang, t, slug, topics })
        return { icon: 'book-open', tone: 'info', title: t('guides:hint'), text: title, href }
      })
    },
  }),
}

import { definePage, type PageModel } from '../../../platform/http/page.ts'
import type { EmptyState, Link } from '../../../platform/http/parts.ts'
import { nameIn } from '../../city/index.ts'
import type { Catalogue, Topic } from '../catalogue.ts'
import { guidePaths } from '../paths.ts'
import { type GuideCard, guideCard } from './guide-card.ts'
import { guideCrumbs, type Place } from './place.ts'

export type TopicModel = PageModel & {
  icon: string
  lead: string
  cards: GuideCard[]
  empty: EmptyState | null
  others: Link[]
  ask: Link
}

export const topicPage = definePage<TopicModel>('guides/topic')

/** Guides of one subject or event of life. */
export function topicModel(
  { catalogue, topic }: { catalogue: Catalogue; topic: Topic },
  place: Omit<Place, 'directory'>,
): TopicModel {
  const { lang, t, city } = place
  const around = { lang, t, slug: city.slug, topics: [topic] }
  const guides = catalogue.guides.filter(({ topics }) => topics.includes(topic.code))
  const ask = { href: guidePaths.ask(lang, city.slug), label: t('guides:ask.title') }
  const used = new Set(catalogue.guides.flatMap(({ topics }) => topics))
  return {
    page: {
      title: nameIn(topic.names, lang),
      description: nameIn(topic.texts, lang),
      crumbs: guideCrumbs(place, {
        href: guidePaths.topics(lang, city.slug),
        label: t('guides:topics.title'),
      }),
    },
    icon: topic.icon,
    lead: nameIn(topic.texts, lang),
    cards: guides.map((guide) => guideCard(guide, around)),
    empty:
      guides.length > 0
        ? null
        : {
            title: t('guides:topic.empty'),
            text: t('guides:topic.emptyText'),
            icon: topic.icon,
            actions: [ask],
          },
    others: catalogue.topics
      .filter(({ code }) => code !== topic.code && used.has(code))
      .map(({ code, names }) => ({
        href: guidePaths.topic(lang, city.slug, code),
        label: nameIn(names, lang),
      })),
    ask,
  }
}

import { definePage, type PageModel } from '../../../platform/http/page.ts'
import type { EmptyState, Link } from '../../../platform/http/parts.ts'
import { nameIn } from '../../city/index.ts'
import type { Catalogue, Topic } from '../catalogue.ts'
import { guidePaths } from '../paths.ts'
import { guideCard } from './guide-card.ts'
import { guideCrumbs, type Place } from './place.ts'

type TopicBlock = {
  id: string
  icon: string
  title: string
  href: string
  text: string
  guides: { href: string; title: string; lang: string | null }[]
}

export type TopicsModel = PageModel & {
  /** Events of life, then subjects. */
  parts: { id: string; title: string; topics: TopicBlock[] }[]
  empty: EmptyState | null
  ask: Link
}

export const topicsPage = definePage<TopicsModel>('guides/topics')

/** Every topic with the guides under it. A guide of several topics stands under each of them. */
export function topicsModel(catalogue: Catalogue, place: Omit<Place, 'directory'>): TopicsModel {
  const { lang, t, city } = place
  const ask = { href: guidePaths.ask(lang, city.slug), label: t('guides:ask.title') }
  const parts = (['event', 'topic'] as const).map((kind) => ({
    id: `${kind}s`,
    title: t(kind === 'event' ? 'guides:list.events' : 'guides:list.topics'),
    topics: catalogue.topics.filter((topic) => topic.kind === kind).flatMap((topic) => blockOf(topic)),
  }))
  const told = parts.filter(({ topics }) => topics.length > 0)
  return {
    page: {
      title: t('guides:topics.title'),
      description: t('guides:topics.lead'),
      crumbs: guideCrumbs(place),
    },
    parts: told,
    empty:
      told.length > 0
        ? null
        : {
            title: t('guides:list.none'),
            text: t('guides:list.noneText'),
            icon: 'book-open',
            actions: [ask],
          },
    ask,
  }

  /** Nothing of a topic without guides. */
  function blockOf(topic: Topic): TopicBlock[] {
    const guides = catalogue.guides
      .filter(({ topics }) => topics.includes(topic.code))
      .map((guide) => guideCard(guide, { lang, t, slug: city.slug, topics: [topic] }))
    if (guides.length === 0) return []
    return [
      {
        ...{ id: `topic-${topic.code}`, icon: topic.icon, title: nameIn(topic.names, lang) },
        href: guidePaths.topic(lang, city.slug, topic.code),
        text: nameIn(topic.texts, lang),
        guides: guides.map(({ href, title, lang: own }) => ({ href, title, lang: own })),
      },
    ]
  }
}

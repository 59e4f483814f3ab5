import { definePage, type PageModel } from '../../../platform/http/page.ts'
import type { EmptyState, Link } from '../../../platform/http/parts.ts'
import { formatNumber } from '../../../platform/time/format.ts'
import { nameIn } from '../../city/index.ts'
import { type Catalogue, type ListedGuide, type Topic, textIn } from '../catalogue.ts'
import type { FoundGuide } from '../find.ts'
import { guidePaths } from '../paths.ts'
import { type GuideCard, guideCard } from './guide-card.ts'
import { guideCrumbs, type Place } from './place.ts'

type TopicLink = { href: string; icon: string; title: string; text: string; count: string }

export type ListModel = PageModel & {
  action: string
  q: string
  /** What was found; null when nothing was asked. */
  found: { summary: string; cards: GuideCard[] } | null
  empty: EmptyState | null
  events: TopicLink[]
  topics: TopicLink[]
  /** All of them with their guides. */
  allTopics: Link | null
  newest: { href: string; title: string; lang: string | null }[]
  missing: { text: string; ask: Link; queue: Link }
}

export const listPage = definePage<ListModel>('guides/list')

export type ListInput = { catalogue: Catalogue; q: string; found: readonly FoundGuide[] | null }

/** Every guide of the city: by search, by event of life, by subject. */
export function listModel({ catalogue, q, found }: ListInput, place: Omit<Place, 'directory'>): ListModel {
  const { lang, t, city } = place
  const around = { lang, t, slug: city.slug, topics: catalogue.topics }
  const linksOf = (kind: Topic['kind']) =>
    catalogue.topics
      .filter((topic) => topic.kind === kind)
      .map((topic) => topicLink(topic, catalogue.guides, place))
      .filter((link) => link !== null)
  const nothing = catalogue.guides.length === 0 || found?.length === 0
  return {
    page: {
      title: q === '' ? t('guides:list.title') : t('guides:list.titleOf', { q }),
      description: t('guides:list.lead'),
      crumbs: guideCrumbs(place).slice(0, q === '' ? 1 : 2),
      alternates: [
        {
          href: guidePaths.feed(lang, city.slug),
          type: 'application/atom+xml',
          title: t('guides:list.title'),
        },
      ],
      ...(q === '' ? {} : { noindex: true, canonical: guidePaths.list(lang, city.slug) }),
    },
    action: guidePaths.list(lang, city.slug),
    q,
    found:
      found === null || found.length === 0
        ? null
        : {
            summary: t('guides:list.found', { count: found.length }),
            cards: found.map(({ guide }) => guideCard(guide, around)),
          },
    empty: nothing ? emptyOf(q, catalogue, place) : null,
    events: linksOf('event'),
    topics: linksOf('topic'),
    allTopics:
      catalogue.guides.length === 0
        ? null
        : { href: guidePaths.topics(lang, city.slug), label: t('guides:topics.title') },
    newest: found === null ? newestOf(catalogue, place) : [],
    missing: {
      text: t('guides:list.missing'),
      ask: {
        href: guidePaths.ask(lang, city.slug, q === '' ? {} : { text: q }),
        label: t('guides:ask.title'),
      },
      queue: { href: guidePaths.requests(lang, city.slug), label: t('guides:requests.title') },
    },
  }
}

function topicLink(
  topic: Topic,
  guides: readonly ListedGuide[],
  { lang, t, city }: Omit<Place, 'directory'>,
): TopicLink | null {
  const count = guides.filter(({ topics }) => topics.includes(topic.code)).length
  if (count === 0) return null
  return {
    href: guidePaths.topic(lang, city.slug, topic.code),
    icon: topic.icon,
    title: nameIn(topic.names, lang),
    text: nameIn(topic.texts, lang),
    count: t('guides:list.count', { count, n: formatNumber(count, lang) }),
  }
}

const newestOf = ({ guides }: Catalogue, { lang, city }: Omit<Place, 'directory'>): ListModel['newest'] =>
  guides.slice(0, 6).map((guide) => {
    const words = textIn(guide.texts, lang)
    return {
      href: guidePaths.show(lang, city.slug, guide.slug),
      title: words?.text.title ?? guide.slug,
      lang: words === null || words.lang === lang ? null : words.lang,
    }
  })

function emptyOf(q: string, { guides }: Catalogue, { lang, t, city }: Omit<Place, 'directory'>): EmptyState {
  const ask = { href: guidePaths.ask(lang, city.slug, { text: q }), label: t('guides:ask.title') }
  if (guides.length === 0)
    return {
      title: t('guides:list.none'),
      text: t('guides:list.noneText'),
      icon: 'book-open',
      actions: [ask],
    }
  return {
    title: t('guides:list.nothing', { q }),
    text: t('guides:list.nothingText'),
    icon: 'search',
    actions: [ask, { href: guidePaths.list(lang, city.slug), label: t('guides:list.all') }],
  }
}

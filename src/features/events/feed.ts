import { nameIn } from '../city/index.ts'
import type { FeedModel, Reading } from '../complaints/index.ts'
import { eventPaths } from './paths.ts'
import type { EventCard } from './queries.ts'
import { wordsIn } from './translated.ts'
import { kindName, whenText } from './words.ts'

const isoOf = (at: number): string => new Date(at).toISOString()

/** What was announced, moved, cancelled or held, as an Atom feed. */
export function eventFeed(
  rows: readonly EventCard[],
  params: Record<string, string | undefined>,
  reading: Reading,
): FeedModel {
  const { city, lang, t, origin } = reading
  return {
    title: t('events:feed.title', { city: nameIn(city.names, lang) }),
    lang,
    selfHref: origin + eventPaths.feed(lang, city.slug, params),
    listHref: origin + eventPaths.agenda(lang, city.slug, params),
    updated: isoOf(Math.max(...rows.map(({ updatedAt }) => updatedAt), city.openedAt)),
    author: t('common:page.siteOf', { city: nameIn(city.names, lang) }),
    entries: rows.map((row) => ({
      href: origin + eventPaths.show(lang, city.slug, row.id),
      title: [wordsIn(row.title, lang), row.state === 'cancelled' ? t('events:state.cancelled') : '']
        .filter(Boolean)
        .join(' · '),
      summary: [
        kindName(row.kind, t),
        whenText(row, reading),
        wordsIn(row.place, lang),
        row.reason === null ? '' : wordsIn(row.reason, lang),
      ]
        .filter(Boolean)
        .join(' · '),
      lang,
      published: isoOf(row.publishedAt ?? row.updatedAt),
      updated: isoOf(row.updatedAt),
    })),
  }
}

import type { City } from '../../city/index.ts'
import { nameIn } from '../../city/index.ts'
import type { FeedModel } from '../../complaints/index.ts'
import { type Catalogue, textIn } from '../catalogue.ts'
import { guidePaths } from '../paths.ts'
import type { Place } from './place.ts'

const mostInFeed = 50

/** Guides for feed readers, the ones published last first. `origin`: scheme and host of the portal. */
export function guidesFeed(
  { guides }: Catalogue,
  { city, lang, t, origin }: Pick<Place, 'lang' | 't'> & { city: City; origin: string },
): FeedModel {
  const entries = guides.slice(0, mostInFeed).flatMap((guide): FeedModel['entries'] => {
    const words = textIn(guide.texts, lang)
    if (words === null) return []
    const { title, summary, publishedAt } = words.text
    const at = new Date(publishedAt).toISOString()
    const href = origin + guidePaths.show(lang, city.slug, guide.slug)
    return [{ href, title, summary, lang: words.lang, published: at, updated: at }]
  })
  return {
    title: t('guides:feed', { city: nameIn(city.names, lang) }),
    lang,
    selfHref: origin + guidePaths.feed(lang, city.slug),
    listHref: origin + guidePaths.list(lang, city.slug),
    updated: entries[0]?.updated ?? new Date(city.openedAt).toISOString(),
    author: t('common:page.siteOf', { city: nameIn(city.names, lang) }),
    entries,
  }
}

import type { Lang, Translate } from '../../../platform/i18n/texts.ts'
import { nameIn } from '../../city/index.ts'
import { type ListedGuide, type Topic, textIn } from '../catalogue.ts'
import { guidePaths } from '../paths.ts'

/** A guide in a list. `lang` is that of its words when it is another one than that of the page. */
export type GuideCard = {
  href: string
  icon: string
  title: string
  summary: string
  lang: Lang | null
  note: string | null
}

type Around = { lang: Lang; t: Translate; slug: string; topics: readonly Topic[] }

/** A topic among guides that were found. */
export const topicCard = (
  { code, icon, names, texts }: Topic,
  { lang, slug }: Pick<Around, 'lang' | 'slug'>,
): GuideCard => ({
  ...{ href: guidePaths.topic(lang, slug, code), icon, lang: null, note: null },
  ...{ title: nameIn(names, lang), summary: nameIn(texts, lang) },
})

export function guideCard(guide: ListedGuide, { lang, t, slug, topics }: Around): GuideCard {
  const found = textIn(guide.texts, lang)
  const isForeign = found !== null && found.lang !== lang
  return {
    href: guidePaths.show(lang, slug, guide.slug),
    icon: topics.find(({ code }) => guide.topics.includes(code))?.icon ?? 'book-open',
    title: found?.text.title ?? guide.slug,
    summary: found?.text.summary ?? '',
    lang: isForeign ? found.lang : null,
    note: isForeign ? t('guides:notTranslatedShort') : null,
  }
}

import { definePage, type PageModel } from '../../../platform/http/page.ts'
import type { Alert, Link, Photo, When } from '../../../platform/http/parts.ts'
import { formatDay, formatInstant } from '../../../platform/time/format.ts'
import { cityPaths, nameIn } from '../../city/index.ts'
import { shareLinks } from '../../complaints/index.ts'
import { topicPaths } from '../../following/index.ts'
import { type TextBlock, textBlocks } from '../blocks.ts'
import { type Doc, saidIn, writtenIn } from '../doc.ts'
import { newsPaths } from '../paths.ts'
import type { ShownRow } from '../queries.ts'
import { categoryName, type NewsCard, newsCard, officeName } from './cards.ts'
import type { Surroundings } from './words.ts'

export type ArticleModel = {
  title: string
  lead: string
  /** Language of the words. */
  lang: string
  /** That nobody has translated them. */
  note: Alert | null
  date: When
  facts: string[]
  photo: Photo | null
  blocks: TextBlock[]
  /** Where the words were taken from; `href` '' where there is no address. */
  source: { name: string; href: string } | null
}

export type NewsShowModel = PageModel & {
  article: ArticleModel
  changed: string | null
  share: { url: string; title: string; links: Link[] } | null
  related: NewsCard[]
  listHref: string
  followHref: string
}

export const newsShowPage = definePage<NewsShowModel>('news/show')

export type NewsShowInput = { around: Surroundings; row: ShownRow; related: readonly ShownRow[] }

export function newsShowModel({ around, row, related }: NewsShowInput): NewsShowModel {
  const { city, lang, t, origin } = around
  const article = articleOf(row, around)
  const url = origin + newsPaths.show(lang, city.slug, row.id)
  // The day is what the news is dated by; words that were changed on a later day say so.
  const changedDay = formatInstant(row.shown_at.getTime(), lang, city.timeZone)
  const isChanged = changedDay !== formatInstant(row.published_at.getTime(), lang, city.timeZone)
  return {
    page: {
      title: article.title,
      description: article.lead === '' ? article.title : article.lead,
      crumbs: [
        { href: cityPaths.home(lang, city.slug), label: nameIn(city.names, lang) },
        { href: newsPaths.list(lang, city.slug), label: t('news:list.title') },
      ],
      kind: 'article',
    },
    article,
    changed: isChanged ? t('news:show.changed', { day: changedDay }) : null,
    share: { url, title: article.title, links: shareLinks(url, article.title, t) },
    related: related.map((one) => newsCard(one, around)),
    listHref: newsPaths.list(lang, city.slug),
    followHref: topicPaths.follow(lang, city.slug, 'news'),
  }
}

/** The words of news with what stands around them; the preview of staff shows the same. */
export function articleOf(
  row: Pick<ShownRow, 'doc' | 'office_id' | 'picture'>,
  around: Surroundings,
): ArticleModel {
  const { lang } = around
  const { doc } = row
  const title = saidIn(doc.title, lang)
  const body = saidIn(doc.body, lang)
  const facts = [officeName(row, around), categoryName(row, around)].filter((fact) => fact !== '')
  return {
    title: title.text,
    lead: saidIn(doc.lead, lang).text,
    lang: body.lang,
    note: translationNote(doc, around),
    date: { iso: doc.day, text: formatDay(doc.day, lang) },
    facts,
    photo: photoOf(row, around),
    blocks: textBlocks(body.text),
    source: doc.source === null ? null : { name: doc.source.name, href: doc.source.url ?? '' },
  }
}

/** Null where the words are there in the language of the page. */
export function translationNote(doc: Doc, { lang, t }: Pick<Surroundings, 'lang' | 't'>): Alert | null {
  const { translated } = saidIn(doc.body, lang)
  return translated || writtenIn(doc).length === 0
    ? null
    : { text: t('news:show.notTranslated'), tone: 'info' }
}

function photoOf(
  { doc, picture }: Pick<ShownRow, 'doc' | 'picture'>,
  { lang, t }: Surroundings,
): Photo | null {
  if (picture === null || doc.picture === null) return null
  const { credit } = doc.picture
  return {
    src: newsPaths.picture(picture.id, 'large'),
    alt: saidIn(doc.picture.alt, lang).text,
    width: picture.width,
    height: picture.height,
    href: null,
    caption: credit === '' ? null : t('news:show.credit', { name: credit }),
  }
}

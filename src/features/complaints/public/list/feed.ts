import type { Response } from 'express'
import { renderToString } from '../../../../platform/http/page.ts'
import { nameIn } from '../../../city/index.ts'
import { complaintPaths } from '../../paths.ts'
import { publicText } from '../../public-text.ts'
import { excerpt } from '../excerpt.ts'
import type { Reading } from '../reading.ts'
import type { Filter } from './filter.ts'
import { listParams } from './pages.ts'
import type { CardRow, Count } from './queries.ts'
import { sentenceOf } from './sentence.ts'

/** What is new in a list, as Atom (RFC 4287). */
export type FeedModel = {
  title: string
  lang: string
  selfHref: string
  listHref: string
  updated: string
  author: string
  entries: {
    href: string
    title: string
    summary: string
    lang: string
    published: string
    updated: string
  }[]
}

const isoOf = (at: number): string => new Date(at).toISOString()

export function feedModel(
  { filter, rows, count }: { filter: Filter; rows: CardRow[]; count: Count },
  reading: Reading,
): FeedModel {
  const { city, lang, t, origin, directory } = reading
  const params = listParams(filter)
  return {
    title: t('public:feed.title', {
      city: nameIn(city.names, lang),
      list: sentenceOf(filter, count, reading),
    }),
    lang,
    selfHref: origin + complaintPaths.feed(lang, city.slug, params),
    listHref: origin + complaintPaths.list(lang, city.slug, params),
    updated: isoOf(Math.max(...rows.map(({ updatedAt }) => updatedAt), city.openedAt)),
    author: t('common:page.siteOf', { city: nameIn(city.names, lang) }),
    entries: rows.map((row) => {
      const category = row.categoryId === null ? undefined : directory.categoryById.get(row.categoryId)
      const name = category === undefined ? t('public:show.plainTitle') : nameIn(category.names, lang)
      return {
        href: origin + complaintPaths.show(lang, city.slug, row.number),
        title: [name, publicText(row.address, t), t(`complaints:status.${row.status}`)]
          .filter(Boolean)
          .join(' · '),
        summary: excerpt(publicText(row.text, t), 300),
        lang: row.textLang,
        published: isoOf(row.receivedAt),
        updated: isoOf(row.updatedAt),
      }
    }),
  }
}

export function sendFeed(res: Response, model: FeedModel): void {
  const xml = renderToString(res.app.locals['renderer'], 'complaints/feed', { model, t: res.locals['t'] })
  res.type('application/atom+xml').send(xml)
}

/** The same as RSS 2.0, for readers that know nothing else. */
export function sendRss(res: Response, model: FeedModel): void {
  // RFC 822 dates, which RSS asks for.
  const dated = {
    ...model,
    updated: new Date(model.updated).toUTCString(),
    entries: model.entries.map((entry) => ({ ...entry, published: new Date(entry.published).toUTCString() })),
  }
  const locals = { model: dated, t: res.locals['t'] }
  res.type('application/rss+xml').send(renderToString(res.app.locals['renderer'], 'complaints/rss', locals))
}

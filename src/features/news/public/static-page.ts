import { definePage, type PageModel } from '../../../platform/http/page.ts'
import type { Alert, Link } from '../../../platform/http/parts.ts'
import { formatInstant } from '../../../platform/time/format.ts'
import { cityPaths, nameIn } from '../../city/index.ts'
import { type TextBlock, textBlocks } from '../blocks.ts'
import { saidIn } from '../doc.ts'
import { newsPaths } from '../paths.ts'
import type { PageRow } from '../queries.ts'
import { translationNote } from './show-page.ts'
import type { Surroundings } from './words.ts'

/** The words of a page that a city has written. */
export type StaticWords = {
  title: string
  lead: string
  lang: string
  note: Alert | null
  blocks: TextBlock[]
  /** When they were changed last, in words. */
  changed: string
}

export type StaticPageModel = PageModel & { words: StaticWords; others: Link[] }

export const staticPage = definePage<StaticPageModel>('news/page')

export function staticWords(
  { doc, shown_at }: Pick<PageRow, 'doc' | 'shown_at'>,
  around: Pick<Surroundings, 'city' | 'lang' | 't'>,
): StaticWords {
  const { city, lang, t } = around
  const body = saidIn(doc.body, lang)
  return {
    title: saidIn(doc.title, lang).text,
    lead: saidIn(doc.lead, lang).text,
    lang: body.lang,
    note: translationNote(doc, around),
    blocks: textBlocks(body.text),
    changed: t('news:show.changed', { day: formatInstant(shown_at.getTime(), lang, city.timeZone) }),
  }
}

/** `others`: pages beside it, the standard ones among them. */
export function staticPageModel(
  { row, others }: { row: PageRow; others: readonly Link[] },
  around: Pick<Surroundings, 'city' | 'lang' | 't'>,
): StaticPageModel {
  const { city, lang } = around
  const words = staticWords(row, around)
  return {
    page: {
      title: words.title,
      description: words.lead === '' ? words.title : words.lead,
      crumbs: [{ href: cityPaths.home(lang, city.slug), label: nameIn(city.names, lang) }],
    },
    words,
    others: [...others],
  }
}

/** Links to the pages of a city that are none of the standard ones. */
export const linksToPages = (
  rows: readonly PageRow[],
  standard: readonly string[],
  { city, lang }: Pick<Surroundings, 'city' | 'lang'>,
): Link[] =>
  rows
    .filter(({ code }) => !standard.includes(code))
    .map(({ code, doc }) => ({
      href: newsPaths.page(lang, city.slug, code),
      label: saidIn(doc.title, lang).text,
    }))

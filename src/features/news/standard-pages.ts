import type { Link } from '../../platform/http/parts.ts'
import type { Texts as AllTexts, Lang, Translate } from '../../platform/i18n/texts.ts'
import type { City } from '../city/index.ts'
import type { Texts } from './doc.ts'

/** The words of a page as the portal brings them along. */
export type StandardPage = { code: string; title: Texts; lead: Texts; body: Texts }

/** Pages that every city has; a city may write them anew. They belong to a feature above this one. */
export type StandardPages = {
  codes: readonly string[]
  /** In the markup of blocks.ts. */
  pages(city: City, texts: AllTexts): StandardPage[]
  href(code: string, lang: Lang, slug: string): string
  links(place: { city: City; lang: Lang; t: Translate }): Link[]
}

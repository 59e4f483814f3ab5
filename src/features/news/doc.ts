import { z } from 'zod'
import type { Lang } from '../../platform/i18n/texts.ts'

const Texts = z.object({ kk: z.string(), ru: z.string(), en: z.string() })
/** The same words in the three languages; '' where nobody has translated them. */
export type Texts = z.infer<typeof Texts>
export const noTexts: Texts = { kk: '', ru: '', en: '' }

/** What stands in news or on a page. Plain texts; `body` in the small markup of blocks.ts. */
export const Doc = z.object({
  title: Texts,
  lead: Texts,
  body: Texts,
  /** ISO day it is dated. */
  day: z.iso.date(),
  /** Code of a category of complaints. */
  category: z.string().nullable().default(null),
  /** Whose words these are, when they are taken over. */
  source: z.object({ name: z.string(), url: z.string().nullable() }).nullable().default(null),
  picture: z.object({ id: z.string(), alt: Texts, credit: z.string() }).nullable().default(null),
})
export type Doc = z.infer<typeof Doc>

/** Words in the language of the page, else in the next that there is: Kazakh, Russian, English. */
export type Said = { text: string; lang: Lang; translated: boolean }

const order: readonly Lang[] = ['kk', 'ru', 'en']

export function saidIn(texts: Texts, lang: Lang): Said {
  const found = [lang, ...order].find((one) => texts[one] !== '') ?? lang
  return { text: texts[found], lang: found, translated: found === lang }
}

/** Languages in which there is a title and a text. */
export const writtenIn = ({ title, body }: Doc): Lang[] =>
  order.filter((lang) => title[lang] !== '' && body[lang] !== '')

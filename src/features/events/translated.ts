import { type Lang, langs } from '../../platform/i18n/texts.ts'

/** A text as it stands in the database: an empty one is not translated yet. */
export type Texts = Record<Lang, string>

/** What is shown of it and in which language. */
export type Shown = { text: string; lang: Lang }

/** The text in this language, else in the first of Kazakh, Russian and English that has it. */
export function shownIn(texts: Texts, lang: Lang): Shown {
  const found = [lang, ...langs].find((one) => texts[one] !== '')
  return found === undefined ? { text: '', lang } : { text: texts[found], lang: found }
}

export const wordsIn = (texts: Texts, lang: Lang): string => shownIn(texts, lang).text

type Row = Record<string, unknown>

/** The three columns of a text, `title` -> titleKk, titleRu, titleEn. */
export function textsOf(row: Row, name: string): Texts {
  const of = (suffix: string) => String(row[`${name}${suffix}`] ?? '')
  return { kk: of('Kk'), ru: of('Ru'), en: of('En') }
}

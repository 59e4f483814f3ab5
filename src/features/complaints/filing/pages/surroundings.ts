import type { PageMeta } from '../../../../platform/http/page.ts'
import type { SummaryError } from '../../../../platform/http/parts.ts'
import type { TextKey } from '../../../../platform/i18n/text-key.ts'
import type { Lang, TextValues, Translate } from '../../../../platform/i18n/texts.ts'
import { type City, nameIn } from '../../../city/index.ts'
import type { CategoryGuesser } from '../../../guesses/index.ts'
import type { Directory } from '../../../offices/index.ts'
import { likelyEmail, normaliseEmail } from '../contacts.ts'
import { lengthOf, textLimits, unknownCategory } from '../draft.ts'

/** What every page of the filing is built from. */
export type Filer = {
  lang: Lang
  t: Translate
  city: City
  directory: Directory
  /** Guesses categories from words. */
  guess: CategoryGuesser
}

/** Head of a step: no search engine has any business here. */
export const stepMeta = (title: string): PageMeta => ({ title, noindex: true })

/** What stands above the h1 of a step. */
export type StepHead = { backHref: string; step: string; current: number; total: number }

const steps = 3

export const stepHead = ({ t }: Pick<Filer, 't'>, current: number, backHref: string): StepHead => ({
  backHref,
  step: t('common:steps.count', { current, total: steps }),
  current,
  total: steps,
})

/** Sentences of a form by field. A key is said in words with `values`; a ready sentence stays as it is. */
export function sentencesOf(
  t: Translate,
  errors: Partial<Record<string, TextKey>>,
  values: TextValues = {},
): Record<string, string> {
  return Object.fromEntries(
    Object.entries(errors).map(([field, key]) => [field, key === undefined ? '' : t(key, values)]),
  )
}

/** The error summary over fields whose ids are their names. */
export const summaryOf = (sentences: Record<string, string>): SummaryError[] =>
  Object.entries(sentences).map(([field, text]) => ({ href: `#${field}`, text }))

/** Values of the sentences about fields: the address that was probably meant, limits and lengths. */
export const likelyField = (typed: Record<string, string>): TextValues => ({
  likely: likelyEmail(normaliseEmail(typed['email'] ?? '') ?? '') ?? '',
  min: textLimits.min,
  max: textLimits.max,
  length: lengthOf((typed['text'] ?? '').trim()),
})

/** Name of the category with this code, as people read it. */
export function categoryName({ lang, t, directory }: Filer, code: string | null): string {
  const category = directory.categories.find((one) => one.code === code)
  if (category) return nameIn(category.names, lang)
  return code === unknownCategory ? t('filing:what.unknown') : ''
}

import { z } from 'zod'
import { type Lang, langs } from '../../platform/i18n/texts.ts'
import type { Names } from '../city/index.ts'

/** What is said of a work, in three languages; '' where nobody has translated it. */
const Said = z.object({
  kk: z.string().default(''),
  ru: z.string().default(''),
  en: z.string().default(''),
})

/** Why, where in words, the way round, what came of it, and why it was called off. */
export const WorkWords = z.object({
  why: Said.prefault({}),
  place: Said.prefault({}),
  detour: Said.prefault({}),
  result: Said.prefault({}),
  cancelled: Said.prefault({}),
})
export type WorkWords = z.infer<typeof WorkWords>

/** Reasons stored with an event. */
export const Reason = Said

export const nothingSaid: Names = { kk: '', ru: '', en: '' }

/** A text in the language asked for, else in the first of Kazakh, Russian, English that there is. */
export type SaidIn = { text: string; lang: Lang }

export function saidIn(names: Names, lang: Lang): SaidIn {
  const found = [lang, ...langs].find((one) => names[one] !== '') ?? lang
  return { text: names[found], lang: found }
}

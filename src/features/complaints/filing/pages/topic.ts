import type { Option } from '../../../../platform/http/parts.ts'
import type { Translate } from '../../../../platform/i18n/texts.ts'
import { nameIn } from '../../../city/index.ts'
import { answerKey, answerLimit, type Category, type Question } from '../../../offices/index.ts'
import { type OpenDraft, unknownCategory } from '../draft.ts'
import { answering } from './answering.ts'
import { guessedCategories, optionOf } from './category-choice.ts'
import { type Call, phonesOf } from './danger.ts'
import type { Filer } from './surroundings.ts'

export type QuestionField = {
  name: string
  label: string
  kind: Question['kind']
  options: Option[]
  value: string
  error: string
  max: number
}

/** What belongs to one category: its questions, and whose matter it is when not the akimat's. */
export type OfCategory = {
  code: string
  questions: QuestionField[]
  elsewhere: { title: string; text: string; calls: Call[] } | null
}

export type Topic = {
  /** Null when a category was chosen before. */
  choice: { options: Option[]; value: string } | null
  /** By the order of the choice, or the one of the chosen category. */
  parts: OfCategory[]
}

type Answered = { answered: Record<string, string>; bad: Record<string, 'number' | 'long'> }

/** A category that only the text speaks for is confirmed beside the place: that saves a page of its own. */
export function topicOf(filer: Filer, { text, category }: OpenDraft, typed: Answered): Topic {
  if (category !== null) {
    const chosen = filer.directory.categories.find(({ code }) => code === category)
    return { choice: null, parts: chosen ? [ofCategory(filer, chosen, typed)] : [] }
  }
  const guessed = guessedCategories(filer, text)
  const unknown = { value: unknownCategory, label: filer.t('filing:what.unknown') }
  return {
    choice: { options: [...guessed.map(optionOf(filer)), unknown], value: guessed[0]?.code ?? unknown.value },
    parts: guessed.map((one) => ofCategory(filer, one, typed)),
  }
}

export function ofCategory(filer: Filer, category: Category, { answered, bad }: Answered): OfCategory {
  const { lang, t } = filer
  const sentences = badAnswers(t, bad)
  return {
    code: category.code,
    questions: category.questions.map(({ code, kind, label, options }) => {
      const name = answerKey(category.code, code)
      return {
        name,
        kind,
        label: nameIn(label, lang),
        options: options.map((option) => ({ value: option.value, label: nameIn(option.label, lang) })),
        value: answered[name] ?? '',
        error: sentences[name] ?? '',
        max: answerLimit,
      }
    }),
    elsewhere: elsewhereOf(filer, category.code),
  }
}

/** Sentences by the names of fields. */
export const badAnswers = (t: Translate, bad: Answered['bad']): Record<string, string> =>
  Object.fromEntries(
    Object.entries(bad).map(([name, why]) => [
      name,
      t(why === 'number' ? 'filing:error.number' : 'filing:error.placeLong', { max: answerLimit }),
    ]),
  )

/** Who is responsible and how to reach them, when it is nobody of this portal; the report is passed on all the same. */
function elsewhereOf(filer: Filer, category: string): OfCategory['elsewhere'] {
  const { lang, t } = filer
  const office = answering(filer, { category, district: null })
  if (!office?.external) return null
  return {
    title: t('filing:where.externalTitle'),
    text: t('filing:where.external', { office: nameIn(office.names, lang) }),
    calls: phonesOf(filer, office),
  }
}

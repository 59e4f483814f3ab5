import type { FieldErrors } from '../../../platform/http/form.ts'
import type { Option } from '../../../platform/http/parts.ts'
import type { Lang, Translate } from '../../../platform/i18n/texts.ts'
import { nameIn } from '../../city/index.ts'
import { type Answers, answerKey, answerLimit, type Category, readAnswers } from '../../offices/index.ts'

/** Stands for the answer of somebody who was asked and does not know; no answer of a choice has this code. */
export const doesNotKnow = '-'
const unknownField = (name: string) => `unknown--${name}`

/** What was typed of the questions of any category, by the names of their fields. */
export function typedAnswers(typed: Readonly<Record<string, string>>): Answers {
  const names = Object.keys(typed).map((name) => name.replace(/^unknown--/, ''))
  const asked = [...new Set(names.filter((name) => name.includes('--')))]
  return Object.fromEntries(
    asked.flatMap((name) => {
      const answer = (typed[name] ?? '').trim().slice(0, answerLimit * 2)
      if (answer !== '') return [[name, answer]]
      return typed[unknownField(name)] === '1' ? [[name, doesNotKnow]] : []
    }),
  )
}

/** The answers that the complaint is filed with: of this category, and of those only what can be taken. */
export function givenAnswers(category: Category | undefined, typed: Answers): Answers {
  return category === undefined ? {} : readAnswers(category, known(typed)).answers
}

const known = (typed: Answers): Answers =>
  Object.fromEntries(Object.entries(typed).filter(([, answer]) => answer !== doesNotKnow))

/**
 * What still has to be asked or cannot be taken as it is. Whoever is there is asked everything; a letter answers what it
 * answers.
 */
export function answerFaults(
  category: Category | undefined,
  typed: Answers,
  { isThere }: { isThere: boolean },
): FieldErrors {
  if (category === undefined) return {}
  const { bad } = readAnswers(category, known(typed))
  const faults: FieldErrors = {}
  for (const { code } of category.questions) {
    const name = answerKey(category.code, code)
    if (bad[name] === 'number') faults[name] = 'operator:error.answerNumber'
    else if (bad[name] === 'long') faults[name] = 'operator:error.answerLong'
    else if (isThere && (typed[name] ?? '') === '') faults[name] = 'operator:error.notAsked'
  }
  return faults
}

export type QuestionField = {
  name: string
  /** In the language of the caller, to be read out. */
  label: string
  /** The same in the language of the page, when that is another one. */
  hint: string
  kind: 'choice' | 'number' | 'text'
  options: Option[]
  value: string
  error: string
  unknown: { name: string; checked: boolean; label: string }
}

export type QuestionsInput = {
  category: Category | undefined
  answers: Answers
  lang: Lang
  replyLang: Lang
  say: Translate
  sentences: Readonly<Record<string, string>>
}

export function questionFields(input: QuestionsInput): QuestionField[] {
  const { category, answers, lang, replyLang, say, sentences } = input
  if (category === undefined) return []
  const dontKnow = say('operator:say.dontKnow')
  return category.questions.map(({ code, kind, label, options }) => {
    const name = answerKey(category.code, code)
    const typed = answers[name] ?? ''
    const choices = options.map((one) => ({ value: one.value, label: nameIn(one.label, replyLang) }))
    return {
      ...{ name, kind, label: nameIn(label, replyLang), error: sentences[name] ?? '' },
      hint: lang === replyLang ? '' : nameIn(label, lang),
      options: [...choices, { value: doesNotKnow, label: dontKnow }],
      value: kind !== 'choice' && typed === doesNotKnow ? '' : typed,
      unknown: { name: unknownField(name), checked: typed === doesNotKnow, label: dontKnow },
    }
  })
}

/** Questions with their answers, as they are read back. */
export function answersSaid({
  category,
  answers,
  replyLang,
}: Pick<QuestionsInput, 'category' | 'answers' | 'replyLang'>): { label: string; value: string }[] {
  if (category === undefined) return []
  const given = givenAnswers(category, answers)
  return category.questions.flatMap(({ code, label, options }) => {
    const answer = given[answerKey(category.code, code)]
    if (answer === undefined) return []
    const option = options.find(({ value }) => value === answer)
    return [
      {
        label: nameIn(label, replyLang),
        value: option === undefined ? answer : nameIn(option.label, replyLang),
      },
    ]
  })
}

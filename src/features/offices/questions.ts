import { z } from 'zod'

const Names = z.object({ kk: z.string(), ru: z.string(), en: z.string() })
const code = z.string().regex(/^[a-z][a-z0-9_]{0,19}$/)

/** What an office needs to know for this category; nobody has to answer. */
export const Question = z.object({
  code,
  kind: z.enum(['choice', 'number', 'text']),
  label: Names,
  /** Of a choice. */
  options: z.array(z.object({ value: code, label: Names })).default([]),
})
export type Question = z.infer<typeof Question>

/** More would be an interrogation. */
export const Questions = z.array(Question).max(2)

type Asked = { code: string; questions: readonly Question[] }

/** Answers by `category--question`, so that another category takes none of them over. */
export type Answers = Record<string, string>

/** Name of the field of a question, also its key among the answers. */
export const answerKey = (category: string, question: string): string => `${category}--${question}`

const mostDigits = 6
/** In characters (code points). */
export const answerLimit = 60

/** The answers that were given, and the fields whose answer cannot be taken, with why. */
export function readAnswers(
  { code: category, questions }: Asked,
  typed: Record<string, string>,
): { answers: Answers; bad: Record<string, 'number' | 'long'> } {
  const answers: Answers = {}
  const bad: Record<string, 'number' | 'long'> = {}
  for (const { code, kind, options } of questions) {
    const key = answerKey(category, code)
    const answer = (typed[key] ?? '').replaceAll(/\s+/g, ' ').trim()
    if (answer === '') continue
    if (kind === 'number' && !isNumber(answer)) bad[key] = 'number'
    else if (kind === 'text' && [...answer].length > answerLimit) bad[key] = 'long'
    else if (kind !== 'choice' || options.some(({ value }) => value === answer)) answers[key] = answer
  }
  return { answers, bad }
}

const isNumber = (text: string) => /^\d+$/.test(text) && text.length <= mostDigits

import { toDate } from '../../../platform/db/instant.ts'
import { isUniqueViolation } from '../../../platform/db/violation.ts'
import type { Deps } from '../../../platform/deps.ts'
import type { Lang } from '../../../platform/i18n/texts.ts'

export type NewQuestion = { eventId: number; text: string; lang: Lang; formKey: Uint8Array; at: number }

/** Keeps a question in advance for staff to show and answer. The same form twice is one question. */
export async function askQuestion(
  { db }: Pick<Deps, 'db'>,
  { formKey, at, ...question }: NewQuestion,
): Promise<void> {
  try {
    await db.eventQuestion.create({
      data: { ...question, formKey: Buffer.from(formKey), askedAt: toDate(at) },
    })
  } catch (error) {
    if (!isUniqueViolation(error)) throw error
  }
}

export type Settled = {
  eventId: number
  questionId: number
  /** Shown to everybody, with the answer when there is one; or not. */
  state: 'shown' | 'refused'
  answer: string
  answerLang: Lang
  staffId: number
  at: number
}

/** Shows a question with what is answered, or keeps it from everybody. False when there is none. */
export async function settleQuestion({ db }: Pick<Deps, 'db'>, settled: Settled): Promise<boolean> {
  const { eventId, questionId, state, answer, answerLang, staffId, at } = settled
  const { count } = await db.eventQuestion.updateMany({
    where: { id: questionId, eventId },
    data: { state, answer, answerLang, settledById: staffId, settledAt: toDate(at) },
  })
  return count > 0
}

import { toDate } from '../../../platform/db/instant.ts'
import type { Deps } from '../../../platform/deps.ts'
import type { Lang } from '../../../platform/i18n/texts.ts'

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

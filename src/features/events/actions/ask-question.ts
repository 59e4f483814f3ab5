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

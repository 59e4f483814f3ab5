import { toDate } from '../../../platform/db/instant.ts'
import type { Transaction } from '../../../platform/db/transaction.ts'
import { storedPublicText } from '../../complaints/index.ts'

export type SaidElsewhere = {
  cityId: number
  staffId: number
  /** Milliseconds UTC. */
  at: number
  channel: string
  question: string
  answer: string
  /** Where it was said, and its id there: the same one is kept once. */
  source: string
  externalId: string
}

/** A question that was answered on the spot away from the desk, at a window or a reception. */
export async function addConsultation(
  tx: Transaction,
  { at, question, answer, ...rest }: SaidElsewhere,
): Promise<void> {
  const words = {
    question: storedPublicText(question) ?? question,
    answer: storedPublicText(answer) ?? answer,
  }
  await tx.consultation.createMany({ data: [{ ...rest, ...words, at: toDate(at) }], skipDuplicates: true })
}

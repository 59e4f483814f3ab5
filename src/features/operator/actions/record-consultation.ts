import { toDate } from '../../../platform/db/instant.ts'
import { inTransaction } from '../../../platform/db/transaction.ts'
import type { Deps } from '../../../platform/deps.ts'
import { storedPublicText } from '../../complaints/index.ts'
import { lengthAt, type Talk } from '../talk/queries.ts'

export type Consulting = {
  cityId: number
  staffId: number
  talk: Talk
  categoryId: number | null
  question: string
  answer: string
}

/** An answer on the spot ends the conversation. Once per conversation; phones and the like are not kept in the words. */
export async function recordConsultation(
  deps: Pick<Deps, 'db' | 'now'>,
  { cityId, staffId, talk, categoryId, question, answer }: Consulting,
): Promise<void> {
  const now = deps.now().epochMilliseconds
  const at = toDate(now)
  const seconds = lengthAt(talk, now)
  await inTransaction(deps.db, async (tx) => {
    const ended = await tx.operatorTalk.updateMany({
      where: { id: talk.id, endedAt: null },
      data: {
        outcome: 'answered',
        endedAt: at,
        updatedAt: at,
        heldAt: null,
        secondsBefore: seconds,
        runningSince: null,
        sealed: null,
      },
    })
    if (ended.count === 0) return
    await tx.consultation.create({
      data: {
        ...{ cityId, staffId, at, categoryId, seconds, talkId: talk.id, channel: talk.channel },
        question: storedPublicText(question) ?? question,
        answer: storedPublicText(answer) ?? answer,
      },
    })
  })
}

import type { Temporal } from 'temporal-polyfill'
import { toDate } from '../../../platform/db/instant.ts'
import type { Deps } from '../../../platform/deps.ts'
import { draftDays } from '../../complaints/index.ts'

/** Days for which things of the desk are kept. */
export const keptDays = {
  /** What opens a filed complaint, for the slip. */
  slip: 1,
  /** Who was called back. */
  callBack: 90,
  /** The words of consultations; their counts stay. */
  words: 365,
  /** Lengths and outcomes of conversations. */
  talk: 365,
} as const

/** Removes numbers, words and conversations whose time is over. Safe to repeat. */
export async function forgetOld(
  { db }: Pick<Deps, 'db'>,
  now: Temporal.Instant,
): Promise<Record<'dropped' | 'emptied' | 'callBacks' | 'words' | 'talks', number>> {
  const before = (days: number) => toDate(now.subtract({ hours: days * 24 }).epochMilliseconds)
  const dropped = await db.operatorTalk.updateMany({
    where: { endedAt: null, updatedAt: { lt: before(draftDays) } },
    data: { endedAt: toDate(now.epochMilliseconds), outcome: 'dropped', sealed: null },
  })
  const emptied = await db.operatorTalk.updateMany({
    where: { endedAt: { lt: before(keptDays.slip) }, sealed: { not: null } },
    data: { sealed: null },
  })
  const callBacks = await db.callBack.deleteMany({ where: { doneAt: { lt: before(keptDays.callBack) } } })
  const words = await db.consultation.updateMany({
    where: { at: { lt: before(keptDays.words) }, OR: [{ question: { not: '' } }, { answer: { not: '' } }] },
    data: { question: '', answer: '' },
  })
  const talks = await db.operatorTalk.deleteMany({ where: { endedAt: { lt: before(keptDays.talk) } } })
  return {
    dropped: dropped.count,
    emptied: emptied.count,
    callBacks: callBacks.count,
    words: words.count,
    talks: talks.count,
  }
}

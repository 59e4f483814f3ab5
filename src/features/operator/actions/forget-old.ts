import type { Temporal } from 'temporal-polyfill'
import { toDate } from '../../../platform/db/instant.ts'
import type { Deps } from '../../../platform/deps.ts'
import { retentionOfCities } from '../../city/index.ts'
import { draftDays } from '../../complaints/index.ts'

/** Days for which what opens a filed complaint is kept, for the slip. */
const slipDays = 1

type Counts = Record<'dropped' | 'emptied' | 'callBacks' | 'words' | 'talks', number>

/** Removes numbers, words and conversations whose time is over, as long as each city keeps them. Safe to repeat. */
export async function forgetOld({ db }: Pick<Deps, 'db'>, now: Temporal.Instant): Promise<Counts> {
  const before = (days: number) => toDate(now.subtract({ hours: days * 24 }).epochMilliseconds)
  const dropped = await db.operatorTalk.updateMany({
    where: { endedAt: null, updatedAt: { lt: before(draftDays) } },
    data: { endedAt: toDate(now.epochMilliseconds), outcome: 'dropped', sealed: null },
  })
  const emptied = await db.operatorTalk.updateMany({
    where: { endedAt: { lt: before(slipDays) }, sealed: { not: null } },
    data: { sealed: null },
  })
  const counts: Counts = { dropped: dropped.count, emptied: emptied.count, callBacks: 0, words: 0, talks: 0 }
  for (const { cityId, keep } of await retentionOfCities({ db })) {
    const callBacks = await db.callBack.deleteMany({
      // Called back, or never: then the day has long gone by.
      where: {
        cityId,
        OR: [
          { doneAt: { lt: before(keep.callBackDays) } },
          { doneAt: null, dueAt: { lt: before(keep.callBackDays) } },
        ],
      },
    })
    const words = await db.consultation.updateMany({
      where: {
        cityId,
        at: { lt: before(keep.consultationDays) },
        OR: [{ question: { not: '' } }, { answer: { not: '' } }],
      },
      data: { question: '', answer: '' },
    })
    const talks = await db.operatorTalk.deleteMany({
      where: { cityId, endedAt: { lt: before(keep.talkDays) } },
    })
    counts.callBacks += callBacks.count
    counts.words += words.count
    counts.talks += talks.count
  }
  return counts
}

import type { Temporal } from 'temporal-polyfill'
import { dayToDate, toDate } from '../../../platform/db/instant.ts'
import type { Deps } from '../../../platform/deps.ts'
import { endTopics } from '../../following/index.ts'
import { askedTopic } from '../asked-topic.ts'
import { fewestMisses } from '../rules.ts'

/** Words of people who were not helped are kept so long, words sought in vain until nobody seeks them any more. */
const verdictDays = 365
const missDays = { few: 30, many: 365 } as const
/** Who asked for a guide that nobody has decided on for so long waits for no letter any more. */
const askerDays = 365
/** Mails wait three days for a mail server. */
const waitingDays = 7

/** Removes what is no use to anybody any more. Returns how many rows lost something. */
export async function forgetOld({ db }: Pick<Deps, 'db'>, now: Temporal.Instant): Promise<number> {
  const before = (days: number) => toDate(now.subtract({ hours: days * 24 }).epochMilliseconds)
  const dayBefore = (days: number) => dayToDate(before(days).toISOString().slice(0, 10))
  const words = await db.guideVerdict.updateMany({
    where: { at: { lt: before(verdictDays) }, words: { not: '' } },
    data: { words: '' },
  })
  const misses = await db.guideMiss.deleteMany({
    where: {
      OR: [
        { times: { lt: fewestMisses }, lastOn: { lt: dayBefore(missDays.few) } },
        { lastOn: { lt: dayBefore(missDays.many) } },
      ],
    },
  })
  const askers = await db.guideRequest.updateMany({
    where: { sealedEmail: { not: null }, changedAt: { lt: before(askerDays) } },
    data: { sealedEmail: null },
  })
  return words.count + misses.count + askers.count + (await endWaiting({ db }, before(waitingDays)))
}

/** Who confirmed an address only when it was decided already waits for nothing. Letters have left by then. */
async function endWaiting({ db }: Pick<Deps, 'db'>, decidedBefore: Date): Promise<number> {
  const decided = await db.guideRequest.findMany({
    where: { state: { in: ['published', 'declined'] }, changedAt: { lt: decidedBefore } },
    select: { id: true },
  })
  return endTopics(
    { db },
    decided.map(({ id }) => askedTopic(id)),
  )
}

/** The address of an asker is for one letter, and goes when it has left or never will. */
export async function forgetAsker({ db }: Pick<Deps, 'db'>, requestId: number): Promise<void> {
  await db.guideRequest.updateMany({ where: { id: requestId }, data: { sealedEmail: null } })
}

import { Temporal } from 'temporal-polyfill'
import { toDate } from '../../../platform/db/instant.ts'
import { inTransaction } from '../../../platform/db/transaction.ts'
import type { Deps } from '../../../platform/deps.ts'
import { localDate } from '../../../platform/time/local-day.ts'
import { type City, cities } from '../../city/index.ts'
import { ownedGuides, ownersIn } from '../owners/queries.ts'
import { guidesOf, newsFor } from '../owners/rules.ts'

/**
 * Adds a letter for everybody who answers for guides of which there is news, one a day however many readers said
 * something. Safe to repeat. Answers how many.
 */
export async function makeOwnerLetters(deps: Deps, now: Temporal.Instant): Promise<number> {
  let made = 0
  for (const city of await cities(deps)) made += await lettersIn(deps, city, now)
  return made
}

async function lettersIn(deps: Deps, city: City, now: Temporal.Instant): Promise<number> {
  const at = toDate(now.epochMilliseconds)
  const owners = await ownersIn(deps, city.id)
  if (owners.length === 0) return 0
  const [guides, rows] = await Promise.all([
    ownedGuides(deps, city.id, at),
    deps.db.guideOwner.findMany({ where: { cityId: city.id } }),
  ])
  const dayOf = (ms: number) =>
    localDate(Temporal.Instant.fromEpochMilliseconds(ms), city.timeZone).toString()
  const today = dayOf(now.epochMilliseconds)
  let made = 0
  for (const staffId of new Set(owners.map((owner) => owner.staffId))) {
    const row = rows.find((one) => one.staffId === staffId)
    if (row?.leftAt != null) continue
    const toldAt = row?.toldAt.getTime() ?? null
    const since = toldAt === null ? null : { at: toldAt, day: dayOf(toldAt) }
    if (since?.day === today) continue
    if (newsFor(guidesOf(staffId, guides, owners), { today, since }).length === 0) continue
    if (await claim(deps, { staffId, cityId: city.id, toldAt: row?.toldAt ?? null, at })) made++
  }
  return made
}

type Claim = { staffId: number; cityId: number; toldAt: Date | null; at: Date }

/** One of several processes tells, and nobody who has left in the meantime is told. */
const claim = (deps: Deps, { staffId, cityId, toldAt, at }: Claim): Promise<boolean> =>
  inTransaction(deps.db, async (tx) => {
    const { count } =
      toldAt === null
        ? await tx.guideOwner.createMany({ data: [{ staffId, cityId, toldAt: at }], skipDuplicates: true })
        : await tx.guideOwner.updateMany({
            where: { staffId, cityId, toldAt, leftAt: null },
            data: { toldAt: at },
          })
    if (count === 0) return false
    const since = toldAt === null ? null : toldAt.getTime()
    await deps.jobs.add(tx, 'guides.owner-letter', { staffId, cityId, since, at: at.getTime() })
    return true
  })

import { announceChange } from '../../../platform/cache/change-notices.ts'
import { Prisma } from '../../../platform/db/generated/client.ts'
import { inTransaction } from '../../../platform/db/transaction.ts'
import type { Deps } from '../../../platform/deps.ts'
import { localDate } from '../../../platform/time/local-day.ts'
import type { City, Residents } from '../../city/index.ts'
import { randomOf } from '../random.ts'

/** Whoever prints or exports one of these numbers prints this beside it. */
const SOURCE = 'Демо: ойдан шығарылған сан · Демо: вымышленное число · Demo: an invented number'

/** The fewest and the most who live in a part of a city. */
const usual: Record<string, readonly [least: number, most: number]> = {
  district: [140_000, 320_000],
  area: [12_000, 60_000],
  settlement: [1_500, 9_000],
  rural_district: [1_200, 5_000],
}

/**
 * Numbers of residents for a city of the demo and its parts, the same every time, each marked as invented. What
 * somebody has entered stays.
 */
export async function inventResidents(
  { db, now }: Pick<Deps, 'db' | 'now'>,
  { id: cityId, slug, areas, profile, timeZone }: City,
): Promise<void> {
  const on = `${localDate(now(), timeZone).year}-01-01`
  if (areas.length === 0) return
  const numbers = areas.map(({ id, code, kind, residents }): { id: number; residents: Residents } => {
    const [least, most] = usual[kind] ?? [5_000, 50_000]
    const count = Math.round(randomOf('residents', slug, code).between(least, most) / 100) * 100
    return { id, residents: residents ?? { count, on, source: SOURCE } }
  })
  const count = numbers.reduce((sum, { residents }) => sum + residents.count, 0)
  const whole = profile.residents ?? { count, on, source: SOURCE }
  await inTransaction(db, async (tx) => {
    for (const { id, residents } of numbers) {
      await tx.district.updateMany({
        where: { id, residents: { equals: Prisma.DbNull } },
        data: { residents },
      })
    }
    await tx.city.update({ where: { id: cityId }, data: { profile: { ...profile, residents: whole } } })
    await announceChange(tx, ['city:'])
  })
}

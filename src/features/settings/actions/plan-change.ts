import { Prisma } from '../../../platform/db/generated/client.ts'
import { dayToDate, toDate } from '../../../platform/db/instant.ts'
import { inTransaction, type Transaction } from '../../../platform/db/transaction.ts'
import type { Deps } from '../../../platform/deps.ts'
import { Conflict, NotFound } from '../../../platform/http/errors.ts'
import { type City, cityById } from '../../city/index.ts'
import { isSame, patched } from '../diff.ts'
import { storeOf } from '../stores/index.ts'
import { CannotWrite } from '../stores/store.ts'
import type { Doc, ThingKind } from '../thing.ts'
import { thingOf } from '../things/index.ts'
import { todayIn } from '../today.ts'
import { forgetCity } from './forget-city.ts'
import { asOneSays, lastVersion, lockSettings, type Saving, writeChange } from './save-change.ts'

/** Keeps a change for its day (ISO, local). Answers false when nothing differs. Throws as saveChange. */
export async function planChange(deps: Deps, saving: Saving, takesEffectOn: string): Promise<boolean> {
  const at = deps.now().epochMilliseconds
  return inTransaction(deps.db, (tx) => writePlan(tx, saving, { takesEffectOn, at }))
}

/** The same within a transaction; `at` in milliseconds UTC. */
export async function writePlan(
  tx: Transaction,
  { staff, city, kind, key, seenVersion, after, isNew }: Saving,
  { takesEffectOn, at }: { takesEffectOn: string; at: number },
): Promise<boolean> {
  await lockSettings(tx, city.id)
  const before = await storeOf(kind).read(tx, city.id, key)
  if (isNew && before !== null) throw new CannotWrite('code', 'settings:error.exists')
  if ((await lastVersion(tx, { cityId: city.id, kind, key })) !== seenVersion) throw new Conflict()
  if (isSame(before, after)) return false
  await tx.plannedChange.create({
    data: {
      cityId: city.id,
      kind,
      key,
      takesEffectOn: dayToDate(takesEffectOn),
      plannedAt: toDate(at),
      staffId: staff.id,
      before: before ?? Prisma.DbNull,
      after: after ?? Prisma.DbNull,
    },
  })
  return true
}

/** A change that still waits does not come. */
export async function cancelPlanned(deps: Deps, { city, id }: { city: City; id: number }): Promise<void> {
  const { count } = await deps.db.plannedChange.updateMany({
    where: { id, cityId: city.id, outcome: null },
    data: { outcome: 'cancelled', settledAt: toDate(deps.now().epochMilliseconds) },
  })
  if (count === 0) throw new NotFound('planned change')
}

/** Makes the changes whose day has come, in the order of their days. Answers how many. Safe to repeat. */
export async function applyPlanned(deps: Deps, at: number): Promise<number> {
  const waiting = await deps.db.plannedChange.findMany({
    where: { outcome: null },
    orderBy: [{ takesEffectOn: 'asc' }, { id: 'asc' }],
    select: { id: true, cityId: true, takesEffectOn: true },
  })
  let applied = 0
  for (const { id, cityId, takesEffectOn } of waiting) {
    const city = await cityById(deps, cityId)
    if (city === null || takesEffectOn > dayToDate(todayIn(city, at))) continue
    if (await applyOne(deps, { city, id, at })) applied++
  }
  return applied
}

/** One that cannot be made any more is refused, and the page of planned changes says so. */
async function applyOne(
  deps: Deps,
  { city, id, at }: { city: City; id: number; at: number },
): Promise<boolean> {
  const settle = (outcome: 'applied' | 'refused') => ({
    where: { id, outcome: null },
    data: { outcome, settledAt: toDate(at) },
  })
  try {
    const isApplied = await asOneSays(() =>
      inTransaction(deps.db, async (tx) => {
        const { count } = await tx.plannedChange.updateMany(settle('applied'))
        if (count === 0) return false
        const planned = await tx.plannedChange.findUniqueOrThrow({ where: { id } })
        const kind = planned.kind as ThingKind
        const place = { cityId: city.id, kind, key: planned.key }
        const current = await storeOf(kind).read(tx, city.id, planned.key)
        const after = patched(current, planned.before as Doc | null, planned.after as Doc | null)
        if (after !== null && !thingOf(kind).doc.safeParse(after).success) {
          throw new CannotWrite('form', 'settings:error.undo')
        }
        await writeChange(
          deps,
          tx,
          {
            ...{ staff: { id: planned.staffId }, city, kind, key: planned.key, after, plannedId: id },
            seenVersion: await lastVersion(tx, place),
          },
          at,
        )
        return true
      }),
    )
    forgetCity(deps, city.id)
    return isApplied
  } catch (error) {
    if (!(error instanceof CannotWrite)) throw error
    deps.log.warn({ id, reason: error.reason, field: error.field }, 'a planned change cannot be made')
    await deps.db.plannedChange.updateMany(settle('refused'))
    return false
  }
}

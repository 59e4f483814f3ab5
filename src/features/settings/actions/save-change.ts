import { Prisma } from '../../../platform/db/generated/client.ts'
import { dayToDate, toDate } from '../../../platform/db/instant.ts'
import { inTransaction, type Transaction } from '../../../platform/db/transaction.ts'
import { isForeignKeyViolation, isUniqueViolation } from '../../../platform/db/violation.ts'
import type { Deps } from '../../../platform/deps.ts'
import { Conflict, NotFound } from '../../../platform/http/errors.ts'
import type { StaffMember } from '../../accounts/index.ts'
import type { City } from '../../city/index.ts'
import { isSame } from '../diff.ts'
import { storeOf } from '../stores/index.ts'
import { CannotWrite } from '../stores/store.ts'
import type { Doc, ThingKind } from '../thing.ts'
import { todayIn } from '../today.ts'
import { announceCity, forgetCity } from './forget-city.ts'

export type Saving = {
  staff: Pick<StaffMember, 'id'>
  city: City
  kind: ThingKind
  key: string
  /** Number of the last change that the person had seen; 0 when there was none. */
  seenVersion: number
  after: Doc | null
  /** True for a new thing: one that is there already is left alone. */
  isNew?: boolean
  undoOf?: number
  /** Whether this person may change the one into the other; asked where nobody can change either meanwhile. */
  mayWrite?(before: Doc | null, after: Doc | null): boolean
  plannedId?: number
}

/**
 * Writes a thing and who changed what, in one transaction. Answers false when nothing differs. Throws Conflict when
 * somebody else was faster and CannotWrite when something that it names is not there, or still needs it.
 */
export async function saveChange(deps: Deps, saving: Saving): Promise<boolean> {
  const at = deps.now().epochMilliseconds
  const isWritten = await asOneSays(() => inTransaction(deps.db, (tx) => writeChange(deps, tx, saving, at)))
  if (isWritten) forgetCity(deps, saving.city.id)
  return isWritten
}

/** Within a transaction; other processes are told, the cache of this one is the caller's. */
export async function writeChange(
  { jobs }: Pick<Deps, 'jobs'>,
  tx: Transaction,
  saving: Saving,
  at: number,
): Promise<boolean> {
  const { staff, city, kind, key, seenVersion, after } = saving
  await lockSettings(tx, city.id)
  const store = storeOf(kind)
  const before = await store.read(tx, city.id, key)
  if (saving.isNew && before !== null) throw new CannotWrite('code', 'settings:error.exists')
  const last = await lastVersion(tx, { cityId: city.id, kind, key })
  if (last !== seenVersion) throw new Conflict()
  if (saving.mayWrite?.(before, after) === false) throw new NotFound('setting')
  if (isSame(before, after)) return false
  await store.write(tx, { cityId: city.id, key, at }, after)
  await tx.settingChange.create({
    data: {
      cityId: city.id,
      kind,
      key,
      version: last + 1,
      at: toDate(at),
      takesEffectOn: dayToDate(todayIn(city, at)),
      staffId: staff.id,
      before: before ?? Prisma.DbNull,
      after: after ?? Prisma.DbNull,
      undoOf: saving.undoOf ?? null,
      plannedId: saving.plannedId ?? null,
    },
  })
  // An office that has ended hands its open complaints over.
  if (kind === 'office') await jobs.add(tx, 'settings.hand-over', { cityId: city.id })
  await announceCity(tx, city.id)
  return true
}

/** One change of a city at a time; filing a complaint, which only refers to the city, does not wait. */
export const lockSettings = (tx: Transaction, cityId: number) =>
  tx.$queryRaw`SELECT id FROM city WHERE id = ${cityId} FOR NO KEY UPDATE`

export async function lastVersion(
  tx: Transaction,
  where: { cityId: number; kind: string; key: string },
): Promise<number> {
  const { _max } = await tx.settingChange.aggregate({ where, _max: { version: true } })
  return _max.version ?? 0
}

/** What the constraints of the database say, in the words of this feature. */
export async function asOneSays<Result>(work: () => Promise<Result>): Promise<Result> {
  try {
    return await work()
  } catch (error) {
    if (isUniqueViolation(error)) throw new Conflict()
    if (isForeignKeyViolation(error)) throw new CannotWrite('form', 'settings:error.inUse')
    throw error
  }
}

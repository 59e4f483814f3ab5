import { inTransaction, type Transaction } from '../../../platform/db/transaction.ts'
import type { Deps } from '../../../platform/deps.ts'
import { Conflict } from '../../../platform/http/errors.ts'
import type { StaffMember } from '../../accounts/index.ts'
import type { City } from '../../city/index.ts'
import type { Entry } from '../configuration.ts'
import { isSame } from '../diff.ts'
import { storeOf } from '../stores/index.ts'
import { CannotWrite } from '../stores/store.ts'
import { isSingle } from '../thing.ts'
import type { OfficeDoc } from '../things/office.ts'
import { forgetCity } from './forget-city.ts'
import { asOneSays, lastVersion, lockSettings, writeChange } from './save-change.ts'

export type Importing = {
  staff: StaffMember
  city: City
  entries: readonly Entry[]
  /** Number of the last change of the city when the differences were shown. */
  seenChange: number
}

/** Where a file says what cannot be. */
export class CannotImport extends Error {
  readonly entry: Entry
  override readonly cause: CannotWrite

  constructor(entry: Entry, cause: CannotWrite) {
    super(cause.message)
    this.entry = entry
    this.cause = cause
  }
}

/**
 * Writes what differs, each as a change of its own, all or nothing. Answers how many. Throws Conflict when the city
 * was changed since the differences were shown, and CannotImport.
 */
export async function importConfiguration(
  deps: Deps,
  { staff, city, entries, seenChange }: Importing,
): Promise<number> {
  const at = deps.now().epochMilliseconds
  const written = await asOneSays(() =>
    inTransaction(deps.db, async (tx) => {
      await lockSettings(tx, city.id)
      if ((await lastChange(tx, city.id)) !== seenChange) throw new Conflict()
      let count = 0
      for (const entry of inOrder(entries)) {
        const { kind, key, doc } = entry
        const current = await storeOf(kind).read(tx, city.id, key)
        if (isSame(current, doc)) continue
        const seenVersion = await lastVersion(tx, { cityId: city.id, kind, key })
        try {
          await writeChange(deps, tx, { staff, city, kind, key, seenVersion, after: doc }, at)
        } catch (error) {
          throw error instanceof CannotWrite ? new CannotImport(entry, error) : error
        }
        count++
      }
      return count
    }),
  )
  forgetCity(deps, city.id)
  return written
}

export async function lastChange(tx: Pick<Transaction, 'settingChange'>, cityId: number): Promise<number> {
  const { _max } = await tx.settingChange.aggregate({ where: { cityId }, _max: { id: true } })
  return _max.id ?? 0
}

/** Offices stand after those that they name. */
function inOrder(entries: readonly Entry[]): Entry[] {
  const offices = new Map(entries.filter(({ kind }) => kind === 'office').map((entry) => [entry.key, entry]))
  const ordered: Entry[] = []
  const place = (entry: Entry) => {
    if (!offices.delete(entry.key)) return
    const { parent, successor } = entry.doc as OfficeDoc
    for (const named of [parent, successor]) {
      const other = named === null ? undefined : offices.get(named)
      if (other) place(other)
    }
    ordered.push(entry)
  }
  for (const entry of [...offices.values()]) place(entry)
  const before = entries.filter(({ kind }) => isSingle(kind))
  const after = entries.filter((entry) => entry.kind !== 'office' && !before.includes(entry))
  return [...before, ...ordered, ...after]
}

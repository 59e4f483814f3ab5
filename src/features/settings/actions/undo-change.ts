import { inTransaction } from '../../../platform/db/transaction.ts'
import type { Deps } from '../../../platform/deps.ts'
import { NotFound } from '../../../platform/http/errors.ts'
import type { StaffMember } from '../../accounts/index.ts'
import type { City } from '../../city/index.ts'
import { patched } from '../diff.ts'
import { storeOf } from '../stores/index.ts'
import { CannotWrite } from '../stores/store.ts'
import type { Doc, ThingKind } from '../thing.ts'
import { thingOf } from '../things/index.ts'
import { forgetCity } from './forget-city.ts'
import { asOneSays, lastVersion, lockSettings, type Saving, writeChange } from './save-change.ts'

export type Undoing = Pick<Saving, 'mayWrite'> & {
  staff: StaffMember
  city: City
  changeId: number
  /** Only a change of this kind. */
  of?: ThingKind
}

/**
 * Takes a change back by a new one; what others have changed since in other parts of the thing stays. Answers false
 * when nothing is left to take back.
 */
export async function undoChange(
  deps: Deps,
  { staff, city, changeId, of, mayWrite }: Undoing,
): Promise<boolean> {
  const at = deps.now().epochMilliseconds
  const isWritten = await asOneSays(() =>
    inTransaction(deps.db, async (tx) => {
      await lockSettings(tx, city.id)
      const change = await tx.settingChange.findFirst({
        where: { id: changeId, cityId: city.id, ...(of === undefined ? {} : { kind: of }) },
      })
      if (change === null) throw new NotFound('change')
      const kind = change.kind as ThingKind
      const place = { cityId: city.id, kind, key: change.key }
      const current = await storeOf(kind).read(tx, city.id, change.key)
      const after = patched(current, change.after as Doc | null, change.before as Doc | null)
      if (after !== null && !thingOf(kind).doc.safeParse(after).success) {
        throw new CannotWrite('form', 'settings:error.undo')
      }
      const seenVersion = await lastVersion(tx, place)
      return writeChange(
        deps,
        tx,
        {
          staff,
          city,
          kind,
          key: change.key,
          seenVersion,
          after,
          undoOf: changeId,
          ...(mayWrite ? { mayWrite } : {}),
        },
        at,
      )
    }),
  )
  if (isWritten) forgetCity(deps, city.id)
  return isWritten
}

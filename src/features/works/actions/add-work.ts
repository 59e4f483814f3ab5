import { inTransaction } from '../../../platform/db/transaction.ts'
import type { Deps } from '../../../platform/deps.ts'
import { NotFound } from '../../../platform/http/errors.ts'
import type { StaffMember } from '../../accounts/index.ts'
import { logStaffAct } from '../../activity/index.ts'
import type { WorkDraft } from '../draft.ts'
import { mayWrite } from '../rules.ts'
import { addWorks } from './add-works.ts'

export type AddingWork = {
  staff: Pick<StaffMember, 'id' | 'roles'>
  cityId: number
  draft: WorkDraft
  /** Milliseconds UTC. */
  at: number
}

/** Writes a draft that its office alone sees. @throws NotFound for who writes nothing there */
export async function addWork(
  deps: Pick<Deps, 'db'>,
  { staff, cityId, draft, at }: AddingWork,
): Promise<number> {
  if (!mayWrite(staff.roles, { cityId, officeId: draft.officeId })) throw new NotFound('office')
  return inTransaction(deps.db, async (tx) => {
    const [id] = await addWorks(tx, [{ draft }], { cityId, staffId: staff.id, at, publish: false })
    if (id == null) throw new Error('a work without an origin is never there already')
    await logStaffAct(tx, { at, staffId: staff.id, cityId, kind: 'work-added', subject: `work ${id}` })
    return id
  })
}

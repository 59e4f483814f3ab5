import type { Request } from 'express'
import { inTransaction } from '../../../platform/db/transaction.ts'
import type { Deps } from '../../../platform/deps.ts'
import { logStaffAct } from '../../activity/index.ts'
import { cities } from '../../city/index.ts'
import { deviceLabel } from '../device.ts'
import { hasFactor } from '../factor/queries.ts'
import { accountPaths, ownStaffPath } from '../paths.ts'
import type { StaffMember } from '../staff-member.ts'
import { beginSession } from './passport.ts'
import { isSecondFactorDemanded } from './second-factor-rule.ts'
import type { Entry } from './session-store.ts'

/** By what somebody has come in, as the log names it. */
export type EnteredBy = 'password' | 'code' | 'recovery-code' | 'passkey' | 'provider'

type Entering = {
  /** The page that was asked for, as the address has it. */
  next: unknown
  /** Not used from this network lately. */
  newPlace: boolean
  /** The city's own sign-in service says that it has asked for two factors. */
  bothProved?: boolean
}

/**
 * Goes on for a person whose first factor is right: to the second one if the account has any or must have one, else in.
 * Returns where the browser goes.
 */
export async function enter(
  deps: Deps,
  req: Request,
  staff: StaffMember,
  { next, newPlace, bothProved = false }: Entering,
  by: EnteredBy = 'password',
): Promise<string> {
  const at = deps.now().epochMilliseconds
  const begun = { begunAt: at, provedAt: at, newPlace }
  const owesSecond =
    !bothProved && ((await hasFactor(deps, staff.id)) || isSecondFactorDemanded(staff, await cities(deps)))
  if (!owesSecond) return enterFully(deps, req, staff, { entry: begun, next, by })
  await beginSession(req, staff, { ...begun, level: 'password' })
  const asked = ownStaffPath(next)
  return accountPaths.secondFactor(asked === null ? {} : { next: asked })
}

/** Signs the person in, and writes it down. Returns where the browser goes. */
export async function enterFully(
  deps: Deps,
  req: Request,
  staff: StaffMember,
  { entry, next, by }: { entry: Omit<Entry, 'level'>; next: unknown; by: EnteredBy },
): Promise<string> {
  const at = deps.now().epochMilliseconds
  const device = deviceLabel(req.get('User-Agent') ?? '')
  await inTransaction(deps.db, async (tx) => {
    const signIns = { staffId: staff.id, kind: 'signed-in' }
    const before = await tx.staffLog.count({ where: signIns })
    const onThis = await tx.staffLog.count({
      where: { ...signIns, detail: { path: ['device'], equals: device } },
    })
    await logStaffAct(tx, { at, staffId: staff.id, cityId: null, kind: 'signed-in', detail: { by, device } })
    if (before > 0 && (onThis === 0 || entry.newPlace)) {
      await deps.jobs.add(tx, 'accounts.notice', { notice: 'new-device', staffId: staff.id, device, at })
    }
  })
  await beginSession(req, staff, { ...entry, provedAt: at, level: 'full' })
  deps.log.info({ staff: staff.id, by }, 'signed in')
  return ownStaffPath(next) ?? accountPaths.firstPage()
}

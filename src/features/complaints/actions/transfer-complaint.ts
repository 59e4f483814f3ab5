import type { Deps } from '../../../platform/deps.ts'
import type { ComplaintEvent } from '../events.ts'
import { currentCustody } from '../projection.ts'
import { decidesTransfers } from '../term-rules.ts'
import { forwarded } from './forward-outside.ts'
import { isWithinFreeDays, officeTerm } from './office-term.ts'
import { type ActContext, NotAllowed, type StaffAct, staffAct } from './staff-act.ts'

/**
 * Passes the complaint to another office of the city. The resident's clock runs on; the new office gets a term of its
 * own. After the free working days of APPC article 65 it only asks the controller for that, unless it is the controller.
 */
export const transferComplaint = (deps: Deps, act: StaffAct, to: { officeId: number; reason: string }) =>
  staffAct(deps, { ...act, kind: 'transferred' }, (context) => {
    const { state, at, actor, held } = context
    if (isWithinFreeDays(context) || decidesTransfers(held)) return [transferred(context, to)]
    if (state.transferAsked !== null || !canGetIt(context, to.officeId))
      throw new NotAllowed('transfer_asked')
    const payload = { toOfficeId: to.officeId, reason: to.reason }
    return [{ kind: 'transfer_asked', at, actor, payload }]
  })

/** The controller grants a late transfer or forwarding, or says why the office keeps it. */
export const decideTransfer = (deps: Deps, act: StaffAct, decision: { grant: boolean; reason: string }) =>
  staffAct(deps, { ...act, kind: 'transfer_refused' }, (context) => {
    const { state, at, actor } = context
    const request = state.transferAsked
    if (request === null) throw new NotAllowed('transfer_refused')
    if (!decision.grant)
      return [{ kind: 'transfer_refused', at, actor, payload: { reason: decision.reason } }]
    const { toOfficeId: officeId, reason, letter } = request
    return letter
      ? forwarded(context, { officeId, reason, letter })
      : [transferred(context, { officeId, reason })]
  })

function transferred(
  context: ActContext,
  { officeId, reason }: { officeId: number; reason: string },
): ComplaintEvent {
  const { state, terms, at, actor } = context
  if (!canGetIt(context, officeId)) throw new NotAllowed('transferred')
  const payload = {
    fromOfficeId: state.officeId ?? 0,
    toOfficeId: officeId,
    reason,
    late: !isWithinFreeDays(context),
    ...officeTerm(terms, state.categoryId, at).due,
  }
  return { kind: 'transferred', at, actor, payload }
}

const canGetIt = ({ terms, state }: ActContext, officeId: number): boolean =>
  Boolean(terms.directory.officeById.get(officeId)?.current) &&
  officeId !== state.officeId &&
  currentCustody(state) !== undefined

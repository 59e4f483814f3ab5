import { Temporal } from 'temporal-polyfill'
import type { Deps } from '../../../platform/deps.ts'
import { currentCustody } from '../projection.ts'
import { decidesExtension, dueWith, extensionProblem } from '../term-rules.ts'
import { countingOf } from './office-term.ts'
import { type ActContext, NotAllowed, type StaffAct, staffAct } from './staff-act.ts'

/** Asks for more time. Moves nothing; whoever decides about it sees the reason, and everybody does once it is granted. */
export const askExtension = (deps: Deps, act: StaffAct, wish: { dueOn: string; reason: string }) =>
  staffAct(deps, { ...act, kind: 'extension_asked' }, (context) => {
    const { state, at, actor, held } = context
    if (state.extensionAsked !== null) throw new NotAllowed('extension_asked')
    checkDay(context, wish.dueOn)
    const as = held.includes('head') ? 'head' : 'executor'
    return [{ kind: 'extension_asked', at, actor, payload: { ...wish, as } }]
  })

/**
 * The reasoned decision about an extension (APPC article 76 p. 3). Granted, it moves the term in public and the resident
 * is told; refused, it stays inside with its reason. Throws NotAllowed for whoever asked for it.
 */
export const decideExtension = (deps: Deps, act: StaffAct, decision: { grant: boolean; reason: string }) =>
  staffAct(deps, { ...act, kind: 'extended' }, (context) => {
    const { state, terms, at, actor, held } = context
    const request = state.extensionAsked
    if (request === null || !decidesExtension(held, act.staff.id, request)) throw new NotAllowed('extended')
    if (!decision.grant)
      return [{ kind: 'extension_refused', at, actor, payload: { reason: decision.reason } }]
    checkDay(context, request.dueOn)
    const due = dueWith(Temporal.PlainDate.from(request.dueOn), countingOf(terms))
    return [{ kind: 'extended', at, actor, payload: { ...due, reason: request.reason } }]
  })

function checkDay({ state, terms, at }: ActContext, dueOn: string): void {
  const custody = currentCustody(state)
  const months = terms.city.terms.extensionMonths
  if (custody === undefined || extensionProblem(custody, { dueOn, at, months }) !== null) {
    throw new NotAllowed('extended')
  }
}

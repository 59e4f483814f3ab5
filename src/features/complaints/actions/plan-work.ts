import type { Deps } from '../../../platform/deps.ts'
import { type StaffAct, staffAct } from './staff-act.ts'

/** A public promise: what will be done by which day (ISO date). The complaint stays open. */
export const planWork = (
  deps: Deps,
  act: StaffAct,
  plan: { text: string; lang: string; plannedOn: string },
) =>
  staffAct(deps, { ...act, kind: 'planned' }, ({ at, actor }) => [
    { kind: 'planned', at, actor, payload: plan },
  ])

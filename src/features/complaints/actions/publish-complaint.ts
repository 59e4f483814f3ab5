import type { Deps } from '../../../platform/deps.ts'
import { type StaffAct, staffAct } from './staff-act.ts'

/** A moderator has looked: everybody may read it. */
export const publishComplaint = (deps: Deps, act: StaffAct, { reason }: { reason: string }) =>
  staffAct(deps, { ...act, kind: 'published' }, ({ at, actor }) => [
    { kind: 'published', at, actor, payload: { reason } },
  ])

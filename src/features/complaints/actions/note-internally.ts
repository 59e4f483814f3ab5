import type { Deps } from '../../../platform/deps.ts'
import { type StaffAct, staffAct } from './staff-act.ts'

/** A note that only staff read. */
export const noteInternally = (deps: Deps, act: StaffAct, { text }: { text: string }) =>
  staffAct(deps, { ...act, kind: 'noted' }, ({ at, actor }) => [
    { kind: 'noted', at, actor, payload: { text } },
  ])

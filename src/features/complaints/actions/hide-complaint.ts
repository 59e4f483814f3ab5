import { announceChange } from '../../../platform/cache/change-notices.ts'
import type { Deps } from '../../../platform/deps.ts'
import { keptOfPublic } from '../kept-parts.ts'
import { type StaffAct, staffAct } from './staff-act.ts'

/** Takes the text and the photos from public view; number, state and the reason stay. */
export const hideComplaint = (deps: Deps, act: StaffAct, { reason }: { reason: string }) =>
  staffAct(deps, { ...act, kind: 'hidden' }, async ({ tx, at, actor }) => {
    await announceChange(tx, keptOfPublic)
    return [{ kind: 'hidden', at, actor, payload: { reason } }]
  })
